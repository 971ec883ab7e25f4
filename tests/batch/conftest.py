import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from formcheck.batch.run import prepared

DATA = Path(__file__).parents[1] / "data"
RAISE, STRETCH = "calf-raise", "soleus-wall-stretch"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder for results."""
    return prepared(tmp_path / "out")


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    """Two traces, and one that is cut off."""
    folder = tmp_path / "in"
    (folder / "Küche").mkdir(parents=True)
    shutil.copy(DATA / f"{RAISE}.npz", folder / "a b.npz")
    shutil.copy(DATA / "deficit-calf-raise.npz", folder / "Küche" / "b.NPZ")
    (folder / "broken.npz").write_bytes((DATA / f"{RAISE}.npz").read_bytes()[:300])
    return folder


Manifest = Callable[[str], Path]


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    """Writes a manifest."""

    def write(text: str) -> Path:
        path = tmp_path / "manifest.csv"
        path.write_text(text, "utf-8")
        return path

    return write
