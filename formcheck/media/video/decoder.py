"""Pictures out of files and network streams.

FFmpeg, as PyAV brings it, is the only decoder in the house.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
from av.container import InputContainer
from av.filter import Graph
from av.packet import Packet
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

__all__ = ["BROKEN", "Decoder", "open_address", "open_file"]

BROKEN: Final = (av.FFmpegError, OSError, ValueError, MemoryError)
"""What PyAV raises when a container or stream is not what it should be."""

_MOST_PX: Final = (
    40_000_000  # 8K has 33 million; more is a damaged header, and would fill the memory
)
_SAFE: Final = {"max_pixels": str(_MOST_PX)}
_ASPECTS: Final = (0.25, 4.0)  # of a pixel; no camera has flatter or slimmer ones
_TURNS: Final = {1: cv2.ROTATE_90_COUNTERCLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_CLOCKWISE}
_NETWORK: Final = "http,https,httpproxy,tcp,tls,udp,rtp,srtp,rtsp,rtmp,rtmps"
_TIMEOUT_S: Final = 5.0

Image = NDArray[np.uint8]


def open_file(path: Path) -> InputContainer:
    """Opens a file as a file: whatever its name or content says, nothing but files is reached."""
    options = {"protocol_whitelist": "file", "pattern_type": "none", **_SAFE}
    return av.open(f"file:{path.absolute()}", "r", options=options, metadata_errors="replace")


def open_address(address: str) -> InputContainer:
    """Opens a stream on the network, which cannot reach files of this machine."""
    options = {
        "protocol_whitelist": _NETWORK,
        "rtsp_transport": "tcp",
        "fflags": "nobuffer",
        **_SAFE,
    }
    return av.open(
        address, "r", options=options, metadata_errors="replace", timeout=(_TIMEOUT_S, _TIMEOUT_S)
    )


_CAPTURED: Final = "com.android.capture.fps"


class Decoder:
    """The pictures of a container.

    Upright, square pixels, no fields, BGR, all of the size of the first.

    Args:
        container: What `open_file` or `open_address` gave; `close` closes it.
        hurried: Whether each picture has to come out as soon as it is in, which is slower on the
            whole.

    Attributes:
        fps: The nominal frame rate, None where there is none.
        duration_s: What the container announces, or None.
        captured_fps: How many pictures a second were taken, where a phone says so; more than `fps`
            is slow motion.
        coded_size_px: Width and height that the container announces.

    Raises:
        LookupError: There is sound only; the cover of a record is no picture.
        ValueError: Nothing decodes the pictures.
    """

    def __init__(self, container: InputContainer, *, hurried: bool = False) -> None:
        stream = container.streams.best("video")
        if not isinstance(stream, VideoStream) or stream.disposition & Disposition.attached_pic:
            container.close()
            raise LookupError
        if stream.codec_context is None:  # whatever the types of PyAV say: nothing decodes this
            container.close()
            raise ValueError("no decoder")
        stream.thread_type = "SLICE" if hurried else "AUTO"
        stream.codec_context.options = dict(_SAFE)
        self._container, self._stream = container, stream
        self.fps, self.duration_s = _rate(stream), _duration_s(container, stream)
        self.captured_fps = _captured_fps(container)
        self.coded_size_px = stream.codec_context.width, stream.codec_context.height
        self._convert = VideoReformatter()
        self._size_px: tuple[int, int] | None = None
        self._closed = False

    def __iter__(self) -> Iterator[tuple[Image, float | None]]:
        """Every picture that can be decoded, with its time in the container.

        None where that has none.
        """
        for frame in self._frames():
            image = self._image(frame)
            if image is not None:
                yield image, None if frame.pts is None else frame.time

    def close(self) -> None:
        """Closes the container; an iteration that is under way ends."""
        self._closed = True
        self._container.close()

    def _frames(self) -> Iterator[VideoFrame]:
        """The frames; from the first interlaced one on, what a filter makes of their fields."""
        fields: _Fields | None = None
        for frame in self._decoded():
            if fields is None and not frame.interlaced_frame:
                yield frame
                continue
            if fields is None or not fields.fits(frame):
                yield from fields.rest() if fields else ()
                fields = _Fields(frame)
            yield from fields.woven(frame)
        yield from fields.rest() if fields else ()

    def _decoded(self) -> Iterator[VideoFrame]:
        """What can be decoded of what is there; damaged packets are left out."""
        for packet in self._packets():
            try:
                frames = self._stream.decode(packet)
            except BROKEN:
                continue
            for frame in frames:
                if self._closed:
                    return
                yield frame

    def _packets(self) -> Iterator[Packet[VideoStream] | None]:
        """The packets, as far as the container is whole; the last one empties the decoder."""
        try:
            for packet in self._container.demux(self._stream):
                yield packet
                if self._closed:
                    return
        except BROKEN:
            yield None

    def _image(self, frame: VideoFrame) -> Image | None:
        if self._size_px is None:
            self._size_px = _square(frame.width, frame.height, self._stream.sample_aspect_ratio)
        try:
            image = self._convert.reformat(frame, *self._size_px, "bgr24").to_ndarray()
        except BROKEN:
            return None
        turn = _TURNS.get(round(frame.rotation / 90) % 4)
        return np.asarray(image if turn is None else cv2.rotate(image, turn), np.uint8)


class _Fields:
    """Makes whole pictures of interlaced ones, one of each two fields, at the same time."""

    def __init__(self, first: VideoFrame) -> None:
        self._kind = _kind(first)
        self._graph = Graph()
        source = self._graph.add_buffer(
            width=first.width, height=first.height, format=first.format, time_base=first.time_base
        )
        weave = self._graph.add("bwdif", "mode=send_frame:deint=interlaced")
        self._graph.link_nodes(source, weave, self._graph.add("buffersink")).configure()

    def fits(self, frame: VideoFrame) -> bool:
        """Whether the frame is of the kind of the first."""
        return _kind(frame) == self._kind

    def woven(self, frame: VideoFrame | None) -> Iterator[VideoFrame]:
        """The pictures that are ready once this frame is in; None asks for the last."""
        try:
            self._graph.vpush(frame)
            while True:
                yield self._graph.vpull()
        except BROKEN:  # the usual one wants more frames
            return

    def rest(self) -> Iterator[VideoFrame]:
        """The pictures that are still in there."""
        return self.woven(None)


def _kind(frame: VideoFrame) -> tuple[int, int, str]:
    return frame.width, frame.height, frame.format.name


def _square(width: int, height: int, aspect: Fraction | None) -> tuple[int, int]:
    """The size with square pixels, where no direction loses any."""
    ratio = float(aspect or 1)
    if not _ASPECTS[0] <= ratio <= _ASPECTS[1]:
        return width, height
    return (round(width * ratio), height) if ratio >= 1 else (width, round(height / ratio))


def _rate(stream: VideoStream) -> float | None:
    rate = float(stream.average_rate or stream.guessed_rate or 0)
    return rate if 0 < rate <= 1000 else None


def _captured_fps(container: InputContainer) -> float | None:
    """What phones that run Android write beside a film in slow motion."""
    try:
        rate = float(container.metadata.get(_CAPTURED, ""))
    except ValueError:
        return None
    return rate if 0 < rate <= 100_000 else None


def _duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if not container.duration:
        return None
    # Matroska announces when it ends, the others how long they are.
    start = max(container.start_time or 0, 0) if "matroska" in container.format.name else 0
    return (container.duration - (start if start < container.duration else 0)) / av.time_base
