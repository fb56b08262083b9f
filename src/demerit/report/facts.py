"""Every number of a page with the figure that it is, so that no number stands there alone.

A sentence is put together in many places, and a cell is cut from many tables. A number that travels through
them as text must not lose what it counts, in which unit, over what, and what it rests on. So a number is
written by `Facts`, which marks it inside the text with the number of its figure, in characters that no file
and no wording has; whatever is put around it, the mark stays. The page turns marks into elements that name
their figure (`cited`); what is read elsewhere, such as a picture's title or a screen reader's text, drops
them (`uncited`). A number that rests on too few cases is only ever written into a cell (`Facts.cell`), and
the page makes it grey there; everywhere else `quoting` has the word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from markupsafe import Markup, escape

from demerit.audit import Figure
from demerit.report.numbers import NOTHING, large, percent, plain, span
from demerit.report.quoting import TOO_FEW, too_few

_OPEN, _BETWEEN, _CLOSE = "\ue000", "\ue001", "\ue002"  # for private use: they mean nothing by themselves
_FEW: Final = "\ue003"
"""Before a number in a cell that is not to be quoted."""
_MARKED: Final = re.compile(f"{_OPEN}([0-9]+-f[0-9]+){_BETWEEN}({_FEW}?)([^{_OPEN}{_CLOSE}]*){_CLOSE}")

FORMS: Final[dict[str, Callable[[float], str]]] = {"plain": plain, "large": large, "percent": percent}


class Facts:
    """The figures of one run's part of a page, numbered in the order in which they are first written."""

    def __init__(self, run: int = 0, of: str = "", numbers: dict[Figure, int] | None = None) -> None:
        """Begin with none.

        Args:
            run: the place of the run on the page: figure 3 of the first is `0-f3`.
            of: what the figures are of that are not said to be of anything, such as a list.
            numbers: the figures so far, where others write them too.
        """
        self._run = run
        self._of = of
        self._numbers: dict[Figure, int] = {} if numbers is None else numbers

    def about(self, of: str) -> Facts:
        """Return the same figures for a part of the page about one thing, such as `list black`."""
        return Facts(self._run, of, self._numbers)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures so far, by number."""
        return tuple(self._numbers)

    def cell(self, figure: Figure, form: str = "plain") -> str:
        """Return a figure's median with its range for a cell of a table, grey where it rests on too few."""
        return self.cell_of(figure, span(figure.value, form))

    def cell_of(self, figure: Figure, text: str) -> str:
        """Return a text about a figure for a cell of a table, grey where the figure rests on too few."""
        return self._marked(figure, (_FEW if too_few(figure) else "") + text)

    def span(self, figure: Figure, form: str = "plain") -> str:
        """Return a figure's median with its range, marked; the words for no figure where it has no value."""
        return self.mark(figure, span(figure.value, form))

    def mid(self, figure: Figure, form: str = "plain") -> str:
        """Return a figure's median alone, marked; for a heading whose table holds the range."""
        return self.mark(figure, FORMS[form](figure.value.mid) if figure.value else NOTHING)

    def size(self, figure: Figure) -> str:
        """Return how large a difference is, with its range and without its sign, which is said in words."""
        value = figure.value
        if value is None:
            return self.mark(figure, NOTHING)
        low, high = sorted((abs(value.low), abs(value.high)))
        text = plain(abs(value.mid))
        return self.mark(figure, text if low == high else f"{text} ({plain(low)} to {plain(high)})")

    def sampled(self, figure: Figure) -> str:
        """Return how many sampled people are behind a figure, marked."""
        return self._marked(figure, "" if figure.sampled is None else f"{figure.sampled:,}")

    def mark(self, figure: Figure, text: str) -> str:
        """Return a text that says a figure, marked; of one that is not to be quoted, `TOO_FEW`."""
        return self._marked(figure, TOO_FEW if too_few(figure) else text)

    def remark(self, figure: Figure, text: str) -> str:
        """Return words about a figure that do not say how large it is, such as why it has no range."""
        return self._marked(figure, text)

    def _marked(self, figure: Figure, text: str) -> str:
        of = figure if figure.of else replace(figure, of=self._of)
        number = self._numbers.setdefault(of, len(self._numbers))
        return f"{_OPEN}{self._run}-f{number}{_BETWEEN}{text}{_CLOSE}"


def cited(text: str) -> Markup:
    """Return a text as HTML in which every marked number is an element that names its figure."""
    parts = _MARKED.split(text)
    found = escape(parts[0])
    for name, few, marked, after in zip(parts[1::4], parts[2::4], parts[3::4], parts[4::4], strict=True):
        grey = Markup(' class="few" title="fewer than 20 sampled cases a draw: do not quote"') if few else ""
        found += Markup('<span data-figure="{}"{}>{}</span>').format(name, grey, marked) + escape(after)
    return found


def uncited(text: str) -> str:
    """Return a text without marks."""
    return _MARKED.sub(r"\3", text)
