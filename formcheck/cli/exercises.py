"""list, show, validate, schema, signals: the commands about exercise specs."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count, repeat
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.console import page, put, say, wrong_usage
from formcheck.words import Phrase, number, said, translated

if TYPE_CHECKING:
    from rich.console import RenderableType

    from formcheck.engine.spec.exercise import Check, Dosage, ExerciseSpec
    from formcheck.engine.spec.signals import Signal
    from formcheck.engine.spec.tempo import Tempo

__all__ = ["list_exercises", "schema", "show", "signals", "validate"]


def list_exercises() -> None:
    """List the exercises."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from formcheck.library import exercise_ids, load_exercise
    from formcheck.reports.words import ADVICE

    head = [said(f"list.{column}") for column in ("id", "kind", "summary")]
    table = Table(*head, box=None, padding=(0, 2, 0, 0), header_style="dim")
    for spec in sorted(map(load_exercise, exercise_ids()), key=lambda spec: spec.number):
        table.add_row(spec.id, said(f"list.{spec.kind}"), translated(spec.summary))
    page(Group(table, Text("\n" + "\n".join(map(translated, ADVICE)), "dim")))


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
    from formcheck.programmes import is_programme, load_programme, programme_ids

    chosen = specs or (*exercise_ids(), *programme_ids())
    broken = 0
    for name in chosen:
        try:
            load_programme(name) if is_programme(name) else load_exercise(name)
        except SpecError as error:
            broken += 1
            put("\n".join(map(translated, (error.message, *error.problems))))
    if broken:
        say(Phrase("validate.broken", broken=broken, n=len(chosen)))
        raise typer.Exit(1)
    put(Phrase("validate.valid", n=len(chosen)))


def schema(
    *,
    report: Annotated[bool, typer.Option("--report", help="Of report.json instead.")] = False,
    test: Annotated[bool, typer.Option("--test", help="Of test.json instead.")] = False,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Of corrections.json instead.")
    ] = False,
) -> None:
    """Print the JSON Schema of exercise specs, for editors, or of what formcheck writes."""
    import json

    from formcheck.engine.spec.schema import json_schema
    from formcheck.reports.schema.corrections import CorrectionsDocument
    from formcheck.reports.schema.part import json_schema_of
    from formcheck.reports.schema.report import ReportDocument
    from formcheck.reports.schema.trial import TrialDocument

    wanted = {ReportDocument: report, TrialDocument: test, CorrectionsDocument: corrections}
    shapes = [shape for shape, is_wanted in wanted.items() if is_wanted]
    if len(shapes) > 1:
        raise wrong_usage(Phrase("schema.one"))
    put(json.dumps(json_schema_of(shapes[0]) if shapes else json_schema(), indent=2))


def signals(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the page docs/signals.md instead.")
    ] = False,
) -> None:
    """List the signals that a spec may name: unit, zero, sign and the view that each needs."""
    from formcheck.reports import signals as listed

    if markdown:
        put(listed.markdown().rstrip())
        return
    from rich.console import Group

    page(Group(*(_signal_table(title, of) for title, of in listed.TABLES.items())))


def _signal_table(title: str, of: Mapping[str, Signal]) -> RenderableType:
    from rich.table import Table

    from formcheck.reports.signals import HEAD, row

    table = Table(title, *HEAD[1:], box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.columns[0].no_wrap = True
    for signal in of.values():
        table.add_row(*row(signal))
    return table


def _exercise_page(spec: ExerciseSpec) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    from formcheck.reports.words import ADVICE, NOT_MEDICAL, PAIN_RULE

    bullet = repeat("•")
    numbers = (f"{number}." for number in count(1))
    sections = (
        ("steps", numbers, spec.steps),
        ("dose", ("",), (_dose(spec.dosage),)),
        ("tempo", ("",), (_tempo(spec.reps.tempo),) if spec.reps is not None else ()),
        ("camera", ("",), (spec.camera,)),
        ("checks", bullet, [*map(_check, spec.checks)]),
        ("front", bullet, [*map(_check, spec.front_checks)]),
        ("insertional", ("",), (spec.insertional_note,) if spec.insertional_note else ()),
        ("unseen", bullet, spec.not_observable),
        ("stop", bullet, spec.stop),
        ("easier", ("",), _easier(spec)),
        ("advice", bullet, ADVICE),
        ("sources", [each.key for each in spec.sources], [each.text for each in spec.sources]),
    )
    about = f"\n{translated(spec.summary)} {translated(spec.purpose)}"
    head = Text.assemble((translated(spec.name), "bold"), about)
    body = (
        _section(said(f"show.{title}"), zip(marks, lines, strict=False))
        for title, marks, lines in sections
        if lines
    )
    foot = Text(f"\n{translated(PAIN_RULE)}\n{translated(NOT_MEDICAL)}", "dim")
    return Group(head, *body, foot)


def _check(check: Check) -> Phrase:
    return Phrase("show.check", message=check.message, how=check.how)


def _easier(spec: ExerciseSpec) -> tuple[Phrase, ...]:
    return (Phrase("show.easier-way", exercise=spec.easier),) if spec.easier else ()


def _section(title: str, rows: Iterable[tuple[str, str]]) -> RenderableType:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
    for mark, line in rows:
        table.add_row(mark, translated(line))
    return Group(Text(f"\n{title}", "bold"), table)


def _dose(dose: Dosage) -> Phrase:
    key = f"show.dose-is.{dose.sides}" if dose.per_side else "show.dose-is"
    return Phrase(key, text=dose.text, source=dose.source, rest=dose.rest_s)


def _tempo(tempo: Tempo) -> str:
    return ", ".join(f"{translated(beat.word)} {number(beat.s, 0)} s" for beat in tempo.beats)
