"""Every number of a page with the figure that it is, so that no number stands there alone.

A sentence is put together in many places, and a cell is cut from many tables. A number that travels through
them as text must not lose what it counts, in which unit, over what, and what it rests on. So a number is
written by `Facts`, which marks it inside the text with the number of its figure, in characters that no file
and no wording has; whatever is put around it, the mark stays. The page turns marks into elements that name
their figure (`cited`); what is read elsewhere, such as a picture's title or a screen reader's text, drops
them (`uncited`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from markupsafe import Markup, escape

from demerit.audit import Figure
from demerit.report.numbers import NOTHING, large, percent, plain, span

_OPEN, _BETWEEN, _CLOSE = "\ue000", "\ue001", "\ue002"  # for private use: they mean nothing by themselves
_MARKED: Final = re.compile(f"{_OPEN}([0-9]+-f[0-9]+){_BETWEEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")

FORMS: Final[dict[str, Callable[[float], str]]] = {"plain": plain, "large": large, "percent": percent}


class Facts:
    """The figures of one run's part of a page, numbered in the order in which they are first written."""

    def __init__(self, run: int = 0) -> None:
        """Begin with none; `run` is the place of the run on the page: figure 3 of the first is `0-f3`."""
        self._run = run
        self._numbers: dict[Figure, int] = {}

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures so far, by number."""
        return tuple(self._numbers)

    def span(self, figure: Figure, form: str = "plain") -> str:
        """Return a figure's median with its range, marked; the words for no figure where it has no value."""
        return self.mark(figure, span(figure.value, form))

    def mid(self, figure: Figure, form: str = "plain") -> str:
        """Return a figure's median alone, marked; for a heading whose table holds the range."""
        return self.mark(figure, FORMS[form](figure.value.mid) if figure.value else NOTHING)

    def sampled(self, figure: Figure) -> str:
        """Return how many sampled people are behind a figure, marked."""
        return self.mark(figure, "" if figure.sampled is None else f"{figure.sampled:,}")

    def mark(self, figure: Figure, text: str) -> str:
        """Return a text that says a figure, in whatever form, marked with its number."""
        number = self._numbers.setdefault(figure, len(self._numbers))
        return f"{_OPEN}{self._run}-f{number}{_BETWEEN}{text}{_CLOSE}"


def cited(text: str) -> Markup:
    """Return a text as HTML in which every marked number is an element that names its figure."""
    parts = _MARKED.split(text)
    found = escape(parts[0])
    for name, marked, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        found += Markup('<span data-figure="{}">{}</span>').format(name, marked) + escape(after)
    return found


def uncited(text: str) -> str:
    """Return a text without marks."""
    return _MARKED.sub(r"\2", text)
