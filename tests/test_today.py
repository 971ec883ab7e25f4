"""What is remembered for a day."""

from pathlib import Path

import pytest

from formcheck.today import warned_on


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "home"))
    return tmp_path / "home"


def test_it_is_told_once_a_day(folder: Path) -> None:
    assert not warned_on("2026-11-26")
    assert warned_on("2026-11-26", now=True)
    assert warned_on("2026-11-26")
    assert not warned_on("2026-11-27")
    assert [path.name for path in folder.iterdir()] == ["warned-on"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"2026-11-26 and more", b"x" * 10**6])
def test_a_broken_file_is_no_error_and_is_mended(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "warned-on").write_bytes(content)
    assert not warned_on("2026-11-26")
    assert warned_on("2026-11-26", now=True)


def test_where_nothing_can_be_written_it_is_told_again(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    assert not warned_on("2026-11-26", now=True)
