"""The command line: results go to standard output, everything else to standard error.

Exit codes: 0 done, 1 something is wrong with the input or the machine, 2 wrong usage, 130 stopped
by Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from formcheck.cli import (
    analysis,
    batch,
    compare,
    curve,
    exercises,
    export,
    history,
    live,
    machine,
    plan,
    today,
    trial,
)
from formcheck.cli import progress as progress_page
from formcheck.cli.console import complain, put, wrong_usage
from formcheck.cli.terminal import take_streams
from formcheck.errors import FormcheckError
from formcheck.words import Phrase, languages, system_language, use

__all__ = ["app", "main"]


def _group(about: str | None = None) -> typer.Typer:
    # Rich help pages and tracebacks would triple the time that --help takes.
    return typer.Typer(
        help=about, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False
    )


app = _group()
app.command()(analysis.analyze)
app.command()(analysis.count)
app.command()(analysis.record)
app.command()(batch.batch)
app.command()(curve.curve)
app.command()(live.live)
app.command()(export.export)
app.command()(compare.compare)
app.command()(compare.correct)
app.command()(today.today)
app.command()(today.morning)
app.command()(progress_page.progress)
app.command("list")(exercises.list_exercises)
app.command()(exercises.show)
app.command()(exercises.validate)
app.command()(exercises.schema)
app.command()(exercises.signals)
app.command()(machine.doctor)
models = _group("Pose models: which there are, and fetching more.")
models.command("list")(machine.list_models)
models.command("fetch")(machine.fetch)
app.add_typer(models, name="models")
tests = _group("Tests of the field: the heel rise, and the lunge at a wall.")
tests.command("heel-rise")(trial.heel_rise)
tests.command()(trial.lunge)
app.add_typer(tests, name="test")
plans = _group("A plan for weeks: the load follows pain.")
plans.command()(plan.new)
plans.command()(plan.show)
plans.command()(plan.rise)
plans.command()(plan.agreed)
plans.command()(plan.end)
plans.command("list")(plan.list_programmes)
plans.command()(plan.schema)
app.add_typer(plans, name="plan")
histories = _group("What was done and felt, kept on this machine only.")
histories.command("list")(history.list_sessions)
histories.command()(history.show)
histories.command()(history.export)
histories.command()(history.delete)
histories.command()(history.path)
app.add_typer(histories, name="history")


def _print_version(wanted: bool) -> None:
    if wanted:
        put(f"formcheck {version('formcheck')}")
        raise typer.Exit


def _speak(language: str | None) -> None:
    if language is None:
        return
    if language not in languages():
        raise wrong_usage(Phrase("run.language", known=", ".join(languages())))
    use(language)


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
    _lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="de|en|nl",
            callback=_speak,
            is_eager=True,
            help="Language of table, picture and voice; the system's if not given.",
        ),
    ] = None,
) -> None:
    """Checks the form of Achilles-tendon stretches and exercises on video.

    Nothing leaves this machine.
    """


def main() -> None:
    """Runs the command line and exits.

    A FormcheckError becomes one line, a bug keeps its traceback.
    """
    take_streams()
    use(system_language(os.environ))
    try:
        app(prog_name="formcheck")
    except FormcheckError as error:
        complain(error)
        sys.exit(1)
