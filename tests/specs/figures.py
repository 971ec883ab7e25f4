"""People made of angles in every posture, of other proportions and seen from other azimuths.

`tests/engine/skeleton.py` makes somebody who stands, seen exactly from the side. Here a body in
space is made of the true angles of trunk and both legs and looked at by a camera that may stand
obliquely. As there, the landmarks carry the biases that `corrections` takes away.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise

import numpy as np

from formcheck.engine.signals.corrections import HEEL_PER_DORSIFLEXION_DEG, POSTURES
from formcheck.engine.values.landmarks import Array, Landmark, Side
from formcheck.engine.values.pose import Pose
from tests.engine.skeleton import SIZE_PX, Frames, minimum_jerk

HALF_HIPS, HALF_SHOULDERS = 0.05, 0.10
LOOK_DOWN_DEG = 5.0  # a camera at hip height sees the far foot a little higher


@dataclass(frozen=True, slots=True)
class Build:
    """Proportions in statures, and where the camera stands.

    Attributes:
        azimuth_deg: How far the camera stands towards the front; behind is negative.
        forward: +1 for somebody who faces the right of the picture.
        px: Pixels of a stature.
        noise_px: Jitter of each point.
    """

    shank: float = 0.245
    thigh: float = 0.245
    trunk: float = 0.288
    foot: float = 0.14
    azimuth_deg: float = 0.0
    forward: int = 1
    px: float = 360.0
    noise_px: float = 0.0


SHORT = Build(0.232, 0.238, 0.305, 0.15, azimuth_deg=9.0, forward=1, px=340.0, noise_px=0.25)
LANKY = Build(0.262, 0.258, 0.268, 0.143, azimuth_deg=-12.0, forward=-1, px=390.0, noise_px=0.25)
PEOPLE = {"short": SHORT, "lanky": LANKY}


@dataclass(frozen=True, slots=True)
class Figure:
    """A posture: true angles in degrees, places in statures, the near leg measured.

    Attributes:
        knee: Flexion of the near knee.
        shank: Forward inclination of the near shank.
        trunk: Forward inclination of the trunk; -90 lies on the back.
        foot: Pitch of the near foot, heel up is positive.
        toe_up: How far the whole near foot is above its place, foot lengths.
        x: Place of the near ankle in front of its usual one.
        y: Height of the near ankle above the floor.
        far_knee: As `knee`, of the far leg, for those who sit or lie.
        far_shank: As `shank`.
        far_x: Place of the far ankle, for those who stand.
        far_y: Its height.
        far_foot: Pitch of the far foot.
        hand: 0 hanging, 1 in front at shoulder height, 2 behind the near thigh, 3 at the near toe,
            4 in front of the trunk, above the thigh.
        pinned: 1 when the near ankle stays in place and the hip follows, 0 the other way round.
        hip_y: Height of the hip where that is given.
    """

    knee: float = 4.0
    shank: float = 5.0
    trunk: float = 0.0
    foot: float = 0.0
    toe_up: float = 0.0
    x: float = 0.0
    y: float = 0.0
    far_knee: float = 4.0
    far_shank: float = 5.0
    far_x: float = 0.0
    far_y: float = 0.0
    far_foot: float = 0.0
    hand: float = 0.0
    pinned: float = 1.0
    hip_y: float = 0.0

    def but(self, **how: float) -> Figure:
        """The same with something done differently."""
        return replace(self, **how)

    def towards(self, other: Figure, share: float) -> Figure:
        """The posture on the way to another one."""
        names = [f.name for f in fields(self)]
        mixed = {
            n: (1 - share) * getattr(self, n) + share * getattr(other, n)
            for n in names
            if n != "hand"
        }
        return Figure(**mixed, hand=other.hand if share > 0.5 else self.hand)


Script = list[tuple[float, Figure]]


def _up(forward_deg: float) -> Array:
    angle = math.radians(forward_deg)
    return np.array([math.sin(angle), math.cos(angle)])


def _read(posture: str, figure: Figure) -> dict[str, float]:
    """The angles as they are read."""
    off = POSTURES[posture].offsets_deg
    standing = POSTURES[posture].knees_straight
    bend = {}
    for name, true in (("knee", figure.knee), ("far_knee", figure.far_knee)):
        scaled = true / (1 + off["knee_flexion_deg"] / 90) if true > 0 else true
        scaled = max(scaled, true - off["knee_flexion_deg"])
        bend[name] = true - off["knee_flexion_deg"] if standing else scaled
    return {
        **bend,
        "shank": figure.shank - off["shank_inclination_deg"],
        "far_shank": figure.far_shank - off["shank_inclination_deg"],
        "trunk": figure.trunk - off["trunk_inclination_deg"],
    }


def _foot_of(ankle: Array, pitch_deg: float, foot: float) -> tuple[Array, Array]:
    """Heel and toe of an ankle; the foot turns about its toe or, pulled up, about its heel."""
    along = _up(90.0 + pitch_deg)
    across = _up(pitch_deg)
    heel = ankle - 0.25 * foot * across - 0.2 * foot * along
    return heel, heel + foot * along


def _flat_points(posture: str, figure: Figure, build: Build) -> dict[str, Array]:
    """Places in the plane of the body: x forward, y up."""
    f, r = build.foot, _read(posture, figure)
    ankle_up = f * (0.25 * math.cos(math.radians(figure.foot)))
    raised = 0.8 * f * math.sin(math.radians(figure.foot))
    rest_x = figure.x * build.shank
    thigh = r["shank"] - r["knee"]
    if figure.pinned:
        ankle = np.array([rest_x, figure.y + ankle_up + raised + figure.toe_up * f])
        knee = ankle + build.shank * _up(r["shank"])
        hip = knee + build.thigh * _up(thigh)
    else:
        hip = np.array([0.0, figure.hip_y])
        knee = hip - build.thigh * _up(thigh)
        ankle = knee - build.shank * _up(r["shank"])
    ride = 0.0
    if POSTURES[posture].feet_flat:
        beyond = figure.shank - 5.0 - max(0.0, figure.foot)
        ride = HEEL_PER_DORSIFLEXION_DEG * f * max(0.0, beyond) if posture == "standing" else 0.0
    heel, toe = _foot_of(ankle, figure.foot, f)
    shoulder = hip + build.trunk * _up(r["trunk"])
    points = {
        "shoulder": shoulder,
        "nose": shoulder + 0.13 * _up(r["trunk"]) + 0.03 * _up(r["trunk"] + 90),
    }
    points |= {"near hip": hip, "near knee": knee, "near ankle": ankle, "near toe": toe}
    points["near heel"] = heel + np.array([0.0, ride])
    points |= _far_leg(posture, figure, build, hip)
    wrist = {
        0: shoulder + np.array([0.02, -0.33]),
        1: shoulder + np.array([0.30, 0.0]),
        2: (hip + knee) / 2 + np.array([-0.01, -0.02]),
        3: toe + np.array([0.01, 0.0]),
        4: hip + np.array([0.19, 0.18]),
    }[round(figure.hand)]
    return points | {"wrist": wrist, "elbow": (shoulder + wrist) / 2, "index": wrist}


def _far_leg(posture: str, figure: Figure, build: Build, hip: Array) -> dict[str, Array]:
    r = _read(posture, figure)
    if posture in ("standing", "foot-up"):
        raised = 0.8 * build.foot * math.sin(math.radians(figure.far_foot))
        up = build.foot * 0.25 * math.cos(math.radians(figure.far_foot)) + raised
        ankle = np.array([figure.far_x * build.shank, figure.far_y + up])
        knee = _knee_between(hip, ankle, build)
    else:
        knee = hip - build.thigh * _up(r["far_shank"] - r["far_knee"])
        ankle = knee - build.shank * _up(r["far_shank"])
    heel, toe = _foot_of(ankle, figure.far_foot, build.foot)
    return {"far hip": hip, "far knee": knee, "far ankle": ankle, "far heel": heel, "far toe": toe}


def _knee_between(hip: Array, ankle: Array, build: Build) -> Array:
    down = ankle - hip
    half = float(np.linalg.norm(down)) / 2
    out = math.sqrt(max(0.0, ((build.thigh + build.shank) / 2) ** 2 - half**2))
    place: Array = hip + down / 2 + out * np.array([-down[1], down[0]]) / (2 * half)
    return place


def pose_of(posture: str, figure: Figure, build: Build) -> Pose:
    """The landmarks of a posture as the camera sees them."""
    flat = _flat_points(posture, figure, build)
    near: Side = "right" if build.forward > 0 else "left"
    far: Side = "left" if near == "right" else "right"
    space = np.full((len(Landmark), 3), np.nan)
    space[:] = [*flat["nose"], 0.0]
    for part, at in flat.items():
        owner, _, name = part.rpartition(" ")
        name = "foot_index" if name == "toe" else name
        half = HALF_SHOULDERS if name in ("shoulder", "elbow", "wrist", "index") else HALF_HIPS
        for who, side, z in (("near", near, half), ("far", far, -half)):
            if name != "nose" and owner in ("", who):
                space[Landmark.of(side, name)] = [*at, z]
    angle = math.radians(build.azimuth_deg)
    across = space[:, 0] * math.cos(angle) - space[:, 2] * math.sin(angle)
    depth = space[:, 0] * math.sin(angle) + space[:, 2] * math.cos(angle)
    up = space[:, 1] - depth * math.sin(math.radians(LOOK_DOWN_DEG))
    origin = np.array([SIZE_PX[0] / 2, SIZE_PX[1] - 40.0])
    xy = origin + build.px * np.stack([build.forward * across, -up], axis=1)
    world = 1.75 * np.stack([build.forward * across, -space[:, 1], -depth], axis=1)
    return Pose(xy, np.full(len(Landmark), 0.95), world, SIZE_PX)


def film(
    posture: str, script: Sequence[tuple[float, Figure]], build: Build, fps: float = 12
) -> Frames:
    """Poses of somebody who takes the postures of `script` at the given seconds."""
    random = np.random.default_rng(11)
    frames: Frames = []
    for (begin, a), (end, b) in pairwise(script):
        while (time_s := len(frames) / fps) < end:
            share = minimum_jerk((time_s - begin) / (end - begin))
            pose = pose_of(posture, a.towards(b, share), build)
            jitter = random.normal(0, build.noise_px, pose.xy_px.shape)
            frames.append((time_s, replace(pose, xy_px=pose.xy_px + jitter)))
    return frames


@dataclass(frozen=True, slots=True)
class Posed:
    """A person of some build who takes these postures at these seconds."""

    posture: str
    script: tuple[tuple[float, Figure], ...]
    build: Build

    def frames(self) -> Frames:
        """Times and poses."""
        return film(self.posture, self.script, self.build)


def held(rest: Figure, *positions: Figure, seconds: float = 8.0, way_s: float = 1.5) -> Script:
    """Three quiet seconds at rest, some seconds in each position, and back."""
    script = [(0.0, rest), (3.0, rest)]
    for position in positions:
        begin = script[-1][0] + way_s
        script += [(begin, position), (begin + seconds, position)]
    return [*script, (script[-1][0] + way_s, rest), (script[-1][0] + way_s + 2.0, rest)]


def swung(rest: Figure, one: Figure, other: Figure, hz: float = 1.0, times: int = 12) -> Script:
    """Between two positions to and fro, without rest."""
    script = [(0.0, rest), (3.0, rest), (4.5, one)]
    for i in range(times):
        script.append((script[-1][0] + 0.5 / hz, other if i % 2 == 0 else one))
    return [*script, (script[-1][0] + 1.5, rest), (script[-1][0] + 3.5, rest)]


def repeated(
    rest: Figure, high: Figure, tempo_s: Sequence[float], count: int = 4, low: Figure | None = None
) -> Script:
    """Three quiet seconds, then so many times away, there, back and a pause."""
    low = low or rest
    script = [(0.0, rest), (3.0, rest)]
    if low is not rest:
        script += [(4.0, low), (4.5, low)]
    for _ in range(count):
        for seconds, figure in zip(tempo_s, (high, high, low, low), strict=True):
            script.append((script[-1][0] + seconds, figure))
    return [*script, (script[-1][0] + 1.0, rest), (script[-1][0] + 2.5, rest)]
