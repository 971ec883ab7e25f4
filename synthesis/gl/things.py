"""What stands in a scene, and the light that falls on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import moderngl
import numpy as np
from numpy.typing import ArrayLike

from synthesis.gl.shaders import Kind
from synthesis.maths import Array, Ints

Colour = Sequence[float]  # red, green, blue, linear 0..1


@dataclass(frozen=True, slots=True)
class Material:
    """How a surface looks."""

    kind: Kind = Kind.PLAIN
    colour: Colour = (0.8, 0.8, 0.8)
    gloss: float = 0.02
    texture: moderngl.Texture | None = None


@dataclass(slots=True)
class Drawn:
    """Something on the graphics card."""

    buffer: moderngl.Buffer
    vertices: moderngl.VertexArray
    shadow: moderngl.VertexArray
    material: Material
    casts: bool = True  # a shadow
    soft: bool = True  # ... in the weaker lamp and the sky, too
    moves: bool = False
    one_sided: bool = False
    inner: tuple[int, float, int] | None = (
        None  # of a wall: axis, place and the side of its face; unseen from behind
    )

    def write(self, rows: Array) -> None:
        """New vertices (n, 8)."""
        self.buffer.write(rows.astype("f4").tobytes())

    def release(self) -> None:
        """Frees the card's memory."""
        for held in (self.vertices, self.shadow, self.buffer):
            held.release()


@dataclass(frozen=True, slots=True)
class Lamp:
    """A point light."""

    position: Array
    target: Array
    colour: Array


@dataclass(slots=True)
class Light:
    """All light in the room."""

    lamps: list[Lamp] = field(default_factory=list)
    sky: Colour = (0.50, 0.53, 0.56)
    ground: Colour = (0.22, 0.19, 0.16)
    exposure: float = 1.0

    def add(
        self,
        position: ArrayLike,
        target: ArrayLike,
        power: float,
        colour: ArrayLike = (1, 0.97, 0.92),
    ) -> None:
        """Adds a lamp; the first two shine."""
        tint = np.array(colour) * power / 110
        self.lamps.append(Lamp(np.array(position, float), np.array(target, float), tint))


@dataclass(frozen=True, slots=True)
class Mesh:
    """Which vertices of a part the card's vertices are.

    One for each pair of vertex and texture coordinate.
    """

    drawn: Drawn
    triangles: Ints  # (t, 3) vertices of the part
    vertices: Ints
    uv: Array


Figure = list[Mesh]  # a human on the graphics card
