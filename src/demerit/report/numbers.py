"""Numbers as a reader meets them: three digits that mean something, the range always beside the value."""

from __future__ import annotations

import datetime as dt

from demerit.audit import Interval

NOTHING = "no figure"
"""What stands where a figure cannot be worked out."""


def plain(value: float) -> str:
    """Return a number with about three significant digits and thousands separated by commas.

    >>> plain(12345.6), plain(48.71), plain(0.04127), plain(0)
    ('12,346', '48.7', '0.041', '0')
    """
    size = abs(value)
    if size == 0:
        return "0"
    if size >= 100:
        return f"{value:,.0f}"
    if size >= 10:
        return f"{value:.1f}"
    if size >= 0.1:
        return f"{value:.2f}"
    return f"{value:.2g}" if size >= 0.0001 else f"{value:.1g}"


def rough(value: float) -> str:
    """Return a number with two significant digits, for a sentence.

    >>> rough(6.312), rough(23.4), rough(1234)
    ('6.3', '23', '1,200')
    """
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 10 else f"{rounded:g}"


def large(value: float) -> str:
    """Return a count of a nation's size with its word: `6.88 million`.

    >>> large(6_876_074), large(93_210), large(2_150_000_000)
    ('6.88\\xa0million', '93,200', '2.15\\xa0billion')
    """
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{plain(value / size)}\u00a0{word}"
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 10 else plain(rounded)


def percent(share: float) -> str:
    """Return a share as a percentage.

    >>> percent(0.0602), percent(0.5)
    ('6.0\\xa0%', '50\\xa0%')
    """
    value = 100 * share
    if value == 0:
        return "0\u00a0%"
    if value and abs(value) < 0.1:
        return f"{value:.2g}\u00a0%"
    return f"{value:.1f}\u00a0%" if abs(value) < 10 else f"{value:.0f}\u00a0%"


def span(value: Interval | None, form: str = "plain") -> str:
    """Return `mid (low to high)`, or the words for no figure; a single known value stands alone.

    `form` is `plain`, `large` or `percent`.
    """
    if value is None:
        return NOTHING
    write = {"plain": plain, "large": large, "percent": percent}[form]
    if value.kind == "none" or value.low == value.high:
        return write(value.mid)
    low, high = write(value.low), write(value.high)
    for word in ("\u00a0%", "\u00a0million", "\u00a0billion"):
        if low.endswith(word) and high.endswith(word):
            low = low.removesuffix(word)
    return f"{write(value.mid)} ({low} to {high})"


def portion(share: Interval) -> str:
    """Return a share that is itself worked out from a sample: `about 12 % (8 to 20 %)`.

    >>> portion(Interval(0.08, 0.12, 0.2, 19)), portion(Interval(0.0001, 0.0002, 0.0003, 19))
    ('about 12\\xa0% (8 to 20\\xa0%)', 'under 1\\xa0%')
    """
    if share.high < 0.01:
        return "under 1\u00a0%"
    low, mid, high = (rough(100 * value) for value in (share.low, share.mid, share.high))
    return f"about {mid}\u00a0% ({low} to {high}\u00a0%)"


def ranged(written: str) -> str:
    """Return the range of an assumed input, as a file writes it, in words.

    >>> ranged("1..3 log"), ranged("0.5..1"), ranged("")
    ('1 to 3, log scale', '0.5 to 1', '')
    """
    text = written.replace("..", " to ")
    return f"{text.removesuffix(' log')}, log scale" if text.endswith(" log") else text


def day(date: dt.date) -> str:
    """Return a date in words: `5 January 2020`."""
    return f"{date.day} {date:%B} {date.year}"


def short_day(date: dt.date) -> str:
    """Return a date in few letters: `5 Jan 2020`."""
    return f"{date.day} {date:%b} {date.year}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: `1 district`, `12 districts`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listing(words: list[str]) -> str:
    """Return words joined as in a sentence: `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
