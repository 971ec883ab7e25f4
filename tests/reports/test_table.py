from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from formcheck.engine.values.report import Counts, Finding, Hold, Rep, Report, View
from formcheck.engine.values.results import Results, WorkOn
from formcheck.reports.document import Source
from formcheck.reports.table import report_page
from formcheck.reports.words import fault

BENT = Finding(
    "knee-straight", "bad", 6.0, 7.5, 24.3, "deg", (None, 20.0), "Keep your knee straight"
)
FAST = Finding("slow-lowering", "warn", 8.0, 9.0, 0.7, "s", (2.0, None), "Lower more slowly")
UNSEEN = Finding(
    "other-foot-up", "unknown", 6.0, 9.0, None, "ratio", (0.1, None), "Lift the other foot"
)
REPS = Report(
    exercise="single-leg-calf-raise",
    kind="reps",
    view=View("usable", "left", "left", ("step back until your feet are in the picture",)),
    counts=Counts(1, 1, 1),
    reps=(
        Rep(1, "left", 1.9, 3.0, 5.1, 1.1, 0.6, 1.5, "full", 0.35, 0.0),
        Rep(2, "left", 5.5, 6.0, 9.1, 1.1, 0.6, 0.7, "partial", 0.2, 0.0, (BENT, FAST)),
        Rep(3, "left", 9.5, 10.0, 12.1, 1.1, 0.6, 1.5, "uncertain", None, None, (UNSEEN,)),
    ),
    holds=(),
    findings=(BENT, FAST, FAST, UNSEEN),
    not_observable=("feet pointing straight ahead",),
    frames=428,
    frames_with_person=420,
    duration_s=21.4,
    size_px=(640, 480),
)
HOLDS = replace(
    REPS, kind="hold", reps=(), counts=Counts(), holds=(Hold(1, "left", 2, 14, 9.5, 2.5, (BENT,)),)
)
SOURCE = Source("clip.mp4", (640, 480))


def _text(report: Report, source: Source = SOURCE, width: int = 100) -> str:
    out = StringIO()
    Console(file=out, width=width).print(report_page(report, "Single-leg calf raise", source))
    return out.getvalue()


def test_each_repetition_has_its_line() -> None:
    lines = [" ".join(line.split()) for line in _text(REPS, width=140).splitlines()]
    assert "1 1.9-5.1 s 0.35 1.1 0.6 1.5 ✓ full" in lines
    assert any(
        line.startswith("2 5.5-9.1 s 0.20") and "Keep your knee straight (24°, at most" in line
        for line in lines
    )
    assert "3 9.5-12.1 s - 1.1 0.6 1.5 ? uncertain not seen well enough: other-foot-up" in lines
    assert "1 full · 1 partial · 1 uncertain" in lines


def test_what_was_not_seen_is_said_once() -> None:
    full = replace(REPS.reps[0], findings=(UNSEEN,))
    text = _text(replace(REPS, reps=(full, replace(full, number=2))), width=140)
    assert text.count("other-foot-up") == 1


def test_an_uncertain_repetition_says_why() -> None:
    doubt = Finding(
        "full-height",
        "unknown",
        9.5,
        12.1,
        None,
        "",
        (None, None),
        "Nothing higher to compare it with",
    )
    assert "? uncertain  Nothing higher" in _text(
        replace(REPS, reps=(replace(REPS.reps[2], findings=(doubt,)),)), width=140
    )


def test_hold_says_why_the_timer_paused() -> None:
    text = _text(HOLDS, width=140)
    assert "6.0-7.5 s: Keep your knee straight (24°, at most 20°)" in text
    assert "9.5 s in good form" in text


def test_view_limits_and_safety_are_said() -> None:
    text = " ".join(_text(REPS).split())
    assert "View usable: step back until your feet are in the picture" in text
    assert "This view cannot judge: feet pointing straight ahead" in text
    assert "not medical advice" in text
    assert "Only the first" not in text
    assert "Only the first 21.4 s" in _text(REPS, replace(SOURCE, complete=False))


@pytest.mark.parametrize("report", [REPS, HOLDS])
def test_empty_report_says_so(report: Report) -> None:
    empty = replace(report, reps=(), holds=(), findings=(), counts=Counts())
    text = _text(empty)
    assert "was seen" in text or "were seen" in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_fits_the_terminal(width: int) -> None:
    assert max(map(len, _text(REPS, width=width).splitlines())) <= width


def test_names_the_one_thing_to_work_on() -> None:
    todo = Results(work_on=WorkOn("knee-straight", "Keep your knee straight"))
    assert "Work on: Keep your knee straight" in _text(replace(REPS, summary=todo))
    assert "Work on" not in _text(replace(REPS, summary=Results()))


def test_fault_names_value_and_limit() -> None:
    assert fault(FAST) == "Lower more slowly (0.7 s, at least 2.0 s)"
    assert fault(replace(BENT, worst=None)) == "Keep your knee straight"
    assert fault(replace(BENT, worst=0.14, unit="ratio", limits=(None, 0.08))).endswith(
        "(0.14, at most 0.08)"
    )
