"""The page served: a thread that answers on the local network while a session wants it."""

from __future__ import annotations

import asyncio
import logging
import time
from secrets import token_urlsafe
from threading import Event, Thread
from typing import Any, Final, Self

import numpy as np
import segno
from aiohttp import web
from numpy.typing import NDArray

from formcheck.media.camera.devices import Asked, Device
from formcheck.media.phone.address import listening, split
from formcheck.media.phone.answers import Answers
from formcheck.media.phone.certificate import certified
from formcheck.media.phone.line import Line
from formcheck.media.picture import MOST_BYTES

__all__ = ["Phone"]

_HANDSHAKE_S: Final = 5.0
_GOODBYE_S: Final = 0.6  # for the phone to hear that the session is over
_JOIN_S: Final = 5.0
_QUIET: Final = logging.getLogger("formcheck.phone")
_QUIET.addHandler(logging.NullHandler())  # what strangers send is no news for the terminal
_QUIET.propagate = False


class Phone:
    """Makes the phone whose browser opens the address the camera.

    Nothing is opened before the context is entered; when it is left, the page is gone.

    Args:
        where: "HOST:PORT" or "HOST" of this machine in the local network; "" finds one.
        asked: Size and rate to ask the phone's camera for.

    Attributes:
        address: Of the page, with its token, once entered.
        fingerprint: SHA-256 of the certificate.

    Raises:
        CameraError: The address is none of a local network; on entering, it cannot be had.
    """

    def __init__(self, where: str, asked: Asked) -> None:
        self._host, self._port = split(where)
        self._asked, self._line = asked, Line()
        self.address = self.fingerprint = ""
        self._ready = Event()

    def __enter__(self) -> Self:
        self._socket = listening(self._host, self._port)
        host, port = self._socket.getsockname()
        self._tls, self.fingerprint = certified(host)
        token = token_urlsafe(16)
        self.address = f"https://{host}:{port}/{token}"
        self._answers = Answers(self._line, token, self._asked)
        self._loop, self._over = asyncio.new_event_loop(), asyncio.Event()
        self._thread = Thread(target=self._work, name="formcheck-phone", daemon=True)
        self._thread.start()
        self._ready.wait(_JOIN_S)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._line.hang_up()
        self._thread.join(_JOIN_S)

    @property
    def present(self) -> bool:
        """Whether a phone sends pictures."""
        return self._line.present

    @property
    def code(self) -> NDArray[np.bool_]:
        """The address as QR code: (N, N), true is dark, with the quiet zone around it."""
        made = segno.make_qr(self.address, error="m")
        return np.array(list(made.matrix_iter(border=4)), bool)

    def device(self, _source: str, _asked: Asked) -> Device:
        """The phone, for a `Camera` to open; as often as it likes."""
        return self._line

    def _work(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        """Serves until it is over, and tells the phone so."""
        answering = web.Server(
            self._answers,
            request_factory=_request,
            logger=_QUIET,
            access_log=None,
            auto_decompress=False,
            lingering_time=1.0,
        )
        server = await self._loop.create_server(
            answering,
            sock=self._socket,
            ssl=self._tls,
            ssl_handshake_timeout=_HANDSHAKE_S,
            ssl_shutdown_timeout=_GOODBYE_S,
        )
        self._ready.set()
        await self._over.wait()
        self._answers.over = True
        until_s = time.monotonic() + _GOODBYE_S
        while self._line.present and not self._answers.told and time.monotonic() < until_s:
            await asyncio.sleep(0.02)
        server.close()
        transports = [each.transport for each in answering.connections]
        await answering.shutdown(_GOODBYE_S)
        for transport in transports:
            if transport is not None:
                transport.abort()  # a phone that is gone says no goodbye
        await asyncio.sleep(0)


def _request(*parts: Any) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    message, payload, protocol, writer, task = parts
    return web.BaseRequest(
        message, payload, protocol, writer, task, loop, client_max_size=MOST_BYTES
    )
