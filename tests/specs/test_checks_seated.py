"""Every check of the exercises done sitting, lying or with a foot on a chair.

Who meets it, who fails it.

The table says which case proves which check: the name of a recorded clip, the seconds of it that
are used, and what was altered in it for a fault that no clip shows.
"""

import pytest

from tests.specs.figures import LANKY, SHORT, Posed, repeated
from tests.specs.people import Recorded
from tests.specs.performances import HEELS_UP, LIFT_S, LUNGE, LUNGING, SEAT
from tests.specs.proofs import Case, Cases, assert_failed, assert_met, each, report, told

TRUNK = ("shoulder", "nose")
FOOT = ("heel", "foot_index")
LEG = ("knee", "ankle", *FOOT)

CROSSED = Recorded("pl-tall")
CROSSED_SLIPS = Recorded("pl-sporty")
ON_CHAIR = Recorded("an-tall")
THROWN = Posed("foot-up", tuple(repeated(LUNGE, LUNGING, (0.4, 0.2, 0.4, 0.3))), LANKY)
HASTY_ON_CHAIR = Recorded("an-tall", speed=2.0)
ON_CHAIR_FAULTS = Recorded("an-r2")
HINGED = Recorded("ha-r2", until_s=8.2)
HINGED_FAULTS = Recorded("ha-tall")
SUPINE = Recorded("su-r2", until_s=10.3)
SUPINE_FAULTS = Recorded("su-tall")
TOWEL = Recorded("to-sporty", until_s=6.9)
TOWEL_FAULTS = Recorded("to-older")
LIFTS = Recorded("se-sporty-feet")
LIFTS_FAULTS = Recorded("se-older")
DROPPED = Posed("seated", tuple(repeated(SEAT, HEELS_UP, (1.5, 2.5, 0.3, 0.6))), SHORT)
PERCHED = Posed(
    "seated", tuple(repeated(SEAT.but(knee=50, far_knee=50), HEELS_UP.but(knee=50), LIFT_S)), SHORT
)

CASES: Cases = {
    "plantar-fascia-stretch": {
        "ankle-on-thigh": Case(CROSSED, CROSSED_SLIPS),
        "hand-on-toes": Case(CROSSED, CROSSED_SLIPS),
        "toes-pulled": Case(
            CROSSED,
            CROSSED.but("foot_index", about="heel", stretch=1.3, begin_s=9, legs="near"),
            "warn",
        ),
        "sit-tall": Case(CROSSED, CROSSED.but(*TRUNK, turn_deg=45, begin_s=8, end_s=11), "warn"),
    },
    "ankle-mobilization": {
        "foot-on-chair": Case(ON_CHAIR, ON_CHAIR.but(*LEG, up=-0.2, legs="near")),
        "knee-over-toes": Case(ON_CHAIR, ON_CHAIR_FAULTS),
        "heel-down": Case(ON_CHAIR, ON_CHAIR_FAULTS),
        "slow": Case(ON_CHAIR, THROWN, also=frozenset({"hold-at-front"})),
        "hold-at-front": Case(ON_CHAIR, HASTY_ON_CHAIR, "warn", also=frozenset({"slow"})),
        "standing-heel-down": Case(
            ON_CHAIR, ON_CHAIR.but("heel", up=0.07, begin_s=9, end_s=14, legs="far")
        ),
    },
    "seated-hamstring-stretch": {
        "knee-straight": Case(HINGED, Recorded("ha-r2")),
        "heel-on-floor": Case(HINGED, HINGED_FAULTS, also=frozenset({"knee-straight"})),
        "hip-hinge": Case(HINGED, HINGED_FAULTS, also=frozenset({"knee-straight"})),
        "back-long": Case(HINGED, HINGED.but(*TRUNK, stretch=0.82, begin_s=5), "warn"),
        "no-bouncing": Case(HINGED, HINGED.but(*TRUNK, turn_deg=4, hz=1, begin_s=4.8), "warn"),
    },
    "supine-hamstring-stretch": {
        "thigh-upright": Case(SUPINE, Recorded("su-r2")),
        "thigh-still": Case(SUPINE, SUPINE.but(*LEG, turn_deg=-22, begin_s=7.5, legs="near")),
        "knee-straight": Case(SUPINE, SUPINE_FAULTS),
        "no-bouncing": Case(
            SUPINE, SUPINE.but("ankle", *FOOT, about="knee", turn_deg=10, hz=1, begin_s=5), "warn"
        ),
        "toes-pulled": Case(SUPINE, SUPINE_FAULTS, "warn"),
        "hands-behind-thigh": Case(
            SUPINE, SUPINE.but("elbow", "wrist", "index", up=-0.5, begin_s=7), "warn"
        ),
    },
    "towel-calf-stretch": {
        "knee-straight": Case(TOWEL, TOWEL_FAULTS),
        "toes-pulled": Case(TOWEL, TOWEL_FAULTS),
        "towel-in-hands": Case(TOWEL, TOWEL.but("elbow", "wrist", "index", up=-0.25, begin_s=4.5)),
        "leg-on-mat": Case(TOWEL, TOWEL.but(*LEG, turn_deg=-18, begin_s=4, legs="near"), "warn"),
        "sit-tall": Case(TOWEL, TOWEL.but(*TRUNK, turn_deg=-35, begin_s=4), "warn"),
        "no-bouncing": Case(
            TOWEL,
            TOWEL.but(*FOOT, about="ankle", turn_deg=8, hz=1, begin_s=3.8, legs="near"),
            "warn",
        ),
    },
    "seated-calf-raise": {
        "full-height": Case(LIFTS, LIFTS_FAULTS),
        "seated": Case(LIFTS, PERCHED),
        "feet-under-knees": Case(LIFTS_FAULTS, LIFTS),
        "toes-down": Case(LIFTS, LIFTS_FAULTS, "warn"),
        "sit-tall": Case(LIFTS, LIFTS.but(*TRUNK, turn_deg=25, hz=0.5, begin_s=2), "warn"),
        "pause-at-top": Case(LIFTS, LIFTS_FAULTS, "warn"),
        "slow-lowering": Case(LIFTS, DROPPED, also=frozenset()),
        "heel-down-between": Case(LIFTS, LIFTS.but("knee", "ankle", "heel", up=0.05, begin_s=2)),
    },
}


@pytest.mark.parametrize(("exercise", "check", "case"), each(CASES))
def test_who_does_it_right_is_told_nothing(exercise: str, check: str, case: Case) -> None:
    assert_met(exercise, check, case)


@pytest.mark.parametrize(("exercise", "check", "case"), each(CASES))
def test_who_does_it_wrong_is_told_so(exercise: str, check: str, case: Case) -> None:
    assert_failed(exercise, check, case)


def test_who_kicks_and_never_holds_is_told_why() -> None:
    kicked = SUPINE.but("ankle", *FOOT, about="knee", turn_deg=25, hz=1, begin_s=3.5)
    found = report("supine-hamstring-stretch", kicked)
    assert found.holds == ()
    assert told(found) == {"no-bouncing": "warn"}
