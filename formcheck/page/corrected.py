"""Corrections by hand in a page that is there: one block of data, which its script shows."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

from formcheck.reports.schema.corrections import Corrected

__all__ = ["corrections_block", "with_corrections"]

_BEGIN: Final = '<script type="application/json" id="corrections">'
_END: Final = "</script>"
_BLOCK: Final = re.compile(f"{re.escape(_BEGIN)}[^<]*{re.escape(_END)}")


def corrections_block(corrections: Sequence[Corrected]) -> str:
    """What carries them in a page; it is data, and nothing in it can end it."""
    content = json.dumps([each.model_dump(mode="json") for each in corrections], ensure_ascii=False)
    safe = content.replace("<", "\\u003c")
    return f"{_BEGIN}{safe}{_END}"


def with_corrections(page: str, corrections: Sequence[Corrected]) -> str:
    """The page with these corrections in place of those before; as it is where it takes none."""
    block = corrections_block(corrections)
    return _BLOCK.sub(lambda _: block, page, count=1)
