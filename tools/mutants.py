"""Mutation testing of the engine: do the tests notice when one place of it is wrong?

Cosmic Ray makes the mutants. As many places as asked for are drawn with a fixed seed, each gets one mutant in a copy
of the project, and the tests run until the first that fails: two exercises against the truth, the tests of the
mutated room, every exercise, the checks. A mutant that runs out of processor time is caught too: it hangs.

    uv run --no-sync --with cosmic-ray==8.7.0 python tools/mutants.py --count 100 --quick
    uv run --no-sync --with cosmic-ray==8.7.0 python tools/mutants.py --count 100 --only 7,31

With `--quick` only the first group of tests runs; the numbers of those that survive it go to `--only`.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parents[1]
ENGINE = Path("formcheck") / "engine"
LIMIT_S = 400  # of the processor, a group of tests
GOLDEN = "tests/engine/test_golden.py"
_SEEN = "(test_repetitions or test_good_seconds or test_every_fault)"
TWO = GOLDEN, "-k", f"{_SEEN} and (single-leg-calf-raise or soleus-wall-stretch)"
TRUTH = GOLDEN, "-k", f"{_SEEN} or test_view"
CHECKS = ("tests/specs/test_clips.py", "tests/specs/test_checks_standing.py")
ALONE = (
    "tests/engine/test_cues.py",
    "tests/engine/test_front.py",
    "tests/engine/test_several_people.py",
    "tests/test_lookalike.py",
)
ELSEWHERE = {  # tests of a room that lie elsewhere
    "spec": ("tests/specs/test_refused.py", "tests/specs/test_parsing.py"),
    "values": ("tests/cli/test_person.py",),
}
Place = tuple[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change at one place.

    Attributes:
        path: The file, from the root of the project.
        operator: What Cosmic Ray calls the kind of change.
        line: Where it is, from 1.
        text: The whole file, changed.
    """

    path: str
    operator: str
    line: int
    text: str

    def difference(self) -> str:
        """The changed lines."""
        before = (ROOT / self.path).read_text().splitlines()
        lines = difflib.unified_diff(before, self.text.splitlines(), n=0, lineterm="")
        return "\n".join(f"      {line}" for line in list(lines)[3:])


class _Bare(ast.NodeTransformer):
    """Takes away what does nothing when the program runs: the types of names."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Name("object")
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)


def _runs_as(text: str) -> str | None:
    """What runs; None for what is no Python, as the lone star of keyword arguments doubled."""
    try:
        return ast.dump(_Bare().visit(ast.parse(text)))
    except SyntaxError:
        return None


def _kinds_by_place() -> dict[Place, list[tuple[str, int]]]:
    """Every place that can be changed, and the operators that change it there."""
    places: dict[Place, list[tuple[str, int]]] = {}
    for path in sorted((ROOT / ENGINE).rglob("*.py")):
        nodes = list(ast_nodes(get_ast(path.read_text())))
        for name in sorted(operator_names()):
            for occurrence, at in enumerate(_positions(name, nodes)):
                place = path.relative_to(ROOT).as_posix(), at
                places.setdefault(place, []).append((name, occurrence))
    return places


def _positions(name: str, nodes: list[object]) -> Iterator[tuple[int, int]]:
    operator = get_operator(name)
    if operator.arguments():  # these would have to be told names of variables
        return
    for node in nodes:
        for start, _ in operator().mutation_positions(node):
            yield start


def drawn(count: int, seed: int) -> list[Mutant]:
    """So many mutants, each at another place; no mistakes of syntax, no changes of types alone."""
    chance, kinds = random.Random(seed), _kinds_by_place()  # noqa: S311
    mutants: list[Mutant] = []
    for place in chance.sample(sorted(kinds), len(kinds)):
        path, at = place
        name, occurrence = chance.choice(kinds[place])
        before = (ROOT / path).read_text()
        text = mutate_code(before, get_operator(name)(), occurrence)
        if text and _runs_as(text) not in (None, _runs_as(before)):
            mutants.append(Mutant(path, name.split("/")[1], at[0], text))
        if len(mutants) == count:
            break
    return mutants


def _copy(into: Path) -> Path:
    """A copy of the project whose engine may be changed; what is large or never changed is linked."""
    home = into / ROOT.name
    home.mkdir()
    shutil.copytree(ROOT / "formcheck", home / "formcheck", ignore=shutil.ignore_patterns("models"))
    (home / "formcheck" / "models").symlink_to(ROOT / "formcheck" / "models")
    for item in ROOT.iterdir():
        if item.name != "formcheck" and not item.name.startswith("."):
            (home / item.name).symlink_to(item)
    if (shared := ROOT.parent / "shared").exists():
        (into / "shared").symlink_to(shared)
    return home


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_S, LIMIT_S))


def _fails(home: Path, tests: tuple[str, ...]) -> str | None:
    """Which test fails first; None when all pass."""
    options = ("-x", "-q", "--no-header", "--tb=no", "-rfE", "-p", "no:cacheprovider")
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-B", "-m", "pytest", *options, *tests],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_limit,
    )
    if done.returncode == 0:
        return None
    lines = [x for x in done.stdout.splitlines() if x.startswith(("FAILED", "ERROR"))]
    return lines[0].split(" - ")[0] if lines else f"exit code {done.returncode}"


def _groups(path: str) -> list[tuple[str, ...]]:
    room = Path(path).relative_to("formcheck").parent
    if room.name == "engine":
        return [TWO, ALONE, TRUTH, CHECKS]
    own = ("tests" / room).as_posix(), *ELSEWHERE.get(room.name, ())
    return [own, TWO, TRUTH, CHECKS] if room.name in ELSEWHERE else [TWO, own, TRUTH, CHECKS]


def _caught(home: Path, mutant: Mutant, *, quick: bool) -> str | None:
    file = home / mutant.path
    before = file.read_text()
    file.write_text(mutant.text)
    try:
        groups = _groups(mutant.path)
        fails = (_fails(home, tests) for tests in groups[: 1 if quick else None])
        return next((test for test in fails if test), None)
    finally:
        file.write_text(before)


def _numbers(text: str) -> set[int]:
    return {int(number) for number in text.split(",")}


def _wanted() -> argparse.Namespace:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--count", type=int, default=100, help="how many mutants are drawn")
    ask.add_argument("--seed", type=int, default=8)
    ask.add_argument("--only", type=_numbers, help="numbers of the draw, as 7,31")
    ask.add_argument("--quick", action="store_true", help="the first group of tests alone")
    ask.add_argument("--list", action="store_true", help="show the mutants, run nothing")
    return ask.parse_args()


def _try(mutants: dict[int, Mutant], catch: Callable[[Path, Mutant], str | None]) -> Counter[str]:
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        home = _copy(Path(folder))
        for number, mutant in mutants.items():
            begun = time.monotonic()
            test = catch(home, mutant)
            found["killed" if test else "survived"] += 1
            said = f"killed by {test}" if test else f"SURVIVED\n{mutant.difference()}"
            took = f"{time.monotonic() - begun:.0f} s"
            print(
                f"{number:3} {mutant.path}:{mutant.line} {mutant.operator} {took} {said}",
                flush=True,
            )
    return found


def main() -> None:
    """Draw, try, and tell."""
    wanted = _wanted()
    every = dict(enumerate(drawn(wanted.count, wanted.seed), 1))
    mutants = {n: mutant for n, mutant in every.items() if not wanted.only or n in wanted.only}
    if wanted.list:
        for number, mutant in mutants.items():
            print(f"{number:3} {mutant.path} {mutant.operator}\n{mutant.difference()}")
        return
    found = _try(mutants, lambda home, mutant: _caught(home, mutant, quick=wanted.quick))
    print(f"{found['killed']} of {found.total()} killed, {found['survived']} survived")


if __name__ == "__main__":
    main()
