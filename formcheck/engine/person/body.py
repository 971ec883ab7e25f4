"""From landmarks to a body.

Is it a person, which side is near, where does it face, how large is it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from formcheck.engine.person.geometry import (
    NAN,
    NOWHERE,
    Point,
    Points,
    distance,
    is_known,
    mean_known,
    middle,
)
from formcheck.engine.person.legs import SIDES, Joined, LegMemory, relabelled
from formcheck.engine.person.limbs import Limbs, limbs_of
from formcheck.engine.person.plausible import (
    feet_only,
    is_of_another_size,
    is_plausible,
    leg_px,
    lower_body,
    trunk_px,
)
from formcheck.engine.person.sides import PairTracker, is_raised, with_legs_exchanged
from formcheck.engine.person.smoothing import PointFilter
from formcheck.engine.values.landmarks import Array, Landmark, Side, other_side
from formcheck.engine.values.pose import Pose

MEMORY_S = 2.0  # how long sizes and directions are averaged
FOOT_MEMORY_S = 10.0
LOST_S = 1.0  # absent for longer: sizes and sides are found anew
ELSEWHERE_S = (
    5.0  # somebody who comes back elsewhere within this time is somebody else, or has walked
)
RAISED_LEGS = 0.25  # a foot that is this much higher than the other, in leg lengths, is raised
LEAP_LEGS = 0.5  # hips that move further than this from one frame to the next are other hips
# Foot and leg as MediaPipe places them in a true side view: heel to foot_index is 0.28 of hip to
# ankle (measured on rendered people, 0.25-0.31; the foot is 0.152 and hip to ankle 0.49 of stature,
# Drillis and Contini 1966). Used where the foot points towards the camera and looks shorter than it
# is.
FOOT_PER_LEG = 0.28
SHANKS_PER_LEG = 2.0  # hip to ankle 0.491, knee to ankle 0.246 of stature (same source)
TRUNK_PER_LEG = 0.586  # shoulder to hip 0.288 of stature (same source)


@dataclass(frozen=True, slots=True)
class Body:
    """A person in one frame.

    Attributes:
        time_s: Time of the frame.
        pose: Smoothed landmarks, left and right repaired; its legs are as they were found, with the
            same sides.
        near: The side towards the camera.
        forward: +1 facing the right of the image, -1 left.
        yaw_deg: Turn of the shoulders out of the pure side view, 0 = side, 90 = front.
        leg_px: Hip to knee to ankle of the near leg, averaged.
        trunk_px: Shoulder to hip.
        foot_px: Foot length: heel to foot_index as seen, or from the leg where it is foreshortened.
        changed: Somebody else is suddenly in the picture, or the track has jumped to another
            person.
        error_px: (33,) expected error of the points that the leg network found; NaN for all others.
        left: Points of the left side, where they would be had the camera not moved.
        right: Points of the right side, likewise.
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
    error_px: Array
    left: Limbs
    right: Limbs

    @property
    def has_legs(self) -> bool:
        """The leg network found the near foot."""
        return math.isfinite(self.error_px[Landmark.of(self.near, "heel")])

    @property
    def has_hips(self) -> bool:
        """More than the lower legs is seen."""
        return is_known(self.limbs(self.near).hip)

    def limbs(self, side: Side) -> Limbs:
        """The points of one side."""
        return self.left if side == "left" else self.right

    def point(self, side: Side, part: str) -> Point:
        """Where a body part is, in pixels."""
        point: Point = getattr(self.limbs(side), part)
        return point

    def error_of(self, side: Side, part: str) -> float:
        """Expected error of a part of the leg in pixels; 0 where none is told."""
        error = float(self.error_px[Landmark.of(side, part)])
        return 0.0 if math.isnan(error) else error

    @property
    def height_px(self) -> float:
        """Stature in pixels whatever the posture: trunk + leg + head (0.18 of stature)."""
        return (self.trunk_px + self.leg_px) / 0.78


class BodyTracker:
    """Follows one person through time.

    Args:
        faces: Two body parts, the direction between which tells where the person faces.
        raised_is_near: The raised leg is the one near the camera, whatever the pose model calls it:
            where legs cross or lie one behind the other it exchanges left and right.
    """

    def __init__(
        self, faces: tuple[str, str] = ("heel", "foot_index"), *, raised_is_near: bool = False
    ) -> None:
        self._faces, self._raised_is_near = faces, raised_is_near
        self._filter = PointFilter(len(Landmark))
        self._pairs = PairTracker()
        self._legs = LegMemory()
        self._feet = 0
        self._mean: dict[str, float] = {}
        self._seen_s = -math.inf
        self._hips = NOWHERE
        self._shift = (0.0, 0.0)

    def update(self, time_s: float, pose: Pose | None) -> Body | None:
        """The body in this frame; None when nobody plausible is in it."""
        if pose is None:
            return None
        if pose.shift_px is not None:
            self._shift = pose.shift_px
        x, y = self._shift
        body = self._found(time_s, pose.moved((-x, -y)))
        return body and replace(body, pose=body.pose.moved((x, y)))

    def _found(self, time_s: float, pose: Pose) -> Body | None:
        joined = self._legs.joined(time_s, pose)
        if joined.sure is not None and is_of_another_size(pose, joined.foot_px):
            joined = replace(joined, pose=feet_only(joined.pose, joined.error_px))
        elif not is_plausible(joined.pose):
            if joined.sure is None:
                return None
            joined = replace(joined, pose=lower_body(joined.pose, joined.sure))
        return self._measured(time_s, joined)

    def _measured(self, time_s: float, joined: Joined) -> Body | None:
        pose, dt = joined.pose, time_s - self._seen_s
        changed = self._leaps(dt, pose)
        if dt > LOST_S or changed:
            self._mean.clear()
            self._pairs.forget()
            self._feet = 0
        self._seen_s = time_s
        xy, error_px = np.where(pose.visibility[:, None] < 0.1, np.nan, pose.xy_px), joined.error_px
        points: Points = xy.tolist()
        leg, trunk = self._sizes(dt, points, joined)
        if not (leg > 0 and trunk > 0):  # nor when they are not known
            return None
        near, forward, yaw = self._direction(dt, joined, points, trunk)
        turned = self._raised_is_near and is_raised(xy, other_side(near), RAISED_LEGS * leg)
        if turned:
            xy, error_px = with_legs_exchanged(xy), with_legs_exchanged(error_px)
        xy = self._pairs.repair(time_s, xy, leg)
        smooth = self._filter.update(time_s, xy, trunk + leg)
        foot = self._foot(dt, xy, near, leg, joined)
        _, knees, feet = self._pairs.put_back
        legs = pose.legs and relabelled(pose.legs, knees=turned != knees, feet=turned != feet)
        return Body(
            time_s,
            replace(pose, xy_px=smooth, legs=legs),
            near,
            forward,
            yaw,
            leg,
            trunk,
            foot,
            changed,
            error_px,
            limbs_of(smooth, "left"),
            limbs_of(smooth, "right"),
        )

    def _sizes(self, dt: float, xy: Points, joined: Joined) -> tuple[float, float]:
        """Length of leg and trunk in pixels; from the shank or the foot where more is not seen."""
        known = [size for side in SIDES if not math.isnan(size := leg_px(xy, side))]
        if not known and joined.sure is not None:
            shank = distance(
                xy[Landmark.of(joined.sure, "knee")], xy[Landmark.of(joined.sure, "ankle")]
            )
            known = [joined.foot_px / FOOT_PER_LEG if math.isnan(shank) else SHANKS_PER_LEG * shank]
        leg = self._average("leg", dt, max(known, default=NAN))
        trunk = self._average("trunk", dt, trunk_px(xy))
        return leg, TRUNK_PER_LEG * leg if math.isnan(trunk) else trunk

    def _foot(self, dt: float, xy: Points, near: Side, leg: float, joined: Joined) -> float:
        if math.isnan(joined.foot_px):
            return max(self._average("foot", dt, _foot_px(xy, near)), FOOT_PER_LEG * leg)
        # nothing scales as much as this: the mean of all so far, and then of the last seconds
        self._feet += 1
        return self._average(
            "foot", max(dt, FOOT_MEMORY_S / self._feet), joined.foot_px, FOOT_MEMORY_S
        )

    def _leaps(self, dt: float, pose: Pose) -> bool:
        """True when the hips are suddenly elsewhere: the model follows another person now."""
        if "leg" not in self._mean:
            return False
        old, xy = self._hips, pose.xy_px
        self._hips = middle(xy[Landmark.LEFT_HIP].tolist(), xy[Landmark.RIGHT_HIP].tolist())
        return dt < ELSEWHERE_S and distance(self._hips, old) > LEAP_LEGS * self._mean["leg"]

    def _average(self, name: str, dt: float, value: float, memory_s: float = MEMORY_S) -> float:
        """Exponential mean over the last seconds; an unknown value leaves it as it is."""
        old = self._mean.get(name, NAN)
        if math.isnan(old):
            self._mean[name] = value
        elif not math.isnan(value):
            self._mean[name] = old + (1 - math.exp(-dt / memory_s)) * (value - old)
        return self._mean[name]

    def _direction(
        self, dt: float, joined: Joined, xy: Points, trunk: float
    ) -> tuple[Side, float, float]:
        ahead = [_dx(xy, side, *self._faces) for side in SIDES]
        if self._faces == (
            "heel",
            "foot_index",
        ):  # toes of people who stand are near to each other: the nose helps
            neck = middle(xy[Landmark.LEFT_SHOULDER], xy[Landmark.RIGHT_SHOULDER])
            ahead = [mean_known(*ahead), xy[Landmark.NOSE][0] - neck[0]]
        elif math.isnan(mean_known(*ahead)):  # nothing but feet
            ahead = [_dx(xy, side, "heel", "foot_index") for side in SIDES]
        forward = self._average("forward", dt, mean_known(*ahead) / trunk)
        across, depth = _shoulder_line(joined.pose, xy, trunk)
        hips = xy[Landmark.LEFT_HIP], xy[Landmark.RIGHT_HIP]
        feet_alone = math.isnan(depth) and not any(map(is_known, hips))
        across, depth = abs(self._average("across", dt, across)), self._average("depth", dt, depth)
        if feet_alone or math.isnan(depth):
            side = joined.sure or "left"
            seen = self._average("seen foot", dt, _foot_px(xy, side))
            return side, 1.0 if forward >= 0 else -1.0, _foot_yaw_deg(seen, joined.foot_px)
        near: Side = "left" if depth < 0 else "right"
        return near, 1.0 if forward >= 0 else -1.0, math.degrees(math.atan2(across, abs(depth)))


def _foot_yaw_deg(seen_px: float, foot_px: float) -> float:
    """Turn of a foot out of the side view, from its length in the picture.

    NaN where that is not known.
    """
    return math.degrees(math.acos(min(1.0, seen_px / foot_px))) if foot_px > 0 else NAN


def _foot_px(xy: Points, side: Side) -> float:
    return distance(xy[Landmark.of(side, "heel")], xy[Landmark.of(side, "foot_index")])


def _dx(xy: Points, side: Side, start: str, end: str) -> float:
    return xy[Landmark.of(side, end)][0] - xy[Landmark.of(side, start)][0]


def _shoulder_line(pose: Pose, xy: Points, trunk: float) -> tuple[float, float]:
    """Extent of the shoulder line across the image and in depth, in metres.

    Left minus right; depth grows away from the camera.
    """
    if pose.world_m is not None:
        line = pose.world_m[Landmark.LEFT_SHOULDER] - pose.world_m[Landmark.RIGHT_SHOULDER]
        return float(line[0]), float(line[2])
    # Without world landmarks: shoulders are about 0.75 trunk lengths apart, and the side that faces
    # shows.
    across = (xy[Landmark.LEFT_SHOULDER][0] - xy[Landmark.RIGHT_SHOULDER][0]) / trunk
    if math.isnan(across):
        return NAN, NAN
    depth = math.sqrt(max(0.0, 0.75**2 - across**2))
    faces_left = (
        mean_known(_dx(xy, "left", "heel", "foot_index"), _dx(xy, "right", "heel", "foot_index"))
        < 0
    )
    return across, -depth if faces_left else depth
