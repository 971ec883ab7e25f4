"""A coach led through recorded landmarks, and everything it has said."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from formcheck.coach.coach import Coach
from formcheck.coach.talk import together
from formcheck.coach.values import Plan, Prompt, Scene
from formcheck.engine.values.landmarks import Landmark, Side
from formcheck.engine.values.pose import Pose
from formcheck.library import load_exercise
from formcheck.media.pose.traces import read_trace

DATA = Path(__file__).parents[1] / "data"
GO = "Go. Up onto your toes"
RAISE, STRETCH = "single-leg-calf-raise", "soleus-wall-stretch"
LEAD_S = 6.0
SIDES: tuple[Side, ...] = ("left", "right")
Timed = tuple[float, Pose | None]


def performed(exercise: str, lead_s: float = LEAD_S, step: int = 1) -> list[Timed]:
    """The clip after a lead in which its first picture stands still.

    With `step` frames are dropped.
    """
    trace = read_trace(DATA / f"{exercise}.npz")
    lead = [(i / 20, trace.poses[0]) for i in range(round(lead_s * 20))]
    clip = [(lead_s + float(t), pose) for t, pose in zip(trace.time_s, trace.poses, strict=True)]
    return [*lead, *clip][::step]


@dataclass
class Run:
    """A coach and everything it has said."""

    coach: Coach
    prompts: list[Prompt] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    scene: Scene | None = None

    def feed(self, frames: list[Timed], light: tuple[float, float] | None = None) -> Run:
        for time_s, pose in frames:
            self.take(self.coach.update(time_s, pose, light))
        return self

    def take(self, scene: Scene) -> None:
        self.scene = scene
        self.prompts += scene.prompts
        if not self.states or self.states[-1] != scene.state:
            self.states.append(scene.state)

    @property
    def spoken(self) -> list[str]:
        """What is heard: as `said`, count and correction in one sentence."""
        return [prompt.text for prompt in together(self.prompts)]

    @property
    def said(self) -> list[str]:
        return [prompt.text for prompt in self.prompts]


def run_of(exercise: str = RAISE, target: float = 3, **plan: object) -> Run:
    settings = {"sets": 1, "intro": False} | plan
    return Run(Coach(load_exercise(exercise), Plan(target=target, **settings)))  # type: ignore[arg-type]


def hand_up(pose: Pose) -> Pose:
    """The same body with both hands, as the side view shows them, far above the head."""
    xy_px = pose.xy_px.copy()
    shoulder, hip = pose.point("left", "shoulder"), pose.point("left", "hip")
    trunk = shoulder - hip
    for side in SIDES:
        xy_px[Landmark.of(side, "elbow")] = shoulder + 0.6 * trunk
        xy_px[Landmark.of(side, "wrist")] = shoulder + 1.0 * trunk
    seen = pose.visibility.copy()
    seen[[Landmark.of(side, part) for side in SIDES for part in ("elbow", "wrist")]] = 0.9
    return replace(pose, xy_px=xy_px, visibility=seen)


def lying(pose: Pose, turn: int) -> Pose:
    """The body turned by a quarter: on its back or its front."""
    width, height = pose.size_px
    away = pose.xy_px - (width / 2, height / 2)
    turned = turn * np.column_stack([-away[:, 1], away[:, 0]]) + (height / 2, width / 2)
    return replace(pose, xy_px=turned, size_px=(height, width))
