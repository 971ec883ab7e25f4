"""Random rooms: colours and painted textures everywhere, walls that never hide the person."""

import numpy as np
from numpy.typing import ArrayLike

from synthesis.clothes.textures import pattern
from synthesis.gl.scene import Scene
from synthesis.gl.shaders import Kind
from synthesis.gl.things import Colour, Drawn, Light, Material
from synthesis.maths import Array

PAINTED, COLOURED = 0.35, 0.75  # shares of the furniture
WALL_HEIGHT_M, WALL_HALF_M = 3.2, 6.0
NEAREST_WALL_M, FURTHEST_WALL_M = 0.75, 3.5


class RandomRoom(Scene):
    """A scene in which every exercise finds another room."""

    def __init__(self, size_px: int, random: np.random.Generator):
        super().__init__(size_px, size_px, noise=0)
        self.background_every, self.open_walls, self._random = 1, True, random
        # more takes ten times as long without a graphics card, and the pictures are spoiled anyway
        self.anisotropy = 1.0

    def _grey(self, low: float, high: float, spread: float) -> Array:
        return np.clip(self._random.uniform(low, high) + self._random.normal(0, spread, 3), 0.01, 1)

    def _painted(self, gloss: float = 0.02) -> Material:
        """A texture laid over it, at any scale and brightness."""
        scale, brightness = self._random.uniform(0.3, 2.0), self._random.uniform(0.4, 1.2)
        return Material(
            Kind.PICTURE, (scale, brightness, 0.0), gloss, self.texture(pattern(self._random))
        )

    def box(
        self,
        low: ArrayLike,
        high: ArrayLike,
        colour: Colour,
        kind: Kind = Kind.PLAIN,
        gloss: float = 0.02,
    ) -> Drawn:
        """A piece of furniture, in a colour of its own."""
        random = self._random
        if kind == Kind.PLAIN and random.random() < COLOURED:
            colour = (
                random.uniform(0.03, 0.9, 3)
                if random.random() < 0.5
                else self._grey(0.03, 0.9, 0.04)
            )
        drawn = super().box(low, high, colour, kind, gloss)
        if random.random() < PAINTED:
            drawn.material = self._painted(gloss)
        return drawn

    def room(
        self, back_m: float | None = None, front_m: float | None = None, front_end_m: float = 5.0
    ) -> None:
        """Floor and four walls anywhere; the wall that the person touches stays where it is."""
        random = self._random
        boards = random.random() < 0.45
        tint = random.uniform(0.3, 2.0) * np.clip(1 + random.normal(0, 0.12, 3), 0.5, 1.5)
        colour = tint if boards else self._grey(0.02, 0.85, 0.08)
        kind, gloss = (Kind.BOARDS if boards else Kind.PLAIN), float(random.uniform(0, 0.15))
        floor = super().box((-6, -6, -0.1), (6, 6, 0), colour, kind, gloss)
        floor.casts = False
        if random.random() < 0.4:
            floor.material = self._painted(gloss)
        for axis, sign in ((0, 1), (0, -1), (1, -1), (1, 1)):
            at = -sign * random.uniform(NEAREST_WALL_M, FURTHEST_WALL_M)
            if (axis, sign) == (1, 1) and front_m is not None:
                at = front_m
            drawn = self.wall(axis, at, sign, self._paint(), WALL_HEIGHT_M, WALL_HALF_M)
            drawn.casts = False

    def _paint(self) -> Material:
        if self._random.random() < PAINTED:
            return self._painted()
        return Material(Kind.PLAIN, self._grey(0.1, 0.9, 0.06))

    def relight(self) -> None:
        """Two lamps and a sky of any strength and tint."""
        random, light = self._random, Light()
        for i in range(2):
            angle, radius = random.uniform(0, 2 * np.pi), random.uniform(1, 3.5)
            at = (radius * np.cos(angle), radius * np.sin(angle), random.uniform(1.2, 3.2))
            power = random.uniform(30, 170) * (1 if i == 0 else random.uniform(0.1, 1))
            light.add(at, (0, 0, 0.5), power, np.clip(1 + random.normal(0, 0.08, 3), 0.7, 1.2))
        strength = random.uniform(0.3, 1.3)
        tint = np.clip(1 + random.normal(0, 0.06, 3), 0.8, 1.2)
        light.sky = np.array((0.5, 0.53, 0.56)) * strength * tint
        light.ground = np.array((0.22, 0.19, 0.16)) * strength
        light.exposure = float(random.uniform(0.5, 1.6))
        self.light = light
