"""Corrections by hand, and two results side by side: files in folders."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from formcheck.beside import write_comparison
from formcheck.compare import compare, sums_by_hand
from formcheck.errors import ResultError
from formcheck.reports.compared import compared_lines, corrected_lines
from formcheck.reports.schema.corrections import (
    CorrectedHold,
    CorrectedRep,
    CorrectionsDocument,
)
from formcheck.results import CORRECTIONS, bring_back, correct, corrections_of, read_report
from formcheck.run import analyze

CLIPS = Path(__file__).parent / "data" / "clips"
RAISE = "single-leg-calf-raise"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Results of a left leg (5 full of 5), a right one (3 full of 6) and a stretch."""
    folder = tmp_path_factory.mktemp("results")
    clips = {
        "left": ("sl-r2-bare", RAISE),
        "right": ("sl-sporty-right", RAISE),
        "stretch": ("so-r2", "soleus-wall-stretch"),
    }
    for name, (clip, exercise) in clips.items():
        analyze(CLIPS / f"{clip}.npz", exercise, out=folder / name, video=False)
    return {name: folder / name for name in clips}


@pytest.fixture
def left(made: dict[str, Path], tmp_path: Path) -> Path:
    """A copy of the left leg's report, to be corrected."""
    report = tmp_path / "report.json"
    report.write_bytes((made["left"] / "report.json").read_bytes())
    return tmp_path


def test_a_correction_lies_beside_the_report_which_stays(left: Path) -> None:
    before = (left / "report.json").read_bytes()
    correct(left, CorrectedRep(rep=2, counted=False, note="hands pulled"))
    correct(left, CorrectedRep(rep=4, side="right"))
    assert (left / "report.json").read_bytes() == before
    document = CorrectionsDocument.model_validate_json((left / CORRECTIONS).read_text())
    assert document.reps == corrections_of(left)
    assert [(c.rep, c.counted, c.side, c.note) for c in document.reps] == [
        (2, False, None, "hands pulled"),
        (4, None, "right", None),
    ]
    assert sums_by_hand(left) == ("reps", {"left": (5, 3), "right": (0, 1)})


def test_what_was_said_before_stays_until_it_is_taken_back(left: Path) -> None:
    correct(left, CorrectedRep(rep=2, counted=False))
    (found,) = correct(left, CorrectedRep(rep=2, note="see the video"))
    assert (found.counted, found.note) == (False, "see the video")
    assert correct(left, CorrectedRep(rep=2), undo=True) == ()
    assert sums_by_hand(left) == ("reps", {"left": (5, 5)})


def test_a_repetition_that_is_not_there_cannot_be_corrected(left: Path) -> None:
    with pytest.raises(ResultError, match="no repetition 6: the report has 5"):
        correct(left, CorrectedRep(rep=6, counted=True))
    assert not (left / CORRECTIONS).exists()


def test_corrections_of_another_report_are_not_taken_for_this_one(left: Path) -> None:
    correct(left, CorrectedRep(rep=2, counted=False))
    text = (left / "report.json").read_text()
    (left / "report.json").write_text(text.replace("sl-r2-bare", "another clip"))
    for ask in (corrections_of, sums_by_hand):
        with pytest.raises(ResultError, match="made for another report"):
            ask(left)


@pytest.fixture
def stretch(made: dict[str, Path], tmp_path: Path) -> Path:
    """A copy of the results of the stretch, with a pause of two seconds in its first hold."""
    folder = tmp_path / "stretch"
    shutil.copytree(made["stretch"], folder)
    report = json.loads((folder / "report.json").read_text())
    report["holds"][0] |= {"held_s": 10.0, "paused_s": 2.0}
    (folder / "report.json").write_text(json.dumps(report))
    return folder


def test_of_a_hold_all_seconds_count_or_none(stretch: Path) -> None:
    side = read_report(stretch).holds[0].side
    judged_s = sum(hold.held_s for hold in read_report(stretch).holds)
    for counted, by_hand_s in ((True, judged_s + 2), (False, judged_s - 10)):
        (found,) = correct(stretch, CorrectedHold(hold=1, counted=counted, note="slipped"))
        assert sums_by_hand(stretch) == ("hold", {side: (judged_s, by_hand_s)})
        (line,) = corrected_lines([found])
        assert line == f"1: {'all of it counted' if counted else 'not counted'}, “slipped”"
    before, now = compare(stretch, stretch)[0].by_hand or (0, 0)
    assert before == now == judged_s - 10
    assert compare(stretch, stretch)[0].change.now != judged_s - 10
    document = json.loads((stretch / CORRECTIONS).read_text())
    assert document["reps"] == []
    assert document["holds"] == [{"hold": 1, "counted": False, "side": None, "note": "slipped"}]
    other = "left" if side == "right" else "right"
    correct(stretch, CorrectedHold(hold=1, side=other, counted=True))
    assert sums_by_hand(stretch)[1][other] == (0, 12)
    with pytest.raises(ResultError, match="no hold 99"):
        correct(stretch, CorrectedHold(hold=99, counted=True))
    with pytest.raises(ResultError, match="no repetition 1: the report has 0"):
        correct(stretch, CorrectedRep(rep=1, counted=True))
    assert correct(stretch, CorrectedHold(hold=1), undo=True) == ()


def test_corrections_from_before_holds_could_be_corrected_are_read(left: Path) -> None:
    correct(left, CorrectedRep(rep=2, counted=False))
    document = json.loads((left / CORRECTIONS).read_text())
    del document["holds"]
    (left / CORRECTIONS).write_text(json.dumps(document))
    assert [each.number for each in corrections_of(left)] == [2]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"schema": 2}', "no json", "[" * 10_000])
@pytest.mark.parametrize("name", ["report.json", CORRECTIONS])
def test_a_broken_file_is_one_line(left: Path, name: str, text: str) -> None:
    (left / name).write_text(text)
    with pytest.raises(ResultError) as told:
        correct(left, CorrectedRep(rep=1, counted=True))
    assert name in told.value.message
    assert "\n" not in told.value.message


def test_before_and_now_of_one_leg_have_no_known_smallest_change(made: dict[str, Path]) -> None:
    rows = compare(made["left"], made["left"] / "report.json")
    assert {(row.kind, row.side) for row in rows} == {("change", "left")}
    assert all(row.change.smallest == () and row.change.difference == 0 for row in rows)
    lines = list(compared_lines(rows))
    assert "  full repetitions: 5, now 5 (0)" in lines
    assert "    smallest real change: not known" in lines


@pytest.mark.parametrize("order", [("left", "right"), ("right", "left")])
def test_one_result_of_each_leg_is_left_beside_right(
    made: dict[str, Path], order: tuple[str, str]
) -> None:
    rows = compare(made[order[0]], made[order[1]])
    assert {row.kind for row in rows} == {"sides"}
    full = rows[0]
    assert (full.name, full.change.before, full.change.now) == ("full", 5, 3)
    assert not any("real change" in line for line in compared_lines(rows))


def test_corrected_counts_stand_beside_the_judged_ones(made: dict[str, Path], left: Path) -> None:
    correct(left, CorrectedRep(rep=1, counted=False))
    full = compare(left, made["right"])[0]
    assert (full.change.before, full.change.now, full.by_hand) == (5, 3, (4, 3))
    assert "    corrected by hand: 4 and 3" in compared_lines([full])


def test_what_has_nothing_in_common_is_not_compared(made: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(ResultError, match="cannot be compared"):
        compare(made["left"], made["stretch"])
    with pytest.raises(ResultError, match="there is no file"):
        compare(made["left"], tmp_path / "nothing")


def changed(session: Path, place: Path, **values: object) -> Path:
    """A copy of a report in which something is different."""
    document = json.loads((session / "report.json").read_text())
    place.mkdir()
    for name, value in values.items():
        document[name] = document[name] | value if isinstance(value, dict) else value
    (place / "report.json").write_text(json.dumps(document))
    return place


def test_holds_are_compared_by_their_seconds_and_the_longest(stretch: Path, tmp_path: Path) -> None:
    holds = json.loads((stretch / "report.json").read_text())["holds"]
    longer = changed(stretch, tmp_path / "longer", holds=[holds[0] | {"held_s": 31.5}, *holds[1:]])
    good, longest = compare(stretch, longer)
    assert (good.name, good.remark) == ("held_s", None)
    assert (longest.name, longest.change.before, longest.change.now) == ("longest_s", 10, 31.5)
    assert "  longest hold: 10.0 s, now 31.5 s (+21.5 s)" in compared_lines([longest])


def test_what_was_judged_by_other_rules_is_said_to_be(left: Path, tmp_path: Path) -> None:
    other = changed(left, tmp_path / "other", provenance={"spec_sha256": "0" * 64})
    lines = list(compared_lines(compare(left, other)))
    assert lines[-1].startswith("The two were judged by different rules")
    assert sum("different rules" in line for line in lines) == 1


def test_where_nothing_was_counted_it_is_named(left: Path, tmp_path: Path) -> None:
    none = changed(left, tmp_path / "none", reps=[], summary={"sides": {}, "outcomes": {}})
    for pair in ((left, none), (none, left)):
        with pytest.raises(ResultError, match="none nothing was counted"):
            compare(*pair)


def test_a_test_beside_nothing_is_not_called_a_report(left: Path, tmp_path: Path) -> None:
    test, nothing = tmp_path / "test", tmp_path / "nothing"
    for folder in (test, nothing):
        folder.mkdir()
    (test / "test.json").write_text('{"schema": 1, "test": "lunge", "legs": {}}')
    with pytest.raises(ResultError, match="one is a test and the other a report"):
        compare(test, left)
    with pytest.raises(ResultError, match="there is no file"):
        compare(nothing, test)


def saved(folder: Path, session: Path, *reps: dict[str, object], **more: object) -> Path:
    """A file as the page saves it."""
    sha = hashlib.sha256((session / "report.json").read_bytes()).hexdigest()
    place = folder / "saved.json"
    place.write_text(json.dumps({"schema": 1, "report_sha256": sha, "reps": reps, **more}))
    return place


def test_what_the_page_saves_takes_the_place_of_what_was_said_before(left: Path) -> None:
    correct(left, CorrectedRep(rep=1, counted=False))
    bring_back(left, saved(left, left, {"rep": 3, "counted": False}))
    assert [(each.rep, each.counted) for each in corrections_of(left)] == [(3, False)]


@pytest.mark.parametrize(
    ("reps", "words"),
    [
        ([{"rep": 99}], "no repetition 99"),
        ([{"rep": 1}, {"rep": 1}], "names repetition 1 twice"),
        ([{"rep": 1, "counted": "maybe"}], "cannot be read|unreadable|no result"),
    ],
)
def test_a_file_that_fits_no_report_changes_nothing(
    left: Path, reps: list[dict[str, object]], words: str
) -> None:
    correct(left, CorrectedRep(rep=1, counted=False))
    with pytest.raises(ResultError, match=words):
        bring_back(left, saved(left, left, *reps))
    assert [each.rep for each in corrections_of(left)] == [1]


def test_holds_come_back_from_the_page_too(stretch: Path, tmp_path: Path) -> None:
    hold = {"hold": 1, "counted": True}
    bring_back(stretch, saved(tmp_path, stretch, holds=[hold]))
    assert [(each.number, each.counted) for each in corrections_of(stretch)] == [(1, True)]
    with pytest.raises(ResultError, match="names hold 1 twice"):
        bring_back(stretch, saved(tmp_path, stretch, holds=[hold, hold]))


def test_a_file_of_another_report_is_refused(left: Path, made: dict[str, Path]) -> None:
    with pytest.raises(ResultError, match="another report"):
        bring_back(left, saved(left, made["right"], {"rep": 1, "counted": False}))


def test_the_page_beside_the_report_carries_corrections(left: Path, made: dict[str, Path]) -> None:
    page = left / "report.html"
    before = (made["left"] / "report.html").read_text()
    page.write_text(before)
    correct(left, CorrectedRep(rep=2, note="</script><script>alert(1)</script>"))
    after = page.read_text()
    assert after.count("<script") == before.count("<script")
    assert "\\u003c/script>" in after
    correct(left, CorrectedRep(rep=2), undo=True)
    assert page.read_text() == before


def test_before_and_after_stand_side_by_side_on_a_page(left: Path, made: dict[str, Path]) -> None:
    (left / "frames.csv").write_bytes((made["left"] / "frames.csv").read_bytes())
    correct(left, CorrectedRep(rep=1, counted=False))
    rows = write_comparison(made["left"], left, left / "page.html")
    page = (left / "page.html").read_text()
    assert {row.kind for row in rows} == {"change"}
    assert page.count("smallest real change: not known") == len(rows)
    assert "corrected by hand: 5 and 4" in page
    assert page.count('<path class="curve"') == 2
    assert page.count('<rect class="span full"') == 10


def test_the_left_leg_stands_left_and_no_number_of_a_retest_beside(
    made: dict[str, Path], tmp_path: Path
) -> None:
    pages = [tmp_path / "a.html", tmp_path / "b.html"]
    write_comparison(made["left"], made["right"], pages[0])
    write_comparison(made["right"], made["left"], pages[1])
    texts = [page.read_text() for page in pages]
    assert texts[0] == texts[1]
    assert texts[0].index("sl-r2-bare") < texts[0].index("sl-sporty-right")
    assert "smallest real change:" not in texts[0]
    assert "no smallest real change is used" in texts[0]


def test_names_of_files_are_escaped_on_the_page(left: Path, tmp_path: Path) -> None:
    report = json.loads((left / "report.json").read_text())
    report["source"]["name"] = "<img src=x>.mp4"
    (left / "report.json").write_text(json.dumps(report))
    write_comparison(left, left, tmp_path / "page.html")
    assert "<img" not in (tmp_path / "page.html").read_text()


def test_a_table_that_is_none_is_one_line(left: Path, tmp_path: Path) -> None:
    (left / "frames.csv").write_text("time_s,left_heel_height_ratio\nnow,high\n")
    with pytest.raises(ResultError, match=r"frames\.csv"):
        write_comparison(left, left, tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()
