"""A network camera on this machine: MJPEG over HTTP, which can stall, stop and come back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import cv2
import numpy as np


class MjpegCamera:
    """Serves grey pictures.

    Attributes:
        url: Where.
        stalled: While set, connections stay open and nothing comes.
        gone: While set, connections are closed.
        sent_s: When each picture was about to be sent, on the monotonic clock.
        connections: How many there were so far.
    """

    def __init__(self, fps: float, size_px: tuple[int, int]) -> None:
        self.stalled, self.gone, self._over = Event(), Event(), Event()
        self.sent_s: list[float] = []
        self.connections = 0
        pictures = [_jpeg(grey, size_px) for grey in (60, 120, 180)]
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
                self.end_headers()
                camera.connections += 1
                try:
                    for picture in camera.pictures(pictures, fps):
                        head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
                        self.wfile.write(head.encode() + picture + b"\r\n")
                except (BrokenPipeError, ConnectionResetError):
                    return

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/video"

    def pictures(self, pictures: list[bytes], fps: float) -> Iterator[bytes]:
        index = 0
        while not (self.gone.is_set() or self._over.is_set()):
            if not self.stalled.is_set():
                self.sent_s.append(time.monotonic())
                yield pictures[index % len(pictures)]
            index += 1
            time.sleep(1 / fps)

    @contextmanager
    def running(self) -> Iterator[MjpegCamera]:
        thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._over.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()


def _jpeg(grey: int, size_px: tuple[int, int]) -> bytes:
    width, height = size_px
    done, data = cv2.imencode(".jpg", np.full((height, width, 3), grey, np.uint8))
    assert done
    return data.tobytes()
