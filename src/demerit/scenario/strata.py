"""Within which regions districts differ by chance alone.

Where a rule names regions, such as cameras in three of them, districts differ by the rule, and their spread
would be told as chance although another seed has the same regions under the same rule. So the sums over
districts are kept apart for each region that a rule names, and for all others together. A condition on the
number of a region may tell any of them apart: then each is kept by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from demerit.counted.values import ALL, OTHER_REGIONS
from demerit.documents.walking import walk
from demerit.regime.model import Regime
from demerit.regime.parts import Condition

_NUMBER_OF_REGION: Final = re.compile(r"(?<![\w-])region(?![\w-])")


def strata(forms: Sequence[Regime], regions: Sequence[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the names of the strata, and of each region the place of its own.

    Args:
        forms: the regime in each of its spans.
        regions: the society's regions, in order.
    """
    found = set().union(*(_named(form, regions) for form in forms))
    if not found:
        return (ALL,), (0,) * len(regions)
    own = [name for name in regions if name in found]
    names = (*own, *([OTHER_REGIONS] if len(own) < len(regions) else []))
    return names, tuple(own.index(name) if name in found else len(own) for name in regions)


def _named(form: Regime, regions: Sequence[str]) -> set[str]:
    """Return the regions of which a form of a regime says something of their own."""
    leaves = list(walk(form))
    if any(isinstance(value, Condition) and _NUMBER_OF_REGION.search(value) for _, value in leaves):
        return set(regions)
    tables = {path[:-1] for path, value in leaves if path[-1] == "by" and value == "region"}
    said = [path for path, _ in leaves if any(path[: len(table)] == table for table in tables)]
    return {part for path in said for part in path if isinstance(part, str)} & set(regions)
