"""How fast the live coach is: from the picture that comes to the picture that is shown.

    uv run python benchmarks/live.py [VIDEO] [--seconds S] [--model full] [--sizes 640x480 1280x720]
    [--voice-s S]

A network camera on this machine sends 30 pictures a second; the session runs with its window (on
the present display, or under Xvfb) and a speech engine that takes `--voice-s` for everything. Bare
inference is measured on the same pictures, without threads beside it. Latency is from the arrival
of a picture to its drawn copy on the screen; jitter of the sender is not in it. Drift is the median
latency of the last quarter of the time minus that of the second quarter, MB the growth of memory
over the second half.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import cv2
import numpy as np

from formcheck.coach.values import Plan, Priority, Scene
from formcheck.engine.values.pose import Frame
from formcheck.library import load_exercise
from formcheck.live import LiveSession
from formcheck.media.camera.camera import Camera
from formcheck.media.overlay.labels import Labels
from formcheck.media.pose.fitting import LivePose
from formcheck.media.screen.stage import Image, Record, Stage
from formcheck.media.screen.window import Window
from formcheck.media.sound.voice import Voice
from formcheck.media.video.file import VideoFile

ROOT = Path(__file__).parents[1]
EXERCISE = "single-leg-calf-raise"
FPS = 30
ROW = "{:10}" + 9 * "{:>9}"


def pictures(video: Path, size_px: tuple[int, int]) -> list[Image]:
    """The pictures of the video, fitted into the size."""
    width, height = size_px
    found = []
    with VideoFile(video) as source:
        inner = min(width, source.size_px[0] * height // source.size_px[1])
        for frame in source:
            picture = np.zeros((height, width, 3), np.uint8)
            left = (width - inner) // 2
            picture[:, left : left + inner] = cv2.resize(frame.image, (inner, height))
            found.append(picture)
            if len(found) == 10 * FPS:
                break
    return found


@contextmanager
def sender(jpegs: list[bytes]) -> Iterator[str]:
    """A process-local network camera; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
            self.end_headers()
            begun_s, index = time.monotonic(), 0
            while True:
                jpeg = jpegs[index % len(jpegs)]
                head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                self.wfile.write(head.encode() + jpeg + b"\r\n")
                index += 1
                time.sleep(max(0.0, begun_s + index / FPS - time.monotonic()))

        def log_message(self, *_: object) -> None:
            return

        def handle(self) -> None:
            try:
                super().handle()
            except (BrokenPipeError, ConnectionResetError):
                return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/video"
    finally:
        server.shutdown()


class TimedStage(Stage):
    """Notes when each picture was on the screen."""

    def __init__(self, window: Window, camera: Camera) -> None:
        super().__init__(window)
        self._camera = camera
        self.shown_s: list[float] = []
        self.latency_s: list[float] = []
        self.memory_mb: list[float] = []

    def show(
        self, image: Image, scene: Scene, labels: Labels, posture: str, record: Record | None
    ) -> str | None:
        """Shows it and notes the time."""
        key = super().show(image, scene, labels, posture, record)
        now_s = self._camera.now_s
        self.shown_s.append(now_s)
        self.latency_s.append(now_s - scene.feedback.time_s)
        if len(self.shown_s) % 100 == 1:
            self.memory_mb.append(_memory_mb())
        return key


class SlowEngine:
    """A speech engine at the rim that takes its time."""

    def __init__(self, takes_s: float) -> None:
        self._takes_s, self._closed = takes_s, Event()

    def speak(self, text: str, priority: Priority) -> None:  # noqa: ARG002
        """Takes its time."""
        self._closed.wait(self._takes_s)

    def close(self) -> None:
        """Stops."""
        self._closed.set()


def bare_s(images: list[Image], model: str) -> float:
    """Median time of inference alone."""
    took = []
    with LivePose(model) as pose:
        for index, image in enumerate(images):
            begun_s = time.perf_counter()
            pose.estimate(Frame(image, index, index / FPS))
            took.append(time.perf_counter() - begun_s)
    return statistics.median(took[10:])


def measure(options: argparse.Namespace) -> dict[str, float]:
    """Runs one session in this process."""
    width, height = map(int, options.sizes[0].split("x"))
    images = pictures(options.video, (width, height))
    bare_ms = 1000 * bare_s(images[:150], options.model)
    with (
        tempfile.TemporaryDirectory() as folder,
        Camera(options.address) as camera,
        Window("formcheck") as window,
        Voice(SlowEngine(options.voice_s)) as voice,
    ):
        stage = TimedStage(window, camera)
        plan = Plan(99_999, 5, intro=False, countdown_s=1, rest_s=1)

        def stop() -> bool:
            return bool(stage.shown_s) and stage.shown_s[-1] > options.seconds

        session = LiveSession(
            camera, load_exercise(EXERCISE), plan, stage=stage, voice=voice, stop=stop
        )
        session.run(Path(folder), options.model, save=options.save)
        dropped = camera.dropped / camera.captured
    skip = min(30, len(stage.shown_s) // 4)
    latency = stage.latency_s[skip:]
    quarter = len(latency) // 4
    drift_s = statistics.median(latency[-quarter:]) - statistics.median(
        latency[quarter : 2 * quarter]
    )
    memory = stage.memory_mb[len(stage.memory_mb) // 2 :]
    delays = [spoken.delay_s for spoken in voice.spoken] or [float("nan")]
    return {
        "bare_ms": bare_ms,
        "median_ms": 1000 * statistics.median(latency),
        "p95_ms": 1000 * sorted(latency)[int(0.95 * len(latency))],
        "drift_ms": 1000 * drift_s,
        "fps": (len(stage.shown_s) - skip - 1) / (stage.shown_s[-1] - stage.shown_s[skip]),
        "dropped": dropped,
        "voice_ms": 1000 * max(delays),
        "memory_mb": memory[-1] - memory[0] if memory else float("nan"),
    }


def _memory_mb() -> float:
    try:
        fields = Path("/proc/self/statm").read_text().split()
    except OSError:
        return float("nan")
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


@contextmanager
def _display() -> Iterator[dict[str, str]]:
    if os.environ.get("DISPLAY") or sys.platform != "linux" or not shutil.which("Xvfb"):
        yield dict(os.environ)
        return
    command = [
        "Xvfb",
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1280x800x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None  # noqa: S101
        yield {**os.environ, "DISPLAY": f":{server.stdout.readline().strip()}"}
        server.terminate()


def _row(size: str, options: argparse.Namespace, environment: dict[str, str]) -> str:
    width, height = map(int, size.split("x"))
    jpegs = [
        cv2.imencode(".jpg", image)[1].tobytes()
        for image in pictures(options.video, (width, height))
    ]
    with sender(jpegs) as address:
        command = [
            sys.executable,
            __file__,
            str(options.video),
            "--address",
            address,
            "--sizes",
            size,
        ]
        command += [
            "--seconds",
            str(options.seconds),
            "--model",
            options.model,
            "--voice-s",
            str(options.voice_s),
        ]
        command += ["--save"] if options.save else []
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.stderr)
    f = json.loads(done.stdout)
    f["over_ms"] = f["median_ms"] - f["bare_ms"]
    texts = [
        f"{f[k]:.1f}" for k in ("bare_ms", "median_ms", "over_ms", "p95_ms", "drift_ms", "fps")
    ]
    return ROW.format(
        size, *texts, f"{f['dropped']:.1%}", f"{f['voice_ms']:.0f}", f"{f['memory_mb']:.1f}"
    )


def main() -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "video", type=Path, nargs="?", default=ROOT / "sample_videos" / f"{EXERCISE}.mp4"
    )
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--model", default="full")
    parser.add_argument("--sizes", nargs="+", default=["640x480", "1280x720"])
    parser.add_argument("--voice-s", type=float, default=3.0)
    parser.add_argument("--save", action="store_true", help="write the annotated video, too")
    parser.add_argument("--address", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.address:
        print(json.dumps(measure(options)))
        return
    print(
        ROW.format("ms", "bare", "shown", "over", "p95", "drift", "fps", "dropped", "voice", "MB"),
        flush=True,
    )
    with _display() as environment:
        for size in options.sizes:
            print(_row(size, options, environment), flush=True)


if __name__ == "__main__":
    main()
