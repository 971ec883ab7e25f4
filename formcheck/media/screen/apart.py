"""The window in a process of its own: where its display is not there, or goes, Qt ends the process.

The process is forked off, so no program is started.
"""

from __future__ import annotations

import math
import mmap
import os
import signal
import traceback
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Final, NoReturn

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import DisplayError
from formcheck.media.screen.panel import Panel
from formcheck.words import Phrase

__all__ = ["PanelApart"]

_PATIENCE_S: Final = 30.0  # a display that hangs is none
_ROOM: Final = 1 << 28  # bytes of a picture; what is larger by far is shown more coarsely
_FILL: Final = None
_READY: Final = -1


class PanelApart:
    """What `Panel` is, in another process.

    Raises:
        DisplayError: On opening, when the display does not answer or opens no window; on showing,
            when it went away.
    """

    def __init__(self, title: str) -> None:
        self._pictures = mmap.mmap(-1, _ROOM)  # shared; takes no more memory than is written
        self._pipe, theirs = Pipe()
        self._process = os.fork()
        if self._process == 0:
            _serve(theirs, self._pictures, title)
        theirs.close()
        try:
            opened = self._pipe.poll(_PATIENCE_S) and self._answer() == _READY
        except DisplayError:
            opened = False
        if not opened:
            self.close()
            raise DisplayError(Phrase("error.display.does-not-open", name=_name()))

    def show(self, image: NDArray[np.uint8]) -> int | None:
        """As `Panel.show`."""
        step = 1 + image.size // _ROOM
        image = image[::step, ::step]
        _shared(self._pictures, image.shape)[:] = image
        return self._ask(image.shape)

    def fill(self) -> None:
        """As `Panel.fill`."""
        self._ask(_FILL)

    def close(self) -> None:
        """Ends the process, and with it the window."""
        self._pipe.close()
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    def _ask(self, what: tuple[int, ...] | None) -> int | None:
        try:
            self._pipe.send(what)
        except OSError:
            raise DisplayError(Phrase("error.display.gone")) from None
        return self._answer()

    def _answer(self) -> int | None:
        try:
            answer = self._pipe.recv()
        except (EOFError, OSError):
            raise DisplayError(Phrase("error.display.gone")) from None
        if isinstance(answer, str):
            raise RuntimeError(answer)
        return None if answer is None else int(answer)


def _shared(pictures: mmap.mmap, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    return np.frombuffer(pictures, np.uint8, math.prod(shape)).reshape(shape)


def _name() -> str | None:
    return os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")


def _serve(pipe: Connection, pictures: mmap.mmap, title: str) -> NoReturn:
    """The other process: shows what it is told to, until nobody tells it any more."""
    try:
        _stand_apart(pipe.fileno())
        panel = Panel(title)
        answer: int | None = _READY
        while True:
            pipe.send(answer)
            shape = pipe.recv()
            if shape is _FILL:
                panel.fill()
            else:
                answer = panel.show(_shared(pictures, shape))
    except (EOFError, OSError):  # the session is over
        pass
    except Exception:
        pipe.send(traceback.format_exc())
    finally:
        os._exit(0)


def _stand_apart(pipe: int) -> None:
    """Has nothing of the session but the pipe, not even its Ctrl-C; Qt's words are not ours."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDWR), 2)
    os.closerange(3, pipe)
    os.closerange(pipe + 1, os.sysconf("SC_OPEN_MAX"))
