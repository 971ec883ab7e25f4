"""The choice of an exercise on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from formcheck.media.camera.camera import Camera
from formcheck.media.screen.stage import Stage

__all__ = ["choose"]

_PATIENCE_S: Final = 0.1  # without a picture for so long, the window is served all the same


def choose(
    camera: Camera, stage: Stage, names: Sequence[str], stop: Callable[[], bool]
) -> int | None:
    """Lets the user choose on the screen; the number from 0, None when they end instead."""
    chosen, typed, image = 0, "", None
    while not (stop() or stage.closed):
        frame = camera.newest(_PATIENCE_S)
        image = frame.image if frame is not None else image
        if image is None:
            continue
        key = stage.menu(image, names, chosen)
        if key == "enter":
            return chosen
        if key in ("q", "escape"):
            return None
        chosen, typed = _moved(chosen, typed, key, len(names))
    return None


def _moved(chosen: int, typed: str, key: str | None, count: int) -> tuple[int, str]:
    """The choice after a key and the digits so far; up and down go round, digits make a number."""
    if key in ("up", "down"):
        return (chosen + (1 if key == "down" else -1)) % count, ""
    if key is None or not key.isdigit():
        return chosen, typed
    for number in (typed + key, key):
        if 1 <= int(number) <= count:
            return int(number) - 1, number
    return chosen, ""
