"""The values of the live coach.

What is planned, what was done, and what screen and voice need each frame.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.report import Kind
from formcheck.engine.values.results import SetDone, SideResult, whole
from formcheck.words import Phrase

State = Literal["setup", "ready", "countdown", "active", "paused", "rest", "summary", "done"]
Priority = Literal["safety", "course", "visibility", "must", "should", "praise", "count", "beat"]
Lasts = Callable[[str], float]  # how long it takes to say a text, in s

DISCLAIMER = Phrase("coach.disclaimer")
SHORT_DISCLAIMER = Phrase("coach.disclaimer-short")
STOP_SIGNS = Phrase("coach.stop-signs")
WORDS_A_SECOND = 2.8  # where nobody measures how long a sentence lasts
PAIN_LIMIT = 5  # Silbernagel's pain-monitoring model
MIDDLE = ("shoulder", "hip", "knee", "ankle")  # parts of which the middle is where a body is
PAIN_STOP = Phrase("coach.pain-stop")


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to say, and the time at which that was decided."""

    text: str
    priority: Priority
    time_s: float


@dataclass(frozen=True, slots=True)
class Start:
    """The position in which an exercise starts, as its demonstration shows it.

    Attributes:
        points: Where the joints are, in statures: x from the middle of the body, y from its lowest
            point, down. The near side faces the left of the picture. "near_hip", "far_knee";
            "head".
    """

    points: Mapping[str, tuple[float, float]]

    @property
    def middle(self) -> float:
        """The middle of shoulders, hips, knees and ankles, in statures."""
        points = [self.points[f"{role}_{part}"] for role in ("near", "far") for part in MIDDLE]
        return sum(x for x, _ in points) / len(points)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a body is in the picture: there its start position belongs.

    Attributes:
        size_px: Its stature, whichever way it bends or lies.
        x_px: The middle of shoulders, hips, knees and ankles.
        floor_px: Its lowest point.
    """

    size_px: float
    x_px: float
    floor_px: float

    def towards(self, other: Spot, share: float) -> Spot:
        """The spot on the way to another one."""
        return Spot(
            self.size_px + share * (other.size_px - self.size_px),
            self.x_px + share * (other.x_px - self.x_px),
            self.floor_px + share * (other.floor_px - self.floor_px),
        )

    def moved(self, scale: tuple[float, float], shift: tuple[float, float]) -> Spot:
        """The spot in a picture that was scaled, then moved."""
        x_px, floor_px = self.x_px * scale[0] + shift[0], self.floor_px * scale[1] + shift[1]
        return Spot(self.size_px * scale[1], x_px, floor_px)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done.

    Attributes:
        sets: Sets a leg.
        target: Repetitions or good seconds of a set.
        first: The leg to begin with; None takes the one that is shown.
        legs: 1 stays with one leg (or both at once), 2 alternates.
        rest_s: Rest between sets of the same leg.
        switch_s: Time to change legs.
        countdown_s: From the start position to the start.
        intro: Whether disclaimer and limits of the view are said before the first set.
        safety: Whether pain now, red flags and the exercise's own stop rules are, too.
        sides: Whether the legs alternate by set, or one is finished first.
        easier: Name of the exercise to offer when this one is too hard.
        metronome: Whether a tempo is given.
        waits: Whether the summary stays until a key, or a session without keys, ends it.
        hands_free: Whether the session needs no key: the sign, pain asked aloud, and its own end.
        start: The start position; None where no demonstration shows it.
        announced: What is said first: the exercise, where it is one of several.
        optional: Whether a hand leaves the exercise out while it is announced.
        leave_s: The summary of a session without keys stays for so long.
        most_pain: Pain above it ends the session.
    """

    sets: int
    target: float
    first: Side | None = None
    legs: Literal[1, 2] = 1
    rest_s: float = 30.0
    switch_s: float = 10.0
    countdown_s: int = 3
    intro: bool = True
    safety: bool = False
    sides: Literal["alternating", "one-first"] = "alternating"
    easier: str = ""
    metronome: bool = False
    waits: bool = True
    hands_free: bool = False
    start: Start | None = None
    announced: str = ""
    optional: bool = False
    leave_s: float = 30.0
    most_pain: int = PAIN_LIMIT


def by_words(text: str) -> float:
    """How long it takes to say a text, in s, by the number of its words."""
    return len(text.split()) / WORDS_A_SECOND


@dataclass(frozen=True, slots=True)
class Ear:
    """What is known of what is heard; functions, so that a coach can be copied.

    Attributes:
        lasts_s: How long it takes to say a text.
        talks: Whether something is still being said; False where nobody hears it.
    """

    lasts_s: Lasts = by_words
    talks: Callable[[], bool] = lambda: False


NO_EAR = Ear()


def words_of_set(done: SetDone, kind: Kind) -> Phrase:
    """The result of a set, to be said."""
    if kind == "hold":
        return held(done.held_s) if done.held_s >= 1 else Phrase("coach.result.no-second")
    full = done.full + done.corrected
    words = [Phrase("count.full", count=full) if full > 0 else Phrase("coach.result.none")]
    if done.partial:
        words.append(Phrase("count.partial", count=done.partial))
    return Phrase("coach.result", parts=tuple(words))


def held(held_s: float) -> Phrase:
    """Good seconds, to be said."""
    return Phrase("coach.result.held", n=whole(held_s))


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that is answered by the sign.

    Attributes:
        text: The question.
        number: That was said last, or was answered; None before the first.
    """

    text: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Tempo:
    """What the tempo guide shows: the present part of the movement and how long it lasts already.

    Attributes:
        word: Of the catalogue: "up", "hold", "down", "forward", "knee-forward" or "back".
        elapsed_s: Since this part began.
        goal_s: How long it should take.
    """

    word: str
    elapsed_s: float
    goal_s: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What the last screen shows; `sides` as in the report."""

    sides: Mapping[Side, SideResult]
    work_on: str | None
    each_leg: bool = True

    def leg(self, side: Side) -> Phrase:
        """What a side is called: exercises on both legs have one side only, that of the camera."""
        return Phrase(f"screen.leg.{side if self.each_leg else 'both'}")

    def words(self, side: Side, kind: Kind) -> Phrase:
        """What was done on one side, and how far it went in the unit that it is measured in."""
        values = self.sides[side]
        if kind == "hold":
            return held(values.held_s)
        words = [
            Phrase("count.full", count=values.full),
            Phrase("count.partial", count=values.partial),
        ]
        if values.uncertain:
            words.append(Phrase("count.uncertain", count=values.uncertain))
        if values.best_height_ratio is not None:
            words.append(Phrase("screen.high", height=values.best_height_ratio))
        if values.best_angle_deg is not None:
            words.append(Phrase("outcome.angle", angle=values.best_angle_deg))
        return Phrase("coach.result", parts=tuple(words))


@dataclass(frozen=True, slots=True)
class SetTold:
    """What a set comes down to, to be shown in the rest after it."""

    result: str
    work_on: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that screen and voice need for one frame.

    Attributes:
        state: Where the session stands.
        feedback: Of the engine, with corrected count and target of the plan.
        prompts: What was decided to be said in this frame.
        instruction: The one thing to do now, outside of a set; None within.
        set_number: The present set, from 1.
        sets: Sets a leg.
        side: The leg of the present set, None when it is not known yet.
        remaining_s: Of countdown or rest.
        notice: What is shown beside: the disclaimer, or what cannot be judged.
        tempo: During a repetition.
        summary: In the state "summary" and "done".
        pain: The answer since the last set.
        offer: That there is an easier exercise, once this one has turned out too hard.
        ask: The question for pain, while it is asked aloud.
        fits: Whether the body is in the start position that is shown.
        missing: What the start position still lacks, where that is certain.
        spot: Where the start position belongs, once somebody is seen who could take it.
        held: Whether a key holds the session.
        last: What the last set was and the one thing to work on, while it is to be shown.
        since_s: For how long this screen is shown already.
        most_pain: Pain above it ends the session.
    """

    state: State
    feedback: Feedback
    prompts: tuple[Prompt, ...] = ()
    instruction: str | None = None
    set_number: int = 1
    sets: int = 1
    side: Side | None = None
    remaining_s: float | None = None
    notice: str | None = None
    tempo: Tempo | None = None
    summary: Summary | None = None
    pain: int | None = None
    offer: str | None = None
    ask: Ask | None = None
    fits: bool = False
    missing: str | None = None
    spot: Spot | None = None
    held: bool = False
    last: SetTold | None = None
    since_s: float = 0.0
    most_pain: int = PAIN_LIMIT


@dataclass(frozen=True, slots=True)
class Board:
    """What is seen and said of it for one frame; `big` is seconds."""

    title: str
    big: str
    lines: tuple[str, ...]
    foot: tuple[str, ...] = ()
    ask: Ask | None = None
    prompts: tuple[Prompt, ...] = ()
