"""What takes the results of every frame, and what lets decoding, detecting and encoding overlap.

Nobody else has to know about threads.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from queue import Empty, Queue
from threading import Event, Thread
from types import TracebackType
from typing import Generic, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Output(Protocol[P]):
    """Takes one item after the other: table, video, what runs them in the background.

    Every method raises OutputError when the disk does not take it.
    """

    def write(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Takes one item."""

    def close(self) -> None:
        """Completes what was written."""

    def abort(self) -> None:
        """Stops after a failure; what still goes on ends."""


def read_ahead(items: Iterable[T], depth: int = 2) -> Generator[T]:
    """Yields `items` in order while a thread of its own already makes the next ones.

    An error of `items` is raised here, after what came before it. When the consumer stops early,
    the thread is stopped and joined: leave the loop or call `close()`.

    Args:
        items: What to read; touched by the thread only.
        depth: How many may wait. They are held in memory: a 4K picture has 25 MB.
    """
    waiting: Queue[tuple[T] | BaseException | None] = Queue(depth)
    stopped = Event()

    def produce() -> None:
        end: BaseException | None = None
        try:
            for item in items:
                waiting.put((item,))
                if stopped.is_set():
                    return
        except BaseException as error:  # raised again in the consumer
            end = error
        waiting.put(end)

    thread = Thread(target=produce, name="formcheck-read-ahead", daemon=True)
    thread.start()
    try:
        while entry := waiting.get():
            if isinstance(entry, BaseException):
                raise entry
            yield entry[0]
    finally:
        stopped.set()
        _drain(waiting)
        thread.join()


def _drain(waiting: Queue[T]) -> None:
    # Makes room, so that a put that is under way returns and sees that nobody wants more.
    try:
        while True:
            waiting.get_nowait()
    except Empty:
        return


class Background(Generic[P]):
    """Runs a slow `write` in a thread of its own, in order.

    As context manager: all is written at the end of the block, also after Ctrl-C; after any other
    error what still waits is dropped.
    """

    def __init__(self, write: Callable[P, object], depth: int = 2) -> None:
        self._sink = write
        self._waiting: Queue[Callable[[], object] | None] = Queue(depth)
        self._error: BaseException | None = None
        self._dropping = False
        self._closed = False
        self._thread = Thread(target=self._work, name="formcheck-background", daemon=True)
        self._thread.start()

    def write(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Queues one call; waits while the queue is full.

        Raises:
            Exception: What an earlier call raised; nothing more is written after that.
            ValueError: It is closed.
        """
        if self._closed:
            raise ValueError("this Background is closed")
        self._raise_error()
        self._waiting.put(lambda: self._sink(*args, **kwargs))

    def close(self) -> None:
        """Waits until all is written, then raises what went wrong. Can be called again."""
        self._finish()
        self._raise_error()

    def abort(self) -> None:
        """Drops what waits and stops; the call under way is finished. Can be called again."""
        self._dropping = True
        self._finish()

    def _finish(self) -> None:
        if not self._closed:
            self._closed = True
            self._waiting.put(None)
        self._thread.join()

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        # Goes on taking after an error, so that write() never waits for a thread that is gone.
        while call := self._waiting.get():
            if self._dropping:
                continue
            try:
                call()
            except BaseException as error:  # raised again by write() or close()
                self._error, self._dropping = error, True

    def __enter__(self) -> Background[P]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        elif issubclass(kind, KeyboardInterrupt):
            self._finish()  # the interrupt goes on; an error of the sink must not take its place
        else:
            self.abort()
