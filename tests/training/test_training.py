"""Ten steps of training on a few rendered legs, and what training relies on."""

from pathlib import Path

import cv2
import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed (see training/README.md)")
pytest.importorskip(
    "moderngl", reason="the dependency group synthesis is not installed (uv sync --group synthesis)"
)

from synthesis.gl.scene import Scene
from training.blocks import Pictures, read_blocks
from training.cameras import as_filmed
from training.chance import Chance
from training.crops import crops, nearest_first, prior_maps
from training.evaluate import evaluate
from training.export import export
from training.generate import generate
from training.network import MAP_PX, PICTURE_PX, WIDTHS, Exported, LegNetwork, coordinates
from training.train import Course, load, save, train

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        Scene(16, 16)
    except Exception as error:
        pytest.skip(f"no EGL here (Debian: libegl1 libgl1-mesa-dri): {error}")
    folder = tmp_path_factory.mktemp("blocks")
    for worker, pictures in ((0, 8), (1, 4)):
        generate(folder, worker, pictures, block_size=4)
    return folder


def test_blocks_hold_legs_in_the_picture(blocks: Path) -> None:
    data, held_out = read_blocks(blocks, CPU, {1})
    assert (len(data), len(held_out)) == (8, 4)
    middle = data.points[:, 1:5, :2].mean(1)
    assert ((middle > -40) & (middle < 296)).float().mean() > 0.9
    assert data.pictures.float().std(dim=(1, 2, 3)).median() > 10


def test_ten_steps_change_the_weights_and_the_network_is_exported(
    blocks: Path, tmp_path: Path
) -> None:
    data, held_out = read_blocks(blocks, CPU, {1})
    lines: list[str] = []
    network = train(data, Course(steps=10, batch=24, width="narrow"), CPU, lines.append)
    assert "nan" not in "".join(lines)
    torch.manual_seed(1)
    assert not torch.equal(LegNetwork(WIDTHS["narrow"]).head.weight, network.head.weight)
    save(network, "narrow", tmp_path / "leg.pt")
    export(load(tmp_path / "leg.pt"), tmp_path / "leg.onnx")
    picture = torch.rand(1, 5, PICTURE_PX, PICTURE_PX)
    with torch.no_grad():
        expected = Exported(network)(picture)
    read = cv2.dnn.readNetFromONNX(str(tmp_path / "leg.onnx"))
    read.setInput(picture.numpy())
    for found, wanted in zip(read.forward(["maps", "logb"]), expected, strict=True):
        np.testing.assert_allclose(found, wanted, atol=1e-4)
    assert evaluate(network, held_out)["pictures"] == 4


def test_points_stay_on_their_pixels_when_cropped() -> None:
    chance = Chance(3, CPU)
    points = chance.uniform(6, 10, 3, low=100, high=156)
    pictures = torch.zeros(6, 3, 256, 256, dtype=torch.uint8)
    for i, (x, y, _) in enumerate(points[:, 0]):
        pictures[i, :, int(y) - 1 : int(y) + 2, int(x) - 1 : int(x) + 2] = 255
    cropped, places = crops(pictures, points, chance)
    for picture, (x, y) in zip(cropped, places[:, 0], strict=True):
        if not (0.05 < x < 0.95 and 0.05 < y < 0.95):
            continue
        row, column = np.unravel_index(int(picture[0].argmax()), (PICTURE_PX, PICTURE_PX))
        assert (column, row) == pytest.approx((float(x) * PICTURE_PX, float(y) * PICTURE_PX), abs=5)


def test_maps_peak_near_the_leg_and_the_nearer_leg_comes_first() -> None:
    chance = Chance(4, CPU)
    places = torch.full((40, 10, 2), 0.7)
    places[:, 5:] = 0.2
    maps, none = prior_maps(places, chance, dropped=False)
    assert not none.any()
    rows, columns = torch.where(maps[:, 0].mean(0) > 0.5 * maps[:, 0].mean(0).max())
    assert float(rows.float().mean()) / PICTURE_PX == pytest.approx(0.7, abs=0.1)
    assert float(columns.float().mean()) / PICTURE_PX == pytest.approx(0.7, abs=0.1)
    points = torch.zeros(2, 10, 3)
    points[:, 1, 2], points[:, 6, 2] = torch.tensor([1.0, 3.0]), torch.tensor([2.0, 2.0])
    exchanged = nearest_first(places[:2], points, torch.tensor([True, True]))
    assert exchanged[0, 0, 0] == pytest.approx(0.7)
    assert exchanged[1, 0, 0] == pytest.approx(0.2)


def test_places_are_read_from_maps_as_shares_of_the_crop() -> None:
    logits = torch.full((1, 10, MAP_PX, MAP_PX), -50.0)
    logits[:, :, 12, 36] = 50
    assert coordinates(logits)[0, 0].tolist() == pytest.approx([36.5 / MAP_PX, 12.5 / MAP_PX])


def test_spoiled_pictures_stay_pictures() -> None:
    pictures = as_filmed(torch.rand(28, 3, PICTURE_PX, PICTURE_PX), Chance(5, CPU))
    assert pictures.shape == (28, 3, PICTURE_PX, PICTURE_PX)
    assert float(pictures.min()) >= 0
    assert float(pictures.max()) <= 1


def test_pictures_without_legs_may_be_missing() -> None:
    none = torch.zeros(0, 3, 256, 256, dtype=torch.uint8)
    legs = torch.zeros(24, 3, 256, 256, dtype=torch.uint8)
    data = Pictures(legs, torch.full((24, 10, 3), 128.0), none)
    assert isinstance(
        train(data, Course(steps=1, batch=24, width="narrow"), CPU, print), LegNetwork
    )
