"""What waits to be said: whose turn it is, and what is not true any more."""

from __future__ import annotations

from typing import Final, NamedTuple

from formcheck.coach.values import Priority, Prompt

__all__ = ["Waiting"]

# Who goes first, and after how many seconds something is not worth saying any more: what to do next
# always is, whatever is being said before it.
_ORDER: Final[dict[Priority, tuple[int, float]]] = {
    "safety": (0, 20.0),
    "course": (1, 20.0),
    "count": (2, 2.5),
    "visibility": (3, 5.0),
    "must": (4, 2.5),
    "should": (5, 2.5),
    "praise": (6, 1.0),
    "beat": (7, 0.3),
}
_TURNING: Final = frozenset({"safety", "course"})  # after these nothing is as it was before
_NUMBERS: Final = frozenset({"count", "beat"})  # a newer one makes the older ones wrong


class _Item(NamedTuple):
    """A prompt that waits: when it was added, as which one, and in which frame."""

    added_s: float
    number: int
    frame: int
    prompt: Prompt


class Waiting:
    """Prompts, from the decision until they are said or dropped; times are of one clock.

    Attributes:
        dropped: How many were too late.
    """

    def __init__(self) -> None:
        self._items: list[_Item] = []
        self._number = self._frame = 0
        self._time_s: float | None = None  # of the newest one, on the clock of its exercise
        self.dropped = 0

    def add(self, now_s: float, prompt: Prompt) -> None:
        """Takes one, and drops those that it makes untrue."""
        self._number += 1
        self._frame += prompt.time_s != self._time_s
        self._time_s = prompt.time_s
        item = _Item(now_s, self._number, self._frame, prompt)
        self._keep([old for old in self._items if not _outdates(item, old)])
        self._items.append(item)

    def take(self, now_s: float) -> tuple[float, Prompt] | None:
        """What is to be said now, and when it was added.

        What is told of the session keeps its order; of numbers and cues the newest is true.
        """
        self._keep([item for item in self._items if _is_fresh(item, now_s)])
        if not self._items:
            return None
        chosen = min(self._items, key=_turn)
        self._items.remove(chosen)
        return chosen.added_s, chosen.prompt

    def clear(self) -> None:
        """Nobody says any of it."""
        self._keep([])

    def _keep(self, items: list[_Item]) -> None:
        self.dropped += len(self._items) - len(items)
        self._items = items

    def __bool__(self) -> bool:
        return bool(self._items)


def _outdates(new: _Item, old: _Item) -> bool:
    """Whether one makes an earlier one untrue; what was decided at once is true at once."""
    told, before = new.prompt.priority, old.prompt.priority
    if old.frame == new.frame or before in _TURNING:
        return False
    return told in _TURNING or (told == before and told in _NUMBERS)


def _turn(item: _Item) -> tuple[int, int, int]:
    """The earlier one goes first of what keeps its order, and of what was decided at once."""
    priority = item.prompt.priority
    newest = 0 if priority in _TURNING else -item.frame
    return _ORDER[priority][0], newest, item.number


def _is_fresh(item: _Item, now_s: float) -> bool:
    return now_s - item.added_s <= _ORDER[item.prompt.priority][1]
