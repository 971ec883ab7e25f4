"""What is known of one frame, what a judge makes of it, and what a judge is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from formcheck.engine.checks.episodes import CheckState
from formcheck.engine.person.body import Body
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Counts, Finding, Hold, Rep, View
from formcheck.engine.values.signals import Signals


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame with a person in it.

    Attributes:
        time_s: Time of the frame.
        body: The person.
        target: The measured leg.
        now: The signals of both legs and the body.
        base: The same in the quiet start position; UNKNOWN before there was one.
        blind: Checks that this view cannot support.
        moved: The feet have left the place of the start position.
        flat: What `heel_over_toe_ratio` of each leg reads while the foot is flat; NaN where that is
            not known.
    """

    time_s: float
    body: Body
    target: Side
    now: Signals
    base: Signals
    blind: frozenset[str]
    moved: bool
    flat: Mapping[Side, float]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a judge says of one frame.

    The parts of `Feedback` that depend on the kind of exercise.

    Attributes:
        start_was_none: The start position turns out to be none; another one is needed.
    """

    phase: str
    states: tuple[CheckState, ...] = ()
    height_fraction: float | None = None
    held_s: float = 0.0
    settled_s: float = 0.0
    paused_by: tuple[str, ...] = ()
    finished_rep: Rep | None = None
    finished_hold: Hold | None = None
    signals: Signals | None = None
    start_was_none: bool = False


class Judge(Protocol):
    """Judges one exercise frame by frame: `RepJudge`, `HoldJudge`, `FrontJudge`.

    Attributes:
        bound_to_place: Whoever walks away, or is seen so badly that nothing can be judged, needs a
            new start position.
        busy: Something is under way: the measured leg stays the same.
        accepts_start: A quiet moment now may be a start position.
        renews_start: A quiet moment now replaces the start position that there is.
        may_praise: Something was achieved that deserves praise.
        counts: Repetitions so far.
        reps: Repetitions so far, in the order of time.
        holds: Holds so far, in the order of time.
        leg: The leg that is seen to do the exercise, whatever its role; None where the role tells.
    """

    bound_to_place: bool

    @property
    def leg(self) -> Side | None: ...  # noqa: D102 - told above, as all that follow

    @property
    def busy(self) -> bool: ...  # noqa: D102

    @property
    def accepts_start(self) -> bool: ...  # noqa: D102

    @property
    def renews_start(self) -> bool: ...  # noqa: D102

    @property
    def may_praise(self) -> bool: ...  # noqa: D102

    @property
    def counts(self) -> Counts: ...  # noqa: D102

    @property
    def reps(self) -> tuple[Rep, ...]: ...  # noqa: D102

    @property
    def holds(self) -> tuple[Hold, ...]: ...  # noqa: D102

    def judge(self, m: Moment) -> Ruling:
        """Judges one frame with a person in it."""

    def unseen(self, time_s: float) -> None:
        """Takes a frame in which the person was not found."""

    def lost(self) -> None:
        """The person is gone."""

    def why_nothing(self, view: View, blocked: tuple[str, ...], *, started: bool) -> str | None:
        """The likeliest reason why nothing was counted or timed.

        Args:
            view: What the camera saw.
            blocked: Problems of the view that were there most of the time.
            started: A quiet start position was seen.
        """

    def finish(self) -> tuple[Finding, ...]:
        """Every fault of the session, in the order of time."""
