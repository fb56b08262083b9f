"""The words and signs of a condition, each with its place, and how a wrong one is refused."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple, NoReturn

from demerit.errors import Complaint

_TOKEN = re.compile(
    r"\s*(?:(?P<share>\d+(?:\.\d+)?\s*%)|(?P<number>\d[\d_]*(?:\.\d+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*)"
    r"|(?P<quoted>\"[^\"]*\"|'[^']*')|(?P<sign>\.\.|==|!=|<=|>=|<|>|\+|-|\*|\(|\)|\{|\}|,))"
)


MAX_SIGNS = 4_000
"""Length of a condition; the longest that fits the stack machine is shorter."""


class Token(NamedTuple):
    """One sign or word of the text; `kind` is number, share, name, quoted, sign or end."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> list[Token]:
    """Return the signs and words of a condition.

    Raises:
        Complaint: at a sign that no condition has.
    """
    if len(text) > MAX_SIGNS:
        refuse(
            f"this condition has {len(text):,} signs",
            MAX_SIGNS,
            found=text,
            allowed=f"at most {MAX_SIGNS:,} signs",
            next_step="split it over two lists or consequences",
        )
    found: list[Token] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            sign = text[start]
            hints = {
                "=": "compare with ==",
                "&": "write and",
                "|": "write or",
                "!": "write not",
                "/": "multiply instead",
            }
            refuse(
                f"the sign {sign!r} has no place in a condition",
                start,
                found=sign,
                allowed="and or not in == != < <= > >= + - * .. ( ) { } ,",
                next_step=hints.get(sign, "remove it"),
            )
        kind = match.lastgroup
        start = match.start(kind)
        if kind == "number" and "." in match[kind]:
            refuse(
                "conditions compare whole numbers",
                start,
                found=match[kind],
                next_step="write whole points or years",
            )
        found.append(Token(kind, match[kind], start))
        at = match.end()
    found.append(Token("end", "", len(text)))
    return found


def per_ten_thousand(percent: Decimal) -> int | None:
    """Return per cent per 10,000, which is how a score that is a share is kept; None if not whole."""
    whole = percent * 100
    return int(whole) if whole == whole.to_integral_value() else None


def share_text(whole: int) -> str:
    """Return a share per 10,000 as a condition writes it.

    >>> share_text(200), share_text(30), share_text(1)
    ('2 %', '0.3 %', '0.01 %')
    """
    return f"{(Decimal(whole) / 100).normalize():f} %"


def refuse(
    message: str,
    start: int,
    *,
    found: str,
    allowed: str | None = None,
    nearest: str | None = None,
    next_step: str = "",
) -> NoReturn:
    """Refuse a condition at the sign that begins at `start`.

    Raises:
        Complaint: always.
    """
    raise Complaint(message, found=found, allowed=allowed, nearest=nearest, next_step=next_step, offset=start)
