from collections.abc import Callable
from dataclasses import dataclass

import pytest

from formcheck.cli import main


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
