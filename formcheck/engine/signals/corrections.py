"""What is read is not anatomy: from readings to true values.

The points of the leg network are anatomical, so what stands on them alone (shank, foot, heel) is
not corrected. MediaPipe's are not: its hip and shoulder landmarks sit in front of the joint
centres, so a straight knee reads bent the wrong way by about 5 degrees and an upright trunk leans
back by 4. These offsets hardly change with person, size, clothes and movement (measured on rendered
people with exact truth, `docs/accuracy.md`), so they are added here, once for all exercises, and
refined by the person's own quiet stance. Thresholds in specs stay true values.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from formcheck.engine.person.geometry import NAN
from formcheck.engine.values.signals import Values


@dataclass(frozen=True, slots=True)
class Posture:
    """What holds for a body position.

    Attributes:
        name: As in specs.
        faces: The person faces the way that this pair of body parts points in the picture.
        offsets_deg: True value minus reading, by signal name without side, where knee and foot are
            MediaPipe's.
        leg_offsets_deg: The same where the leg network found knee and foot.
        feet_flat: The start position has the feet flat, so heel heights have a zero.
        knees_straight: The start position has straight knees, so the own knee reading can be used.
    """

    name: str
    faces: tuple[str, str]
    offsets_deg: Mapping[str, float]
    leg_offsets_deg: Mapping[str, float]
    feet_flat: bool = True
    knees_straight: bool = False


def _offsets(knee: float, trunk: float, hip: float, shank: float = 0.0) -> dict[str, float]:
    return {
        "knee_flexion_deg": knee,
        "trunk_inclination_deg": trunk,
        "hip_flexion_deg": hip,
        "shank_inclination_deg": shank,
    }


TOES, KNEES, LEGS, FEET = (
    ("heel", "foot_index"),
    ("hip", "knee"),
    ("hip", "ankle"),
    ("shoulder", "hip"),
)
POSTURES = {
    p.name: p
    for p in (
        Posture(
            "standing",
            TOES,
            _offsets(5.5, 4.0, 9.0, 1.2),
            _offsets(2.7, 4.0, 10.5),
            knees_straight=True,
        ),
        Posture("foot-up", TOES, _offsets(6.5, 5.0, 9.0, 3.2), _offsets(6.4, 5.5, 11.5)),
        Posture("seated", KNEES, _offsets(6.0, 5.0, 9.0, 1.0), _offsets(6.0, 5.0, 9.0)),
        Posture("lying", FEET, _offsets(3.0, 0.0, 9.0), _offsets(3.0, 0.0, 9.0), feet_flat=False),
        Posture(
            "long-sitting", LEGS, _offsets(0.0, 6.0, 9.0), _offsets(0.0, 6.0, 9.0), feet_flat=False
        ),
    )
}

STANDING_KNEE_DEG = (
    4.0  # knees of people who stand at ease: 2.2 deg when asked for 0 (Hebert-Losier 2011)
)
OWN_KNEE_DEG = (
    3.5  # how far the own stance may move the offset: standing with bent knees must stay visible
)
# The heel landmark rides up the heel as the ankle dorsiflexes. In 16 rendered stretches and lunges
# the heavy model reads a flat heel 0.0022 foot lengths higher per degree beyond quiet standing, the
# full model 0.0042.
HEEL_PER_DORSIFLEXION_DEG = 0.003
# What remains is particular to person and view, with a spread of 0.04 foot lengths in either model.
# Ankle, toe and world landmarks do not tell it: the foot is misread as a whole, as if it were
# turned about the toe.
MISREAD_HEEL = (
    0.15  # a heel on the floor was read 0.12 too low at most; what is lower than this is none
)
# Seen from the side heel and toe of a flat foot are level in the picture, whatever the height of
# the camera: 0 within 0.015 foot lengths on rendered people, more where the camera is not level.
# Obliquely they stand at different distances: what is further off than that explains is a heel that
# was not on the floor.
LEVEL_YAW_DEG = 15.0
MISREAD_LEVEL = 0.1  # a camera that is tilted by 6 degrees
OBLIQUE_HEEL = 0.4  # a camera that looks down by 22 degrees
# The other foot stands on the same floor: where both read alike, it is the camera that is tilted.
TILTED_LEVEL, ALIKE = 0.2, 0.06
LEVEL_S = 1.0  # what was never read higher for so long was no noise
BOTH_FEET_CLEARANCE = (
    0.2  # the far foot stands this much higher in the picture at most, foot lengths
)


def to_true(
    name: str, reading: float, start: Values, posture: Posture, *, legs: bool = False
) -> float:
    """The true value of a reading called `name` (knee_flexion_deg, trunk_inclination_deg, ...).

    Args:
        name: Of the reading.
        reading: What was read.
        start: Readings of the same leg in the quiet start position; NaN before there was one.
        posture: What holds for the position of the body.
        legs: The leg network found knee and foot.
    """
    if name == "ankle_dorsiflexion_deg":
        return reading if legs else reading + _dorsiflexion_offset(start, posture)
    offset = (posture.leg_offsets_deg if legs else posture.offsets_deg).get(name, 0.0)
    if name != "knee_flexion_deg":
        return reading + offset
    if not posture.knees_straight:
        return reading + offset * min(1.0, max(0.0, reading / 90.0))
    own = STANDING_KNEE_DEG - start[name]
    return reading + (offset if math.isnan(own) else _within(own, offset, OWN_KNEE_DEG))


def _dorsiflexion_offset(start: Values, posture: Posture) -> float:
    """With the foot flat dorsiflexion equals shank inclination.

    That fixes the offset of this person's foot.
    """
    if not posture.feet_flat:
        return 0.0
    offset = posture.offsets_deg.get("shank_inclination_deg", 0.0)
    return start["shank_inclination_deg"] + offset - start["ankle_dorsiflexion_deg"]


def resting_heel(base: float, other: float, yaw_deg: float) -> float:
    """What the leg network reads for a heel on the floor, foot lengths.

    NaN where that is not known.

    Args:
        base: The reading in the start position; NaN without one.
        other: The reading of the other foot while it is flat; NaN where that is not known.
        yaw_deg: Turn of the body out of the side view; NaN where not known.
    """
    turned = math.sin(math.radians(yaw_deg)) if yaw_deg > LEVEL_YAW_DEG else 0.0
    level = MISREAD_LEVEL + turned * OBLIQUE_HEEL
    tilted = abs(base - other) <= ALIKE and abs(base) <= TILTED_LEVEL
    if abs(base) <= level or tilted:
        return base
    if abs(other) <= max(level, TILTED_LEVEL):
        return other
    may_be_tilted = yaw_deg > LEVEL_YAW_DEG or abs(base) <= TILTED_LEVEL
    return NAN if may_be_tilted else 0.0


def heel_ride_up(heel: float, shank_deg: float, resting_shank_deg: float) -> float:
    """Foot lengths by which the heel landmark is too high because the ankle is dorsiflexed.

    Args:
        heel: Heel height as read, foot lengths; a raised heel takes dorsiflexion away.
        shank_deg: Shank inclination now.
        resting_shank_deg: The same in the quiet start position.
    """
    foot_deg = math.degrees(math.asin(min(1.0, max(0.0, heel))))
    return HEEL_PER_DORSIFLEXION_DEG * max(0.0, shank_deg - resting_shank_deg - foot_deg)


class Floor:
    """Where the floor is in the readings of one hold: no heel is below it.

    A heel that is read below the floor for LEVEL_S shows by how much it is misread there. Without
    this a heel that is raised by as much would pass as flat. The opposite cannot be told: one that
    is always read too high may be raised all the time.
    """

    def __init__(self) -> None:
        self._recent: deque[tuple[float, float]] = deque()
        self._level = 0.0

    def height_above(self, time_s: float, heel: float, *, quiet: bool) -> float:
        """Height of the heel above the floor, foot lengths; NaN where it is not seen.

        Args:
            time_s: Time of the frame.
            heel: Heel height as `signals` gave it, relative to the quiet start position.
            quiet: In the position and still, so that what is read is where the heel stays.
        """
        if not quiet:
            self._recent.clear()
        elif not math.isnan(heel):
            self._recent.append((time_s, heel))
            while time_s - self._recent[0][0] > LEVEL_S:
                self._recent.popleft()
            self._learn(time_s)
        return heel - self._level

    def _learn(self, time_s: float) -> None:
        level = max(height for _, height in self._recent)
        if time_s - self._recent[0][0] >= 0.8 * LEVEL_S and level >= -MISREAD_HEEL:
            self._level = min(self._level, level)


def resting_clearance(base: float) -> float:
    """Height at which a foot that stands on the floor is seen above the other one."""
    if math.isnan(base):
        return NAN
    return (
        base if 0.0 <= base <= BOTH_FEET_CLEARANCE else BOTH_FEET_CLEARANCE / 2 if base > 0 else 0.0
    )


def _within(value: float, centre: float, reach: float) -> float:
    return min(max(value, centre - reach), centre + reach)
