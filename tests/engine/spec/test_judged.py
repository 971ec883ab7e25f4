"""The table of what can be judged is what the engine judges."""

from formcheck.engine.signals.corrections import POSTURES
from formcheck.engine.spec.judged import FLAT_FEET, JUDGED, NOT_FLAT
from formcheck.engine.spec.names import FRONT_SIGNALS, SIDE_SIGNALS, SIGNALS
from formcheck.engine.spec.schema import json_schema


def test_heels_have_heights_where_feet_are_flat() -> None:
    assert set(FLAT_FEET) == {name for name, posture in POSTURES.items() if posture.feet_flat}
    assert set(NOT_FLAT) == POSTURES.keys() - set(FLAT_FEET)


def test_views_share_no_signal() -> None:
    assert set(FRONT_SIGNALS) | set(SIDE_SIGNALS) <= SIGNALS.keys()
    assert not set(FRONT_SIGNALS) & set(SIDE_SIGNALS)


def test_the_table_knows_every_word_of_a_rule() -> None:
    rule = json_schema()["$defs"]["Rule"]["properties"]
    assert set(rule["of"]["enum"]) == {of for kind in JUDGED.values() for of in kind}
    stats = {stat for kind in JUDGED.values() for stats in kind.values() for stat in stats}
    assert set(rule["stat"]["enum"]) == stats
