"""Which of two ways compiled functions are made: `whole`, or Numba's own decorator alone (`public`).

`whole` leans on names inside Numba, so it is used with the versions that it was tried with. Any other version
goes the public way, and DEMERIT_COMPILE=plain sends every version there. The bits are the same and the code
is as quick; making it takes minutes instead of half of one. `python -m bench.proofs.numba_versions` tries
every version, and both ways.
"""

from __future__ import annotations

import os
import re
from functools import cache
from importlib.metadata import version
from typing import Final

from demerit.errors import WrongUse

KNOWN: Final = ((0, 62), (0, 69))
"""Numba's versions from the first to below the second; pyproject.toml names the same."""
VARIABLE: Final = "DEMERIT_COMPILE"
PLAIN: Final = "plain"


def why_public() -> str:
    """Return why compiled functions are made the public way, in words; nothing if they are not.

    Raises:
        WrongUse: the variable is set to something else.
    """
    asked = os.environ.get(VARIABLE, "")
    if asked not in ("", PLAIN):
        raise WrongUse(f"{VARIABLE} is {asked}: it may be {PLAIN}, or not set")
    return f"{VARIABLE} is {PLAIN}" if asked else _unknown(_numba())


@cache
def _numba() -> str:
    return version("numba")


def _unknown(numba: str) -> str:
    """Return that a version is none of those tried; nothing if it is."""
    first, below = KNOWN
    found = re.match(r"(\d+)\.(\d+)", numba)
    if found and first <= (int(found[1]), int(found[2])) < below:
        return ""
    return f"Numba {numba} is none of the versions tried, {_said(first)} to below {_said(below)}"


def _said(numba: tuple[int, int]) -> str:
    return ".".join(map(str, numba))
