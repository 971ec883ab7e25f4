"""Room, furniture and people, lit by two lamps and a soft sky, each with a shadow map."""

from collections.abc import Sequence

import moderngl
import numpy as np
from numpy.typing import ArrayLike

from synthesis.body.human import Human
from synthesis.gl import meshes
from synthesis.gl.camera import Camera, look_at, perspective
from synthesis.gl.shaders import SHADOW, SHADOW_VERTEX, SURFACE, VERTEX, Kind
from synthesis.gl.things import Colour, Drawn, Figure, Lamp, Light, Material, Mesh
from synthesis.maths import Array, Ints

SAMPLES = 4
SHADOW_PX = 512
BACKGROUND_EVERY = 3  # furniture and the shadows on it are drawn anew every third frame only
SHADOW_EVERY = (1, 2, 4)  # the weaker lamp's shadow and the sky's may lag a frame or three
SHADOW_RADIUS = (0.0035, 0.0035, 0.02)
LAMP_FOV_DEG, SKY_FOV_DEG = 62, 60
GREY = (0.5, 0.5, 0.5)
NOISE_TILE_MARGIN_PX = (97, 131)
NOISE_SEED = 11
PEOPLE_ANISOTROPY = 4.0


class Scene:
    """Draws frames (height, width, 3) of uint8; one context a scene."""

    def __init__(self, width: int = 640, height: int = 480, noise: float = 1.5):
        self.size_px, self.noise = (width, height), noise
        self._context = context = moderngl.create_standalone_context(backend="egl")
        self.renderer = str(context.info["GL_RENDERER"])
        self._surface = context.program(VERTEX, SURFACE)
        self._shadow = context.program(SHADOW_VERTEX, SHADOW)
        self._sampled, self._background = self._multisampled(), self._multisampled()
        self._resolved = context.framebuffer([context.renderbuffer(self.size_px, 3)])
        self._shadow_maps = [self._shadow_map() for _ in range(3)]
        self._white = context.texture((1, 1), 4, b"\xff" * 4)
        self._textures: list[moderngl.Texture] = []
        self._tick = 0
        self._grain: Array | None = None
        self.background_every = BACKGROUND_EVERY
        self.anisotropy = PEOPLE_ANISOTROPY
        self.objects: list[Drawn] = []
        self.people: list[Figure] = []
        self.light = Light()
        self.camera = Camera.at((3.6, 0, 0.9), (0, 0, 0.9), 33.0, self.size_px)
        self.open_walls = False  # whether walls vanish that the camera stands behind
        self.back_m: float | None = (
            None  # distance of the wall behind the person, other than the exercise's
        )
        self.near_sign = 1  # +1: the room is laid out for a camera on the person's left (+x)

    def _multisampled(self) -> moderngl.Framebuffer:
        context, size = self._context, self.size_px
        colour = context.renderbuffer(size, 3, samples=SAMPLES)
        return context.framebuffer([colour], context.depth_renderbuffer(size, samples=SAMPLES))

    def _shadow_map(self) -> tuple[moderngl.Texture, moderngl.Framebuffer]:
        texture = self._context.depth_texture((SHADOW_PX, SHADOW_PX))
        texture.compare_func = "<="
        texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
        texture.repeat_x = texture.repeat_y = False
        return texture, self._context.framebuffer(depth_attachment=texture)

    #
    # ----------------------------------------------------------------------------------------------
    # building

    def add(
        self, rows: Array, material: Material, *, casts: bool = True, index: Ints | None = None
    ) -> Drawn:
        """Puts vertices (n, 8) on the card; it is up to the caller to list them in `objects`."""
        context = self._context
        buffer = context.buffer(rows.astype("f4").tobytes(), dynamic=True)
        order = None if index is None else context.buffer(index.astype("i4").tobytes())
        vertices = context.vertex_array(
            self._surface, [(buffer, "3f 3f 2f", "position", "normal", "uv")], index_buffer=order
        )
        shadow = context.vertex_array(
            self._shadow, [(buffer, "3f 20x", "position")], index_buffer=order
        )
        return Drawn(buffer, vertices, shadow, material, casts)

    def box(
        self,
        low: ArrayLike,
        high: ArrayLike,
        colour: Colour,
        kind: Kind = Kind.PLAIN,
        gloss: float = 0.02,
    ) -> Drawn:
        """A piece of furniture."""
        drawn = self.add(meshes.box(low, high), Material(kind, colour, gloss))
        self.objects.append(drawn)
        return drawn

    def ribbon(self, stations: int, colour: Colour) -> Drawn:
        """A moving band; write `meshes.ribbon` into it."""
        drawn = self.add(
            np.zeros((meshes.ribbon_rows(stations), 8)), Material(Kind.PLAIN, colour, 0.01)
        )
        drawn.moves = True
        self.objects.append(drawn)
        return drawn

    def room(
        self, back_m: float | None = None, front_m: float | None = None, front_end_m: float = 5.0
    ) -> None:
        """Floor, wall behind the person as the camera sees it, and wall in front of the person.

        Args:
            back_m: x of the wall opposite to the camera, for a camera at +x.
            front_m: y of the wall that the person faces.
            front_end_m: How far that wall comes towards the camera.
        """
        k, floor = self.near_sign, ((-5, -5, -0.1), (5, 5, 0))
        self.box(*floor, (1, 1, 1), Kind.BOARDS, 0.06).casts = False
        if back_m is not None:
            back_m = back_m if self.back_m is None else -self.back_m
            inner = (0, k * back_m, k)
            self._wall((k * (back_m - 0.1), -5, 0), (k * back_m, 5, 3), (0.62, 0.60, 0.56), inner)
            self._wall(
                (k * back_m, -5, 0), (k * (back_m + 0.015), 5, 0.09), (0.8, 0.8, 0.79), inner
            )
        if front_m is not None:
            x0, x1, inner = -k * 5, k * front_end_m, (1, front_m, 1)
            self._wall((x0, front_m - 0.1, 0), (x1, front_m, 3), (0.45, 0.52, 0.57), inner)
            self._wall((x0, front_m, 0), (x1, front_m + 0.015, 0.09), (0.8, 0.8, 0.79), inner)

    def _wall(
        self, corner: Colour, opposite: Colour, colour: Colour, inner: tuple[int, float, int]
    ) -> None:
        low, high = np.minimum(corner, opposite), np.maximum(corner, opposite)
        drawn = self.box(low, high, colour)
        drawn.casts, drawn.inner = False, inner

    def wall(
        self,
        axis: int,
        at_m: float,
        sign: int,
        material: Material,
        height_m: float,
        half_m: float = 5.0,
    ) -> Drawn:
        """A thin wall at x (axis 0) or y (axis 1) = at_m that faces towards sign."""
        drawn = self.add(meshes.wall(axis, at_m, sign, half_m, height_m), material, casts=False)
        drawn.inner, drawn.one_sided = (axis, at_m, sign), True
        self.objects.append(drawn)
        return drawn

    def texture(self, pixels: Array, anisotropy: float = 1.0) -> moderngl.Texture:
        """A picture (h, w, 3) on the card; it repeats beyond its edges.

        Anisotropy keeps it sharp where it is seen at a flat angle; close to the camera llvmpipe
        takes seconds for it.
        """
        height, width = pixels.shape[:2]
        opaque = np.full((height, width, 1), 255, np.uint8)
        flipped = np.ascontiguousarray(np.concatenate([pixels, opaque], 2)[::-1])
        texture = self._context.texture((width, height), 4, flipped.tobytes())
        texture.build_mipmaps()
        texture.anisotropy = anisotropy
        texture.repeat_x = texture.repeat_y = True
        self._textures.append(texture)
        return texture

    def human(self, human: Human) -> Figure:
        """Puts a person into the scene; `place` moves it."""
        figure = []
        for part in human.parts:
            corners = np.stack([meshes.triangles(part.faces), meshes.triangles(part.face_uv)], 1)
            pairs, index = np.unique(corners, axis=0, return_inverse=True)
            uv = part.uv[pairs[:, 1]]
            is_skin = part.name == "body"
            material = Material(
                Kind.TEXTURE,
                (1, 1, 1),
                0.05 if is_skin else 0.02,
                self.texture(part.texture, self.anisotropy),
            )
            drawn = self.add(np.zeros((len(pairs), 8)), material, index=index.ravel())
            drawn.moves, drawn.soft, drawn.one_sided = True, is_skin, True
            figure.append(Mesh(drawn, corners[:, 0].reshape(-1, 3), pairs[:, 0], uv))
        self.people.append(figure)
        return figure

    def place(self, figure: Figure, surfaces: Sequence[Array]) -> None:
        """Moves a person's surfaces (see Human.skinned)."""
        for mesh, vertices in zip(figure, surfaces, strict=True):
            normals = meshes.vertex_normals(vertices, mesh.triangles)
            mesh.drawn.write(
                np.concatenate([vertices[mesh.vertices], normals[mesh.vertices], mesh.uv], 1)
            )

    def clear(self) -> None:
        """Takes everything out of the room."""
        for drawn in [*self.objects, *self._figures()]:
            drawn.release()
        for texture in self._textures:
            texture.release()
        self.objects, self.people, self._textures, self.light = [], [], [], Light()

    def _figures(self) -> list[Drawn]:
        return [mesh.drawn for figure in self.people for mesh in figure]

    #
    # ----------------------------------------------------------------------------------------------
    # drawing

    def frame(self, noise_number: int = 0, *, fresh: bool = False) -> Array:
        """The picture, with sensor noise of this number; fresh redraws what may lag."""
        self._tick = 0 if fresh else self._tick
        projections = self._draw_shadows()
        self._set_light(projections)
        still = [drawn for drawn in self.objects if not drawn.moves]
        if self._tick % self.background_every == 0:
            self._background.use()
            self._background.clear(*GREY)
            self._draw(still)
        self._tick += 1
        self._context.copy_framebuffer(self._sampled, self._background)
        self._sampled.use()
        self._draw([drawn for drawn in self.objects if drawn.moves] + self._figures())
        self._context.copy_framebuffer(self._resolved, self._sampled)
        width, height = self.size_px
        pixels = np.frombuffer(self._resolved.read(components=3, alignment=1), np.uint8)
        return self._with_noise(pixels.reshape(height, width, 3)[::-1], noise_number)

    def _lamps(self) -> list[Lamp]:
        sky = Lamp(np.array([0, 0, 3.2]), np.array([0, 0.01, 0]), np.zeros(3))
        return [*(self.light.lamps * 2)[:2], sky]

    def _draw_shadows(self) -> list[Array]:
        """Shadow maps; returns the projection of each light."""
        projections = []
        for i, lamp in enumerate(self._lamps()):
            fov_deg = LAMP_FOV_DEG if i < 2 else SKY_FOV_DEG
            projection = perspective(fov_deg, 1, 0.3, 8) @ look_at(lamp.position, lamp.target)
            projections.append(projection)
            if self._tick % SHADOW_EVERY[i] == 0:
                self._draw_shadow(i, projection)
        return projections

    def _draw_shadow(self, number: int, projection: Array) -> None:
        context, target = self._context, self._shadow_maps[number][1]
        context.enable(context.DEPTH_TEST)
        target.use()
        target.viewport = (0, 0, SHADOW_PX, SHADOW_PX)
        target.clear()
        self._shadow["view_projection"].write(projection.T.astype("f4").tobytes())
        for drawn in self.objects:
            if drawn.casts:
                drawn.shadow.render()
        context.enable(
            context.CULL_FACE
        )  # closed or nearly closed: half of the triangles are enough
        for drawn in self._figures():
            if drawn.casts and (number == 0 or drawn.soft):
                drawn.shadow.render()
        context.disable(context.CULL_FACE)

    def _set_light(self, projections: list[Array]) -> None:
        program, lamps = self._surface, self._lamps()
        for i, (texture, _) in enumerate(self._shadow_maps):
            texture.use(i + 1)
            program[f"shadow{i}"].value = i + 1
        program["view_projection"].write(self.camera.projection.T.astype("f4").tobytes())
        program["eye"].value = tuple(float(value) for value in self.camera.eye)
        program["image"].value = 0
        program["light_projection"].write(
            b"".join(matrix.T.astype("f4").tobytes() for matrix in projections)
        )
        program["light_position"].write(
            np.array([lamp.position for lamp in lamps[:2]], "f4").tobytes()
        )
        program["light_colour"].write(np.array([lamp.colour for lamp in lamps[:2]], "f4").tobytes())
        program["light_radius"].write(np.array(SHADOW_RADIUS, "f4").tobytes())
        program["sky"].value, program["ground"].value = (
            tuple(self.light.sky),
            tuple(self.light.ground),
        )
        program["exposure"].value = self.light.exposure

    def _draw(self, objects: Sequence[Drawn]) -> None:
        context, program = self._context, self._surface
        context.enable(context.DEPTH_TEST)
        context.disable(context.BLEND)
        for drawn in objects:
            if self._hidden(drawn):
                continue
            material = drawn.material
            (material.texture or self._white).use(0)
            program["kind"].value = int(material.kind)
            program["colour"].value = tuple(material.colour)
            program["gloss"].value = material.gloss
            if drawn.one_sided:
                context.enable(context.CULL_FACE)
            drawn.vertices.render()
            context.disable(context.CULL_FACE)

    def _hidden(self, drawn: Drawn) -> bool:
        """A wall whose back the camera sees.

        Only where walls were told to vanish (see `open_walls`).
        """
        if drawn.inner is None or not self.open_walls:
            return False
        axis, at_m, sign = drawn.inner
        return bool((self.camera.eye[axis] - at_m) * sign < 0)

    def _with_noise(self, pixels: Array, number: int) -> Array:
        """Seeded sensor noise: one big tile, shifted differently for every number."""
        if not self.noise:
            return np.ascontiguousarray(pixels)
        height, width = pixels.shape[:2]
        if self._grain is None:
            shape = (height + NOISE_TILE_MARGIN_PX[0], width + NOISE_TILE_MARGIN_PX[1], 3)
            grain = np.random.default_rng(NOISE_SEED).normal(0, self.noise, shape)
            self._grain = np.rint(grain).astype(np.int16)
        y, x = np.random.default_rng(number).integers(0, NOISE_TILE_MARGIN_PX)
        return np.clip(pixels + self._grain[y : y + height, x : x + width], 0, 255).astype(np.uint8)
