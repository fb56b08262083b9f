"""How names of files are said in a sentence."""

from __future__ import annotations

import re


def words(name: str) -> str:
    """Return a name as words: hyphens and underscores between letters become spaces, `18-24` stays."""
    return re.sub(r"(?<=[a-z])[-_](?=[a-z])", " ", name)


def number(value: int, form: str = ",") -> str:
    """Return a whole number with a minus sign that is one."""
    return format(value, form).replace("-", "\N{MINUS SIGN}")


def many(count: int, what: str) -> str:
    """Return `1 week`, `2 weeks`."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def times(count: int) -> str:
    """Return how often: never, once, twice, 3 times."""
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count:,} times")
