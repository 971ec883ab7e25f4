import threading
from collections.abc import Callable, Iterator

import pytest

from formcheck.media.pipeline import Background, read_ahead
from tests.media.waiting import HANGS_S, wait_for

NoThreadsLeft = Callable[[], bool]


@pytest.fixture
def no_threads_left() -> NoThreadsLeft:
    """Whether all of ours have ended that were not there before."""

    def ours() -> set[threading.Thread]:
        return {each for each in threading.enumerate() if each.name.startswith("formcheck-")}

    before = ours()
    return lambda: ours() <= before


@pytest.mark.parametrize("depth", [1, 2, 10])
def test_reads_everything_in_order(depth: int, no_threads_left: NoThreadsLeft) -> None:
    assert list(read_ahead(range(100), depth)) == list(range(100))
    assert no_threads_left()


def test_falsy_items_pass() -> None:
    assert list(read_ahead([None, 0, ""])) == [None, 0, ""]


def test_the_next_item_is_made_while_one_is_used() -> None:
    second = threading.Event()

    def items() -> Iterator[int]:
        yield 1
        second.set()
        yield 2

    assert [second.wait(HANGS_S) for _ in read_ahead(items())] == [True, True]


def test_reading_stays_within_its_depth() -> None:
    made: list[int] = []

    def items() -> Iterator[int]:
        for number in range(50):
            made.append(number)
            yield number

    for number in read_ahead(items(), 2):
        assert len(made) <= number + 1 + 2 + 2  # in use, waiting, waiting for room and being made


def test_an_error_comes_after_what_was_good(no_threads_left: NoThreadsLeft) -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("the disk fell off")

    seen = []
    with pytest.raises(OSError, match="fell off"):
        seen.extend(iter_into(seen, read_ahead(items())))
    assert seen == [1]
    assert no_threads_left()


def iter_into(seen: list[int], items: Iterator[int]) -> list[int]:
    for item in items:
        seen.append(item)
    return []


@pytest.mark.parametrize("depth", [1, 3])
def test_stopping_early_ends_the_thread_and_the_source(
    depth: int, no_threads_left: NoThreadsLeft
) -> None:
    closed = threading.Event()

    def endless() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    for _ in read_ahead(endless(), depth):
        break
    assert closed.is_set()
    assert no_threads_left()


def test_background_writes_in_order_and_before_it_ends(no_threads_left: NoThreadsLeft) -> None:
    seen: list[tuple[int, int]] = []
    with Background(lambda number, *, square: seen.append((number, square))) as background:
        for number in range(50):
            background.write(number, square=number**2)
    assert seen == [(number, number**2) for number in range(50)]
    assert no_threads_left()


def test_background_lets_its_caller_go_on() -> None:
    go_on = threading.Event()
    seen: list[bool] = []
    with Background(lambda _: seen.append(go_on.wait(HANGS_S))) as background:
        background.write(1)
        background.write(2)
        go_on.set()
    assert seen == [True, True]


def test_background_raises_at_the_end_at_the_latest(no_threads_left: NoThreadsLeft) -> None:
    background = Background(int)
    background.write("no number")
    with pytest.raises(ValueError, match="no number"):
        background.close()
    assert no_threads_left()


def test_background_raises_while_writing_and_never_hangs(no_threads_left: NoThreadsLeft) -> None:
    def write_many(background: Background) -> None:
        for _ in range(10_000):
            background.write("no number")

    with pytest.raises(ValueError, match="no number"), Background(int, depth=1) as background:
        write_many(background)
    assert no_threads_left()


@pytest.mark.parametrize(("interrupt", "written"), [(KeyboardInterrupt, 3), (LookupError, 1)])
def test_ctrl_c_finishes_what_waits_and_errors_drop_it(
    interrupt: type[BaseException], written: int, no_threads_left: NoThreadsLeft
) -> None:
    begun = threading.Event()
    seen: list[int] = []

    def sink(number: int) -> None:
        begun.set()
        wait_for(lambda: background._closed)  # the error has come to the end of the block
        seen.append(number)

    background = Background(sink, depth=5)

    def run() -> None:
        with background:
            for number in range(3):
                background.write(number)
            assert begun.wait(HANGS_S)
            raise interrupt

    with pytest.raises(interrupt):
        run()
    assert len(seen) == written
    assert no_threads_left()


def test_a_closed_background_takes_nothing() -> None:
    background = Background(int)
    background.close()
    background.close()
    background.abort()
    with pytest.raises(ValueError, match="closed"):
        background.write("1")
