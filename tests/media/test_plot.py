"""A drawing as PNG: shapes are where they should be, in their colours."""

import cv2
import numpy as np

from formcheck.media.plot import png
from formcheck.shapes import Box, Drawing, Stroke, Words


def picture(*shapes: Box | Stroke | Words) -> np.ndarray:
    content = np.frombuffer(png(Drawing(100, 60, "", shapes)), np.uint8)
    image = cv2.imdecode(content, cv2.IMREAD_COLOR_RGB)
    assert image is not None
    return image


def test_a_box_covers_as_much_as_it_should() -> None:
    image = picture(Box(10, 20, 30, 10, "#ff0000"), Box(60, 20, 30, 10, "#0000ff", 0.5))
    assert image.shape == (120, 200, 3)
    assert image[50, 40].tolist() == [255, 0, 0]
    assert np.abs(image[50, 150].astype(int) - [127, 127, 255]).max() <= 1
    assert (image[:38] == 255).all()


def test_a_line_and_a_dashed_one() -> None:
    whole = picture(Stroke(((10, 30), (90, 30)), "#000000", 2))
    dashed = picture(Stroke(((10, 30), (90, 30)), "#000000", 2, dashed=True))
    dark, fewer = (np.count_nonzero(image[60, :, 0] < 128) for image in (whole, dashed))
    assert 155 <= dark <= 166
    assert 0.4 * dark < fewer < 0.85 * dark


def test_text_lies_left_of_its_end_and_outside_of_the_picture_does_no_harm() -> None:
    image = picture(Words(50, 30, "12.5", 12, "end"), Words(98, 58, "cut off", 20))
    columns = np.flatnonzero((image[:80, :, 0] < 128).any(axis=0))
    assert len(columns)
    assert columns.min() >= 30
    assert columns.max() <= 101
