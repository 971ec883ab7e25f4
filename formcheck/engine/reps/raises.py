"""Whether a movement of the heel is a raise, or why not.

A step, a hop, a squat, a twitch, or nothing but jitter.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from formcheck.engine.person.place import Ground
from formcheck.engine.reps.finder import Movement
from formcheck.engine.reps.other import OTHER_RISE, other_rise
from formcheck.engine.signals.readings import median_of
from formcheck.engine.signals.start import may_be_in
from formcheck.engine.signals.table import SINCE_START
from formcheck.engine.spec.exercise import Reps
from formcheck.engine.spec.names import resolve
from formcheck.engine.values.landmarks import Array, Side

FOOT_SLIDES = 0.5  # foot lengths that the toe may wander in a heel raise; more is a step
TOE_LIFTS = (
    0.1,
    0.35,
)  # foot lengths, and share of the rise, by which the toe may go up or down; more is a hop
TOE_SHIFTS = 0.45  # foot lengths by which it may be lower or higher in the picture afterwards
ANKLE_RISES = (
    0.4  # share of the heel's rise by which the ankle rises at least (0.64-0.68 in raises)
)
CERTAIN = (
    7.0,
    5.0,
    3.5,
)  # times its jitter that a rise must have, by how many other points rise with the heel ...
CONFIRMS = 0.6  # ... by this share of what they should
# correlation of heel and ankle: 0.97-1.00 in raises, mostly lower where points tremble
ALIKE = 0.8
ANKLE_RATIO = 0.66  # rise of the ankle centre for a heel rise of 1 (rendered people 0.64-0.68)
BODY_SINKS = (
    -0.08
)  # a body that sinks towards the toe is no raise: the foot was lifted, or the person sat down
# The same where a foot that points at the camera looks this short: who leans over it, or away from
# it, looks smaller, and no angle of the trunk tells.
SHORT_FOOT, UNSEEN_LEAN = 0.7, -0.3
BODY_DIPS = -0.45  # nor is one in which it goes this far below where it rests: a squat
CROUCH_RISES = 1.5  # heel rises that the body gains from so far below: knees that straighten
BODY_RISES, BODY_ERROR = (
    2.0,
    0.15,
)  # nor is one in which the body rises more than so many times the heel: getting up
# Foot lengths from the shoulders to the middle of the trunk: 0.288 of stature from shoulder to hip,
# foot 0.152 (Winter, Biomechanics and Motor Control of Human Movement, after Drillis and Contini
# 1966).
HALF_TRUNK = 0.95
OUTLIERS = 10  # percent of frames in which a point may be elsewhere
FOOT_OFF_FLOOR = 0.12  # foot lengths
# Foot lengths by which the toe goes up, and rise of the body for a heel rise of 1, of a hop. In
# raises, seen from anywhere, the toe goes up by 0.09 and the body by 1.0 at most; rope jumping 0.17
# and 1.4.
HOP_TOE, HOP_BODY = 0.12, 1.25
FIDGET_LIFT = (
    0.4  # share of the expected lift of the body below which a small movement is fidgeting
)
ALONG = 0.3  # rise of the other heel for one of 1: on one leg 0.20 at most, on two 0.45 and more
LOWEST = 0.8  # share of the smallest repetition
UNDER_WAY = 0.3  # share of the excursion from which on the foot must stay where it is
MOSTLY = 0.5  # share of the bottom in which a posture must be seen to tell against it
BOTTOM = 0.15  # share of the excursion that is still the bottom


class RaiseTest:
    """Tells raises from what only looks like one.

    Args:
        config: How repetitions are counted.
        posture: The position of the body that the exercise asks for.
        target: The measured leg.
    """

    def __init__(self, config: Reps, posture: str, target: Side) -> None:
        self._config, self._posture, self._target = config, posture, target

    def why_not(self, movement: Movement, ground: Ground, *, from_start: bool = True) -> str | None:
        """Why the movement is no repetition, as a code; None when it is one.

        Args:
            movement: What was found.
            ground: What the feet stand on.
            from_start: Lifts are told from a start position, not from wherever the last rest was.
        """
        reasons = self._reasons(movement, ground, from_start=from_start)
        return next((reason for reason, holds in reasons if holds), None)

    def _reasons(
        self, movement: Movement, ground: Ground, *, from_start: bool
    ) -> Iterator[tuple[str, bool]]:
        config = self._config
        yield "too-slow", bool(np.ptp(movement.time_s) - movement.gap_s > 2 * config.max_s)
        yield "posture", not self._is_in_posture(movement)
        if config.lift != "none":
            yield "foot-moves", self._foot_moves(movement)
            yield "jitter", self._is_drowned(movement, ground.jitter)
            yield "too-small", self._fidgets(movement)
        if config.sinks or not ground.doubt:  # only a return from below
            least = LOWEST * config.ignore_below
            yield "too-small", bool(movement.top - ground.flat < least)
        if config.lift == "body":
            yield "body-sinks", self._sinks(movement, from_start=from_start)
            yield "foot-moves", self._is_off_floor(movement) or self._hops(movement)

    def _is_in_posture(self, movement: Movement) -> bool:
        """The body is not in another position than the exercise asks for.

        What is not seen may be.
        """
        low = movement.values <= movement.bottom + BOTTOM * np.ptp(movement.values)
        resting = [s.signals for s, is_low in zip(movement.samples, low, strict=True) if is_low]
        if not resting:
            return True
        return may_be_in(self._posture, median_of(resting, MOSTLY), self._target)

    def _foot_moves(self, movement: Movement) -> bool:
        """The toe does not stay where it is.

        A step, a hop, or toes that are lifted while the heel stays down.
        """
        values, toes = movement.values, np.array([s.toe for s in movement.samples])
        rise, peak = float(np.ptp(values)), movement.peak
        under_way = int(np.argmax(values - values.min() >= UNDER_WAY * rise))
        low, high = np.nanpercentile(toes[:, 0], [5, 95])
        slides = (
            abs(toes[peak, 0] - toes[under_way, 0]) > FOOT_SLIDES or high - low > 2 * FOOT_SLIDES
        )
        if slides or (rise < 2 * self._config.ignore_below and high - low > rise + 0.1):
            return True
        if math.isnan(movement.error):
            return False
        start = int(np.argmin(values[: peak + 1]))
        ankle = self._at(movement, "target.ankle_over_toe_ratio")
        follows = ankle[peak] - ankle[start] >= ANKLE_RISES * (values[peak] - values[start])
        return not follows or self._toe_lifts(movement.time_s, toes[:, 1], rise)

    @staticmethod
    def _toe_lifts(time_s: Array, toe_y: Array, rise: float) -> bool:
        """Slow drift aside: a person shifts, a camera in a hand sinks."""
        way = np.interp(time_s, time_s[[0, -1]], toe_y[[0, -1]])
        low, high = np.nanpercentile(toe_y - way, [5, 95])
        return bool(
            abs(toe_y[-1] - toe_y[0]) > TOE_SHIFTS
            or high - low > TOE_LIFTS[0] + TOE_LIFTS[1] * rise
        )

    def _is_drowned(self, movement: Movement, jitter: float) -> bool:
        """The rise may be nothing but jitter.

        Of heel and toe, or as much as is expected of them. It is while the jitter is not known.
        """
        confirmed = self._confirmed(movement)
        if math.isnan(movement.error):  # body and ankle tremble as slowly as the heel: no proof
            confirmed = min(confirmed, 1)
        noise = float(np.fmin(movement.error, math.sqrt(2) * jitter))
        sure = movement.top - movement.bottom >= CERTAIN[confirmed] * noise
        return not sure or self._likeness(movement) < ALIKE

    def _likeness(self, movement: Movement) -> float:
        """Correlation of the ways of heel and ankle in the picture; 1 where it is not known.

        They go up and down together in a raise, each on its own where they only tremble.
        """
        toe = -np.array([s.toe[1] for s in movement.samples])
        ankle = self._at(movement, "target.ankle_over_toe_ratio") + toe
        heel = self._at(movement, "target.heel_over_toe_ratio") + toe
        seen = np.isfinite(ankle) & np.isfinite(heel)
        if seen.mean() < MOSTLY or not np.ptp(ankle[seen]) * np.ptp(heel[seen]):
            return 1.0
        return float(np.corrcoef(ankle[seen], heel[seen])[0, 1])

    def _confirmed(self, movement: Movement) -> int:
        """How many of ankle and what is above it rise with the heel, each seen for itself."""
        part = {"body": "body", "knee": "knee"}[self._config.lift]
        values, peak = movement.values, movement.peak
        start = int(np.argmin(values[: peak + 1]))
        toe = -np.array([s.toe[1] for s in movement.samples])
        expected = {"ankle": ANKLE_RATIO, part: self._config.lift_ratio}
        rises = {
            name: self._at(movement, f"target.{name}_over_toe_ratio") + toe for name in expected
        }
        enough = [
            rises[name][peak] - rises[name][start]
            >= CONFIRMS * ratio * (values[peak] - values[start])
            for name, ratio in expected.items()
        ]
        return sum(enough)

    def _is_off_floor(self, movement: Movement) -> bool:
        """The foot itself is in the air, higher than the other one: a step, not a raise."""
        return bool(self._at(movement, "target.clearance_ratio")[movement.peak] > FOOT_OFF_FLOOR)

    def _fidgets(self, movement: Movement) -> bool:
        """A small movement of the heel that does not lift what is above it.

        Shuffling, not a weak raise. Who stands and rises on both feet carries the body on them,
        though bent knees may take from it what the heels give.
        """
        config = self._config
        if config.lift == "body" and other_rise(movement, self._target).get(OTHER_RISE, 0) >= ALONG:
            return False
        lifted = (
            self._lift(movement)
            if config.lift == "body"
            else self._since_start(movement, "knee_lift_ratio")
        )
        values = movement.values
        rise, seen = float(np.ptp(values)), np.isfinite(lifted)
        if rise >= 2 * config.ignore_below or seen.sum() < 2:
            return False
        along = np.polyfit(values[seen], lifted[seen], 1)[0]  # of the body, for a heel rise of 1
        return bool(along <= FIDGET_LIFT * config.lift_ratio)

    def _hops(self, movement: Movement) -> bool:
        """The toe leaves the floor, and the body rises more than the heel over the toe."""
        toe_y = np.array([s.toe[1] for s in movement.samples])
        time_s, peak = movement.time_s, movement.peak
        way = np.interp(time_s, time_s[[0, -1]], toe_y[[0, -1]])
        goes_up = float(np.nanpercentile(way - toe_y, 95))
        body = self._at(movement, "target.body_over_toe_ratio") - toe_y
        rises = body[peak] - min(body[0], body[-1])
        flies = goes_up > HOP_TOE and rises > HOP_BODY * np.ptp(movement.values)
        return goes_up > TOE_SHIFTS or bool(flies)

    def _sinks(self, movement: Movement, *, from_start: bool) -> bool:
        """The body does not rise as in a raise: the foot was lifted, a squat, getting up."""
        body, values = self._lift(movement), movement.values
        if not from_start:
            body = body - body[0]
        top = values - values.min() >= 0.7 * np.ptp(values)
        if np.isnan(body[top]).all():
            return False  # nothing but the lower legs is seen
        at_peak = body[movement.peak] - body[0]
        least = UNSEEN_LEAN if self._points_at_camera(movement) else BODY_SINKS
        sinks = at_peak < least or _lowest(body[top]) - body[0] < 2 * least
        gets_up = at_peak > BODY_RISES * np.ptp(values) + BODY_ERROR
        low = _lowest(body)
        dips = low - np.nanmax(body[[0, -1]]) < BODY_DIPS
        crouches = low < BODY_DIPS and at_peak > CROUCH_RISES * np.ptp(values)
        return bool(sinks or gets_up or dips or crouches)

    def _points_at_camera(self, movement: Movement) -> bool:
        """The foot looks so short that a trunk that leans over it does so unseen."""
        low = movement.values <= movement.bottom + BOTTOM * np.ptp(movement.values)
        seen = self._at(movement, "target.foot_length_ratio")[low]
        return bool(np.nanmedian(seen) < SHORT_FOOT) if np.isfinite(seen).any() else False

    def _lift(self, movement: Movement) -> Array:
        """(N,) lift of the body in foot lengths, without what a trunk that leans takes from it.

        Who leans all the time lowers the shoulders and does a raise all the same; who leans only
        below squats.
        """
        lean = np.radians(np.abs(self._at(movement, "trunk_inclination_deg")))
        lost: Array = HALF_TRUNK * (1 - np.cos(np.fmin(lean, lean[movement.peak])))
        return self._since_start(movement, "body_lift_ratio") + lost

    def _since_start(self, movement: Movement, lift: str) -> Array:
        """(N,) lift since the start position.

        One that is found in the middle of the movement moves no zero in it.
        """
        seen = self._at(movement, f"target.{SINCE_START[lift]}")
        lifts = self._at(movement, f"target.{lift}")
        zeros = (seen - lifts)[np.isfinite(seen - lifts)]
        return seen - zeros[-1] if len(zeros) else lifts

    def _at(self, movement: Movement, signal: str) -> Array:
        key = resolve(signal, self._target)
        return np.array([s.signals[key] for s in movement.samples])


def _lowest(values: Array) -> float:
    """Without the outliers of single frames, in which shoulders or hips may be exchanged."""
    return float(np.nanpercentile(values, OUTLIERS))
