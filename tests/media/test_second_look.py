"""What a second look through a video changes: everybody counted, upright, heads covered."""

from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Frame, Pose
from formcheck.media.recorded import Recorded, opened
from formcheck.media.video.file import VideoFile
from formcheck.media.video.writer import VideoWriter

SECONDS = 2.5


@pytest.fixture(scope="module")
def frames(calf_raises: Path) -> list[Frame]:
    with VideoFile(calf_raises) as video:
        return list(islice(video, round(SECONDS * 20)))


def written(path: Path, images: list[np.ndarray], frames: list[Frame]) -> Path:
    height, width = images[0].shape[:2]
    with VideoWriter(path, (width, height)) as writer:
        for image, frame in zip(images, frames, strict=True):
            writer.write(np.ascontiguousarray(image), frame.time_s)
    return path


def seen(
    path: Path, posture: str | None, *, cover_heads: bool = False
) -> tuple[Recorded, list[tuple[Frame, Pose]]]:
    with opened(path, "full", posture=posture, cover_heads=cover_heads) as recorded:
        return recorded, [(frame, pose) for frame, pose in recorded if pose is not None]


def test_a_video_on_its_side_is_put_upright(tmp_path: Path, frames: list[Frame]) -> None:
    on_its_side = [cv2.rotate(frame.image, cv2.ROTATE_90_COUNTERCLOCKWISE) for frame in frames]
    path = written(tmp_path / "side.mp4", [np.asarray(image) for image in on_its_side], frames)
    recorded, poses = seen(path, "standing", cover_heads=True)
    assert (recorded.turns, recorded.size_px) == (1, (640, 480))
    assert len(poses) == len(frames)
    for frame, pose in poses:
        assert pose.people == 1
        nose, heel = pose.xy_px[[Landmark.NOSE, Landmark.LEFT_HEEL]]
        assert heel[1] - nose[1] > 240
        x, y = nose.astype(int)
        head = frame.image[y - 8 : y + 8, x - 8 : x + 8].astype(int)
        assert np.ptp(head, axis=(0, 1)).max() < 25  # nothing is left to be recognised
    recorded, _ = seen(path, "lying")
    assert recorded.turns == 0


def test_a_bystander_is_counted_and_not_followed(tmp_path: Path, frames: list[Frame]) -> None:
    still = cv2.resize(frames[0].image, None, fx=0.8, fy=0.8)[:, ::-1]
    images = []
    for frame in frames:
        image = np.full((480, 700, 3), 120, np.uint8)
        image[:, :380] = frame.image[:, 140:520]
        image[480 - still.shape[0] :, 400:] = still[:, 90:390]
        images.append(image)
    recorded, poses = seen(written(tmp_path / "two.mp4", images, frames), "standing")
    assert recorded.turns == 0
    assert len(poses) == len(frames)
    assert {pose.people for _, pose in poses} == {2}
    hips = np.array([pose.xy_px[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 0] for _, pose in poses])
    assert (hips < 380).all()
