"""Files that are there whole or not at all."""

from pathlib import Path

import pytest

from formcheck.atomic import replacing
from formcheck.errors import OutputError


@pytest.mark.parametrize("place", [".", "/"])
def test_what_is_no_name_of_a_file_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (tmp_path / "inside").mkdir()
    monkeypatch.chdir(tmp_path / "inside")
    with pytest.raises(OutputError, match="directory"), replacing(Path(place)) as part:
        part.write_text("x")
    assert [path.name for path in tmp_path.rglob("*")] == ["inside"]
