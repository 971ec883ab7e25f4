"""The page of a session: everything in it, nothing from elsewhere, nothing that is not meant."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.page.moments import best_and_worst, worst_beside_best
from formcheck.page.page import Page, page_of
from formcheck.run import analyze
from formcheck.words import use
from tests.page.made import DATA, made_of


@pytest.fixture(scope="module")
def page() -> Page:
    """Raises on one leg, some of them partial."""
    return made_of("single-leg-calf-raise")


def test_analyze_writes_the_page_with_a_row_and_a_curve_for_every_repetition(
    tmp_path: Path,
) -> None:
    trace = DATA / "single-leg-calf-raise.npz"
    made = analyze(trace, "single-leg-calf-raise", out=tmp_path / "out")
    text = (tmp_path / "out" / "report.html").read_text()
    rows = re.findall(r'<tr class="(\w+)" data-start="([\d.]+)"', text)
    assert rows == [(rep.verdict, str(rep.start_s)) for rep in made.report.reps]
    assert len(rows) > 1
    assert text.count('<td class="piece"><svg') == len(rows)
    assert "<video" not in text  # a trace has no pictures
    assert not re.search(r"[^a-z]nan[^a-z]", text)


def test_style_and_script_are_named_and_nothing_else_may_load(page: Page) -> None:
    text = page_of(page)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]
    assert not re.findall(r'(?:src|href|action)="(?!data:)', text)
    assert not re.findall(r'\s(?:on\w+|style)="', text)


def test_texts_of_files_are_escaped(page: Page) -> None:
    evil = replace(page.source, name='<img src=x onerror="alert(1)">.mp4')
    text = page_of(replace(page, source=evil))
    assert "<img" not in text
    assert "&lt;img src=x" in text


def test_the_page_says_what_was_wrong_and_what_was_not_judged(page: Page) -> None:
    text = page_of(page)
    told = [finding for finding in page.report.findings if finding.level != "unknown"]
    assert told
    for finding in told:
        assert f'data-at="{finding.start_s}"' in text
    for what in page.report.not_observable:
        assert what in text
    assert "Pain: up to 2 of 10" in text


@pytest.mark.parametrize(("code", "word"), [("en", "Curves"), ("de", "Kurven"), ("nl", "Curven")])
def test_the_page_speaks_the_language_in_use(page: Page, code: str, word: str) -> None:
    use(code)
    try:
        text = page_of(page)
    finally:
        use("en")
    assert f'<html lang="{code}">' in text
    assert f"<h2>{word}</h2>" in text


def test_pictures_and_video_are_in_the_page_when_asked(page: Page) -> None:
    moments = best_and_worst(page.report)
    assert [moment.kind for moment in moments] == ["best", "worst"]
    stills = [(moment, b"\xff\xd8picture") for moment in moments]
    text = page_of(replace(page, stills=stills, embedded=b"video"))
    assert text.count('src="data:image/jpeg;base64,') == 2
    assert text.count('src="data:video/mp4;base64,') == 1


def test_a_curve_that_is_not_known_has_a_gap(page: Page) -> None:
    curve = page.curves[0]
    values = curve.values.copy()
    values[50:80] = float("nan")
    gap = page_of(replace(page, curves=[replace(curve, values=values)]))
    whole = page_of(replace(page, curves=[curve]))
    main = r'class="curve" d="(M[^"]+)"/>\n<line class="cursor"'
    paths = [re.search(main, text) for text in (whole, gap)]
    assert [path[1].count("M") for path in paths if path] == [1, 2]


@pytest.mark.parametrize("exercise", ["single-leg-calf-raise", "soleus-wall-stretch"])
def test_the_worst_moment_is_inside_of_its_fault_and_the_best_outside_of_all(exercise: str) -> None:
    report = made_of(exercise).report
    for moment in best_and_worst(report):
        wrong = [
            finding.message
            for finding in report.findings
            if finding.level in ("bad", "warn") and finding.start_s < moment.time_s < finding.end_s
        ]
        assert (moment.text in wrong) == (moment.kind == "worst")


def test_the_worst_moment_stands_before_the_best_and_shows_what_to_work_on() -> None:
    report = made_of("single-leg-calf-raise").report
    assert report.summary.work_on is not None
    worst, best = worst_beside_best(report)
    assert (worst.kind, best.kind) == ("worst", "best")
    assert (worst.check, worst.text) == (
        report.summary.work_on.check,
        report.summary.work_on.message,
    )
    # a repetition that is too low shows so where it is highest
    assert worst.time_s in [rep.peak_s for rep in report.reps]


def test_where_nothing_was_wrong_there_is_nothing_to_show() -> None:
    report = replace(made_of("single-leg-calf-raise").report, findings=())
    assert worst_beside_best(report) == ()
