"""The page in a browser: from a file, in step with the video, on paper, asking nobody."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from formcheck.compare import sums_by_hand
from formcheck.media.video.writer import VideoWriter
from formcheck.page.beside import Session, comparison_page
from formcheck.page.page import page_of
from formcheck.reports.compared import by_hand_lines
from formcheck.results import bring_back
from formcheck.run import analyze
from formcheck.trials.change import REPETITIONS, Beside, Change
from formcheck.words import Phrase
from tests.media.waiting import HANGS_S
from tests.page.made import DATA, made_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], timeout=1000 * HANGS_S
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty one: no test finds what another has left."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(1000 * HANGS_S)
        yield context.new_page()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a page lies on the disk, its video beside it."""
    folder = tmp_path_factory.mktemp("session")
    made = made_of("single-leg-calf-raise")
    with VideoWriter(folder / "annotated.mp4", (64, 48)) as video:
        for tick in range(int(made.report.duration_s * 10)):
            video.write(np.full((48, 64, 3), tick % 250, np.uint8), tick / 10)
    (folder / "report.html").write_text(page_of(replace(made, video="annotated.mp4")))
    return (folder / "report.html").as_uri()


@pytest.fixture
def opened(page: Page, place: str) -> Page:
    """The page, opened."""
    page.goto(place)
    until(page, "document.querySelector('video').readyState >= 1")
    return page


def until(page: Page, holds: str) -> None:
    """Waits for it; `wait_for_function` would need an eval, which the page forbids."""
    for _ in range(3000):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(20)
    raise AssertionError(holds)


def cursor(page: Page) -> float:
    x = page.eval_on_selector(".cursor", "line => line.getAttribute('x1')")
    return float(x) / 1000 * float(page.evaluate("document.body.dataset.until"))


def test_it_asks_for_the_video_beside_it_and_for_nothing_else(page: Page, place: str) -> None:
    asked, said = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(place)
    until(page, "document.querySelector('video').readyState >= 1")
    assert {Path(url).name for url in asked} == {"report.html", "annotated.mp4"}
    assert said == []


def test_a_repetition_that_is_clicked_moves_the_video_and_the_cursor(opened: Page) -> None:
    row = opened.locator("tr[data-start]").nth(1)
    start_s = float(row.get_attribute("data-start") or "nan")
    row.locator("button").click()
    until(opened, "!document.querySelector('video').seeking")
    assert opened.evaluate("document.querySelector('video').currentTime") == pytest.approx(start_s)
    until(opened, "document.querySelector('tr.now') !== null")
    assert cursor(opened) == pytest.approx(start_s, abs=0.01)
    assert opened.inner_text("tr.now th") == "2"


def test_the_cursor_follows_the_video(opened: Page) -> None:
    opened.evaluate("document.querySelector('video').currentTime = 1.5")
    until(opened, "document.querySelector('output').textContent === '1.5 s'")
    assert cursor(opened) == pytest.approx(1.5, abs=0.01)


def test_a_click_into_a_curve_goes_there(opened: Page) -> None:
    opened.locator(".strip svg").first.click()  # its middle
    middle_s = float(opened.evaluate("document.body.dataset.until")) / 2
    assert cursor(opened) == pytest.approx(middle_s, abs=0.1)


def test_everything_is_reached_by_the_keyboard(opened: Page) -> None:
    opened.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(40):
        opened.keyboard.press("Tab")
        reached.add(opened.evaluate("document.activeElement.dataset.at || ''"))
    rows = opened.eval_on_selector_all("button[data-at]", "all => all.map(b => b.dataset.at)")
    assert set(rows) <= reached


@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_as_wide_as_the_screen(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 900})
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_it_prints_to_two_pages(opened: Page) -> None:
    pages = re.findall(rb"/Type\s*/Page[^s]", opened.pdf(format="A4"))
    assert 1 <= len(pages) <= 2


def test_a_repetition_is_corrected_in_the_page_saved_and_brought_back(
    page: Page, tmp_path: Path
) -> None:
    session = tmp_path / "session"
    analyze(DATA / "single-leg-calf-raise.npz", "single-leg-calf-raise", out=session)
    judged = (session / "report.json").read_bytes()
    page.goto((session / "report.html").as_uri())
    mark = page.locator("tr[data-rep='2'] .by-hand")
    assert mark.count() == 0
    page.click("tr[data-rep='2'] button")
    page.select_option("select[name=counted]", "false")
    page.select_option("select[name=side]", "right")
    page.fill("input[name=note]", "<b>hands</b> </script> pulled")
    said = "✎ by hand: not counted, Right leg, “<b>hands</b> </script> pulled”"
    assert mark.inner_text() == said
    with page.expect_download() as download:
        page.click("a[download]")
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name == "corrections.json"
    (found,) = bring_back(session, saved)
    assert (found.rep, found.counted, found.side) == (2, False, "right")
    assert (session / "report.json").read_bytes() == judged
    page.goto((session / "report.html").as_uri())
    assert mark.inner_text() == said
    kind, sums = sums_by_hand(session)
    lines = by_hand_lines(sums, kind)
    assert page.inner_text(".sum") == "\n".join([f"2: {said}", *lines])
    page.click("tr[data-rep='2'] button")
    for name in ("counted", "side"):
        page.select_option(f"select[name={name}]", "")
    page.fill("input[name=note]", "")
    assert mark.count() == 0


def test_the_seconds_of_a_hold_are_corrected_in_the_page(page: Page, tmp_path: Path) -> None:
    session = tmp_path / "session"
    exercise = "gastrocnemius-wall-stretch"
    result = analyze(DATA / f"{exercise}.npz", exercise, out=session)
    judged_s = result.report.holds[0].held_s
    page.goto((session / "report.html").as_uri())
    page.click("tr[data-hold='1'] button")
    assert page.input_value("select[name=of]") == "1"
    page.select_option("select[name=counted]", "false")
    said = "✎ by hand: not counted"
    assert page.locator("tr[data-hold='1'] .by-hand").inner_text() == said
    with page.expect_download() as download:
        page.click("a[download]")
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    assert [each.number for each in bring_back(session, saved)] == [1]
    kind, sums = sums_by_hand(session)
    ((one_s, other_s),) = sums.values()
    assert one_s - other_s == pytest.approx(judged_s, abs=0.001)
    lines = by_hand_lines(sums, kind)
    assert page.inner_text(".sum") == "\n".join([f"1: {said}", *lines])


@pytest.mark.parametrize("width", [390, 1280])
def test_a_comparison_asks_nobody_and_is_as_wide_as_the_screen(
    page: Page, tmp_path: Path, width: int
) -> None:
    compared = tmp_path / "compared.html"
    made = made_of("single-leg-calf-raise")
    sessions = [Session(f"{name} · 17 s", made.curves[0], [(3, 6, "full")]) for name in "ab"]
    rows = [
        Beside("change", "left", "repetitions", Change(20, 30, REPETITIONS)),
        Beside("change", "left", "work_j", Change(900, 950), Phrase("compare.encoder")),
    ]
    compared.write_text(comparison_page("Heel-rise test", rows, (sessions[0], sessions[1])))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(compared.as_uri())
    assert asked == [compared.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".beside svg").count() == 2
    first = page.locator(".compared tbody tr").nth(0).inner_text()
    assert "not more than the smallest real change of 18.6 (Byrne 2017" in first
    assert "more than the smallest real change of 5.7 (Ross and Fontenot 2000" in first
    assert "linear encoder" in page.inner_text("main")
    assert "linear encoder (Byrne" not in page.locator(".compared tbody tr").nth(1).inner_text()
