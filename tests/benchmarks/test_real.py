"""How what was read of real people is held against what an eye saw."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.by_eye import Truth, outcome, since_cut, spans_of
from benchmarks.page import write_section
from benchmarks.variants import mirrored
from formcheck.engine.values.landmarks import Legs
from formcheck.engine.values.report import Counts, Finding, Hold, Report, View
from tests.engine.skeleton import Stance, pose_of

KNEE = Finding("knees-bent", "bad", 1.0, 2.0, 5.0, "deg", (10.0, None), "Bend your knees")
THREE = Truth.of({"exercise": "calf-raise", "reps": 3, "peaks_s": [2.9, 5.4, 8.2]})


def report(
    full: int = 0, partial: int = 0, held_s: float = 0.0, findings: tuple[Finding, ...] = ()
) -> Report:
    holds = (Hold(1, "left", 0.0, held_s, held_s, 0.0),) if held_s else ()
    kind = "hold" if held_s else "reps"
    counts = Counts(full, partial)
    return Report(
        "x",
        kind,
        View("good", "left", "left"),
        counts,
        (),
        holds,
        findings,
        (),
        9,
        9,
        9.0,
        (640, 480),
    )


@pytest.mark.parametrize(
    ("full", "partial", "expected"),
    [(3, 0, "right"), (2, 0, "wrong"), (2, 1, "not full"), (3, 1, "wrong"), (0, 0, "wrong")],
)
def test_repetitions(full: int, partial: int, expected: str) -> None:
    assert outcome(THREE, report(full, partial)) == expected


def test_any_of_several_numbers_is_right() -> None:
    truth = Truth.of({"exercise": "calf-raise", "reps": [2, 3]})
    assert [outcome(truth, report(count)) for count in (1, 2, 3, 4)] == [
        "wrong",
        "right",
        "right",
        "wrong",
    ]


def test_a_finding_that_is_due_must_be_told() -> None:
    truth = Truth.of({"exercise": "bent-knee-calf-raise", "reps": 2, "finding": "knees-bent"})
    assert outcome(truth, report(2)) == "wrong"
    assert outcome(truth, report(2, findings=(KNEE,))) == "right"


def test_held_seconds() -> None:
    truth = Truth.of({"exercise": "soleus-wall-stretch", "hold_s": [5.2]})
    assert [outcome(truth, report(held_s=held)) for held in (4.4, 4.6, 5.8, 6.0)] == [
        "wrong",
        "right",
        "right",
        "wrong",
    ]


def test_a_cut_takes_away_what_was_before() -> None:
    spans = spans_of(THREE, report(3), "right")
    assert spans is not None
    allowed = [
        getattr(since_cut(THREE, spans, cut), "reps", None) for cut in (1.0, 2.0, 4.15, 6.7, 9.5)
    ]
    assert allowed == [(3,), (2, 3), (2,), (1,), (0,)]


def test_nobody_knows_where_the_repetitions_of_a_clip_are_that_was_read_wrongly() -> None:
    truth = Truth.of({"exercise": "calf-raise", "reps": 3})
    assert since_cut(truth, spans_of(truth, report(1), "wrong"), 2.0) is None


def test_a_mirror_exchanges_the_legs_too() -> None:
    pose = pose_of(Stance(heel=0.3))
    legs = Legs(np.arange(20.0).reshape(2, 5, 2), np.arange(10.0).reshape(2, 5))
    [(_, once)] = mirrored([(0.0, replace(pose, legs=legs))])
    assert once is not None
    assert once.legs is not None
    assert once.legs.xy_px[0, 0].tolist() == [640 - 10.0, 11.0]
    [(_, twice)] = mirrored([(0.0, once)])
    assert twice is not None
    np.testing.assert_allclose(twice.xy_px, pose.xy_px)
    np.testing.assert_array_equal(twice.point("left", "heel"), pose.point("left", "heel"))


def test_a_section_of_the_page_is_written_and_the_others_kept(tmp_path: Path) -> None:
    page = tmp_path / "accuracy.md"
    write_section("real", "first", page)
    write_section("noise", "second", page)
    write_section("real", "third", page)
    text = page.read_text()
    assert [word for word in ("first", "second", "third") if f"\n{word}\n" in text] == [
        "second",
        "third",
    ]
    with pytest.raises(ValueError, match="no section elsewhere"):
        write_section("elsewhere", "", page)
