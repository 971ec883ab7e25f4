"""What formcheck makes of rendered clips, against exact ground truth, with either pose model.

With and without legs.

    uv run --group benchmarks python benchmarks/accuracy.py [FOLDER ...] [--traces DIR] [--record]
    [--write]

Every NAME.json with the truth of a rendered clip in the folders (default: sample_videos/) is held
against what formcheck makes of the landmarks in DIR/NAME.full.npz and DIR/NAME.heavy.npz, which
`--record` finds first where they are missing. `--write` puts the tables into docs/accuracy.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from agreement import draw
from clips import COMBINATIONS, Clip, Combination, clips_in, default_for, landmarks, record_missing
from judged import Judged, judge
from page import PAGE, ROOT, engine_state, write_section
from readings import PointErrors, point_errors
from rendered_tables import agreement, angle_errors, clip_by_clip, points, summary

DEFAULT = "default"
Results = dict[tuple[str, Combination], Judged]


def judge_all(clips: Sequence[Clip], traces: Path) -> Results:
    """Every clip with every combination whose landmarks are there."""
    results: Results = {}
    for clip in clips:
        for combination in COMBINATIONS:
            trace = landmarks(clip, combination, traces)
            if trace is not None:
                results[clip.name, combination] = judge(clip, trace)
        print(".", end="", flush=True)
    print()
    return results


def point_errors_of(clips: Sequence[Clip], traces: Path) -> dict[str, list[PointErrors]]:
    """Pose model -> errors of the points in the clips."""
    with_legs = [combination for combination in COMBINATIONS if combination.legs]
    found = {
        c.model: [point_errors(clip, t) for clip in clips if (t := landmarks(clip, c, traces))]
        for c in with_legs
    }
    return {model: errors for model, errors in found.items() if errors}


def tables(clips: Sequence[Clip], results: Results, traces: Path, held_out: str, state: str) -> str:
    """Everything that the page says of rendered clips."""
    ready = [clip for clip in clips if all((clip.name, c) in results for c in COMBINATIONS)]
    usual = [
        j
        for clip in clips
        if (j := results.get((clip.name, default_for(clip.exercise)))) is not None
    ]
    parts = [
        f"Measured with {state}. {len(ready)} of {len(clips)} clips have landmarks of both models; only"
        " these are in the tables that compare, so all columns are about the same clips.",
    ]
    groups = {"Clips seen while tuning": False, f"Held out (`{held_out}`)": True}
    for title, is_held_out in groups.items():
        chosen = [clip for clip in ready if clip.held_out == is_held_out]
        if chosen:
            parts += [f"### {title}: {len(chosen)} clips", *_compared(chosen, results)]
    parts += [f"### Agreement, {DEFAULT} landmarks, all {len(usual)} clips", agreement(usual)]
    parts += ["### The points themselves, near leg", points(point_errors_of(ready, traces))]
    parts += [f"### Clip by clip, {DEFAULT} landmarks", clip_by_clip(usual)]
    return "\n\n".join(parts)


def _compared(clips: Sequence[Clip], results: Results) -> list[str]:
    judged = {DEFAULT: [results[clip.name, default_for(clip.exercise)] for clip in clips]}
    judged |= {c.name: [results[clip.name, c] for clip in clips] for c in COMBINATIONS}
    return [summary(judged), angle_errors(judged)]


def main() -> None:
    """Measure, print, and write the page when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "sample_videos"])
    parser.add_argument(
        "--traces", type=Path, default=ROOT / ".traces", help="folder of NAME.MODEL.npz"
    )
    parser.add_argument(
        "--record", action="store_true", help="record traces that are missing; takes long"
    )
    parser.add_argument(
        "--split", default="h-*", help="names of clips that are held out from tuning (h-*)"
    )
    parser.add_argument(
        "--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)} and its pictures"
    )
    args = parser.parse_args()
    clips = [clip for clip in clips_in(args.folders, args.split) if not clip.is_room]
    if args.record:
        record_missing(clips, args.traces)
    state, results = engine_state(), judge_all(clips, args.traces)
    if not results:
        parser.error(f"no landmarks of any clip in {args.traces}: --record finds them")
    text = tables(clips, results, args.traces, args.split, state)
    print(text)
    if args.write:
        usual = [
            j
            for clip in clips
            if (j := results.get((clip.name, default_for(clip.exercise)))) is not None
        ]
        pictures = draw(usual, PAGE.parent / "images", PAGE.stem)
        images = [f"![{path.stem}: read against true](images/{path.name})" for path in pictures]
        write_section("rendered", "\n\n".join([text, *images]))


if __name__ == "__main__":
    main()
