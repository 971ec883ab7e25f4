"""A page with curves, made from a trace."""

from pathlib import Path

from formcheck.engine.session import Session
from formcheck.library import load_exercise
from formcheck.media.recorded import opened
from formcheck.page.curves import CurveRecorder, turns_of
from formcheck.page.page import Page
from formcheck.reports.document import Source
from formcheck.run import run

DATA = Path(__file__).parents[1] / "data"


def made_of(exercise: str) -> Page:
    spec = load_exercise(exercise)
    curves = CurveRecorder(spec)
    with opened(DATA / f"{exercise}.npz") as recorded:
        report = run(recorded, Session(spec), (curves,))
    source = Source(f"{exercise}.npz", (640, 480))
    return Page(report, spec.name, source, {"formcheck": "0.1.0"}, curves.curves(turns_of(report)))
