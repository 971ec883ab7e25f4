"""The commands: render a scenario, the sample videos, the demonstration clips."""

import argparse
import time
from collections.abc import Iterable
from pathlib import Path

from synthesis import demos, scenario, take
from synthesis.exercises import EXERCISES
from synthesis.scenario import Scenario

ROOT = Path(__file__).parents[1]
SAMPLES = Path(__file__).parent / "scenarios"


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m synthesis", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    render = commands.add_parser("render", help="scenarios -> NAME.mp4 and NAME.json")
    render.add_argument("scenarios", nargs="+", type=Path, help="JSON files")
    render.add_argument("--out", type=Path, default=Path(), help="folder (default: this one)")
    render.add_argument(
        "--stills", help="times in seconds, 1,5.2: write PNG files of these moments only"
    )
    render.add_argument(
        "--dry", action="store_true", help="write the ground truth only; needs no graphics"
    )
    samples = commands.add_parser("samples", help="the clips of sample_videos/")
    samples.add_argument("--out", type=Path, default=ROOT / "sample_videos")
    shown = commands.add_parser("demos", help="the demonstrations of the package, and their start")
    shown.add_argument("--out", type=Path, default=ROOT / "formcheck" / "demonstrations")
    shown.add_argument("--exercise", action="append", help="only this one; may be repeated")
    shown.add_argument(
        "--samples", type=Path, default=ROOT / "sample_videos", help="what they are cut out of"
    )
    arguments = parser.parse_args()
    if arguments.command == "render":
        _render(arguments)
    elif arguments.command == "samples":
        _film(map(scenario.read, sorted(SAMPLES.glob("*.json"))), arguments.out)
    else:
        _demonstrate(arguments)


def _render(arguments: argparse.Namespace) -> None:
    scenarios = [scenario.read(path) for path in arguments.scenarios]
    if arguments.dry:
        for each in scenarios:
            truth = take.measure(each, arguments.out)
            print(f"{each.name}: {len(truth['reps'])} repetitions, {len(truth['holds'])} holds")
    elif arguments.stills:
        times_s = [float(text) for text in arguments.stills.split(",")]
        for each in scenarios:
            print(*take.stills(each, arguments.out, times_s), sep="\n")
    else:
        _film(scenarios, arguments.out)


def _demonstrate(arguments: argparse.Namespace) -> None:
    arguments.out.mkdir(parents=True, exist_ok=True)
    for exercise in arguments.exercise or EXERCISES:
        demos.write_start(exercise, arguments.out)
        if (sample := arguments.samples / f"{exercise}.mp4").is_file():
            demos.demonstrate(sample, arguments.out)
            print(arguments.out / sample.name)


def _film(scenarios: Iterable[Scenario], folder: Path) -> None:
    for each in scenarios:
        start = time.monotonic()
        truth = take.film(each, folder)
        print(
            f"{folder / each.name}.mp4: {truth['duration_s']} s, rendered in {time.monotonic() - start:.0f} s"
        )


if __name__ == "__main__":
    main()
