"""Rendered clips with exact truth, and the landmarks that were found in them."""

from __future__ import annotations

import fnmatch
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from formcheck.library import exercise_ids, load_exercise
from formcheck.media.pose.traces import Trace, read_trace
from formcheck.run import record


@dataclass(frozen=True)
class Clip:
    """A rendered clip.

    Attributes:
        name: Of its files.
        video: The clip.
        truth: What it shows, exactly; sample_videos/README.md says how it is written.
        held_out: No threshold may be fitted to it.
    """

    name: str
    video: Path
    truth: dict[str, Any]
    held_out: bool

    @property
    def exercise(self) -> str:
        """Its id."""
        return str(self.truth["exercise"])

    @property
    def is_room(self) -> bool:
        """Whether it is one of the living rooms, which have a table of their own."""
        return self.name.removeprefix("h-").startswith("room-")

    @property
    def mm_per_px(self) -> float:
        """At the distance of the person, right to about 3 %.

        The near leg is a hand's breadth nearer.
        """
        camera = self.truth["camera"]
        depth_m = (
            abs(camera["world_to_camera"][2][3])
            if "world_to_camera" in camera
            else camera["distance_m"]
        )
        return 1000 * float(depth_m) / float(camera["focal_px"])

    @property
    def foot_px(self) -> float:
        """Foot length in pixels."""
        return 1000 * float(self.truth["character"]["foot_length_m"]) / self.mm_per_px


@dataclass(frozen=True)
class Combination:
    """What looked at the pictures: a pose model, with or without the leg network."""

    model: str
    legs: bool

    @property
    def name(self) -> str:
        """As tables call it."""
        return f"{self.model} + legs" if self.legs else self.model


COMBINATIONS = tuple(
    Combination(model, legs) for legs in (True, False) for model in ("full", "heavy")
)


def clips_in(folders: Iterable[Path], held_out: str) -> list[Clip]:
    """The clips of the folders, by name; of clips that show exactly the same the first."""
    known, shown, clips = set(exercise_ids()), set(), []
    for file in (file for folder in folders for file in sorted(folder.glob("*.json"))):
        truth = json.loads(file.read_text())
        if truth.get("exercise") not in known or "frames" not in truth:
            continue
        same = json.dumps(truth["frames"])
        if same not in shown:
            shown.add(same)
            is_held_out = fnmatch.fnmatch(file.stem, held_out)
            clips.append(Clip(file.stem, file.with_suffix(".mp4"), truth, is_held_out))
    return clips


def default_for(exercise: str) -> Combination:
    """The full model, and heavy where the spec of the exercise asks for it.

    Both with the leg network.
    """
    return Combination(
        "heavy" if load_exercise(exercise).view.pose_model == "heavy" else "full", legs=True
    )


def landmarks(clip: Clip, with_: Combination, traces: Path) -> Trace | None:
    """What was found in the clip; None when it was not recorded yet."""
    path = traces / f"{clip.name}.{with_.model}.npz"
    if not path.exists():
        return None
    trace = read_trace(path)
    if with_.legs:
        return trace
    poses = (None if pose is None else replace(pose, legs=None) for pose in trace.poses)
    return replace(trace, poses=tuple(poses))


def record_missing(clips: Iterable[Clip], traces: Path) -> None:
    """Finds the landmarks of the clips with both models, where that was not done before."""
    for clip in clips:
        for model in ("full", "heavy"):
            _record(clip, model, traces)


def record_default(clips: Iterable[Clip], traces: Path) -> None:
    """The same with the default model of their exercise alone."""
    for clip in clips:
        _record(clip, default_for(clip.exercise).model, traces)


def _record(clip: Clip, model: str, traces: Path) -> None:
    traces.mkdir(parents=True, exist_ok=True)
    path = traces / f"{clip.name}.{model}.npz"
    if path.exists() or not clip.video.exists():
        return
    print(f"recording {path.name}", flush=True)
    part = traces / f"{clip.name}.{model}.part.{os.getpid()}.npz"
    record(clip.video, part, model=model)
    part.rename(path)
