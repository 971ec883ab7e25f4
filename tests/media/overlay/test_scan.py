from __future__ import annotations

import cv2
import numpy as np
import pytest
import segno

from formcheck.media.overlay.scan import scan_card
from formcheck.words import said, use

ADDRESS = "https://192.168.178.254:54321/AbCdEfGhIjKlMnOpQrStUv"


@pytest.mark.parametrize("code", ["en", "nl", "de"])
def test_a_phone_reads_the_code_and_every_text_is_whole(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(code)
    made = segno.make_qr(ADDRESS, error="m")
    steps = [said(f"screen.phone.{name}") for name in ("network", "scan", "warning", "start")]
    half = ":".join(["AB"] * 16)
    foot = (ADDRESS, said("screen.phone.compare"), half, half, said("screen.phone.end"))
    written: list[tuple[str, ...]] = []
    write = scan_card.__globals__["Board"].write

    def noted(board: object, block: object, at: tuple[int, int], colour: object) -> None:
        assert at[1] + block.height <= board.alpha.shape[0]  # type: ignore[attr-defined]
        written.append(block.lines)  # type: ignore[attr-defined]
        write(board, block, at, colour)

    monkeypatch.setattr(scan_card.__globals__["Board"], "write", noted)
    title = said("screen.phone.title")
    card = scan_card(np.array(list(made.matrix_iter(border=4)), bool), title, steps, foot)
    assert cv2.QRCodeDetector().detectAndDecode(card)[0] == ADDRESS
    texts = [title, *(f"{n}. {step}" for n, step in enumerate(steps, 1)), *foot]
    assert [" ".join(lines) for lines in written] == texts
