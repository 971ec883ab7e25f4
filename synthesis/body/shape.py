"""Body shapes: weighted sums of MakeHuman's macro targets.

The weights follow MakeHuman: each of sex, age, muscle, weight and height lies between named
extremes, and a target counts with the product of the shares of its names.
"""

from dataclasses import dataclass

import numpy as np

from synthesis.body.data import SKIN_VERTICES, body_data, target
from synthesis.maths import Array

NEGLIGIBLE = 1e-6
RACES = ("african", "asian", "caucasian")


@dataclass(frozen=True, slots=True)
class Macro:
    """The whole body in a few numbers from 0 to 1; height is solved for (see `shaped`)."""

    gender: float = 1.0  # 0 female, 1 male
    age: float = 0.5  # 0.5 = 25 years, 1 = 90 years
    muscle: float = 0.5
    weight: float = 0.5
    race: tuple[float, float, float] = (1 / 3, 1 / 3, 1 / 3)  # shares of RACES


def _shares(value: float, low: str, middle: str, high: str) -> dict[str, float]:
    if value < 0.5:
        return {low: 1 - 2 * value, middle: 2 * value}
    return {middle: 2 - 2 * value, high: 2 * value - 1}


def _builds(macro: Macro) -> dict[str, float]:
    """Shares of 'muscle-weight' names."""
    muscles = _shares(macro.muscle, "minmuscle", "averagemuscle", "maxmuscle")
    weights = _shares(macro.weight, "minweight", "averageweight", "maxweight")
    return {
        f"{m}-{w}": share_m * share_w
        for m, share_m in muscles.items()
        for w, share_w in weights.items()
    }


def _target_weights(macro: Macro, height: float) -> dict[str, float]:
    sexes = {"female": 1 - macro.gender, "male": macro.gender}
    ages = {"young": 2 - 2 * macro.age, "old": 2 * macro.age - 1}
    heights = _shares(height, "minheight", "", "maxheight")
    weights = {}
    for sex, of_sex in sexes.items():
        for age, of_age in ages.items():
            for race, of_race in zip(RACES, macro.race, strict=True):
                weights[f"{race}-{sex}-{age}"] = of_sex * of_age * of_race
            for build, of_build in _builds(macro).items():
                share = of_sex * of_age * of_build
                weights[f"universal-{sex}-{age}-{build}"] = share
                weights |= {
                    f"height/{sex}-{age}-{build}-{name}": share * of
                    for name, of in heights.items()
                    if name
                }
    return weights


def _with_macro(macro: Macro, height: float) -> Array:
    moved = np.zeros_like(body_data().vertices)
    for name, weight in _target_weights(macro, height).items():
        displacement = target(name) if weight > NEGLIGIBLE else None
        if displacement is not None:
            moved += weight * displacement
    return body_data().vertices + moved


def height_of(vertices: Array) -> float:
    """Body height in metres of vertices in MakeHuman's units."""
    return float(np.ptp(vertices[:SKIN_VERTICES, 1])) * 0.1


def shaped(macro: Macro, height_m: float) -> Array:
    """Vertices (N, 3), MakeHuman's units, of a body this high.

    The height target first, then a small uniform scale.
    """
    middle = _with_macro(macro, 0.5)
    extreme = _with_macro(macro, 1.0 if height_m > height_of(middle) else 0.0)
    share = (height_m - height_of(middle)) / (height_of(extreme) - height_of(middle))
    mixed = middle + np.clip(share, 0, 0.6) * (extreme - middle)
    return np.asarray(mixed * (height_m / height_of(mixed)))
