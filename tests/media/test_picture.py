from __future__ import annotations

import numpy as np
import pytest

from formcheck.media.picture import MOST_BYTES, decoded, size_of
from tests.media.phone.phones import announcing, jpeg


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("size_px", [(64, 48), (48, 64), (1280, 720), (1920, 1080)])
def test_a_picture_is_what_it_was(size_px: tuple[int, int], progressive: bool) -> None:
    data = jpeg(90, size_px, progressive=progressive)
    image = decoded(data)
    assert size_of(data) == size_px
    assert image is not None
    assert (image.shape, image.dtype) == ((size_px[1], size_px[0], 3), np.uint8)
    assert abs(image.astype(int) - 90).max() <= 2  # the full range of a JPEG, not that of video


@pytest.mark.parametrize(
    "size_px", [(65535, 65535), (4000, 1001), (20000, 16), (0, 480), (640, 0), (640, 8)]
)
def test_a_bomb_is_refused_by_what_it_announces(size_px: tuple[int, int]) -> None:
    data = announcing(*size_px)
    assert size_of(data) is None
    assert decoded(data) is None


def test_thousands_of_scans_are_refused() -> None:
    data = jpeg(progressive=True)
    assert size_of(data[:-2] + data[data.index(b"\xff\xda") : -2] * 40) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xc0",
        b"\xff\xd8" + b"\xff\xe0\x00\x00" * 1000,
        b"\xff\xd8\xff\xe0\xff\xff",
        b"\xff\xd8" + b"\xff" * 1000,
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"GIF89a" + bytes(100),
        b"text instead of a picture",
        bytes(MOST_BYTES),
    ],
    ids=range(12),
)
def test_what_is_no_picture_is_none(data: bytes) -> None:
    assert size_of(data) is None
    assert decoded(data) is None


def test_damaged_pictures_do_no_harm() -> None:
    whole, dice = jpeg(200, (320, 240), progressive=False), np.random.default_rng(7)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(int(dice.integers(1, 20))):
            data[dice.integers(len(data))] = int(dice.integers(256))
        image = decoded(bytes(data[: dice.integers(1, len(data))]))
        assert image is None or image.size <= 3 * 4_000_000
