"""Random people: body, skin, trousers, socks and shoes, all textures painted."""

import numpy as np

from synthesis.body.human import Human
from synthesis.body.shape import Macro
from synthesis.clothes import textures
from synthesis.clothes.tailor import Tailor
from synthesis.clothes.textures import pattern
from synthesis.maths import Array

LEGS = {"shorts": 0.30, "leggings": 0.22, "trousers": 0.32, "long shorts": 0.12, "skin": 0.04}
FEET = {"bare": 0.24, "sock": 0.16, "shoe": 0.36, "sock+shoe": 0.24}


def random_person(random: np.random.Generator) -> Human:
    """A dressed human without hair and eyes: the pictures show legs."""
    macro = Macro(
        gender=float(random.beta(0.4, 0.4)),
        age=0.5 + 0.5 * float(random.beta(1, 2)),
        muscle=float(random.uniform(0.3, 0.85)),
        weight=float(random.beta(2, 2)),
        race=tuple(random.dirichlet((0.8, 0.8, 0.8))),
    )
    human = Human.of(macro, float(random.uniform(1.48, 1.98)))
    tailor = Tailor(human)
    tailor.skin(textures.skin(_tone(random), (60, 45, 35), int(random.integers(1e9))))
    _trousers(tailor, random)
    shirt = tailor.shirt(float(random.uniform(0, 0.14)), float(random.uniform(0.2, 2.2)))
    tailor.sew("shirt", shirt, 0.008, pattern(random, 0.05))
    feet = str(random.choice(list(FEET), p=list(FEET.values())))
    if "sock" in feet:
        tailor.sew(
            "sock", tailor.sock(float(random.uniform(0.03, 0.28))), 0.0035, pattern(random, 0.05)
        )
    if "shoe" in feet:
        _shoe(tailor, random)
    return human


def _tone(random: np.random.Generator) -> Array:
    tones = np.array(list(textures.TONES.values()), float)
    mixed = random.dirichlet(np.full(len(tones), 0.5)) @ tones
    return np.clip(mixed * random.uniform(0.9, 1.08) + random.normal(0, 5, 3), 20, 250)


def _hem_z(tailor: Tailor, random: np.random.Generator, kind: str) -> float:
    knee, ankle = tailor.knee[2], tailor.ankle[2]
    heights = {
        "shorts": knee + random.uniform(0.03, 0.26),
        "long shorts": knee - random.uniform(0.0, 0.22),
        "leggings": ankle + random.uniform(0.0, 0.16),
        "trousers": ankle + random.uniform(-0.045, 0.07),
        "skin": tailor.waist_m - 0.12,
    }
    return float(heights[kind])


def _trousers(tailor: Tailor, random: np.random.Generator) -> None:
    kind = str(random.choice(list(LEGS), p=list(LEGS.values())))
    hem = _hem_z(tailor, random, kind)
    wide, flare = (
        (random.uniform(0.008, 0.035), random.uniform(0, 0.02))
        if kind == "trousers"
        else (0.0, 0.0)
    )
    loose = random.uniform(0.2, 1.6) if "shorts" in kind else 0.0
    below = tailor.waist_m - tailor.height
    down = np.clip(below / (tailor.waist_m - hem + 1e-6), 0, 1)
    off_m = (
        0.006
        + 0.018 * loose * np.clip(below / 0.3, 0, 1)
        + wide * np.clip(down * 2, 0, 1)
        + flare * down**4
    )
    tailor.sew("pants", tailor.legs(hem), off_m, pattern(random, 0.08))


def _shoe(tailor: Tailor, random: np.random.Generator) -> None:
    """Sole of any thickness with some toe spring; collar low, or high as a boot's."""
    sole, underside = tailor.sole_m, tailor.vertices[:, 2] < tailor.sole_m + 0.016
    foot_y = tailor.vertices[tailor.height < sole + 0.05][:, 1]
    along = np.clip((tailor.vertices[:, 1] - foot_y.min()) / np.ptp(foot_y), 0, 1)  # 0 toe, 1 heel
    thick, spring = random.uniform(0.004, 0.03), random.uniform(0, 0.012)
    high = random.uniform(0.0, 0.05) + (random.random() < 0.12) * random.uniform(0.03, 0.12)
    collar = tailor.collar(0.018 + float(high))
    split = sole + random.uniform(-0.004, 0.014)
    bottom = sole - thick + spring * np.clip(1 - along / 0.3, 0, 1) ** 2
    fat = float(random.uniform(0.006, 0.014))

    def shaped(cloth: Array) -> Array:
        moved = cloth.copy()
        moved[underside, 2] = bottom[underside]
        return moved

    def upper(cloth: Array) -> Array:
        return np.asarray(np.minimum(collar - tailor.height, cloth[:, 2] - split))

    def lower(cloth: Array) -> Array:
        return np.asarray(np.minimum(collar - tailor.height, split + 0.0005 - cloth[:, 2]))

    tailor.sew("shoe_upper", upper, fat, pattern(random, 0.05), shaped)
    tailor.sew(
        "shoe_sole", lower, fat + float(random.uniform(0, 0.003)), pattern(random, 0.05), shaped
    )
