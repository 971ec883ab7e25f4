"""Plans are asked, shown and followed in the language in use; what is kept stays English."""

from __future__ import annotations

import json
from pathlib import Path

from formcheck.cli import kept
from formcheck.history.history import open_history
from formcheck.plan.signs import STOP_SIGNS
from tests.cli.machine import Machine
from tests.history.kept import a_set

DUTCH = [*["nee"] * 10, "2", "silbernagel", "links", "midden", "n", "nee", "1", "175,5"]
GERMAN = [*["nein"] * 10, "2", "silbernagel", "rechts", "mitte", "n", "nein", "1", ""]


def rows(query: str) -> list[tuple[object, ...]]:
    with open_history() as history:
        return [tuple(row) for row in history.database.rows(query)]


def test_a_plan_is_made_and_shown_in_dutch(machine: Machine) -> None:
    made = machine("--lang", "nl", "plan", "new", answers=DUTCH)
    assert made.code == 0
    assert "een fluorchinolon-antibioticum (ciprofloxacine, levofloxacine)" in made.out
    assert "Welke kant doet pijn: links, rechts of beide?" in made.out
    shown = machine("--lang", "nl", "plan", "show").out
    assert "Fase 1, week 1-2  <- nu" in shown
    assert "1 x per dag, 7 dagen per week, 2 weken" in shown
    today = machine("--lang", "nl", "today").out
    assert "1. Kuitheffen op twee benen: 3 x 10, beide benen tegelijk, 60 s rust" in today
    (person,) = rows("SELECT person FROM plans")[0]
    assert json.loads(str(person))["sore"] == "left"
    assert json.loads(str(person))["height_cm"] == 175.5


def test_english_answers_are_none_in_german_and_say_so(machine: Machine) -> None:
    done = machine("--lang", "de", "plan", "new", answers=["yes", *GERMAN])
    assert done.code == 0
    assert done.out.count("'yes' ist hier keine Antwort: gib bitte ja oder nein an.") == 1


def stopped(sign: int) -> None:
    """A session of the plan that this stop sign has ended."""
    with open_history() as history:
        session = history.begin("today", kept.today_number(), 0.0, 1)
        history.end(session, stop_sign=list(STOP_SIGNS)[sign])


def test_a_stop_sign_is_kept_in_english_and_told_in_german(machine: Machine) -> None:
    machine("--lang", "de", "plan", "new", answers=GERMAN)
    stopped(0)
    assert rows("SELECT stop_sign FROM sessions") == [
        ("a pop or snap, or a kick felt in the calf",)
    ]
    assert "Stoppzeichen: ein Knall" in machine("--lang", "de", "history", "list").out
    told = machine("--lang", "nl", "today").out
    assert "een stopteken opgegeven: een knap, of het gevoel van een trap" in told
    machine("--lang", "de", "plan", "agreed")
    (why,) = rows("SELECT why FROM changes")[0]
    assert str(why).startswith("a stop sign was told: a pop or snap")


def test_what_is_exported_is_the_same_in_every_language(machine: Machine, tmp_path: Path) -> None:
    machine("--lang", "de", "plan", "new", answers=GERMAN)
    stopped(3)
    for code in ("en", "de", "nl"):
        assert machine("--lang", code, "history", "export", tmp_path / f"{code}.json").code == 0
    english = (tmp_path / "en.json").read_bytes()
    assert b"a hot, red, swollen, tender calf" in english
    assert {(tmp_path / f"{code}.json").read_bytes() for code in ("de", "nl")} == {english}


def test_the_page_of_progress_says_which_language_it_is_in(
    machine: Machine, tmp_path: Path
) -> None:
    machine("--lang", "nl", "plan", "new", answers=DUTCH)
    with open_history() as history:
        session = history.begin("today", kept.today_number(), kept.now_s(), 1)
        history.add_set(session, a_set())
    machine("today", "--done", "--pain", "7")
    machine.sleep(1)
    out = tmp_path / "page.html"
    machine("--lang", "nl", "progress", "--no-open", "--out", out)
    text = out.read_text("utf-8")
    assert '<html lang="nl">' in text
    assert "<h1>Voortgang: Silbernagels programma</h1>" in text
    assert "pijn van 7 in de laatste sessie is meer dan 5: de volgende is lichter" in text
    assert "Kuitheffen op twee benen: hoogste hielheffing van een serie, voetlengtes" in text
    assert ">0,36</text>" in text
    assert "Het is geen onderzoek en geen diagnose" in text


def test_errors_of_plans_are_translated(machine: Machine) -> None:
    assert machine("--lang", "nl", "today").err == (
        "formcheck: er is nog geen plan: `formcheck plan new` maakt er een\n"
    )
    unknown = machine("--lang", "de", "plan", "show", "alfredsen").err
    assert "meintest du 'alfredson'?" in unknown
