from collections.abc import Callable
from dataclasses import dataclass

import pytest

from formcheck.cli import main
from tests.cli.machine import MINE, NO, Machine


@dataclass(frozen=True)
class Outcome:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Cli = Callable[..., Outcome]


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs a command line in this process."""

    def call(*args: object) -> Outcome:
        monkeypatch.setattr("sys.argv", ["formcheck", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return Outcome(end.value.code or 0, out, err)

    return call


@pytest.fixture
def machine(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(cli, monkeypatch)


@pytest.fixture
def planned(machine: Machine) -> Machine:
    """With a plan under way."""
    assert machine("plan", "new", answers=NO + MINE).code == 0
    return machine
