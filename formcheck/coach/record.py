"""What a live session leaves behind: the sets that were done, joined into one report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy, deepcopy
from dataclasses import replace

from formcheck.coach.values import PAIN_LIMIT, PAIN_STOP, SetTold, Summary, words_of_set
from formcheck.coach.work_set import WorkSet
from formcheck.engine.results.outcomes import with_outcomes
from formcheck.engine.session import Session
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Counts, Quality, Report, View
from formcheck.engine.values.results import Correction, Log, Pain, Restart, SetDone
from formcheck.words import Phrase

_QUALITIES: tuple[Quality, ...] = ("poor", "usable", "good")


class Record:
    """Collects what was done.

    Nothing here is ever taken away, except by a set that is started anew.
    """

    def __init__(self, spec: ExerciseSpec, most_pain: int = PAIN_LIMIT) -> None:
        self._spec, self._most_pain = spec, most_pain
        self._reports: list[Report] = []
        self.sets: list[SetDone] = []
        self._views: list[View] = []
        self._corrections: list[Correction] = []
        self._restarts: list[Restart] = []
        self.last: SetTold | None = None
        self.pain: list[Pain] = []
        self._frames = self._with_person = 0
        self._time_s = 0.0
        self._size_px = (0, 0)
        self._people: int | None = None
        self._corrects = True

    def frame(self, time_s: float, pose: Pose | None) -> None:
        """Notes that a frame was seen."""
        self._frames += 1
        self._time_s = time_s
        if pose is not None:
            self._with_person += 1
            self._size_px = pose.size_px
            self._people = max(pose.people or 0, self._people or 0) or None

    def looked(self, session: Session) -> None:
        """Notes how the view was while somebody took position."""
        self._views.append(session.judged().view)

    def add(self, work: WorkSet, number: int, end_s: float) -> None:
        """Adds a set."""
        report = _as_shown(work.session.judged(), work)
        self._reports.append(report)
        sides: list[Side] = [rep.side for rep in report.reps] + [hold.side for hold in report.holds]
        done = SetDone(
            number=number,
            side=next(iter(sides), work.side),
            start_s=work.start_s,
            end_s=end_s,
            full=report.counts.full,
            partial=report.counts.partial,
            held_s=work.held_s(sum(hold.held_s for hold in report.holds)),
            corrected=work.corrected,
        )
        self.sets.append(done)
        todo = None if work.slow else with_outcomes(report, self._spec).summary.work_on
        self._corrects &= not work.slow
        self.last = SetTold(words_of_set(done, self._spec.kind), todo.message if todo else None)

    def take(self, work: WorkSet | None, number: int, end_s: float) -> None:
        """Adds a set if there is one that has begun."""
        if work is not None and work.begun:
            self.add(work, number, end_s)

    def so_far(self, work: WorkSet | None, number: int, end_s: float) -> Record:
        """A copy with the set that is under way, which can go on."""
        other = copy(self)
        other._reports, other.sets = list(self._reports), list(self.sets)
        other.take(deepcopy(work), number, end_s)
        return other

    def correct(self, time_s: float, number: int, change: int) -> None:
        """Logs that the user has changed the count of the present set."""
        self._corrections.append(Correction(time_s, number, change))

    def restart(self, time_s: float, number: int, dropped: int) -> None:
        """Logs that a set was thrown away to be done again."""
        self._restarts.append(Restart(time_s, number, dropped))

    def answer(self, time_s: float, pain: int) -> Phrase | None:
        """Logs an answer to the pain question; what to say where it ends the session.

        The next one within the same pause replaces it.
        """
        if self.pain_now is not None:
            self.pain.pop()
        self.pain.append(Pain(time_s, len(self.sets), pain))
        if pain <= self._most_pain:
            return None
        return PAIN_STOP if self.sets else Phrase("coach.not-today", limit=self._most_pain)

    @property
    def reports(self) -> tuple[Report, ...]:
        """The report of each of the sets."""
        return tuple(self._reports)

    @property
    def pain_now(self) -> int | None:
        """The answer that was given since the last set."""
        asked = bool(self.pain) and self.pain[-1].sets_done == len(self.sets)
        return self.pain[-1].pain if asked else None

    @property
    def bearable(self) -> bool:
        """Whether no answer was above the limit."""
        return all(said.pain <= self._most_pain for said in self.pain)

    @property
    def reason(self) -> str | None:
        """Why the last set came to nothing; None when it did not."""
        return self._reports[-1].view.reason if self._reports else None

    def sum_up(self, then: Phrase) -> Phrase:
        """What the last set was, why it came to nothing if it did, and what comes next."""
        done, todo = words_of_set(self.sets[-1], self._spec.kind), None
        if self.last is not None and self.last.work_on and not self.reason:
            todo = Phrase("coach.work-on", correction=self.last.work_on)
        told = tuple(each for each in (done, self.reason, todo, then) if each)
        return Phrase("coach.sum-up", sentences=told)

    def report(self) -> Report:
        """Everything that was done, as one report in session time, before it is summed up."""
        parts = self._reports
        findings = tuple(f for part in parts for f in part.findings)
        reps = tuple(
            replace(rep, number=i) for i, rep in enumerate((r for p in parts for r in p.reps), 1)
        )
        holds = tuple(
            replace(hold, number=i) for i, hold in enumerate((h for p in parts for h in p.holds), 1)
        )
        return Report(
            exercise=self._spec.id,
            kind=self._spec.kind,
            view=_joined([p.view for p in parts] or self._views[-1:]),
            counts=_sum(p.counts for p in parts),
            reps=reps,
            holds=holds,
            findings=findings,
            not_observable=self._spec.not_observable,
            frames=self._frames,
            frames_with_person=self._with_person,
            duration_s=self._time_s,
            size_px=self._size_px,
            log=self._log,
            people=self._people,
        )

    @property
    def _log(self) -> Log:
        return Log(
            tuple(self.sets), tuple(self._corrections), tuple(self._restarts), tuple(self.pain)
        )

    def summary(self) -> Summary:
        """The few numbers for the last screen."""
        found = with_outcomes(self.report(), self._spec).summary
        todo = found.work_on.message if found.work_on and self._corrects else None
        return Summary(found.sides, todo, self._spec.dosage.per_side)


def _as_shown(report: Report, work: WorkSet) -> Report:
    """The report of a set whose last hold has the seconds that a reached goal has shown."""
    booked_s = sum(hold.held_s for hold in report.holds)
    missing_s = work.held_s(booked_s) - booked_s
    if missing_s <= 0 or not report.holds:
        return report
    *before, last = report.holds
    held_s, paused_s = last.held_s + missing_s, max(0.0, last.paused_s - missing_s)
    end_s = last.start_s + held_s + paused_s
    shown = replace(last, end_s=end_s, held_s=held_s, paused_s=paused_s)
    return replace(report, holds=(*before, shown))


def _sum(counts: Iterable[Counts]) -> Counts:
    found = list(counts)
    return Counts(
        sum(c.full for c in found), sum(c.partial for c in found), sum(c.uncertain for c in found)
    )


def _joined(views: Sequence[View]) -> View:
    """The worst quality, all problems, and near side and facing where they were always the same."""
    if not views:
        return View("poor", None, None)
    near, facing = {v.near_side for v in views}, {v.facing for v in views}
    return View(
        min((v.quality for v in views), key=_QUALITIES.index),
        near.pop() if len(near) == 1 else None,
        facing.pop() if len(facing) == 1 else None,
        tuple(dict.fromkeys(p for v in views for p in v.problems)),
        None if any(v.reason is None for v in views) else views[-1].reason,
    )
