"""The colours of page and pictures: one meaning each, and no colour alone carries a meaning.

Grey is everybody, the one accent is what the reader should look at. A chart names a variable of the page, so
that one drawing serves light, dark and print; a picture, which leaves its page, takes the real colour.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

INK: Final = "var(--ink)"
GREY: Final = "var(--grey)"
MUTED: Final = "var(--muted)"
ACCENT: Final = "var(--accent)"
SECOND: Final = "var(--second)"
RULE: Final = "var(--rule)"
PAPER: Final = "var(--paper)"

LIGHT: Final[Mapping[str, str]] = {
    "paper": "#fbfaf7",
    "ink": "#1f1d1a",
    "muted": "#625e57",
    "grey": "#8d887f",
    "rule": "#e6e2da",
    "accent": "#b8450c",
    "second": "#0067a3",
}
"""Colours of the light page; distinct to every common kind of colour vision (after Okabe and Ito)."""

DARK: Final[Mapping[str, str]] = {
    "paper": "#16181b",
    "ink": "#ece8e1",
    "muted": "#aaa59c",
    "grey": "#8f8a82",
    "rule": "#33363b",
    "accent": "#f2935c",
    "second": "#74bdf0",
}
"""Colours of the dark page."""
