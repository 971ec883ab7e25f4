import http.server
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.errors import OutputError, PoseModelError
from formcheck.media.pose import models
from formcheck.media.pose.models import BUNDLED_DIR, KNOWN_SHA256, fetch_model, find_model

LITE = "/pose_landmarker_lite/float16/latest/pose_landmarker_lite.task"
FULL = LITE.replace("lite", "full")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's data folder without models."""
    monkeypatch.setattr(models, "user_data_path", lambda *_, **__: tmp_path / "home")
    monkeypatch.setenv("no_proxy", "*")
    return tmp_path / "home" / "models"


@pytest.mark.parametrize("name", ["full", "heavy"])
def test_bundled_models_are_what_they_claim_to_be(name: str) -> None:
    model = find_model(name)
    assert model.path.parent == BUNDLED_DIR
    assert model.name == name
    assert model.sha256 == KNOWN_SHA256[name][0]


def test_heavy_is_the_default() -> None:
    assert find_model().name == "heavy"


def test_a_missing_model_says_how_to_get_it() -> None:
    with pytest.raises(PoseModelError, match="models fetch lite"):
        find_model("lite")


@pytest.mark.parametrize("name", ["medium", "nowhere/my.task"])
def test_an_unknown_model_says_what_there_is(name: str) -> None:
    with pytest.raises(PoseModelError, match="lite, full, heavy or the path"):
        find_model(name)


def test_a_model_of_the_users_own(tmp_path: Path) -> None:
    path = tmp_path / "my.task"
    path.write_bytes(b"abc")
    model = find_model(str(path))
    assert (model.name, model.path) == ("my.task", path)
    assert model.sha256.startswith("ba7816bf")


def test_a_damaged_model_is_refused_with_the_remedy(home: Path) -> None:
    home.mkdir(parents=True)
    (home / "pose_landmarker_full.task").write_bytes(b"damaged")
    with pytest.raises(PoseModelError, match=r"is not the full pose model.*models fetch full"):
        find_model("full")


class Bucket(http.server.BaseHTTPRequestHandler):
    """The official bucket, on this machine: what it holds is set by the test."""

    files: dict[str, bytes]
    cut_bytes = 0

    def do_GET(self) -> None:
        if self.path not in self.files:
            self.send_error(404)
            return
        content = self.files[self.path]
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) - self.cut_bytes])

    def log_message(self, *_: object) -> None:
        """Keeps quiet."""


@pytest.fixture
def bucket() -> Iterator[tuple[str, type[Bucket]]]:
    handler = type("ThisBucket", (Bucket,), {"files": {}})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", handler
        server.shutdown()
        thread.join()


def test_a_fetched_model_is_kept_and_found(bucket: tuple[str, type[Bucket]], home: Path) -> None:
    url, handler = bucket
    handler.files[FULL] = (BUNDLED_DIR / "pose_landmarker_full.task").read_bytes()
    model = fetch_model("full", url)
    assert model == find_model("full")
    assert [path.name for path in home.iterdir()] == ["pose_landmarker_full.task"]


def test_wrong_content_is_refused_and_not_kept(
    bucket: tuple[str, type[Bucket]], home: Path
) -> None:
    url, handler = bucket
    handler.files[LITE] = b"something else"
    with pytest.raises(PoseModelError, match="not the lite pose model"):
        fetch_model("lite", url)
    assert list(home.iterdir()) == []


def test_a_cut_off_download_is_refused_and_not_kept(
    bucket: tuple[str, type[Bucket]], home: Path
) -> None:
    url, handler = bucket
    handler.files[FULL] = (BUNDLED_DIR / "pose_landmarker_full.task").read_bytes()
    handler.cut_bytes = 1000
    with pytest.raises(PoseModelError, match=r"incomplete|IncompleteRead"):
        fetch_model("full", url)
    assert list(home.iterdir()) == []


def test_a_model_that_is_not_in_the_bucket(bucket: tuple[str, type[Bucket]]) -> None:
    with pytest.raises(PoseModelError, match=r"cannot fetch .*Not Found.*--model"):
        fetch_model("lite", bucket[0])


def test_no_network() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(PoseModelError, match="check the network"):
            fetch_model("lite", url)


def test_an_unknown_name_is_not_fetched() -> None:
    with pytest.raises(PoseModelError, match="take one of lite, full, heavy"):
        fetch_model("medium", "http://127.0.0.1:9")


def test_a_home_that_cannot_be_written(bucket: tuple[str, type[Bucket]], home: Path) -> None:
    home.parent.write_text("a file where the folder should be")
    with pytest.raises(OutputError, match="cannot write"):
        fetch_model("lite", bucket[0])
