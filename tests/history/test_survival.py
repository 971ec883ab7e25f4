"""Kills at random moments, and two programs at once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from formcheck.errors import HistoryError
from formcheck.history.history import open_history
from formcheck.history.lock import leading
from tests.media.waiting import HANGS_S

KILLS = int(os.environ.get("FORMCHECK_KILLS", "6"))
WRITER = """
import sys
from pathlib import Path
from formcheck.history.history import open_history
from tests.history.kept import a_set, document

folder, name, most = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
document()
print("ready", flush=True)
with open_history(folder=folder) as history:
    session = history.begin("live", name, 1.0)
    for number in range(1, most + 1):
        history.add_set(session, a_set(number), lambda path: path.write_bytes(bytes(2000)))
        print(number, flush=True)
"""


def writer(folder: Path, name: int, most: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), str(name), str(most)]
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": "."}
    )


@pytest.mark.parametrize("seed", range(KILLS))
def test_nothing_finished_is_lost_by_a_kill(tmp_path: Path, seed: int) -> None:
    with writer(tmp_path, 1, 100_000) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        moment = random.Random(seed)  # noqa: S311 - no secret
        finished = [int(process.stdout.readline()) for _ in range(moment.randint(0, 12))]
        time.sleep(moment.uniform(0.0, 0.02))  # somewhere in one of the next sets
        process.kill()
        finished += [int(line) for line in process.stdout if line.strip().isdigit()]
    said: list[str] = []
    with open_history(said.append, tmp_path) as history:
        kept = [each.number for each in history.sets()]
        assert kept[: len(finished)] == finished
        assert len(kept) - len(finished) in (0, 1)  # kept, and killed before it could say so
        for each in history.sets():
            assert len(history.document(each.id)["reps"]) == 3
        assert history.database.rows("PRAGMA integrity_check")[0][0] == "ok"
        assert history.database.rows("PRAGMA foreign_key_check") == []
    assert said == []


def test_two_programs_at_once_keep_all_that_both_did(tmp_path: Path) -> None:
    programs = [writer(tmp_path, name, 25) for name in (1, 2)]
    for program in programs:
        out, _ = program.communicate(timeout=HANGS_S)
        assert program.returncode == 0
        assert out.splitlines()[-1] == "25"
    with open_history(folder=tmp_path) as history:
        for session in history.sessions():
            numbers = [each.number for each in history.sets(session.id)]
            assert numbers == list(range(1, 26))
        assert len(history.sessions()) == 2


LEADER = """
import sys, time
from pathlib import Path
from formcheck.history.lock import leading

with leading(Path(sys.argv[1])):
    print("leads", flush=True)
    time.sleep(60)
"""


def test_one_program_leads_a_day_and_a_killed_one_is_in_nobodys_way(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LEADER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "leads\n"
        with pytest.raises(HistoryError, match="end it first"), leading(tmp_path):
            pass
        process.kill()
    with leading(tmp_path):
        pass


def test_a_lock_that_is_no_file_is_one_line(tmp_path: Path) -> None:
    place = tmp_path / "today.lock"
    os.mkfifo(place)
    with pytest.raises(HistoryError, match="no plain file"), leading(tmp_path):
        pass
    place.unlink()
    place.write_bytes(b"this is a letter" * 100)
    with pytest.raises(HistoryError, match="--no-history"), leading(tmp_path):
        pass
