"""Which exercise `--exercise auto` names in rendered clips and in clips of real people.

    uv run --group benchmarks python benchmarks/recognised.py CLIPS... --traces TRACES [--write]

CLIPS are folders of rendered clips, whose landmarks lie in TRACES/NAME.full.npz and
TRACES/NAME.heavy.npz; real people come from the collection beside the checkout, if there is one,
and are seen otherwise, too: in a mirror, at half the frame rate, half of the film.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

from clips import clips_in
from page import PAGE, ROOT, engine_state, table, write_section
from real import frames_of, known
from variants import first_half, halved, mirrored, second_half

from formcheck.engine.recognition import Guess, Recognizer
from formcheck.library import exercise_ids, load_exercise
from formcheck.recognize import recognize

ANSWERS = ("right", "right, not sure", "unknown", "wrong, not sure", "wrong")
RENDERED, HELD_OUT, REAL, OTHERS = "rendered", "rendered, held out", "real people", "no exercise"
WAYS = {
    "mirrored": mirrored,
    "half the frame rate": halved,
    "first half": first_half,
    "second half": second_half,
}
HEAD = ["clips", "traces", "certain and right", "likeliest, not certain", "nothing said",
        "another likeliest", "certain and wrong"]  # fmt: skip


@dataclass(frozen=True)
class Film:
    """A trace and what it shows.

    Attributes:
        kind: Line of the table.
        path: The trace.
        exercise: What is done in it; empty when it is none of the exercises.
        way: How it is seen, one of `WAYS`; empty as it is.
    """

    kind: str
    path: Path
    exercise: str
    way: str = ""


@dataclass(frozen=True)
class Named:
    """What was said of a film, one of `ANSWERS`, with the likeliest exercises."""

    film: Film
    answer: str
    likeliest: tuple[str, ...]


def rendered(folders: list[Path], traces: Path, model: str, held_out: str) -> Iterator[Film]:
    """The traces of rendered clips; a clip in which nothing is done shows no exercise."""
    for clip in clips_in(folders, held_out):
        done = clip.exercise if clip.truth["reps"] or clip.truth["holds"] else ""
        kind = (HELD_OUT if clip.held_out else RENDERED) if done else OTHERS
        for path in sorted(traces.glob(f"{clip.name}.{model}.npz")):
            yield Film(kind, path, done)


def real() -> Iterator[Film]:
    """The traces of real people."""
    for path, truth in known(None):
        done = truth.exercise if truth.has_any else ""
        yield from (Film(REAL if done else OTHERS, path, done, way) for way in ("", *WAYS))


def named(film: Film) -> Named:
    """What `--exercise auto` says of a film."""
    guess = recognize(film.path) if not film.way else _seen_otherwise(film)
    if guess.exercise is not None:
        return Named(film, "right" if guess.exercise == film.exercise else "wrong", guess.likeliest)
    if not guess.likeliest:
        return Named(film, "unknown", ())
    first = guess.likeliest[0] == film.exercise
    return Named(film, "right, not sure" if first else "wrong, not sure", guess.likeliest)


def _seen_otherwise(film: Film) -> Guess:
    recognizer = Recognizer(map(load_exercise, exercise_ids()))
    for time_s, pose in WAYS[film.way](frames_of(film.path, "full")):
        recognizer.update(time_s, pose)
    return recognizer.guess()


def tables(found: list[Named], state: str) -> str:
    """How often each answer was given, and of which films the name was not certain."""
    lines = []
    for seen in sorted({(each.film.kind, each.film.way) for each in found}, key=_place):
        answers = [each.answer for each in found if (each.film.kind, each.film.way) == seen]
        title = ", ".join(filter(None, seen))
        lines.append([title, str(len(answers)), *(str(answers.count(a)) for a in ANSWERS)])
    doubtful = [each for each in found if _is_doubtful(each)]
    text = [f"- {each.film.path.stem}, {_why(each)}" for each in doubtful]
    return (
        f"Measured with {state}.\n\n{table(HEAD, lines)}\n\nNot certain, or wrong:\n\n"
        + "\n".join(text)
    )


def _place(seen: tuple[str, str]) -> tuple[int, int]:
    kind, way = seen
    return (RENDERED, HELD_OUT, REAL, OTHERS).index(kind), ("", *WAYS).index(way)


def _is_doubtful(each: Named) -> bool:
    whole = each.film.exercise and not each.film.way
    return each.answer == "wrong" or bool(whole and each.answer != "right")


def _why(each: Named) -> str:
    if load_exercise(each.film.exercise).unseen_prop and each.answer == "right, not sure":
        return f"{each.film.exercise}: never certain, no camera sees what it needs"
    return f"{each.film.exercise}: {each.answer} ({', '.join(each.likeliest) or 'nothing fits'})"


def main() -> None:
    """Look at all films, print, and write the section when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clips", nargs="*", type=Path, help="folders of rendered clips")
    parser.add_argument("--traces", type=Path, default=ROOT / ".traces")
    parser.add_argument("--model", default="*", help="of the rendered clips; else all")
    parser.add_argument(
        "--held-out", default="h-*", help="names of clips that nothing is fitted to"
    )
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    args = parser.parse_args()
    films = [*rendered(args.clips, args.traces, args.model, args.held_out), *real()]
    found = []
    with Pool() as workers:
        for each in workers.imap(named, films):
            found.append(each)
            print(
                each.film.path.stem,
                each.film.exercise or "-",
                each.answer,
                each.likeliest,
                flush=True,
            )
    text = tables(found, engine_state())
    print(text)
    if args.write:
        write_section("auto", text)


if __name__ == "__main__":
    main()
