from __future__ import annotations

from pathlib import Path

import numpy as np

from formcheck.media.kept import LiveVideo
from formcheck.media.video.file import VideoFile
from formcheck.output_set import VIDEO, OutputSet


def test_a_picture_that_was_turned_stands_in_the_middle_of_black(tmp_path: Path) -> None:
    with OutputSet(tmp_path / "out") as files:
        video = LiveVideo(files.draft(VIDEO), (320, 240))
        for tick, size in enumerate([(240, 320), (320, 240), (480, 640)]):
            video.write(np.full((*size, 3), 200, np.uint8), tick / 10)
        video.close()
        files.publish()
    with VideoFile(tmp_path / "out" / VIDEO) as film:
        first, turned, larger = (frame.image for frame in film)
    assert first.shape == turned.shape == larger.shape == (240, 320, 3)
    assert first.min() > 180
    assert larger.min() > 180
    assert turned[:, 80:240].min() > 150
    assert turned[:, :60].max() < 40
    assert turned[:, 260:].max() < 40
