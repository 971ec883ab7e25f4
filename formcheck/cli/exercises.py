"""list, show, validate, schema: the commands about exercise specs."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from collections.abc import Iterable
from itertools import count, repeat
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.console import page, put, say

if TYPE_CHECKING:
    from rich.console import RenderableType

    from formcheck.engine.spec.exercise import Dosage, ExerciseSpec
    from formcheck.engine.spec.tempo import Tempo

__all__ = ["list_exercises", "schema", "show", "validate"]


def list_exercises() -> None:
    """List the exercises."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from formcheck.library import exercise_ids, load_exercise
    from formcheck.reports.words import ADVICE

    table = Table("id", "kind", "what it is", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for spec in sorted(map(load_exercise, exercise_ids()), key=lambda spec: spec.number):
        table.add_row(spec.id, spec.kind, spec.summary)
    page(Group(table, Text("\n" + "\n".join(ADVICE), "dim")))


def show(
    exercise: Annotated[str, typer.Argument(metavar="EXERCISE", help="Id, or a spec file.")],
) -> None:
    """Explain an exercise: how it is done, what is checked, when to stop."""
    from formcheck.library import load_exercise

    page(_exercise_page(load_exercise(exercise)))


def validate(
    specs: Annotated[
        list[str] | None,
        typer.Argument(metavar="SPEC...", help="Spec files; all that are shipped if none."),
    ] = None,
) -> None:
    """Check exercise specs and report every mistake at once."""
    from formcheck.errors import SpecError
    from formcheck.library import exercise_ids, load_exercise

    chosen = specs or exercise_ids()
    broken = 0
    for name in chosen:
        try:
            load_exercise(name)
        except SpecError as error:
            broken += 1
            put(str(error))
    if broken:
        say(f"{broken} of {len(chosen)} specs are broken")
        raise typer.Exit(1)
    put(f"{len(chosen)} specs are valid")


def schema(
    *,
    report: Annotated[bool, typer.Option("--report", help="Of report.json instead.")] = False,
) -> None:
    """Print the JSON Schema of exercise specs, for editors, or of reports."""
    import json

    from formcheck.engine.spec.schema import json_schema
    from formcheck.reports.schema.report import report_schema

    put(json.dumps(report_schema() if report else json_schema(), indent=2))


def _exercise_page(spec: ExerciseSpec) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    from formcheck.reports.words import ADVICE, NOT_MEDICAL, PAIN_RULE

    bullet = repeat("•")
    numbers = (f"{number}." for number in count(1))
    sections = (
        ("How to do it", numbers, spec.steps),
        ("How much", ("",), (_dose(spec.dosage),)),
        ("How fast", ("",), (_tempo(spec.reps.tempo),) if spec.reps is not None else ()),
        ("Camera", ("",), (spec.camera,)),
        ("What is checked", bullet, [f"{check.message}: {check.how}" for check in spec.checks]),
        (
            "With --view front",
            bullet,
            [f"{check.message}: {check.how}" for check in spec.front_checks],
        ),
        ("Pain at the heel bone", ("",), (spec.insertional_note,) if spec.insertional_note else ()),
        ("What the camera cannot see", bullet, spec.not_observable),
        ("Stop when", bullet, spec.stop),
        ("If it is too hard", ("",), (f"{spec.easier}: the easier way",) if spec.easier else ()),
        ("In general", bullet, ADVICE),
        (
            "Sources",
            [source.key for source in spec.sources],
            [source.text for source in spec.sources],
        ),
    )
    head = Text.assemble((spec.name, "bold"), f"\n{spec.summary} {spec.purpose}")
    body = (
        _section(title, zip(marks, lines, strict=False))
        for title, marks, lines in sections
        if lines
    )
    return Group(head, *body, Text(f"\n{PAIN_RULE}\n{NOT_MEDICAL}", "dim"))


def _section(title: str, rows: Iterable[tuple[str, str]]) -> RenderableType:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
    for mark, line in rows:
        table.add_row(mark, line)
    return Group(Text(f"\n{title}", "bold"), table)


def _dose(dose: Dosage) -> str:
    legs = "one leg first, then the other" if dose.sides == "one-first" else "legs in turn"
    order = f"; {legs}" if dose.per_side else ""
    return f"{dose.text} ({dose.source}); {dose.rest_s:.0f} s of rest{order}. A usual dose, not a prescription."


def _tempo(tempo: Tempo) -> str:
    return ", ".join(f"{beat.word} {beat.s:g} s" for beat in tempo.beats)
