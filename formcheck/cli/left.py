"""What is left of a session that was broken off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from formcheck.history.history import History
from formcheck.history.values import KeptNote, KeptSession, KeptSet
from formcheck.library import load_exercise
from formcheck.plan.today import Side, Task

__all__ = ["left_of"]


def left_of(
    history: History, started: KeptSession | None, tasks: tuple[Task, ...]
) -> tuple[Task, ...]:
    """The exercises, without the sets that were done and what was left out by choice."""
    if started is None:
        return tasks
    done = [*history.sets(started.id)]
    undone = tuple(left for task in tasks for left in _sets_left(task, done))
    return tuple(_unnoted(history.notes(started.id), undone))


def _sets_left(task: Task, done: list[KeptSet]) -> Iterator[Task]:
    """For each leg where it is not the same of both; the same exercise may come once more.

    Args:
        task: The exercise.
        done: Sets that are not accounted for yet; those of the exercise are taken out.
    """
    by_leg = task.side == "both" and task.camera
    by_leg = by_leg and load_exercise(task.dose.exercise).dosage.per_side
    sides: tuple[Side, ...] = ("left", "right") if by_leg else (task.side,)
    left: dict[Side, int] = {}
    for side in sides:
        same = [each for each in done if each.exercise == task.dose.exercise]
        mine = [each for each in same if not by_leg or each.side == side]
        left[side] = task.sets - len(mine[: task.sets])
        for each in mine[: task.sets]:
            done.remove(each)
    if len(set(left.values())) == 1:
        left = {task.side: max(left.values())}
    yield from (replace(task, side=side, sets=sets) for side, sets in left.items() if sets > 0)


def _unnoted(notes: Sequence[KeptNote], tasks: Sequence[Task]) -> Iterator[Task]:
    """Without what was left out by choice, and what was done without the camera."""
    told = [(note.exercise, note.what) for note in notes]
    for task in tasks:
        name = task.dose.exercise
        done = min(task.sets, told.count((name, "done")))
        for _ in range(done):
            told.remove((name, "done"))
        if (name, "left-out") not in told and done < task.sets:
            yield replace(task, sets=task.sets - done)
