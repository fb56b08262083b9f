"""The bounds of a society's numbers, and which entries a table has.

A bound is what no place, sphere or count that we know goes beyond.
"""

from __future__ import annotations

from decimal import Decimal

from demerit.documents import Part
from demerit.errors import Complaint, nearest_name
from demerit.quantities import Quantity
from demerit.quantities.tables import Table


def within(part: Part, key: str, bounds: str, said: str, next_step: str) -> None:
    """Refuse a number that lies outside its bounds, or does in some draw.

    Args:
        part: whose number it is; one that is none has no bounds.
        key: its name.
        bounds: such as `0..16`; what stands behind a space is their unit, in words.
        said: what is wrong where it lies outside.
        next_step: what to do then.

    Raises:
        Complaint: it does.
    """
    found = getattr(part, key)
    if found is None:
        return
    low, high = (Decimal(end) for end in bounds.partition(" ")[0].split(".."))
    least, most = (found.least, found.most) if isinstance(found, Quantity) else (found, found)
    if not low <= least <= most <= high:
        raise Complaint(said, found=str(found), allowed=bounds, next_step=next_step, at=(key,))


def complete(table: Table | None, names: tuple[str, ...], key: str) -> None:
    """Refuse a table whose entries are not exactly `names`.

    Args:
        table: the table, or None.
        names: what its keys must be.
        key: where it stands, below the value that is being checked.

    Raises:
        Complaint: at the first key that is missing or unknown.
    """
    if table is None:
        return
    for name in table.keys or ():
        if name not in names:
            raise Complaint(
                f"there is no category {name!r} here",
                found=name,
                allowed=", ".join(names),
                nearest=nearest_name(name, names),
                next_step="mend the name",
                at=(key, "values", name),
                on_key=True,
            )
    missing = [name for name in names if name not in (table.keys or ())]
    if missing:
        raise Complaint(
            f"the category {missing[0]!r} is missing",
            found=", ".join(table.names),
            allowed=", ".join(names),
            next_step="give every category its number",
            at=(key, "values"),
        )


def top(table: Table) -> Decimal:
    """Return the largest entry that an assumed table can hold in any draw."""
    return max(table.values) * (1 + (table.spread or 0))
