"""How much formcheck adds to bare decoding and detecting.

    uv run python benchmarks/speed.py [VIDEO] [EXERCISE] [--frames N] [--rounds N] [--models full
    heavy]

The bare loop decodes each frame with OpenCV and hands it to MediaPipe, nothing else. Every way is
measured in a process of its own, in turns, on the same file; the ratio is that of frames per
second, the median of the rounds. Start-up is left out: it is the same for all ways and independent
of the length of the video. CPU is the time that all threads take for one frame; unlike frames per
second it hardly depends on what else runs on the machine. Memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
WAYS = ("bare", "analysis", "with video")


class _Stopwatch:
    """Measures from the first frame to the last."""

    def __init__(self, frames: int) -> None:
        self.wanted = frames
        self.seen = 0
        self.first_s = self.last_s = 0.0
        self.first_cpu_s = self.last_cpu_s = 0.0

    def tick(self, *_: object) -> None:
        """Counts one frame."""
        self.stop()
        if not self.seen:
            self.first_s, self.first_cpu_s = self.last_s, self.last_cpu_s
        self.seen += 1

    def stop(self) -> None:
        """Notes the time."""
        self.last_s, self.last_cpu_s = time.perf_counter(), time.process_time()

    def result(self) -> dict[str, float]:
        """Frames per second and milliseconds of CPU time per frame."""
        steps = self.seen - 1
        cpu_ms = 1000 * (self.last_cpu_s - self.first_cpu_s) / steps
        return {"fps": steps / (self.last_s - self.first_s), "cpu_ms": cpu_ms}

    def done(self) -> bool:
        """Whether enough frames were seen."""
        return self.seen >= self.wanted


def _bare(path: Path, model: str, watch: _Stopwatch) -> None:
    import cv2  # noqa: PLC0415
    from mediapipe.tasks.python import BaseOptions, vision  # noqa: PLC0415
    from mediapipe.tasks.python.vision.core.image import Image, ImageFormat  # noqa: PLC0415

    from formcheck import find_model  # noqa: PLC0415

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(find_model(model).path)),
        running_mode=vision.RunningMode.VIDEO,
    )
    capture = cv2.VideoCapture(str(path))
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        while not watch.done():
            decoded, image = capture.read()
            if not decoded:
                break
            time_ms = round(capture.get(cv2.CAP_PROP_POS_MSEC))
            rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
            landmarker.detect_for_video(Image(image_format=ImageFormat.SRGB, data=rgb), time_ms)
            watch.tick()


def _analysis(path: Path, exercise: str, model: str, watch: _Stopwatch, out: str | None) -> None:
    from formcheck import analyze  # noqa: PLC0415

    analyze(path, exercise, model=model, out=out, progress=watch.tick, stop=watch.done)
    if out:
        watch.stop()  # the video counts when its last frame is on the disk


def measure(way: str, path: Path, exercise: str, model: str, frames: int) -> dict[str, float]:
    """Runs one way in this process; returns frames per second, CPU time and the peak of memory."""
    watch = _Stopwatch(frames)
    with tempfile.TemporaryDirectory() as folder:
        if way == "bare":
            _bare(path, model, watch)
        else:
            _analysis(path, exercise, model, watch, folder if way == "with video" else None)
    return {**watch.result(), "memory_mb": _peak_memory_mb()}


def _peak_memory_mb() -> float:
    try:
        import resource  # noqa: PLC0415  # Unix only
    except ImportError:
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _in_own_process(way: str, model: str, options: argparse.Namespace) -> dict[str, float]:
    command = [sys.executable, __file__, str(options.video), options.exercise]
    command += ["--frames", str(options.frames), "--models", model, "--way", way]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout)
    return found


@contextmanager
def _scaled(video: Path, height: int | None) -> Iterator[Path]:
    """The video at another height, 16:9, with bars at the sides where it is narrower."""
    if height is None:
        yield video
        return
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    from formcheck import VideoFile, VideoWriter  # noqa: PLC0415

    width = height * 16 // 9
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / video.name
        with VideoFile(video) as source, VideoWriter(path, (width, height)) as writer:
            inner = min(width, source.size_px[0] * height // source.size_px[1])
            left = (width - inner) // 2
            for frame in source:
                picture = np.zeros((height, width, 3), np.uint8)
                picture[:, left : left + inner] = cv2.resize(frame.image, (inner, height))
                writer.write(picture, frame.time_s)
        yield path


def _compare(model: str, options: argparse.Namespace) -> None:
    rounds = [
        {way: _in_own_process(way, model, options) for way in WAYS} for _ in range(options.rounds)
    ]
    for way in WAYS:
        fps = statistics.median(found[way]["fps"] for found in rounds)
        ratio = statistics.median(found[way]["fps"] / found["bare"]["fps"] for found in rounds)
        cpu_ms = statistics.median(found[way]["cpu_ms"] for found in rounds)
        memory_mb = max(found[way]["memory_mb"] for found in rounds)
        print(f"{model:8}{way:12}{fps:8.1f}{ratio:8.2f}{cpu_ms:12.1f}{memory_mb:8.0f}", flush=True)


def main() -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    sample = ROOT / "sample_videos" / "single-leg-calf-raise.mp4"
    parser.add_argument("video", type=Path, nargs="?", default=sample)
    parser.add_argument("exercise", nargs="?", default="single-leg-calf-raise")
    parser.add_argument("--frames", type=int, default=300, help="at most so many of the video")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--height", type=int, help="scale the video first, for instance to 720")
    parser.add_argument("--models", nargs="+", default=["full", "heavy"])
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        found = measure(
            options.way, options.video, options.exercise, options.models[0], options.frames
        )
        print(json.dumps(found))
        return
    with _scaled(options.video, options.height) as options.video:
        print(f"{'model':8}{'way':12}{'fps':>8}{'ratio':>8}{'CPU ms':>12}{'MB':>8}")
        for model in options.models:
            _compare(model, options)


if __name__ == "__main__":
    main()
