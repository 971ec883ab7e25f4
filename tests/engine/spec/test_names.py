"""The names that specs use."""

import pytest

from formcheck.engine.spec.names import SIGNALS, resolve, unit_of
from formcheck.engine.values.landmarks import Side


@pytest.mark.parametrize(
    ("signal", "target", "key"),
    [
        ("target.knee_flexion_deg", "left", ("left", "knee_flexion_deg")),
        ("target.knee_flexion_deg", "right", ("right", "knee_flexion_deg")),
        ("other.knee_flexion_deg", "left", ("right", "knee_flexion_deg")),
        ("other.clearance_ratio", "right", ("left", "clearance_ratio")),
        ("heel_rise_ratio", "right", ("right", "heel_rise_ratio")),
        ("trunk_inclination_deg", "left", (None, "trunk_inclination_deg")),
        ("step_length_ratio", "right", (None, "step_length_ratio")),
    ],
)
def test_roles_become_sides(signal: str, target: Side, key: tuple[Side | None, str]) -> None:
    assert resolve(signal, target) == key


@pytest.mark.parametrize(
    ("signal", "of", "unit"),
    [
        ("target.knee_flexion_deg", "value", "deg"),
        ("other.shank_inclination_deg", "speed", "deg/s"),
        ("step_length_ratio", "value", "ratio"),
        ("down_s", "value", "s"),
    ],
)
def test_units(signal: str, of: str, unit: str) -> None:
    assert unit_of(signal, of) == unit


@pytest.mark.parametrize(
    ("counted", "unit"), [("target.heel_rise_ratio", "ratio"), ("shank_inclination_deg", "deg")]
)
def test_peaks_have_the_unit_of_what_is_counted(counted: str, unit: str) -> None:
    assert unit_of("peak", counted=counted) == unit_of("valley", counted=counted) == unit
    assert unit_of("height_fraction", counted=counted) == "ratio"
    assert unit_of("down_s", counted=counted) == "s"


@pytest.mark.parametrize("signal", SIGNALS)
def test_the_unit_is_in_the_name(signal: str) -> None:
    assert signal.endswith(f"_{SIGNALS[signal].kind}")
