"""The SBOM of a release, against the schema of CycloneDX."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from tools import sbom

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    if shutil.which("uv") is None:
        pytest.skip("uv is not installed")
    path = tmp_path_factory.mktemp("sbom") / "sbom.cdx.json"
    sbom.main(path)
    return path.read_text("utf-8")


def test_it_is_valid_and_names_what_comes_along_with_its_versions(made: str) -> None:
    locked = {
        package["name"]: package["version"]
        for package in tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    }
    named = {part["name"]: part["version"] for part in json.loads(made)["components"]}
    assert {"av", "mediapipe", "opencv-python", "numpy", "aiohttp"} <= named.keys()
    assert "pytest" not in named
    assert named["opencv-python"] == locked["opencv-python"]


@pytest.mark.parametrize("wrong", [{"type": "nonsense"}, {"purl": 1}, {"unheard-of": True}])
def test_a_wrong_one_is_told(made: str, wrong: dict[str, object]) -> None:
    document = json.loads(made)
    document |= {"components": document["components"][:1], "dependencies": []}
    assert sbom.mistake(json.dumps(document)) is None
    document["components"][0] |= wrong
    assert sbom.mistake(json.dumps(document))
