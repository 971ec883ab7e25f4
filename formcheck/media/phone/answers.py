"""What the page's server answers: the page, thanks for a picture, or nothing."""

from __future__ import annotations

import math
import re
from hmac import compare_digest
from typing import Final

from aiohttp import web

from formcheck.media.camera.devices import Asked
from formcheck.media.phone.line import Line
from formcheck.media.phone.page import HEADERS, page
from formcheck.media.picture import size_of

__all__ = ["Answers"]

_PHONE: Final = re.compile("[0-9a-f]{16}")
_THANKS, _NO, _OTHER, _TAKEN, _OVER = 204, 400, 404, 409, 410


class Answers:
    """Answers requests.

    Args:
        line: Where pictures go.
        token: Of the address; who does not know it learns nothing.
        asked: What the page asks the phone's camera for.

    Attributes:
        over: Whether phones are told that the session is over.
        told: Whether one was told.
    """

    def __init__(self, line: Line, token: str, asked: Asked) -> None:
        self._line, self._path = line, f"/{token}".encode()
        self._page, self._policy = page(asked)
        self.over = self.told = False

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answers one request."""
        path = request.raw_path.encode(errors="replace")
        if not compare_digest(path, self._path):
            return _nothing()
        if request.method == "POST":
            return web.Response(status=await self._received(request), headers=HEADERS)
        if request.method != "GET":
            return _nothing()
        headers = {**HEADERS, "Content-Security-Policy": self._policy}
        return web.Response(text=self._page, content_type="text/html", headers=headers)

    async def _received(self, request: web.BaseRequest) -> int:
        """The status that a picture is answered with; what is refused is not read."""
        phone = request.headers.get("Formcheck-Phone", "")
        taken_ms = _number(request.headers.get("Formcheck-Taken", ""))
        if not _PHONE.fullmatch(phone) or not math.isfinite(taken_ms):
            return _NO
        if self.over:
            self.told = True
            return _OVER
        if not self._line.admits(phone):
            return _TAKEN
        jpeg = await request.read()
        if size_of(jpeg) is None:
            return _NO
        return _THANKS if self._line.put(phone, jpeg, taken_ms / 1000) else _TAKEN


def _nothing() -> web.Response:
    return web.Response(status=_OTHER, headers={"Server": ""})


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
