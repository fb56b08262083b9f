"""The report of every regime of the gallery, of a few thousand people: on screens, on paper, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from demerit import lab
from tests.browser.opening import MISPLACED, WITHOUT_TWIN, shown

SCENARIOS = {
    "interview-2019": ("2019-01-07", "2020-04-06"),
    "china-lists-2018": ("2014-01-06", "2015-04-06"),
    "benefit-flag": ("2016-11-28", "2018-02-26"),
    "penalty-points": ("2006-07-03", "2007-10-01"),
}
"""Each regime's scenario, in a little more than its first year."""
PAPER = 680
"""A4 without its margins, in pixels."""


@pytest.fixture(scope="module", params=SCENARIOS)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    base: Path = tmp_path_factory.mktemp(request.param)
    start, end = SCENARIOS[request.param]
    run = lab.run(request.param, out=base / "run", people=8_000, draws=2, start=start, end=end)
    return run.report(base / "page.html").absolute().as_uri()


@pytest.mark.parametrize(
    ("width", "scheme"), [(1200, "light"), (1920, "dark"), (375, "light")], ids=["light", "wide", "phone"]
)
def test_it_reads_well(browser: Browser, address: str, width: int, scheme: str) -> None:
    """Nothing is fetched, cut off or upon another; every chart has a text and a table; axe finds nothing."""
    page = shown(browser, address, width, scheme)
    assert page.troubles == []
    assert page.locator("[data-drawn=no]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(MISPLACED) == []
    assert page.evaluate(WITHOUT_TWIN) == []
    page.evaluate("document.querySelectorAll('figure details').forEach(each => { each.open = true; })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()[:3000]
    page.close()


def test_the_first_screen_holds_question_finding_comparison_and_assumptions(
    browser: Browser, address: str
) -> None:
    page = shown(browser, address)
    for part in ("h1", ".answer", ".frame dd:last-of-type"):
        box = page.locator(part).first.bounding_box()
        assert box is not None and box["y"] + box["height"] <= 900, part
    page.close()


def test_on_paper_everything_is_open_whole_and_within_the_page(browser: Browser, address: str) -> None:
    page = shown(browser, address, PAPER)
    page.emulate_media(media="print")
    shut = page.locator("details:not([open])").count()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert shut > 5 and page.locator("details:not([open])").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
    assert page.evaluate(
        "[...document.querySelectorAll('[data-chart]')].every(chart =>"
        " chart.getBoundingClientRect().height < 900 && getComputedStyle(chart).breakInside === 'avoid')"
    )
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() == shut
    page.close()


def test_the_keyboard_goes_through_the_page_in_its_order_and_shows_where_it_is(
    browser: Browser, address: str
) -> None:
    page = shown(browser, address)
    expected = page.evaluate(
        "[...document.querySelectorAll('a[href], summary, [tabindex=\"0\"]')]"
        ".filter(each => each.checkVisibility()).length"
    )
    page.evaluate(
        "window.met = []; document.addEventListener('focusin', event => { const style ="
        " getComputedStyle(event.target); window.met.push([event.target, style.outlineStyle, style.left]); })"
    )
    for _ in range(expected):
        page.keyboard.press("Tab")
    assert page.evaluate("window.met.length") == expected
    assert page.evaluate(
        "window.met.every(([each], place) => place === 0"
        " || window.met[place - 1][0].compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING)"
    )
    assert page.evaluate("window.met.slice(1).every(([, outline]) => outline === 'solid')")
    page.keyboard.press("Tab")  # round, and in again by the skip link
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_nothing_moves_for_whoever_asks_for_less_motion(browser: Browser, address: str) -> None:
    page = shown(browser, address)
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "smooth"
    page.close()
