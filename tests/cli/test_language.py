"""The language concerns what people read; files are the same on every machine."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli

TRACE = Path(__file__).parents[1] / "data" / "single-leg-calf-raise.npz"


def test_files_are_the_same_and_the_page_is_german(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {}
    for locale in ("C", "de_DE.UTF-8"):
        monkeypatch.setenv("LC_ALL", locale)
        done = cli("analyze", TRACE, "-e", "single-leg-calf-raise", "--out", tmp_path / locale)
        assert done.code == 0
        pages[locale] = done
    for name in ("report.json", "frames.csv"):
        assert (tmp_path / "C" / name).read_bytes() == (
            tmp_path / "de_DE.UTF-8" / name
        ).read_bytes()
    assert "Single-leg calf raise" in pages["C"].out
    assert "Wadenheben auf einem Bein · linkes Bein" in pages["de_DE.UTF-8"].out
    assert "nach " in pages["de_DE.UTF-8"].err


def test_the_printed_report_is_english_json_in_every_language(cli: Cli) -> None:
    def run(code: str) -> str:
        return cli("--lang", code, "analyze", TRACE, "-e", "single-leg-calf-raise", "--json").out

    assert run("nl") == run("en")


def test_lang_wins_over_the_system(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert "Kuitheffen op één been" in cli("--lang", "nl", "show", "single-leg-calf-raise").out
    assert "Wadenheben auf einem Bein" in cli("show", "single-leg-calf-raise").out


def test_errors_are_translated(cli: Cli) -> None:
    done = cli("--lang", "de", "analyze", "none.mp4", "-e", "calf-raise")
    assert (done.code, done.err) == (
        1,
        "formcheck: es gibt keine Datei none.mp4: prüf den Namen und den Ordner\n",
    )


def test_a_language_that_is_not_spoken_names_those_that_are(cli: Cli) -> None:
    done = cli("--lang", "fr", "list")
    assert done.code == 2
    assert "take one of de, en, nl" in done.err
