"""Signals are computed when they are asked for, and once."""

import math

from formcheck.engine.values.signals import UNKNOWN, Key, Signals, Values


def test_what_is_asked_for_is_computed_once() -> None:
    asked: list[str] = []

    def compute(name: str) -> float:
        asked.append(name)
        return float(len(name))

    values = Values({"known": 7.0}, compute)
    assert asked == []
    assert (values["knee"], values["known"], values["knee"]) == (4.0, 7.0, 4.0)
    assert asked == ["knee"]


def test_others_may_be_put_in_their_place() -> None:
    first = Signals(left=Values({"heel": 1.0, "knee": 2.0}), body=Values({"trunk": 3.0}))
    changed = first.but("left", {"heel": 5.0}).but(None, {"trunk": 6.0})
    assert [changed.left["heel"], changed.left["knee"], changed.body["trunk"]] == [5.0, 2.0, 6.0]
    assert [first.left["heel"], first.body["trunk"]] == [1.0, 3.0]
    assert first.but("right", {"heel": 4.0}).of("right")["heel"] == 4.0


def test_of_a_side_or_of_the_body() -> None:
    found = Signals(*(Values({"x": value}) for value in (1.0, 2.0, 3.0)))
    assert [found.of(side)["x"] for side in ("left", "right", None)] == [1.0, 2.0, 3.0]
    assert found[Key("right", "x")] == 2.0


def test_the_error_stays_with_the_signal() -> None:
    values = Values({"heel": 1.0}, error=lambda name: 0.1 * len(name))
    assert Signals(values).but("left", {"heel": 2.0}).error(Key("left", "heel")) == 0.4
    assert math.isnan(UNKNOWN.error(Key("left", "heel")))


def test_of_nobody_nothing_is_known() -> None:
    assert not UNKNOWN
    assert Signals()
    assert all(math.isnan(UNKNOWN.of(side)["x"]) for side in ("left", "right", None))
