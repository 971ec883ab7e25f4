import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.engine.values.landmarks import Legs
from formcheck.engine.values.pose import Pose
from formcheck.errors import OutputError, VideoError
from formcheck.media.pose.recorder import TraceRecorder
from formcheck.media.pose.traces import legs_of, pose_of, read_trace

SIZE_PX = (640, 480)


def random_pose(seed: int, *, world: bool = True) -> Pose:
    random = np.random.default_rng(seed)
    world_m = random.normal(size=(33, 3)) if world else np.full((33, 3), np.nan)
    pose = pose_of(random.uniform(0, 480, (33, 2)), random.uniform(size=33), world_m, SIZE_PX)
    assert pose
    return pose


def random_legs(seed: int, known: slice = slice(None)) -> Legs:
    random = np.random.default_rng(seed)
    error_px = np.full((2, 5), np.nan)
    error_px[known] = random.uniform(1, 9, (2, 5))[known]
    legs = legs_of(random.uniform(0, 480, (2, 5, 2)), error_px, SIZE_PX)
    assert legs
    return legs


def recorded(path: Path, *poses: Pose | None) -> Path:
    recorder = TraceRecorder(SIZE_PX)
    for number, pose in enumerate(poses):
        recorder.add(number / 30, pose)
    recorder.write(path)
    return path


def assert_same(one: Pose | None, other: Pose | None) -> None:
    assert one
    assert other
    np.testing.assert_array_equal(one.xy_px, other.xy_px)
    np.testing.assert_array_equal(one.visibility, other.visibility)
    np.testing.assert_array_equal(one.world_m, other.world_m)
    assert one.size_px == other.size_px
    assert (one.legs is None) == (other.legs is None)
    if one.legs and other.legs:
        np.testing.assert_array_equal(one.legs.xy_px, other.legs.xy_px)
        np.testing.assert_array_equal(one.legs.error_px, other.legs.error_px)


def test_a_trace_gives_back_exactly_what_was_recorded(tmp_path: Path) -> None:
    first, last = random_pose(1), random_pose(2)
    trace = read_trace(recorded(tmp_path / "a.npz", first, None, last))
    assert trace.name == "a.npz"
    assert trace.size_px == SIZE_PX
    assert trace.time_s.tolist() == [0, 1 / 30, 2 / 30]
    assert trace.poses[1] is None
    assert_same(trace.poses[0], first)
    assert_same(trace.poses[2], last)


def test_a_trace_keeps_how_far_the_picture_has_moved(tmp_path: Path) -> None:
    told = replace(random_pose(1), shift_px=(1.5, -20.25))
    trace = read_trace(recorded(tmp_path / "a.npz", told, random_pose(2)))
    assert [pose and pose.shift_px for pose in trace.poses] == [(1.5, -20.25), None]


def test_the_file_has_the_format_of_the_contract(tmp_path: Path) -> None:
    with np.load(recorded(tmp_path / "a.npz", random_pose(1), None), allow_pickle=False) as file:
        shapes = {name: (file[name].shape, file[name].dtype) for name in file.files}
        assert np.isnan(file["xy_px"][1]).all()
    assert shapes == {
        "time_s": ((2,), np.float64),
        "xy_px": ((2, 33, 2), np.float32),
        "visibility": ((2, 33), np.float32),
        "world_m": ((2, 33, 3), np.float32),
        "legs_px": ((2, 2, 5, 2), np.float32),
        "legs_error_px": ((2, 2, 5), np.float32),
        "people": ((2,), np.float32),
        "shift_px": ((2, 2), np.float32),
        "size_px": ((2,), np.int64),
    }


def test_legs_come_back_exactly(tmp_path: Path) -> None:
    both, left_only = random_legs(3), random_legs(4, slice(1))
    first, last = (replace(random_pose(n), legs=legs) for n, legs in ((1, both), (2, left_only)))
    trace = read_trace(recorded(tmp_path / "a.npz", first, random_pose(3), None, last))
    assert_same(trace.poses[0], first)
    assert_same(trace.poses[1], random_pose(3))
    assert trace.poses[2] is None
    assert_same(trace.poses[3], last)


def test_feet_alone_are_a_pose(tmp_path: Path) -> None:
    nobody = np.full((33, 3), np.nan)
    feet = pose_of(nobody[:, :2], np.zeros(33), nobody, SIZE_PX, random_legs(1))
    trace = read_trace(recorded(tmp_path / "a.npz", feet, None))
    assert_same(trace.poses[0], feet)
    assert trace.poses[0]
    assert np.isnan(trace.poses[0].xy_px).all()


def test_leg_points_outside_the_picture_are_not_known() -> None:
    xy_px = np.full((2, 5, 2), 100.0)
    xy_px[1, :3] = [(-1, 100), (100, 481), (640, 480)]
    legs = legs_of(xy_px, np.ones((2, 5)), SIZE_PX)
    assert legs
    assert np.isnan(legs.xy_px).all(axis=2).tolist() == [
        [False] * 5,
        [True, True, False, False, False],
    ]
    assert legs_of(xy_px, np.full((2, 5), np.nan), SIZE_PX) is None
    with pytest.raises(ValueError, match="read-only"):
        legs.xy_px[0, 0] = 0


def test_a_trace_without_legs_is_read_as_before(tmp_path: Path) -> None:
    with np.load(recorded(tmp_path / "new.npz", random_pose(1), None)) as file:
        np.savez(
            tmp_path / "old.npz", **{name: file[name] for name in file.files if "legs" not in name}
        )
    trace = read_trace(tmp_path / "old.npz")
    assert_same(trace.poses[0], random_pose(1))
    assert trace.poses[1] is None


def test_a_pose_without_world_stays_without(tmp_path: Path) -> None:
    trace = read_trace(recorded(tmp_path / "a.npz", random_pose(1, world=False)))
    assert trace.poses[0]
    assert trace.poses[0].world_m is None


def test_points_outside_the_picture_are_not_known() -> None:
    xy_px = np.full((33, 2), 100.0)
    xy_px[:5] = [(-1, 100), (100, -0.1), (640.1, 100), (100, 481), (640, 480)]
    pose = pose_of(xy_px, np.ones(33), np.zeros((33, 3)), SIZE_PX)
    assert pose
    assert np.isnan(pose.xy_px).all(axis=1).tolist() == [True] * 4 + [False] * 29
    assert pose_of(xy_px - 1000, np.ones(33), np.zeros((33, 3)), SIZE_PX) is None


def test_poses_cannot_be_changed() -> None:
    pose = random_pose(1)
    with pytest.raises(ValueError, match="read-only"):
        pose.xy_px[0, 0] = 0


def test_a_trace_without_frames_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match="no frames"):
        read_trace(recorded(tmp_path / "a.npz"))


WRONG: dict[str, tuple[Callable[[dict[str, np.ndarray]], object], str]] = {
    "missing array": (lambda arrays: arrays.pop("visibility"), "visibility is missing"),
    "too few points": (
        lambda arrays: arrays.update(xy_px=np.zeros((3, 17, 2))),
        r"xy_px .*\(frames, 33, 2\)",
    ),
    "too few frames": (lambda arrays: arrays.update(world_m=np.zeros((2, 33, 3))), "world_m"),
    "standing time": (lambda arrays: arrays.update(time_s=np.zeros(3)), "time_s must increase"),
    "no number": (
        lambda arrays: arrays.update(time_s=np.array([0, np.nan, 1])),
        "time_s must increase",
    ),
    "time is a table": (lambda arrays: arrays.update(time_s=np.zeros((3, 2))), "time_s"),
    "no size": (lambda arrays: arrays.update(size_px=np.array([0, 480])), "size_px"),
    "one size": (lambda arrays: arrays.update(size_px=np.array(640)), "size_px"),
    "legs without error": (lambda arrays: arrays.pop("legs_error_px"), "legs_error_px is missing"),
    "one leg": (
        lambda arrays: arrays.update(legs_px=np.zeros((3, 1, 5, 2))),
        r"legs_px .*\(frames, 2, 5, 2\)",
    ),
    "too few errors": (
        lambda arrays: arrays.update(legs_error_px=np.zeros((3, 2, 4))),
        r"legs_error_px .*2, 5\)",
    ),
    "words": (
        lambda arrays: arrays.update(visibility=np.array(["high"] * 3)),
        "visibility must hold numbers",
    ),
    "objects": (
        lambda arrays: arrays.update(visibility=np.array([{}] * 3)),
        "visibility must hold numbers",
    ),
    "negative time": (
        lambda arrays: arrays.update(time_s=np.arange(-1, 2)),
        "time_s must increase from 0",
    ),
    "a time without end": (
        lambda arrays: arrays.update(time_s=np.array([0, 1, np.inf])),
        "time_s must increase",
    ),
    "years": (lambda arrays: arrays.update(time_s=np.array([0, 1, 1e9])), "a day at most"),
    "a giant picture": (lambda arrays: arrays.update(size_px=np.array([1e300, 480])), "size_px"),
    "no picture": (lambda arrays: arrays.update(size_px=np.array([np.nan, 480])), "size_px"),
}


@pytest.mark.parametrize(("spoil", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_array_is_named(tmp_path: Path, spoil, words: str) -> None:
    with np.load(recorded(tmp_path / "good.npz", random_pose(1), None, random_pose(2))) as file:
        arrays = dict(file)
    spoil(arrays)
    np.savez(tmp_path / "bad.npz", **arrays)
    with pytest.raises(VideoError, match=words) as caught:
        read_trace(tmp_path / "bad.npz")
    assert "formcheck record" in str(caught.value)


@pytest.mark.parametrize("content", [b"some text", b"PK\x03\x04 not really a zip"])
def test_what_is_no_trace_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.npz"
    path.write_bytes(content)
    with pytest.raises(VideoError, match="not a pose trace"):
        read_trace(path)


def test_a_cut_off_trace_is_refused(tmp_path: Path) -> None:
    path = recorded(tmp_path / "a.npz", random_pose(1))
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(VideoError, match="not a pose trace"):
        read_trace(path)


def test_a_single_array_is_no_trace(tmp_path: Path) -> None:
    with (tmp_path / "a.npz").open("wb") as file:
        np.save(file, np.zeros(3))
    with pytest.raises(VideoError, match="not a pose trace"):
        read_trace(tmp_path / "a.npz")


def test_a_missing_trace_and_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match="there is no file"):
        read_trace(tmp_path / "a.npz")
    with pytest.raises(OutputError, match="cannot write"):
        recorded(tmp_path / "nowhere" / "a.npz", None)


def npy(header: str, content: bytes = b"", version: bytes = b"\1\0") -> bytes:
    text = header.encode() + b"\n"
    return b"\x93NUMPY" + version + len(text).to_bytes(2, "little") + text + content


HEADERS = {
    "no header": b"",
    "no Python": npy("{'descr'"),
    "deep": npy("(" * 5000),
    "negative": npy("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}"),
    "larger than its content": npy(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (9,)}", bytes(8)
    ),
    "more rows than a day has": npy(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999,)}", bytes(8)
    ),
    "pickle": npy(
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", b"cos\nsystem\n(S'false'\ntR."
    ),
    "another version": npy(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}", bytes(8), b"\7\0"
    ),
}


@pytest.mark.parametrize("content", HEADERS.values(), ids=HEADERS)
def test_an_array_that_does_harm_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("time_s", "xy_px", "visibility", "world_m", "size_px"):
            archive.writestr(f"{name}.npy", content)
    with pytest.raises(VideoError):
        read_trace(path)


def test_what_unpacks_to_more_than_a_trace_can_hold_is_not_unpacked(tmp_path: Path) -> None:
    header = "{'descr': '<f8', 'fortran_order': False, 'shape': (5000000,)}"
    with zipfile.ZipFile(tmp_path / "a.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("time_s.npy", npy(header, bytes(40_000_000)))
    tracemalloc.start()
    with pytest.raises(VideoError, match="5000000 rows"):
        read_trace(tmp_path / "a.npz")
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


def test_a_list_of_a_million_members_is_not_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        for number in range(2000):
            archive.writestr(f"{number}.npy", b"")
    with pytest.raises(VideoError, match="not a pose trace"):
        read_trace(tmp_path / "a.npz")


def test_what_is_no_number_was_not_seen() -> None:
    xy_px, world_m = np.full((33, 2), 50.0), np.zeros((33, 3))
    visibility = np.array([np.nan, np.inf, -np.inf, 7.0, -1.0, *[0.5] * 28])
    world_m[3] = 1e30, np.inf, 0
    pose = pose_of(xy_px, visibility, world_m, SIZE_PX)
    assert pose is not None
    assert pose.visibility[:6].tolist() == [0, 1, 0, 1, 0, 0.5]
    assert pose.world_m is not None
    assert np.isnan(pose.world_m[3]).all()
    assert np.isfinite(pose.world_m[4:]).all()
