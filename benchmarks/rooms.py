"""What formcheck makes of rendered living rooms, as a user would run it, against exact truth.

    uv run --group benchmarks python benchmarks/rooms.py FOLDER ... [--traces DIR] [--record]
    [--write]

The clips are rendered from `scenarios/*room-*.json`; those named `h-room-*` are held out. Unlike
`accuracy.py` only the landmarks of the default model are asked for.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clips import Clip, clips_in, default_for, landmarks, record_default
from judged import Judged, judge
from page import ROOT, engine_state, table, write_section

HEAD = [
    *("clip", "exercise", "seen from", "beside that", "reps true", "read", "good s true", "read"),
    *("faults found", "false", "view", "reason"),
]


@dataclass(frozen=True)
class Row:
    """A clip, judged; what its film cuts off is not in its truth."""

    clip: Clip
    judged: Judged

    @property
    def is_right(self) -> bool:
        """Every repetition has its verdict and there is no other; held seconds within 0.7."""
        if self.judged.is_counted:
            return self.judged.is_exact
        return abs(self.judged.hold_error_s) <= 0.7 * len(self.clip.truth["holds"])

    @property
    def cells(self) -> list[str]:
        """What the table says."""
        j, truth = self.judged, self.clip.truth
        good = sum(hold["good_s"] for hold in truth["holds"])
        return [
            ("**" if not self.is_right else "") + self.clip.name + ("**" * (not self.is_right)),
            self.clip.exercise,
            _view(truth["camera"]),
            _beside(truth),
            _tally(j.true_verdicts) if j.is_counted else "",
            _tally(j.read_verdicts) if j.is_counted else "",
            "" if j.is_counted else f"{good:.1f}",
            "" if j.is_counted else f"{sum(h.held_s for h in j.report.holds):.1f}",
            f"{j.found} of {len(truth['faults'])}",
            ", ".join(f"{f.check} ({f.level})" for f in j.false),
            j.report.view.quality,
            j.report.view.reason or "",
        ]


def _view(camera: Mapping[str, Any]) -> str:
    height = "floor" if camera["height_m"] < 0.2 else f"{camera['height_m']:g} m"
    parts = [f"{camera['azimuth_deg']:g} deg", height]
    parts += ["feet only"] if camera.get("aim") == "feet" else []
    return ", ".join(parts)


def _beside(truth: Mapping[str, Any]) -> str:
    camera, scenario = truth["camera"], truth["scenario"]
    said = [f"hand-held {camera['shake_px']:g} px"] if camera.get("shake_px") else []
    said += ["nudged"] if camera.get("nudges") else []
    said += ["somebody else"] if "bystander" in scenario else []
    said += ["begins in a raise"] if "cut_s" in scenario else []
    said += [truth["character"]["legs"]] if truth["character"]["legs"] == "trousers" else []
    width, height = truth["size"]
    return ", ".join([*said, f"{width} x {height}", f"{truth['fps']:g} fps"])


def _tally(verdicts: Sequence[str]) -> str:
    return " ".join(verdict[0] if verdict != "uncertain" else "?" for verdict in verdicts)


def whole(clip: Clip) -> Clip:
    """The clip without the repetitions that its film cuts off: any word about these is right."""
    reps = [rep for rep in clip.truth["reps"] if not rep.get("cut")]
    return replace(clip, truth={**clip.truth, "reps": reps})


def judge_room(clip: Clip, traces: Path) -> Row | None:
    """The clip with its default landmarks; None where these were not recorded."""
    trace = landmarks(clip, default_for(clip.exercise), traces)
    if trace is None:
        return None
    kept = whole(clip)
    return Row(kept, judge(kept, trace, ignored=[r for r in clip.truth["reps"] if r.get("cut")]))


def tables(rows: Sequence[Row], state: str) -> str:
    """Both groups."""
    parts = [f"Measured with {state}. Clips in bold are not right; f full, p partial, ? uncertain."]
    for title, held_out in {"Seen": False, "Held out (`h-room-*`)": True}.items():
        chosen = [row for row in rows if row.clip.held_out == held_out]
        if chosen:
            right = sum(row.is_right for row in chosen)
            parts += [f"### {title}: {right} of {len(chosen)} clips right"]
            parts += [table(HEAD, [row.cells for row in chosen])]
    return "\n\n".join(parts)


def main() -> None:
    """Measure, print, and write the page when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, help="of rendered clips")
    parser.add_argument("--traces", type=Path, default=ROOT / ".traces", help="of NAME.MODEL.npz")
    parser.add_argument("--record", action="store_true", help="record traces that are missing")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md")
    args = parser.parse_args()
    clips = [clip for clip in clips_in(args.folders, "h-*") if clip.is_room]
    if args.record:
        record_default(clips, args.traces)
    rows = [row for clip in clips if (row := judge_room(clip, args.traces))]
    if not rows:
        parser.error(f"no landmarks of a living room in {args.traces}: --record finds them")
    text = tables(rows, engine_state())
    print(text)
    if args.write:
        write_section("rooms", text)


if __name__ == "__main__":
    main()
