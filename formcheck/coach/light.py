"""Whether more light is needed, told from how light the picture and the person in it are.

The limits come from an experiment: 70 pictures of ten clips, rendered and real, were darkened in
linear light with the noise of a small sensor, once as strong as at full gain and once three times
as strong, or only the person was, as in front of a window. The full model read them; a foot or knee
is misplaced when it is 6 % of a leg from where it was read in good light.

======================== ================== ==================
========================================== luma person found misplaced limit
======================== ================== ==================
========================================== dark, picture over 0.3 100 %, 98 % noisy 3 %, 7 % noisy
dark, picture 0.2 to 0.3 92 %, 79 % noisy 10 %, 27 % noisy dark, picture under 0.2 70 %, 15 % noisy
33 %, 42 % noisy DARK; the person's luma breaks at 0.2, too against light, over 0.3 100 % 9 %
against light, 0.2 - 0.3 100 % 13 % against light, under 0.2 100 % 17 %, under 0.15
DARK_AGAINST_LIGHT: silhouettes are found, but
                                              24 %                crossing legs are exchanged
======================== ================== ==================
==========================================
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from formcheck.coach.values import Priority
from formcheck.engine.person.view import FEET
from formcheck.engine.values.feedback import Feedback, Problem
from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Pose
from formcheck.words import Phrase

DARK = 0.20  # of the person; without one, of the picture
DARK_AGAINST_LIGHT = 0.15  # of the person, where the picture is as light as cameras want it
LIT = 0.40
CLEARLY = 1.15  # what was too dark must be lighter than the limit by this factor
LASTS_S = 1.0
# Too dark to judge; or so dark that the landmarks may be wrong.
TOO_DARK = Problem("too-dark", Phrase("view.too-dark"))
DIM = Problem("dim", Phrase("view.dim"))
BACK_LIT = Problem("dim", Phrase("view.back-lit"))


class LightWatch:
    """Follows the light; it has to change for a second."""

    def __init__(self) -> None:
        self._dark, self._silhouette, self._unlit = _Low(DARK), _Low(DARK_AGAINST_LIGHT), _Low(LIT)
        self._last: Problem | None = None

    def update(self, time_s: float, light: tuple[float, float] | None) -> None:
        """One picture.

        Args:
            time_s: Its time.
            light: Luma of the person and of the picture, 0 to 1, NaN where not known; None: nothing
                is known.
        """
        person, picture = light or (math.nan, math.nan)
        self._dark.update(time_s, picture if math.isnan(person) else person)
        self._silhouette.update(time_s, person)
        self._unlit.update(time_s, picture)

    def told(self, feedback: Feedback) -> Feedback:
        """The feedback, with what there is to say about the light before its other problems."""
        self._last = problem = self._problem(feedback)
        return replace(feedback, problems=(problem, *feedback.problems)) if problem else feedback

    def news(self, feedback: Feedback) -> list[tuple[str, Priority]]:
        """To be said within a set: that somebody who is seen has become too dark.

        It was not told yet.
        """
        last, self._last = self._last, self._problem(feedback)
        if self._last is None or self._last == last or feedback.pose is None:
            return []
        return [(self._last.message, "visibility")]

    def _problem(self, feedback: Feedback) -> Problem | None:
        if _is_unseen(feedback):
            return TOO_DARK if self._dark.is_low else None
        if self._unlit.is_low:
            return DIM if self._dark.is_low else None
        return BACK_LIT if self._silhouette.is_low else None


def _is_unseen(f: Feedback) -> bool:
    """Nobody is seen, or feet are not that should be: they are in the picture."""
    return f.pose is None or (any(p.code == "no-feet" for p in f.problems) and _has_feet(f.pose))


def _has_feet(pose: Pose) -> bool:
    return any(
        np.isfinite(pose.xy_px[[Landmark.of(side, part) for part in FEET]]).all()
        for side in ("left", "right")
    )


class _Low:
    """Whether a value is lower than a limit, with hysteresis in value and time."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._since_s = math.inf
        self.is_low = False

    def update(self, time_s: float, value: float) -> None:
        low = value < self._limit * (CLEARLY if self.is_low else 1.0)
        self._since_s = min(self._since_s, time_s) if low != self.is_low else math.inf
        if time_s - self._since_s >= LASTS_S:
            self.is_low, self._since_s = low, math.inf
