"""The page in a browser whose camera plays a file: from the phone to the camera's frames."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from formcheck.engine.values.pose import Frame
from formcheck.media.camera.camera import Camera
from formcheck.media.camera.devices import Asked
from formcheck.media.phone import line as line_room
from formcheck.media.phone.phone import Phone
from formcheck.words import use
from tests.media.waiting import HANGS_S, Clock

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")
DARK, LIGHT = 40, 200
HANGS_MS = 1000 * HANGS_S
# An answer that is held back for as long as the test likes is waited for.
PATIENT = """
const later = window.setTimeout;
window.setTimeout = (does, ms) => later(does, ms === PATIENCE_MS ? 2 ** 31 - 1 : ms);
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Its camera films a wall that is dark on the left and light on the right."""
    wall = np.full((480, 640, 3), DARK, np.uint8)
    wall[:, 320:] = LIGHT
    done, picture = cv2.imencode(".jpg", wall)
    assert done
    film = tmp_path_factory.mktemp("film") / "wall.mjpeg"
    film.write_bytes(picture.tobytes() * 10)
    args = [
        "--no-sandbox",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=args, timeout=HANGS_MS)
        yield chromium
        chromium.close()


@pytest.fixture
def phone() -> Iterator[Phone]:
    with Phone("127.0.0.1", Asked((640, 480), 30)) as served:
        yield served


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone with a screen of 390 pixels, whose user goes on past the warning."""
    size = {"width": 390, "height": 844}
    with browser.new_context(ignore_https_errors=True, viewport=size) as made:  # type: ignore[arg-type]
        made.set_default_timeout(HANGS_MS)
        yield made


@pytest.fixture
def page(context: BrowserContext, phone: Phone) -> Page:
    opened = context.new_page()
    opened.goto(phone.address)
    return opened


@pytest.fixture
def held(page: Page, phone: Phone) -> list[Route]:
    """Pictures that have left the page and are not answered; it waits for the answers."""
    page.add_init_script(PATIENT)
    page.reload()
    routes: list[Route] = []

    def hold(route: Route) -> None:
        routes.append(route)

    page.route(phone.address, hold)
    page.click("#start")
    until(page, "flying === 2")
    until_held(page, routes, 2)
    return routes


def until_held(page: Page, routes: list[Route], count: int) -> None:
    """What the page has sent is told a little later."""
    for _ in range(3000):
        if len(routes) >= count:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{len(routes)} pictures")


def until(page: Page, holds: str) -> None:
    """Waits for it; `wait_for_function` would need an eval, which the page forbids."""
    for _ in range(3000):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{holds}: {page.evaluate('document.body.dataset.state')}")


def until_state(page: Page, state: str) -> None:
    """Its name and the one sentence that is seen, in one look: the next may be another state."""
    name = "document.body.dataset.state"
    seen = "[...document.querySelectorAll('.state p')].filter((p) => p.checkVisibility())"
    only = f"{seen}.map((p) => p.className).join() === '{state}'"
    until(page, f"{name} === '{state}' && {only}")


def started(page: Page) -> Page:
    page.click("#start")
    until_state(page, "on")
    return page


def taken(page: Page, camera: Camera, count: int) -> list[Frame]:
    """Frames; the page lives while they are waited for."""
    frames: list[Frame] = []
    for _ in range(3000):
        page.wait_for_timeout(10)
        if (frame := camera.newest(0.0)) is not None:
            frames.append(frame)
        if len(frames) == count:
            return frames
    raise AssertionError(f"{len(frames)} frames")


def test_nothing_is_filmed_and_nobody_is_asked_before_start(
    context: BrowserContext, phone: Phone
) -> None:
    page, asked, said = context.new_page(), list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(phone.address)
    until_state(page, "idle")
    assert (asked, said) == ([phone.address], [])
    assert page.evaluate("video.srcObject") is None
    started(page)
    assert set(asked) == {phone.address}
    assert said == []


def test_what_the_phone_films_comes_to_the_camera_with_times(page: Page, phone: Phone) -> None:
    started(page)
    with Camera("phone", opens=phone.device) as camera:
        frames = taken(page, camera, 8)
    for frame in frames:
        assert frame.image.shape == (480, 640, 3)
        # Chromium takes the film for one of the range of video, which spreads its greys.
        assert frame.image[:, :300].mean() == pytest.approx(DARK, abs=20)
        assert frame.image[:, 340:].mean() == pytest.approx(LIGHT, abs=20)
    assert all(a.time_s < b.time_s and a.index < b.index for a, b in pairwise(frames))


def test_the_screen_is_kept_awake_while_it_films(page: Page) -> None:
    started(page)
    until(page, "lock !== null && !lock.released")
    assert page.locator(".asleep").is_hidden()
    page.click("#stop")
    until_state(page, "stopped")
    assert page.evaluate("lock") is None
    assert page.evaluate("video.srcObject") is None


def test_who_stops_before_the_screen_is_kept_awake_lets_it_sleep(
    context: BrowserContext, phone: Phone
) -> None:
    page = context.new_page()
    page.add_init_script("""
        const lock = navigator.wakeLock, request = lock.request.bind(lock);
        const asked = new Promise((grant) => { window.grant = grant; });
        lock.request = async (kind) => { await asked; return window.granted = await request(kind); };
    """)
    page.goto(phone.address)
    started(page).click("#stop")
    until_state(page, "stopped")
    page.evaluate("window.grant()")
    until(page, "window.granted !== undefined && window.granted.released")


def test_who_cannot_be_kept_awake_is_told(context: BrowserContext, phone: Phone) -> None:
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'wakeLock', { value: undefined });")
    page.goto(phone.address)
    assert started(page).locator(".asleep").is_visible()


def test_a_second_phone_is_told_so_and_takes_nothing(
    browser: Browser, page: Page, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_room, "time", Clock())  # however slow, the first is no silent phone
    started(page)
    with browser.new_context(ignore_https_errors=True) as context:
        context.set_default_timeout(HANGS_MS)
        second = context.new_page()
        second.goto(phone.address)
        second.click("#start")
        until_state(second, "taken")
        assert second.evaluate("video.srcObject") is None
    until_state(page, "on")


def test_after_a_reload_the_same_phone_goes_on(page: Page) -> None:
    started(page)
    page.reload()
    started(page)


def test_without_the_network_it_says_so_and_comes_back(
    context: BrowserContext, page: Page, phone: Phone
) -> None:
    started(page)
    context.set_offline(True)
    until_state(page, "lost")
    context.set_offline(False)
    until_state(page, "on")
    with Camera("phone", opens=phone.device) as camera:
        assert taken(page, camera, 2)


def test_the_phone_hears_that_the_session_is_over(context: BrowserContext) -> None:
    page = context.new_page()
    with Phone("127.0.0.1", Asked()) as phone:
        page.goto(phone.address)
        started(page)
        phone._answers.over = True
        until_state(page, "over")
    assert page.evaluate("video.srcObject") is None
    assert page.locator("button:visible").count() == 0


@pytest.mark.parametrize(
    ("name", "state"),
    [("NotAllowedError", "denied"), ("NotReadableError", "denied"), ("NotFoundError", "none")],
)
def test_without_a_camera_the_page_says_what_to_do(
    context: BrowserContext, phone: Phone, name: str, state: str
) -> None:
    page = context.new_page()
    refusal = f"() => Promise.reject(new DOMException('', '{name}'))"
    page.add_init_script(f"navigator.mediaDevices.getUserMedia = {refusal};")
    page.goto(phone.address)
    page.click("#start")
    until_state(page, state)


def test_the_other_camera_is_asked_for(page: Page) -> None:
    started(page)
    assert page.evaluate("facing") == "environment"
    page.click("#turn")
    assert page.evaluate("facing") == "user"
    until_state(page, "on")
    assert page.evaluate("video.srcObject.getTracks().length") == 1


def test_a_phone_that_is_turned_sends_pictures_of_its_new_shape(page: Page, phone: Phone) -> None:
    started(page)
    upright = "{ width: { exact: 240 }, height: { exact: 320 } }"
    with Camera("phone", opens=phone.device) as camera:
        assert taken(page, camera, 1)[0].image.shape == (480, 640, 3)
        page.evaluate(f"stream.getVideoTracks()[0].applyConstraints({upright})")
        until(page, "video.videoWidth === 240")
        shapes = [frame.image.shape for frame in taken(page, camera, 8)]
    assert shapes[-1] == (320, 240, 3)


def test_no_more_than_two_pictures_are_under_way(page: Page, held: list[Route]) -> None:
    """Where the answers take their time, pictures are left out on the phone."""
    shown = page.evaluate("video.getVideoPlaybackQuality().totalVideoFrames")
    until(page, f"video.getVideoPlaybackQuality().totalVideoFrames > {shown} + 10")
    assert len(held) == 2
    for route in held:
        route.abort()
    until_state(page, "lost")


def test_a_picture_that_left_before_the_network_was_lost_does_not_bring_it_back(
    page: Page, held: list[Route]
) -> None:
    held[0].abort()
    until_state(page, "lost")
    held[1].fulfill(status=204)
    until_held(page, held, 4)  # both are answered: two more are under way
    assert page.evaluate("document.body.dataset.state") == "lost"
    for route in held[2:]:
        route.fulfill(status=204)
    until_state(page, "on")


@pytest.mark.parametrize("code", ["en", "nl", "de"])
def test_it_fits_a_small_screen_in_every_language(context: BrowserContext, code: str) -> None:
    use(code)
    page = context.new_page()
    with Phone("127.0.0.1", Asked()) as phone:
        page.goto(phone.address)
    page.set_viewport_size({"width": 320, "height": 600})
    for state in ("idle", "asking", "on", "lost", "taken", "over", "denied", "none", "stopped"):
        page.evaluate(f"show('{state}')")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.locator(f".state .{state}").inner_text()


def test_the_page_knows_no_other_way_out() -> None:
    script = Path(__file__).parents[3] / "formcheck" / "media" / "phone" / "templates" / "phone.js"
    text = script.read_text(encoding="utf-8")
    assert text.count("fetch(") == 1
    assert "fetch(location.pathname" in text
    ways = ("RTCPeer", "WebSocket", "EventSource", "XMLHttp", "sendBeacon", "import(", "eval(")
    assert not [way for way in ways if way in text]
