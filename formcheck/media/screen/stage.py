"""Where a live session is seen: draws each scene, shows it in a window and records it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.coach.values import Board, Scene, Start
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.mount import as_shown, scene_as_shown
from formcheck.media.overlay.pair import Still, flipped
from formcheck.media.overlay.screens import (
    draw_board,
    draw_help,
    draw_loading,
    draw_menu,
    draw_scene,
)
from formcheck.media.overlay.shown import Shown
from formcheck.media.screen.film import Film
from formcheck.media.screen.window import Window

__all__ = ["Stage"]

Image = NDArray[np.uint8]
Record = Callable[[Image, float], None]


class Stage:
    """Shows what the coach says.

    Args:
        window: None shows nothing (then keys never come).
        big_text: Everything a third larger.
        keys: What the help says.

    Attributes:
        mirror: Whether the picture is shown as in a mirror; the engine never sees it so.
        help: Whether the keys are shown.
        stills: Of the last set, to be shown in the rest after it.
    """

    def __init__(
        self, window: Window | None, keys: Sequence[tuple[str, str]] = (), *, big_text: bool = False
    ) -> None:
        self._window, self._keys, self.big_text = window, tuple(keys), big_text
        self.mirror, self.help = True, False
        self.stills: Sequence[Still] = ()
        self._film: Film | None = None
        self._start: Start | None = None

    @property
    def seen(self) -> bool:
        """Whether there is a window."""
        return self._window is not None

    @property
    def closed(self) -> bool:
        """Whether the user has closed the window."""
        return self._window is not None and self._window.closed

    def show(
        self, image: Image, scene: Scene, labels: Labels, posture: str, record: Record | None
    ) -> str | None:
        """Draws a scene over its picture, shows and records it; returns the key that was pressed.

        Args:
            image: (H, W, 3) uint8 BGR as the camera gave it; it is not changed.
            scene: What to show, in the pixel coordinates of `image`.
            labels: The words.
            posture: Of the start position.
            record: Takes the picture and its time.
        """
        if self._window is None and record is None:
            return None
        picture = self._shown_as(image)
        near = scene.side or scene.feedback.side or "left"
        faces_right = (near == "right") != self.mirror  # who shows the left side looks to the left
        shown = scene_as_shown(scene, (image.shape[1], image.shape[0]), mirror=self.mirror)
        draw_scene(
            picture,
            shown,
            labels,
            posture,
            faces_right=faces_right,
            shown=self._shown(scene.feedback.time_s),
            stills=[flipped(still) if self.mirror else still for still in self.stills],
        )
        if self.help:
            draw_help(picture, self._keys, big_text=self.big_text)
        if record is not None:
            record(picture, scene.feedback.time_s)
        return self._own(self._window.show(picture)) if self._window is not None else None

    def demonstrate(self, film: Path | None, start: Start | None) -> None:
        """Shows an exercise, and where it starts, to whoever takes position from now on."""
        self._film = Film(film) if film is not None and self._window is not None else None
        self._start = start

    def _shown(self, time_s: float) -> Shown | None:
        if self._start is None:
            return None
        return Shown(self._start, self._film.at(time_s) if self._film is not None else None)

    def menu(self, image: Image, names: Sequence[str], chosen: int) -> str | None:
        """Shows the choice of exercises; returns the key that was pressed."""
        picture = self._shown_as(image)
        draw_menu(picture, names, chosen, big_text=self.big_text)
        return self._window.show(picture) if self._window is not None else None

    def board(self, image: Image, board: Board) -> str | None:
        """Shows what is led without being judged; returns the key that was pressed."""
        if self._window is None:
            return None
        picture = self._shown_as(image)
        draw_board(picture, board, big_text=self.big_text)
        return self._own(self._window.show(picture))

    def card(self, image: Image) -> str | None:
        """Shows a picture as it is; returns the key that was pressed."""
        return self._window.show(image) if self._window is not None else None

    def loading(self, image: Image) -> None:
        """Shows that it begins soon."""
        picture = self._shown_as(image)
        draw_loading(picture, big_text=self.big_text)
        if self._window is not None:
            self._window.show(picture)

    def _shown_as(self, image: Image) -> Image:
        return as_shown(image, mirror=self.mirror)

    def _own(self, key: str | None) -> str | None:
        """Takes the keys that concern the picture alone."""
        if key == "m":
            self.mirror = not self.mirror
        elif key == "h":
            self.help = not self.help
        elif key == "f" and self._window is not None:
            self._window.fill()
        else:
            return key
        return None
