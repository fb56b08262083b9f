"""Bands of ages in a society's file: five years each, or several of them joined where a table is coarse.

People live in the 18 five-year bands of `FIVE_YEAR_BANDS`. A table may join some: `0-14`, `70+`. A rate of a
joined band holds for each of its parts; a share is split over them by what `splitting` works out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from demerit.errors import Complaint, nearest_name
from demerit.quantities.tables import Table
from demerit.society.traits import FIVE_YEAR_BANDS, FIVE_YEAR_EDGES

YEARS = 5
ALLOWED = f"{', '.join(FIVE_YEAR_BANDS)}, or neighbours joined, such as 0-14 or 70+"
_BAND = re.compile(r"(?P<low>\d{1,3})(?:-(?P<high>\d{1,3})|(?P<open>\+))")


def span(name: str) -> range | None:
    """Return the positions of the five-year bands that a band joins; None if it is no band.

    Args:
        name: such as `20-24`, `0-14` or `70+`.
    """
    match = _BAND.fullmatch(name)
    if match is None:
        return None
    low, last = int(match["low"]), FIVE_YEAR_EDGES[-1]
    top = last + YEARS if match["open"] else int(match["high"]) + 1
    if low % YEARS or top % YEARS or not low < top or top > last + (YEARS if match["open"] else 0):
        return None
    return range(low // YEARS, top // YEARS) if low <= last else None


def positions(table: Table) -> list[range]:
    """Return which five-year bands each entry of a checked table joins, in the order of the table."""
    return [found for name in table.names if (found := span(name)) is not None]


def coarse(table: Table) -> list[str]:
    """Return the names of a checked table's entries that join several five-year bands."""
    return [name for name, found in zip(table.names, positions(table), strict=True) if len(found) > 1]


def check_bands(table: Table, key: str, whole: Sequence[str] = ()) -> None:
    """Refuse names that are no bands, bands that overlap and, where the whole is asked for, ages left out.

    Args:
        table: by band.
        key: where it stands, below the value that is being checked.
        whole: the five-year bands that must be covered, and no others; any may be left out if this is empty.

    Raises:
        Complaint: at the first such name.
    """
    taken: dict[int, str] = {}
    for name in table.names:
        found = span(name)
        at = (key, "values", name)
        if found is None:
            raise Complaint(
                f"there is no band of ages {name!r}",
                found=name,
                allowed=ALLOWED,
                nearest=nearest_name(name, FIVE_YEAR_BANDS),
                next_step="mend the name",
                at=at,
                on_key=True,
            )
        for part in found:
            if part in taken:
                raise Complaint(
                    f"the bands {taken[part]} and {name} overlap",
                    found=name,
                    allowed="each age in one band",
                    next_step="join them, or part them",
                    at=at,
                    on_key=True,
                )
            if whole and FIVE_YEAR_BANDS[part] not in whole:
                raise Complaint(
                    f"the ages {FIVE_YEAR_BANDS[part]} have no place here",
                    found=name,
                    allowed=", ".join(whole),
                    next_step="mend the name",
                    at=at,
                    on_key=True,
                )
            taken[part] = name
    missing = [band for band in whole if FIVE_YEAR_BANDS.index(band) not in taken]
    if missing:
        raise Complaint(
            f"the ages {', '.join(missing)} are in no band",
            found=", ".join(table.names),
            allowed=", ".join(whole) + ", or neighbours joined",
            next_step="give them a number, or join them with their neighbours",
            at=(key, "values"),
        )


def rates(table: Table) -> dict[str, Decimal]:
    """Return a checked table's rates by five-year band: a joined band's rate holds for each of its parts."""
    return {
        FIVE_YEAR_BANDS[i]: value
        for value, found in zip(table.values, positions(table), strict=True)
        for i in found
    }


def shares(table: Table, lived: Sequence[Decimal] | None) -> list[Decimal]:
    """Return a checked table's shares by five-year band, 0 where it has none.

    Args:
        table: shares by band.
        lived: [18] by what to split joined bands (`stable`); None if the table has none.
    """
    split = [Decimal(0)] * len(FIVE_YEAR_BANDS)
    for value, found in zip(table.values, positions(table), strict=True):
        if len(found) == 1:
            split[found[0]] = value
        elif lived is not None:
            whole = sum((lived[part] for part in found), Decimal(0))
            for part in found:
                split[part] = value * lived[part] / whole
    return split
