"""Phones: JPEG pictures, and what sends them."""

from __future__ import annotations

import ssl
from contextlib import closing
from http.client import HTTPSConnection
from typing import NamedTuple
from urllib.parse import urlsplit

import cv2
import numpy as np

from tests.media.waiting import HANGS_S

ME, ANOTHER = "0" * 16, "f" * 16


def jpeg(
    grey: int = 120, size_px: tuple[int, int] = (64, 48), *, progressive: bool = False
) -> bytes:
    width, height = size_px
    options = [cv2.IMWRITE_JPEG_PROGRESSIVE, int(progressive)]
    done, data = cv2.imencode(".jpg", np.full((height, width, 3), grey, np.uint8), options)
    assert done
    return data.tobytes()


def announcing(width: int, height: int) -> bytes:
    """A small picture that says it is of another size."""
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return bytes(data)


class Answer(NamedTuple):
    """What the page's server says."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(
    address: str,
    body: bytes | None = None,
    *,
    phone: str = ME,
    taken_ms: object = 0.0,
    method: str = "",
    headers: dict[str, str] | None = None,
) -> Answer:
    """Asks as a browser that went on past the warning; with a body, hands in a picture."""
    place = urlsplit(address)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    line = HTTPSConnection(place.netloc, context=trusting, timeout=HANGS_S)
    own = {"Formcheck-Phone": phone, "Formcheck-Taken": str(taken_ms), **(headers or {})}
    path = f"{place.path}?{place.query}" if place.query else place.path
    with closing(line):
        line.request(method or ("GET" if body is None else "POST"), path, body, own)
        answer = line.getresponse()
        return Answer(answer.status, dict(answer.headers), answer.read())
