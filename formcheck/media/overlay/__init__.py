"""What people see: `draw` lays skeleton, angles, count or timer, and one cue over a picture.

Every layer is a stateless function of the surface, the feedback and the words; what it draws
follows from these alone. Sizes are relative to the picture, no text leaves it, panels stand away
from the person. Each level has a colour of the Okabe-Ito palette and a shape of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from formcheck.engine.values.feedback import Feedback
from formcheck.media.overlay.body import arcs, leg, limbs, values
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.panels import card, cue, notes
from formcheck.media.overlay.surface import Image, Surface, stands_left

__all__ = ["LAYERS", "Labels", "draw", "stands_left"]

Layer = Callable[[Surface, Feedback, Labels], None]

# From the back to the front; cue and values come last, because they give way to the other panels.
LAYERS: Final[tuple[Layer, ...]] = (limbs, leg, arcs, card, notes, cue, values)


def draw(image: Image, feedback: Feedback, labels: Labels, right: bool | None = None) -> Image:
    """Draws the overlay on a picture, in place.

    Args:
        image: (H, W, 3) uint8 BGR, C-contiguous and writable; it is changed.
        feedback: What the engine says about this frame, in the pixel coordinates of `image`.
        labels: The words.
        right: Whether the panels stand on the right; None: away from the person.

    Returns:
        The same array.
    """
    surface = Surface(image, feedback, labels.big_text, right)
    for layer in LAYERS:
        layer(surface, feedback, labels)
    return image
