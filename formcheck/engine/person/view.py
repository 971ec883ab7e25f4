"""The view gate: is the picture good enough to judge, and if not, what would help."""

from __future__ import annotations

import math
from collections import Counter

from formcheck.engine.person.body import Body
from formcheck.engine.person.legs import SIDES
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.feedback import Problem
from formcheck.engine.values.landmarks import Landmark, Side, other_side
from formcheck.engine.values.report import Quality, View
from formcheck.words import Phrase

PERSIST_S = 0.6  # a problem is told when it has lasted for so long
MOSTLY = 0.5  # share of the frames with somebody in them
POOR_SHARE, USABLE_SHARE = 0.5, 0.2  # share of the frames in which a problem was seen
# Shoulders turned further out of the side view make side angles unsure, and then worthless.
GOOD_YAW_DEG, MAX_YAW_DEG = 20.0, 45.0
MIN_HEIGHT_PX = 150.0  # for the pose model alone
MIN_HEIGHT_WITH_LEGS_PX = 100.0  # shrunk clips are judged alike down to 85
FRONT_YAW_DEG = 55.0  # shoulders turned less than this out of the side view do not face the camera
FEET = ("ankle", "heel", "foot_index")
LOW_VISIBILITY = 0.35
PARTS = {
    "nose": "head",
    "shoulder": "shoulder",
    "hip": "hip",
    "knee": "knee",
    "ankle": "foot",
    "heel": "foot",
    "foot_index": "foot",
    "wrist": "hands",
}
UPRIGHT = ("standing", "foot-up", "seated")  # postures with trunk and shanks upright
ALONG_DEG = 30.0  # trunk and shank this near to the horizontal, heads the same way: the body lies
SURE_AT_ONCE = ("another-person",)  # several looks have agreed on it
# Problems that make side measurements worthless while they last.
BLINDING = ("on-its-side", "no-feet", "too-small", "turn-sideways", "face-camera", "no-person")


class ViewGate:
    """Watches the view; `update` gives the problems that have lasted."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self._spec = spec.view
        self._is_upright = spec.target.posture in UPRIGHT
        self._since: dict[str, float] = {}
        self._seen: Counter[Problem] = Counter()
        self._near: Counter[Side] = Counter()
        self._faces: Counter[str] = Counter()
        self._frames = self._cropped = self._empty = 0
        self._changed_s = -math.inf

    def update(
        self,
        time_s: float,
        body: Body | None,
        target: Side | None,
        *,
        changed: bool,
        cropped: bool = False,
    ) -> tuple[Problem, ...]:
        """Problems of this frame that have lasted PERSIST_S, the gravest first.

        Args:
            time_s: Time of the frame.
            body: The person, or None.
            target: The leg that is to be measured.
            changed: The person in the picture is suddenly another one.
            cropped: There is no body because the feet are out of the picture.
        """
        self._cropped += cropped
        self._empty += body is None
        if changed:
            self._changed_s = time_s
        found = [_problem("no-feet")] if cropped else self._find(time_s, body, target)
        self._since = {p.code: self._since.get(p.code, time_s) for p in found}
        lasting = tuple(
            p for p in found if p.code in SURE_AT_ONCE or time_s - self._since[p.code] >= PERSIST_S
        )
        if body is not None:
            self._frames += 1
            self._near[body.near] += 1
            self._faces[
                "camera" if body.yaw_deg > 55 else "right" if body.forward > 0 else "left"
            ] += 1
            self._seen.update(p for p in found if p.code != "no-person")
        return lasting

    def _find(self, time_s: float, body: Body | None, target: Side | None) -> list[Problem]:
        if body is None:
            return [_problem("no-person")]
        found = []
        if time_s - self._changed_s < 3.0 or (body.pose.people or 1) > 1:
            found.append(_problem("another-person"))
        if self._is_upright and _lies(body):
            found.append(_problem("on-its-side"))
        found += self._missing(body, target or body.near)
        if body.height_px < (MIN_HEIGHT_WITH_LEGS_PX if body.has_legs else MIN_HEIGHT_PX):
            found.append(_problem("too-small"))
        if self._spec.plane == "side" and body.yaw_deg > MAX_YAW_DEG:
            found.append(_problem("turn-sideways"))
        elif self._spec.plane == "side" and body.yaw_deg > GOOD_YAW_DEG:
            found.append(_problem("oblique"))
        if self._spec.plane == "front" and body.yaw_deg < FRONT_YAW_DEG:
            found.append(_problem("face-camera"))
        if target is not None and target != body.near and self._spec.plane == "side":
            found.append(_problem("wrong-side", target))
        return found

    def _missing(self, body: Body, side: Side) -> list[Problem]:
        def seen(part: str, of: Side) -> bool:
            mark = Landmark.of(of, part) if part != "nose" else Landmark.NOSE
            known = math.isfinite(body.pose.xy_px[mark, 0])
            return known and body.pose.visibility[mark] >= LOW_VISIBILITY

        if not body.has_hips and body.has_legs:
            return [_problem("feet-only")]
        missing = [p for p in self._spec.needs if not seen(p, side)]
        if "wrist" in missing and seen("wrist", other_side(side)):
            missing.remove("wrist")
        feet = [_problem("no-feet")] if any(p in FEET for p in missing) else []
        others = dict.fromkeys(PARTS[p] for p in missing if p not in FEET)
        return feet + [_problem("cut-off", part) for part in others]

    @property
    def blocked(self) -> tuple[str, ...]:
        """Problems that made judging impossible for most of the time."""
        blinding = sorted(
            (p for p in self._seen if p.code in BLINDING), key=lambda p: BLINDING.index(p.code)
        )
        return tuple(p.message for p in blinding if self._seen[p] > MOSTLY * self._frames)

    def result(self) -> View:
        """The view of the whole session."""
        if self._frames == 0 and self._cropped > MOSTLY * self._empty:
            feet = _problem("no-feet").message
            return View("poor", None, None, (feet,), feet)
        if self._frames == 0:
            return View("poor", None, None, (_problem("no-person").message,))
        share = {problem: n / self._frames for problem, n in self._seen.items()}
        told = tuple(
            p.message
            for p, s in sorted(share.items(), key=lambda item: -item[1])
            if s >= USABLE_SHARE / 2
        )
        blind = sum(s for p, s in share.items() if p.code in BLINDING)
        quality: Quality = (
            "poor"
            if blind >= POOR_SHARE
            else "usable"
            if max(share.values(), default=0) >= USABLE_SHARE
            else "good"
        )
        facing = self._faces.most_common(1)[0][0]
        faces = "camera" if facing == "camera" else "left" if facing == "left" else "right"
        return View(quality, self._near.most_common(1)[0][0], faces, told)  # type: ignore[arg-type]


def _lies(body: Body) -> bool:
    """Whether trunk and shank lie across the picture, with the head the same way."""
    return any(_lies_across(body, side) for side in SIDES)


def _lies_across(body: Body, side: Side) -> bool:
    point = body.pose.point
    trunk, shank = (
        point(side, upper) - point(side, lower)
        for lower, upper in (("hip", "shoulder"), ("ankle", "knee"))
    )
    across = math.tan(math.radians(ALONG_DEG))
    lie = all(abs(up[1]) < across * abs(up[0]) for up in (trunk, shank))
    return lie and bool(trunk[0] * shank[0] > 0)


def _problem(code: str, about: str = "") -> Problem:
    """A problem; `about` is the side or the part of the body that it is about."""
    return Problem(code, Phrase(f"view.{code}.{about}" if about else f"view.{code}"))
