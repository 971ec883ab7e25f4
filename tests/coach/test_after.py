"""After a set: what it was is said, shown for a while, and then pain is asked for."""

from __future__ import annotations

from formcheck.coach.after import LOOK_S
from formcheck.coach.values import by_words
from tests.coach.coached import performed, run_of


def test_pain_is_asked_once_there_was_time_to_look_at_what_to_work_on() -> None:
    frames = performed("single-leg-calf-raise")
    run = run_of(target=20, hands_free=True, rest_s=90.0, sets=2).feed(frames)
    last_s, pose = frames[-1]
    run.feed([(last_s + i / 20, pose) for i in range(1, 1200)])
    told = next(p for p in run.prompts if "Work on this" in p.text)
    asked = next(p for p in run.prompts if p.text.startswith("Pain in this set"))
    looked_s = asked.time_s - told.time_s - by_words(told.text)
    assert LOOK_S <= looked_s < LOOK_S + 0.1


def test_the_result_is_shown_before_the_summary_and_then_gives_way() -> None:
    frames = performed("single-leg-calf-raise")
    run = run_of(target=2, waits=True)
    shown = []
    last_s, pose = frames[-1]
    for time_s, seen in [*frames, *((last_s + i / 20, pose) for i in range(1, 400))]:
        scene = run.coach.update(time_s, seen)
        if scene.state == "summary":
            shown.append((scene.last is not None, scene.since_s))
    assert shown[0][0]
    assert not shown[-1][0]
    gives_way = [told for told, _ in shown].index(False)
    assert shown[gives_way][1] == 0.0  # the summary begins with its first page
    assert shown[-1][1] > 4.0
