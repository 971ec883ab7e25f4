"""Renders lower legs with the exact places of knee, ankle, heel, ball and toe of both legs.

In blocks of files.

A block holds `pictures` (n, 256, 256, 3) uint8, `points` (n, 10, 3) float32: pixels and depth in
metres of the five points of this leg, then of the other one, and `empty` (m, 256, 256, 3) uint8:
rooms and patterns without any leg.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from synthesis.body.body import Body, Points
from synthesis.clothes.textures import pattern
from synthesis.exercises import EXERCISES
from synthesis.exercises.exercise import Exercise
from synthesis.gl.things import Figure
from synthesis.sides import NAMES
from training.people import random_person
from training.rooms import RandomRoom
from training.situations import camera_on_leg, random_scenario

SIZE_PX = 256
PARTS = ("knee", "ankle", "heel", "ball", "toe")
EXERCISES_A_PERSON, MOMENTS_AN_EXERCISE, VIEWS_A_MOMENT = 5, 6, 4
EMPTY_SHARE = 0.05
NEAREST_M = 0.2
SEED = 77
Picture = NDArray[np.uint8]


@dataclass(slots=True)
class Block:
    """Pictures on their way into a file."""

    pictures: list[Picture] = field(default_factory=list)
    points: list[NDArray[np.float32]] = field(default_factory=list)
    empty: list[Picture] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """Writes the file, whole or not at all."""
        empty = np.array(self.empty, np.uint8).reshape(-1, SIZE_PX, SIZE_PX, 3)
        part = path.with_name(f"part-{path.name}")
        np.savez(part, pictures=np.array(self.pictures), points=np.array(self.points), empty=empty)
        part.rename(path)


def generate(folder: Path, worker: int, pictures: int, block_size: int = 512) -> int:
    """Renders this many pictures into folder/block-WORKER-NUMBER.npz.

    Returns how many people they show.
    """
    random = np.random.default_rng([SEED, worker])
    room = RandomRoom(SIZE_PX, random)
    folder.mkdir(parents=True, exist_ok=True)
    block, number, people, done = Block(), 0, 0, 0
    while done < pictures:
        people += 1
        for picture, points in _of_one_person(room, random, block):
            block.pictures.append(picture)
            block.points.append(points)
            done += 1
            if len(block.pictures) == block_size or done == pictures:
                block.write(folder / f"block-{worker}-{number}.npz")
                block, number = Block(), number + 1
            if done == pictures:
                break
    return people


def _of_one_person(
    room: RandomRoom, random: np.random.Generator, block: Block
) -> Iterator[tuple[Picture, NDArray[np.float32]]]:
    body = Body(random_person(random))
    for _ in range(EXERCISES_A_PERSON):
        room.clear()
        scenario = random_scenario(random)
        room.near_sign = scenario.near_sign
        try:
            exercise = EXERCISES[scenario.exercise](body, scenario)
        except ValueError:  # this body cannot reach that far
            continue
        room.relight()
        exercise.furnish(room)
        figure = room.human(body.human)
        for time_s in random.uniform(0, exercise.duration_s, MOMENTS_AN_EXERCISE):
            try:
                points = _posed(room, figure, body, exercise, float(time_s))
            except ValueError:
                continue
            yield from _views(room, random, block, (exercise, scenario.side, points))


def _posed(
    room: RandomRoom, figure: Figure, body: Body, exercise: Exercise, time_s: float
) -> Points:
    placed, _ = exercise.pose(time_s)
    surfaces = body.human.skinned(placed)
    points = body.points(surfaces, placed)
    exercise.update(time_s, points)
    room.place(figure, surfaces)
    return points


def _views(
    room: RandomRoom,
    random: np.random.Generator,
    block: Block,
    moment: tuple[Exercise, str, Points],
) -> Iterator[tuple[Picture, NDArray[np.float32]]]:
    exercise, side, points = moment
    left, right = NAMES.values()
    for _ in range(VIEWS_A_MOMENT):
        name = side if random.random() < 0.7 else (right if side == left else left)
        other = right if name == left else left
        room.camera = camera_on_leg(
            random, points, name, getattr(exercise, "wall_y", None), SIZE_PX
        )
        if random.random() < 0.3:
            room.relight()
        places = np.array(
            [
                room.camera.project(points[f"{leg}_{part}"])
                for leg in (name, other)
                for part in PARTS
            ]
        )
        if (places[:, 2] > NEAREST_M).all():
            yield room.frame(fresh=True), places.astype("f4")
        if random.random() < EMPTY_SHARE:
            block.empty.append(_without_people(room, random))


def _without_people(room: RandomRoom, random: np.random.Generator) -> Picture:
    """The room alone, or nothing but a pattern."""
    if random.random() < 0.3:
        size = (SIZE_PX, SIZE_PX)
        return np.asarray(Image.fromarray(pattern(random)).resize(size, Image.Resampling.BILINEAR))
    people, room.people = room.people, []
    picture = room.frame(fresh=True)
    room.people = people
    return picture
