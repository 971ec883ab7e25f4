"""People by name, and how a character of a scenario becomes a dressed human."""

from typing import Any

import numpy as np

from synthesis.body.human import Human
from synthesis.body.shape import Macro
from synthesis.clothes import textures
from synthesis.clothes.tailor import Tailor
from synthesis.maths import Array

Character = dict[str, Any]

PRESETS: dict[str, Character] = {
    "r1": {
        **{
            "sex": "male",
            "age": 38,
            "height_m": 1.74,
            "muscle": 0.55,
            "weight": 0.5,
            "tone": "light",
        },
        **{"hair": (62, 44, 32), "legs": "shorts", "pants": (44, 48, 60), "shirt": (60, 110, 140)},
        "shoes": (205, 60, 50),
    },
    "r2": {
        **{
            "sex": "female",
            "age": 38,
            "height_m": 1.62,
            "muscle": 0.5,
            "weight": 0.6,
            "tone": "dark",
        },
        **{
            "hair": (24, 20, 20),
            "legs": "leggings",
            "pants": (50, 40, 70),
            "shirt": (190, 190, 195),
        },
        "shoes": None,
    },
    "tall": {
        **{
            "sex": "male",
            "age": 30,
            "height_m": 1.92,
            "muscle": 0.5,
            "weight": 0.4,
            "tone": "brown",
        },
        **{
            "hair": (20, 18, 18),
            "legs": "shorts",
            "pants": (120, 30, 36),
            "shirt": (225, 222, 214),
        },
        "shoes": (40, 42, 48),
    },
    "small": {
        **{
            "sex": "female",
            "age": 30,
            "height_m": 1.55,
            "muscle": 0.45,
            "weight": 0.45,
            "tone": "medium",
        },
        **{
            "hair": (40, 26, 18),
            "legs": "leggings",
            "pants": (28, 30, 34),
            "shirt": (200, 90, 110),
        },
        **{"shoes": (235, 235, 235), "sole": (250, 250, 250)},
    },
    "heavy": {
        **{
            "sex": "male",
            "age": 52,
            "height_m": 1.80,
            "muscle": 0.55,
            "weight": 0.8,
            "tone": "medium",
        },
        **{"hair": (70, 66, 64), "legs": "shorts", "pants": (70, 74, 62), "shirt": (60, 66, 78)},
        "shoes": None,
    },
    "older": {
        **{
            "sex": "female",
            "age": 66,
            "height_m": 1.66,
            "muscle": 0.45,
            "weight": 0.6,
            "tone": "light",
        },
        **{
            "hair": (170, 166, 160),
            "legs": "leggings",
            "pants": (86, 90, 104),
            "shirt": (96, 140, 98),
        },
        "shoes": (70, 90, 150),
    },
    "sporty": {
        **{
            "sex": "female",
            "age": 26,
            "height_m": 1.76,
            "muscle": 0.65,
            "weight": 0.45,
            "tone": "brown",
        },
        **{"hair": (30, 22, 18), "legs": "shorts", "pants": (30, 60, 90), "shirt": (230, 170, 60)},
        "shoes": (240, 120, 40),
    },
}
SOLE = (225, 225, 225)
MALE_SHARE = {"male": 1.0, "female": 0.0}
KEYS = frozenset(
    (
        "preset",
        "sex",
        "age",
        "height_m",
        "muscle",
        "weight",
        "race",
        "tone",
        "hair",
        "legs",
        "hem",
        "sleeve",
    )
    + ("pants", "shirt", "socks", "sock_m", "shoes", "sole", "barefoot")
)


def described(character: str | Character) -> Character:
    """Every parameter of a character that is given by name or as changes to a preset."""
    given = {"preset": character} if isinstance(character, str) else dict(character)
    unknown = set(given) - KEYS
    if unknown:
        raise ValueError(f"unknown in character: {', '.join(sorted(unknown))}")
    full = {**PRESETS[given.get("preset", "r1")], **given}
    if full.get("barefoot"):
        full["shoes"] = full["socks"] = None
    return full


def dressed(character: str | Character) -> Human:
    """A human with skin, clothes, eyes and hair."""
    person = described(character)
    gender = MALE_SHARE.get(person["sex"], person["sex"])
    age = 0.5 + (person["age"] - 25) / 130
    race = tuple(person.get("race", Macro().race))
    human = Human.of(
        Macro(gender, age, person["muscle"], person["weight"], race), person["height_m"]
    )
    tailor = Tailor(human)
    tailor.skin(textures.skin(textures.TONES[person["tone"]], person["hair"]))
    _dress_legs(tailor, person)
    shoulder_m = human.joint("upperarm01.L")[2] - 0.15
    loose = 0.008 + 0.016 * np.clip((shoulder_m - tailor.height) / 0.4, 0, 1)
    tailor.sew(
        "shirt",
        tailor.shirt(0.09, person.get("sleeve", 0.6)),
        loose,
        textures.cloth(person["shirt"], 3),
    )
    if person.get("socks"):
        tailor.sew(
            "sock",
            tailor.sock(person.get("sock_m", 0.10)),
            0.0035,
            textures.cloth(person["socks"], 6),
        )
    if person.get("shoes"):
        _shoe(tailor, person)
    tailor.eyes(textures.eye())
    tailor.hair(textures.hair(person["hair"]))
    return human


def _dress_legs(tailor: Tailor, person: Character) -> None:
    """Shorts (hem above the knee), leggings.

    Or wide trousers whose hem lies on the foot (hem: m above the ankle).
    """
    below_waist = np.clip((tailor.waist_m - tailor.height) / 0.3, 0, 1)
    cloth = textures.cloth(person["pants"], 2)
    if person["legs"] == "shorts":
        hem, off_m = tailor.knee[2] + person.get("hem", 0.09), 0.006 + 0.018 * below_waist
    elif person["legs"] == "leggings":
        hem, off_m = tailor.ankle[2] + 0.05, 0.006 + 0.0 * below_waist
    else:
        hem = tailor.ankle[2] + person.get("hem", -0.03)
        down = np.clip((tailor.waist_m - tailor.height) / (tailor.waist_m - hem), 0, 1)
        off_m = 0.006 + 0.022 * np.clip(2 * down, 0, 1) + 0.008 * down**4
    tailor.sew("pants", tailor.legs(float(hem)), off_m, cloth)


def _shoe(tailor: Tailor, person: Character) -> None:
    """A low shoe: the surface around the foot, its underside 16 mm below the bare sole."""
    sole, collar = tailor.sole_m, tailor.collar(0.028)
    underside = tailor.vertices[:, 2] < sole + 0.016

    def flattened(cloth: Array) -> Array:
        shaped = cloth.copy()
        shaped[underside, 2] = sole - 0.016
        return shaped

    def upper(cloth: Array) -> Array:
        return np.asarray(np.minimum(collar - tailor.height, cloth[:, 2] - (sole + 0.004)))

    def lower(cloth: Array) -> Array:
        return np.asarray(np.minimum(collar - tailor.height, sole + 0.0045 - cloth[:, 2]))

    tailor.sew("shoe_upper", upper, 0.009, textures.cloth(person["shoes"], 4), flattened)
    tailor.sew("shoe_sole", lower, 0.009, textures.cloth(person.get("sole", SOLE), 5), flattened)
