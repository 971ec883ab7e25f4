"""From landmarks to a body: is it a person, which side is near, where does it face, how large is it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from formcheck.engine.geometry import NAN, distance, mean_known
from formcheck.engine.sides import PairTracker, with_raised_leg
from formcheck.engine.smoothing import PointFilter
from formcheck.engine.types import Array, Landmark, Pose, Side

TORSO = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
MIN_VISIBILITY = 0.5
MIN_PERSON_PX = 60.0  # joint errors pass 6 degrees below this height
MEMORY_S = 2.0  # how long sizes and directions are averaged
LOST_S = 1.0  # absent for longer: sizes and sides are found anew
ELSEWHERE_S = 5.0  # somebody who comes back elsewhere within this time is somebody else, or has walked
RAISED_LEGS = 0.25  # a foot that is this much higher than the other, in leg lengths, is raised
LEAP_LEGS = 0.5  # hips that move further than this from one frame to the next are other hips
# Foot and leg as MediaPipe places them in a true side view: heel to foot_index is 0.28 of hip to ankle
# (measured on rendered people, 0.25-0.31; the foot is 0.152 and hip to ankle 0.49 of stature, Drillis and
# Contini 1966). Used where the foot points towards the camera and looks shorter than it is.
FOOT_PER_LEG = 0.28


@dataclass(frozen=True, slots=True)
class Body:
    """A person in one frame.

    Attributes:
        time_s: Time of the frame.
        pose: Smoothed landmarks, left and right repaired.
        near: The side towards the camera.
        forward: +1 facing the right of the image, -1 left.
        yaw_deg: Turn of the shoulders out of the pure side view, 0 = side, 90 = front.
        leg_px: Hip to knee to ankle of the near leg, averaged.
        trunk_px: Shoulder to hip.
        foot_px: Foot length: heel to foot_index as seen, or from the leg where it is foreshortened.
        changed: Somebody else is suddenly in the picture, or the track has jumped to another person.
    """

    time_s: float
    pose: Pose
    near: Side
    forward: float
    yaw_deg: float
    leg_px: float
    trunk_px: float
    foot_px: float
    changed: bool

    def point(self, side: Side, part: str) -> Array:
        """(2,) pixels of a body part."""
        return self.pose.point(side, part)

    @property
    def height_px(self) -> float:
        """Stature in pixels whatever the posture: trunk + leg + head (0.18 of stature)."""
        return (self.trunk_px + self.leg_px) / 0.78


class BodyTracker:
    """Follows one person through time.

    Args:
        faces: Two body parts, the direction between which tells where the person faces.
        raised_is_near: The raised leg is the one near the camera, whatever the pose model calls it: where
            legs cross or lie one behind the other it exchanges left and right.
    """

    def __init__(self, faces: tuple[str, str] = ("heel", "foot_index"), *, raised_is_near: bool = False) -> None:
        self._faces, self._raised_is_near = faces, raised_is_near
        self._filter = PointFilter(len(Landmark))
        self._pairs = PairTracker()
        self._mean: dict[str, float] = {}
        self._seen_s = -math.inf
        self._hips = np.full(2, np.nan)

    def update(self, time_s: float, pose: Pose | None) -> Body | None:
        """The body in this frame; None when nobody plausible is in it."""
        if pose is None or not is_plausible(pose):
            return None
        dt = time_s - self._seen_s
        changed = self._leaps(dt, pose)
        if dt > LOST_S or changed:
            self._mean.clear()
            self._pairs.forget()
        self._seen_s = time_s
        xy = np.where(pose.visibility[:, None] < 0.1, np.nan, pose.xy_px)
        size = _leg_px(xy, "left"), _leg_px(xy, "right")
        leg = self._average("leg", dt, max((s for s in size if not math.isnan(s)), default=NAN))
        trunk = self._average("trunk", dt, _trunk_px(xy))
        if not (leg > 0 and trunk > 0):  # nor when they are not known
            return None
        near, forward, yaw = self._direction(dt, pose, xy, trunk)
        if self._raised_is_near:
            xy = with_raised_leg(xy, near, RAISED_LEGS * leg)
        xy = self._pairs.repair(time_s, xy, leg)
        smooth = self._filter.update(time_s, xy, trunk + leg)
        foot = max(self._average("foot", dt, _foot_px(xy, near)), FOOT_PER_LEG * leg)
        return Body(time_s, replace(pose, xy_px=smooth), near, forward, yaw, leg, trunk, foot, changed)

    def _leaps(self, dt: float, pose: Pose) -> bool:
        """True when the hips are suddenly elsewhere: the model follows another person now."""
        if "leg" not in self._mean:
            return False
        old, self._hips = self._hips, np.mean(pose.xy_px[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]], 0)
        return dt < ELSEWHERE_S and bool(np.linalg.norm(self._hips - old) > LEAP_LEGS * self._mean["leg"])

    def _average(self, name: str, dt: float, value: float) -> float:
        """Exponential mean over MEMORY_S; an unknown value leaves it as it is."""
        old = self._mean.get(name, NAN)
        if math.isnan(old):
            self._mean[name] = value
        elif not math.isnan(value):
            self._mean[name] = old + (1 - math.exp(-dt / MEMORY_S)) * (value - old)
        return self._mean[name]

    def _direction(self, dt: float, pose: Pose, xy: Array, trunk: float) -> tuple[Side, float, float]:
        ahead = [_dx(xy, side, *self._faces) for side in ("left", "right")]
        if self._faces == ("heel", "foot_index"):  # toes of people who stand are near to each other: the nose helps
            shoulders = np.mean(xy[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 0])
            ahead = [mean_known(*ahead), float(xy[Landmark.NOSE][0] - shoulders)]
        forward = self._average("forward", dt, mean_known(*ahead) / trunk)
        across, depth = _shoulder_line(pose, xy, trunk)
        yaw = math.degrees(math.atan2(abs(self._average("across", dt, across)), abs(self._average("depth", dt, depth))))
        near: Side = "left" if self._mean["depth"] < 0 else "right"
        return near, 1.0 if forward >= 0 else -1.0, yaw


def is_plausible(pose: Pose) -> bool:
    """True when the landmarks can be a person: torso in the picture and human proportions."""
    xy = pose.xy_px
    if not np.isfinite(xy[list(TORSO)]).all() or pose.visibility[list(TORSO)].min() < MIN_VISIBILITY:
        return False
    trunk = _trunk_px(xy)
    legs = [leg for side in ("left", "right") if not math.isnan(leg := _leg_px(xy, side))]
    leg = max(legs, default=0.0)
    if leg <= 0 or trunk <= 0:
        return False
    head = distance(xy[Landmark.NOSE], np.mean(xy[list(TORSO[:2])], 0))
    return (
        trunk + leg >= 0.78 * MIN_PERSON_PX
        and 0.3 <= trunk / leg <= 1.5
        and not head > 1.1 * trunk  # also true when the head is out of the picture
        and any(_thigh_and_shank_match(xy, side) for side in ("left", "right"))
    )


def _thigh_and_shank_match(xy: Array, side: Side) -> bool:
    thigh = distance(xy[Landmark.of(side, "hip")], xy[Landmark.of(side, "knee")])
    shank = distance(xy[Landmark.of(side, "knee")], xy[Landmark.of(side, "ankle")])
    foot = distance(xy[Landmark.of(side, "heel")], xy[Landmark.of(side, "foot_index")])
    return shank > 0 and 0.4 <= thigh / shank <= 2.0 and not foot > 0.8 * shank


def _leg_px(xy: Array, side: Side) -> float:
    hip, knee, ankle = (xy[Landmark.of(side, part)] for part in ("hip", "knee", "ankle"))
    return distance(hip, knee) + distance(knee, ankle)


def _trunk_px(xy: Array) -> float:
    left, right = (distance(xy[Landmark.of(s, "shoulder")], xy[Landmark.of(s, "hip")]) for s in ("left", "right"))
    return mean_known(left, right)


def _foot_px(xy: Array, side: Side) -> float:
    return distance(xy[Landmark.of(side, "heel")], xy[Landmark.of(side, "foot_index")])


def _dx(xy: Array, side: Side, start: str, end: str) -> float:
    return float(xy[Landmark.of(side, end)][0] - xy[Landmark.of(side, start)][0])


def _shoulder_line(pose: Pose, xy: Array, trunk: float) -> tuple[float, float]:
    """Extent of the shoulder line across the image and in depth (left - right; depth grows away), metres."""
    if pose.world_m is not None:
        line = pose.world_m[Landmark.LEFT_SHOULDER] - pose.world_m[Landmark.RIGHT_SHOULDER]
        return float(line[0]), float(line[2])
    # Without world landmarks: shoulders are about 0.75 trunk lengths apart, and the side that faces shows.
    across = float(xy[Landmark.LEFT_SHOULDER][0] - xy[Landmark.RIGHT_SHOULDER][0]) / trunk
    depth = math.sqrt(max(0.0, 0.75**2 - across**2))
    faces_left = mean_known(_dx(xy, "left", "heel", "foot_index"), _dx(xy, "right", "heel", "foot_index")) < 0
    return across, -depth if faces_left else depth
