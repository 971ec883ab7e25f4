"""Pose models: which are known, where they are, whether they are what they claim to be."""

from __future__ import annotations

import hashlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from formcheck.atomic import cannot_write, replacing
from formcheck.errors import PoseModelError
from formcheck.incoming import check_file, name_of
from formcheck.words import Phrase

OFFICIAL_URL = "https://storage.googleapis.com/mediapipe-models/pose_landmarker"
BUNDLED_DIR = Path(__file__).parents[2] / "models"
KNOWN_SHA256 = {
    "lite": ("59929e1d1ee95287735ddd833b19cf4ac46d29bc7afddbbf6753c459690d574a",),
    "full": (
        "4eaa5eb7a98365221087693fcc286334cf0858e2eb6e15b506aa4a7ecdcec4ad",
        "5134a3aad27a58b93da0088d431f366da362b44e3ccfbe3462b3827a839011b1",  # float16/1
    ),
    "heavy": (
        "6a1eaa9b334e8b64900e6d86e1399e8995d11a8f096914c40c625486c872a07b",  # assembled, see NOTICE
        "64437af838a65d18e5ba7a0d39b465540069bc8aae8308de3e318aad31fcbc7b",  # official
    ),
}
LEG_SHA256 = "2d05d651982dac468832617056d5103fb870c07fa78666cea1d9cf1ae9d701ab"
_TIMEOUT_S = 30
_CHUNK_BYTES = 1 << 16
_MOST_BYTES = 200 << 20  # the heavy model has 30 MB


@dataclass(frozen=True, slots=True)
class PoseModel:
    """A pose model file whose content is known.

    Attributes:
        name: "lite", "full", "heavy", or the file name of a model of the user's own.
        path: The .task file.
        sha256: Of its content, in hex.
    """

    name: str
    path: Path
    sha256: str


def fetched_dir() -> Path:
    """The folder in which `fetch_model` keeps models: the user's, never the package's."""
    return user_data_path("formcheck", appauthor=False) / "models"


def find_model(name_or_path: str = "heavy") -> PoseModel:
    """Finds a model and checks its content.

    A model that the user has fetched goes before the one in the package. A file of the user's own
    may have any content; its hash tells reports apart.

    Args:
        name_or_path: "lite", "full", "heavy" or the path of a .task file.

    Raises:
        PoseModelError: There is no such model, or its content is not what it should be.
    """
    if name_or_path not in KNOWN_SHA256:
        return _own_model(Path(name_or_path))
    for folder in (fetched_dir(), BUNDLED_DIR):
        path = folder / _file_name(name_or_path)
        if path.is_file():
            return _checked(name_or_path, path)
    raise PoseModelError(Phrase("error.model.not-here", model=name_or_path))


def find_leg_model() -> PoseModel:
    """The leg network that comes with the package, its content checked.

    Raises:
        PoseModelError: It is missing or not what it should be.
    """
    path = BUNDLED_DIR / "leg.onnx"
    if not path.is_file():
        raise PoseModelError(Phrase("error.model.no-leg-net", path=path))
    digest = _sha256(path)
    if digest != LEG_SHA256:
        raise PoseModelError(Phrase("error.model.wrong-leg-net", path=path, digest=digest[:12]))
    return PoseModel("leg", path, digest)


def fetch_model(name: str, base_url: str = OFFICIAL_URL) -> PoseModel:
    """Downloads a model on the user's request.

    The only place in formcheck that opens a socket by itself.

    Args:
        name: "lite", "full" or "heavy".
        base_url: Where the folders `pose_landmarker_NAME` are; the official bucket unless a mirror
            is used.

    Raises:
        PoseModelError: The name is unknown, the download failed or brought something else.
        OutputError: The file cannot be written.
    """
    if name not in KNOWN_SHA256:
        raise PoseModelError(
            Phrase("error.model.none-to-fetch", model=name, known=tuple(KNOWN_SHA256))
        )
    path = fetched_dir() / _file_name(name)
    url = f"{base_url}/pose_landmarker_{name}/float16/latest/{_file_name(name)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from error
    with replacing(path) as part:
        with part.open("wb") as file:
            for chunk in _download(url):
                file.write(chunk)
        digest = _sha256(part)
        if digest not in KNOWN_SHA256[name]:
            raise PoseModelError(
                Phrase("error.model.incomplete", url=url, model=name, digest=digest[:12])
            )
    return PoseModel(name, path, digest)


def _file_name(name: str) -> str:
    return f"pose_landmarker_{name}.task"


def _own_model(path: Path) -> PoseModel:
    known = tuple(KNOWN_SHA256)
    try:
        size = check_file(path, Phrase("kind.model"), PoseModelError)
    except PoseModelError as error:
        raise PoseModelError(Phrase("error.model.take", why=error.message, known=known)) from error
    if size > _MOST_BYTES:
        raise PoseModelError(Phrase("error.model.too-large", path=path, known=known))
    return PoseModel(name_of(path), path, _sha256(path))


def _checked(name: str, path: Path) -> PoseModel:
    digest = _sha256(path)
    if digest not in KNOWN_SHA256[name]:
        raise PoseModelError(Phrase("error.model.wrong", path=path, model=name, digest=digest[:12]))
    return PoseModel(name, path, digest)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise PoseModelError(
            Phrase("error.file.check-permissions", path=path, reason=error.strerror)
        ) from error


def _download(url: str) -> Iterator[bytes]:
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as answer:  # noqa: S310  # the user names the address
            while chunk := answer.read(_CHUNK_BYTES):
                yield chunk
    except (
        urllib.error.URLError,
        http.client.HTTPException,
        TimeoutError,
        ConnectionError,
    ) as error:
        reason = getattr(error, "reason", None) or error
        raise PoseModelError(
            Phrase("error.model.cannot-fetch", url=url, reason=str(reason))
        ) from error
