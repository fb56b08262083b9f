"""What every test in a browser needs."""

from tests.browser.opening import browser

__all__ = ["browser"]
