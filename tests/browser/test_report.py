"""The page in a browser: it draws, asks for nothing, reads well without eyes, mouse or width."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import RunSource
from demerit.documents import gallery
from demerit.report import page as report
from tests import made_run
from tests.browser.opening import shown

FEW_ROWS = "document.querySelectorAll('tbody').forEach(b => [...b.rows].slice(3).forEach(r => r.remove()))"
"""Rows of a table are alike, and three of each are looked at."""
WIDTHS = {"wide": 1200, "tablet": 768, "phone": 360}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    base = tmp_path_factory.mktemp("page")
    size = {"draws": 3, "people": 60_000, "districts": 24, "years": 6}
    folder = made_run.make(base / "run", rate=0.01, **size)
    beside = made_run.make(folder / "against", regime="none", lists=False, not_modelled=(), **size)
    for kind, name in (("society", "large-country-2020"), ("regime", "none")):
        (folder / f"{kind}.yaml").write_text(gallery.find(kind, name).read_text())
    truthful = made_run.make(folder / "truthful", rate=0.009, seed=8, **size)
    true = RunSource(truthful, Manifest.read(truthful), reader(truthful))
    other = RunSource(beside, Manifest.read(beside), reader(beside))
    manifest = Manifest.read(folder).model_copy(
        update={"question": "What does <script>window.alarm = 1</script> do?"}
    )
    page = report.page([RunSource(folder, manifest, reader(folder), other, true)], checked=True)
    path = base / "page.html"
    path.write_text(page, encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def address_of_two(tmp_path_factory: pytest.TempPathFactory) -> str:
    base = tmp_path_factory.mktemp("two")
    size = {"draws": 3, "people": 60_000, "districts": 24, "years": 2}
    folders = [
        made_run.make(base / name, rate=rate, regime=f"{name}-lists", **size)
        for name, rate in (("own", 0.01), ("other", 0.03))
    ]
    path = base / "page.html"
    runs = [RunSource(folder, Manifest.read(folder), reader(folder)) for folder in folders]
    path.write_text(report.page(runs), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_every_chart_draws_inside_the_page_and_nothing_is_fetched(
    browser: Browser, address: str, width: int
) -> None:
    page = shown(browser, address, width)
    assert page.troubles == []
    assert page.locator("[data-chart]").count() > 15
    assert page.locator("[data-drawn=no]").count() == 0
    assert page.locator("[data-chart] svg").count() == page.locator("[data-chart]").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wider = page.evaluate(
        "[...document.querySelectorAll('[data-chart] svg')].filter("
        "svg => svg.getBoundingClientRect().width > svg.parentElement.parentElement.clientWidth + 1).length"
    )
    assert wider == 0
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (360, "dark")])
def test_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: str) -> None:
    page = shown(browser, address, width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    page.evaluate(FEW_ROWS)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()[:3000]
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (360, "dark")])
def test_two_runs_side_by_side_read_as_well(
    browser: Browser, address_of_two: str, width: int, scheme: str
) -> None:
    page = shown(browser, address_of_two, width, scheme)
    assert page.troubles == []
    assert page.locator("#both [data-chart] svg").count() >= 5
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, context="#both")
    assert found.violations_count == 0, found.generate_report()[:3000]
    page.close()


@pytest.mark.parametrize("width", [1200, 360])
def test_the_grounds_are_named_beside_their_marks(browser: Browser, address: str, width: int) -> None:
    page = shown(browser, address, width)
    section = page.locator("[id='0-resting']")
    words = section.locator("[data-chart='0-grounds-person-defaulters'] svg text").all_text_contents()
    assert "by the rule's own terms" in words
    assert "unfounded" in words
    words = section.locator("[data-chart='0-shadow-person-defaulters'] svg text").all_text_contents()
    assert {"wrongful weeks", "wrongly spared weeks", "none"} <= set(words)
    outside = section.evaluate(
        "section => [...section.querySelectorAll('svg text')].filter("
        "text => text.getBoundingClientRect().right"
        " > text.closest('[data-chart]').getBoundingClientRect().right + 1).length"
    )
    assert outside == 0
    page.close()


def test_text_of_a_run_does_not_run(browser: Browser, address: str) -> None:
    page = shown(browser, address)
    assert page.evaluate("window.alarm") is None
    assert "<script>window.alarm = 1</script>" in page.locator("h1").inner_text()
    page.close()


def test_dark_and_light_differ_in_the_charts_too(browser: Browser, address: str) -> None:
    colours = []
    for scheme in ("light", "dark"):
        page = shown(browser, address, scheme=scheme)
        colours.append(
            page.evaluate(
                "getComputedStyle(document.querySelector('[data-chart] svg .mark-line path')).stroke"
                " + getComputedStyle(document.body).backgroundColor"
            )
        )
        page.close()
    assert colours[0] != colours[1]


def test_the_keyboard_reaches_the_tables_and_shows_where_it_is(browser: Browser, address: str) -> None:
    page = shown(browser, address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    first = page.locator("summary").first
    first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() >= 1
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.close()


def test_on_paper_charts_stay_and_links_go(browser: Browser, address: str) -> None:
    page = shown(browser, address, width=720)
    page.emulate_media(media="print")
    assert page.locator("nav").first.is_hidden()
    assert page.locator("[data-chart] svg").first.is_visible()
    assert len(page.pdf(format="A4")) > 50_000
    page.close()


def test_the_text_grows_to_twice_its_size(browser: Browser, address: str) -> None:
    page = shown(browser, address, width=640)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.close()


def test_without_scripts_the_tables_are_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator("summary").first.click()
    assert page.locator("details[open] table").first.is_visible()
    assert page.locator("noscript").count() == 1
    context.close()
