"""A page opened in Chromium without network, and what is looked for on every one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

DRAWN = (
    "() => document.querySelectorAll('[data-chart]').length"
    " === document.querySelectorAll('[data-drawn]').length"
)

MISPLACED = """() => {
  const found = [];
  for (const chart of document.querySelectorAll('[data-chart]')) {
    const edge = chart.getBoundingClientRect();
    const texts = [...chart.querySelectorAll('svg text')]
      .filter(text => text.textContent.trim() && getComputedStyle(text).opacity !== '0')
      .map(text => [text.textContent, text.getBoundingClientRect()]);
    for (const [text, box] of texts) {
      const cut = box.right > edge.right + 1 || box.left < edge.left - 1;
      if (cut) found.push(`${chart.dataset.chart}: cut ${text}`);
    }
    texts.forEach(([one, a], place) => {
      for (const [other, b] of texts.slice(place + 1)) {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // A number stands twice in its place: once for its ground, once for itself.
        if (one !== other && wide > 1 && high > 3) found.push(`${chart.dataset.chart}: ${one} on ${other}`);
      }
    });
  }
  return found;
}"""
"""Words of charts that are cut off or stand on each other."""

WITHOUT_TWIN = """() => [...document.querySelectorAll('[data-chart]')].filter(chart => {
  const figure = chart.closest('figure'), text = chart.getAttribute('aria-label');
  const exposed = chart.getAttribute('role') !== 'img' || !chart.querySelector('[aria-hidden] svg');
  return exposed || !/synthetic|published/i.test(text) || !figure.querySelector('table tbody tr');
}).map(chart => chart.dataset.chart)"""
"""Charts without a text that stands for them, or without a table of their numbers."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, opened once."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "the browser tests need Chromium; ./check installs it with apt, or set CHROMIUM to its path"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield launched
        launched.close()


def shown(browser: Browser, address: str, width: int = 1200, scheme: str = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.troubles = []
    page.on("console", lambda message: page.troubles.append(message.text))
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.on("request", lambda request: page.troubles.append(request.url) if request.url != address else None)
    page.goto(address)
    page.wait_for_function(DRAWN, timeout=60_000)
    return page
