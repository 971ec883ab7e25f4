"""`page_of`: everything that remains of a session in one HTML file that opens anywhere.

It asks nothing of any network: style and script are in it and named by their hash in the content
security policy, pictures are in it, and the video is the one file beside it, or in it, too.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from formcheck.atomic import Draft, replacing
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Finding, Hold, Rep, Report
from formcheck.page.corrected import corrections_block
from formcheck.page.curves import Curve, Line, drawn
from formcheck.page.moments import Moment
from formcheck.page.template import rendered, text
from formcheck.reports.document import Source
from formcheck.reports.rows import (
    about,
    hold_rows,
    remarks,
    rep_rows,
    set_titles,
    titles,
    total,
)
from formcheck.reports.schema.corrections import MOST_NOTE
from formcheck.reports.words import fault, seconds
from formcheck.words import number, said, translated

__all__ = ["Page", "page_of", "write_page"]

_UNITS: Final = {"deg": "°", "ratio": ""}
_LEAST_SHARE: Final = 0.15  # of a curve that must be known for it to be shown


@dataclass(frozen=True, slots=True)
class Page:
    """What the page is made of.

    Attributes:
        report: The result.
        exercise: Its name, in English.
        source: What was analysed.
        provenance: What made the report, by name.
        curves: The signals, the counted or held one first.
        stills: Moments and the pictures of them, JPEG.
        video: Name of the annotated video beside the page, "" without one.
        embedded: The video itself (MP4), in place of the one beside the page.
        report_sha256: Of report.json, for which corrections by hand are made; "" where there is
            none.
        shared: What is said of the pictures on a page that is passed on.
    """

    report: Report
    exercise: str
    source: Source
    provenance: dict[str, Any]
    curves: Sequence[Curve] = ()
    stills: Sequence[tuple[Moment, bytes]] = ()
    video: str = ""
    embedded: bytes = b""
    report_sha256: str = ""
    shared: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A repetition or hold: when it was, its cells, how it is judged, its piece of the curve.

    Also the leg; of the first one of a set what is said of that; of a hold its good seconds and
    the others.
    """

    start_s: float
    end_s: float
    cells: tuple[str, ...]
    verdict: str
    piece: str
    side: Side
    set: str = ""
    held_s: float | None = None
    paused_s: float | None = None


@dataclass(frozen=True, slots=True)
class _Strip:
    """A curve with its name and edges."""

    name: str
    line: Line
    top: str
    bottom: str


def page_of(page: Page) -> str:
    """The HTML of a page, in the language in use."""
    script = text("page.js") + text("hand.js")
    until_s = page.report.duration_s
    known = [each for each in page.curves if _is_known(each)]
    strips = [_strip(curve, until_s) for curve in known]
    return rendered(
        "page.html",
        script,
        name=translated(page.exercise),
        about=about(page.report, page.source),
        total=total(page.report),
        remarks=list(remarks(page.report, page.source)),
        tables=list(_tables(page.report, known[0] if known else None)),
        strips=strips,
        until_s=until_s,
        spans=list(_spans(page.report)),
        faults=list(_faults(page.report)),
        stills=[
            (moment, translated(moment.text), _data("image/jpeg", picture))
            for moment, picture in page.stills
        ],
        video=_data("video/mp4", page.embedded) if page.embedded else page.video,
        provenance=page.provenance,
        report=page.report,
        report_sha256=page.report_sha256,
        shared=translated(page.shared),
        corrections=corrections_block(()),
        by_hand=_by_hand(page.report),
        most_note=MOST_NOTE,
        seconds=lambda value: number(value, 1),
    )


def write_page(place: Path | Draft, page: Page) -> None:
    """Writes a page, whole or not at all.

    Raises:
        OutputError: It cannot be written.
    """
    with replacing(place) as part:
        part.write_text(page_of(page), encoding="utf-8")


def _tables(report: Report, main: Curve | None) -> Iterator[dict[str, Any]]:
    if report.reps:
        yield _table(report, "rep", report.reps, list(rep_rows(report)), main)
    if report.holds:
        yield _table(report, "hold", report.holds, list(hold_rows(report)), main)


def _table(
    report: Report,
    kind: Literal["rep", "hold"],
    moments: Sequence[Rep | Hold],
    rows: Sequence[tuple[str, ...]],
    main: Curve | None,
) -> dict[str, Any]:
    names, note = titles(report, kind)
    sets = list(set_titles(report))
    found = []
    for each, cells in zip(moments, rows, strict=True):
        begun = [title for start_s, title in sets if start_s <= each.end_s]
        row = _Row(
            each.start_s,
            each.end_s,
            cells,
            getattr(each, "verdict", "full"),
            _piece(main, each.start_s, each.end_s),
            each.side,
            begun[-1] if begun else "",
            getattr(each, "held_s", None),
            getattr(each, "paused_s", None),
        )
        del sets[: len(begun)]
        found.append(row)
    return {
        "kind": kind,
        "titles": [name if name == "#" else said(f"table.{name}") for name in names],
        "note": note,
        "rows": found,
    }


def _by_hand(report: Report) -> dict[str, Any] | None:
    """What can be corrected, and its words; None where there is nothing."""
    kind = "hold" if report.kind == "hold" else "rep"
    done: Sequence[Rep | Hold] = report.holds if kind == "hold" else report.reps
    if not done:
        return None
    sums = "held-sum" if kind == "hold" else "counts"
    sides = {
        side: said(f"correct.{sums}.{side}", judged="%1", by_hand="%2")
        for side in ("left", "right")
    }
    return sides | {
        "kind": kind,
        "numbers": [each.number for each in done],
        "name": said("page.hold" if kind == "hold" else "page.repetition"),
        "counted": said("correct.held" if kind == "hold" else "correct.counted"),
        "decimal": number(0.5, 1)[1:2],
    }


def _piece(curve: Curve | None, start_s: float, end_s: float) -> str:
    """The part of the main curve within one repetition, with a little before and after."""
    if curve is None or not len(curve.time_s):
        return ""
    inside = (curve.time_s >= start_s - 0.3) & (curve.time_s <= end_s + 0.3)
    if not inside.any():
        return ""
    cut = Curve(
        curve.name,
        curve.unit,
        curve.time_s[inside] - curve.time_s[inside][0],
        curve.values[inside],
        curve.errors[inside],
    )
    return drawn(cut, float(cut.time_s[-1]), of=curve).path


def _is_known(curve: Curve) -> bool:
    known = curve.values == curve.values
    return bool(known.mean() >= _LEAST_SHARE)


def _strip(curve: Curve, until_s: float) -> _Strip:
    line = drawn(curve, until_s)
    digits, unit = (0 if curve.unit == "deg" else 2), _UNITS.get(curve.unit, "")
    # + 0.0: no "-0"
    edges = (
        f"{number(round(edge, digits) + 0.0, digits)}{unit}" for edge in (line.top, line.bottom)
    )
    name = said(f"signal.{curve.name.replace('_', '-')}")
    return _Strip(said("page.other-leg", name=name) if curve.other else name, line, *edges)


def _spans(report: Report) -> Iterator[tuple[float, float, str, str]]:
    """When repetitions and holds were: start, end, verdict, number."""
    for rep in report.reps:
        yield rep.start_s, rep.end_s, rep.verdict, str(rep.number)
    for hold in report.holds:
        yield hold.start_s, hold.end_s, "full", str(hold.number)


def _faults(report: Report) -> Iterator[tuple[Finding, str, str]]:
    """Every fault with when it was and what to change."""
    for finding in report.findings:
        if finding.level != "unknown":
            yield finding, seconds(finding.start_s, finding.end_s), fault(finding)


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"
