"""What is led without being judged goes on where the camera does not."""

from __future__ import annotations

from pathlib import Path

from formcheck.coach.alone import Alone, Solo
from formcheck.coach.setup import CAMERA_LOST
from formcheck.engine.values.pose import Frame
from formcheck.live_alone import lead
from formcheck.media.screen.stage import Stage
from formcheck.media.sound.voice import Voice
from tests.media.stepped import SteppedCamera

HELD = Solo("Wall sit", "Sit against a wall.", 1, 5.0, 0.0, 60.0)


class Pulled(SteppedCamera):
    """A camera whose cable is pulled for good after so many seconds."""

    def __init__(self, clip: Path, after_s: float) -> None:
        super().__init__(clip)
        self._after_s = after_s

    def newest(self, timeout_s: float) -> Frame | None:  # type: ignore[override]
        if not self.lost:
            return super().newest(timeout_s)
        self._last_s += 1.0
        return None

    @property
    def lost(self) -> bool:
        return self._last_s >= self._after_s

    @property
    def now_s(self) -> float:
        return self._last_s


def test_a_camera_that_stays_lost_counts_no_second_and_ends_it(calf_raises: Path) -> None:
    said: list[str] = []
    led = Alone(HELD)
    with Pulled(calf_raises, 12.0) as camera, Voice(None) as voice:
        took_s = lead(
            led,
            camera,
            Stage(None),
            voice,
            stop=lambda: False,
            told=lambda prompt: said.append(prompt.text),
            model="full",
        )
    assert (led.over, led.alone, led.done) == (True, True, 0)
    assert said[-1] == CAMERA_LOST
    assert took_s > 180.0
