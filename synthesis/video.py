"""H.264 files from frames, with PyAV."""

from pathlib import Path
from types import TracebackType

import av
import numpy as np
from numpy.typing import NDArray

OPTIONS = {"crf": "20", "preset": "veryfast"}


class Video:
    """An MP4 file that plays while it is still loading.

    One thread, so that the same frames give the same bytes.
    """

    def __init__(
        self,
        path: Path,
        fps: int,
        size_px: tuple[int, int],
        options: dict[str, str] = OPTIONS,
    ):
        self._container = av.open(str(path), "w", options={"movflags": "+faststart"})
        self._stream = self._container.add_stream("libx264", rate=fps, options=options)
        self._stream.width, self._stream.height = size_px
        self._stream.pix_fmt = "yuv420p"
        self._stream.codec_context.thread_count = 1

    def __enter__(self) -> "Video":
        return self

    def write(self, pixels: NDArray[np.uint8]) -> None:
        """Adds a frame (height, width, 3), RGB."""
        for packet in self._stream.encode(av.VideoFrame.from_ndarray(pixels, "rgb24")):
            self._container.mux(packet)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for packet in self._stream.encode():
            self._container.mux(packet)
        self._container.close()
