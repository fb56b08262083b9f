"""Numbers as text, before they have a unit: read exactly, written shortly, and the range of an assumption."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from demerit.errors import Complaint, nearest_name

NUMBER = r"[-+]?(?:\d[\d_]*(?:\.\d[\d_]*)?|\.\d+)(?:[eE][-+]?\d+)?"
"""A number as files write it: digits, with `_` between them, a point, an exponent."""


def number_text(value: Decimal) -> str:
    """Return the shortest plain text of a decimal, without an exponent."""
    return format(value.normalize(), "f") if value else "0"


def check_parts(found: Mapping[Any, Any], parts: tuple[str, ...], what: str) -> None:
    """Refuse a part that `what` does not have.

    Raises:
        Complaint: at the first key of `found` that is not among `parts`.
    """
    for key in found:
        if key not in parts:
            raise Complaint(
                f"a {what} has no part {key!r}",
                found=str(key),
                allowed=", ".join(parts),
                nearest=nearest_name(str(key), parts),
                next_step="mend the name",
                at=(str(key),),
                on_key=True,
            )


def read_number(text: object, what: str = "the number") -> Decimal:
    """Return a finite decimal from a number or its text.

    Args:
        text: an int, a float or text; a float is read as the digits that print it.
        what: how to call it in a complaint.

    Raises:
        Complaint: it is no finite number.
    """
    try:
        value = Decimal(str(text).replace("_", "").strip())
    except InvalidOperation:
        raise Complaint(
            f"{what} cannot be read", found=str(text), next_step="write digits, such as 0.3"
        ) from None
    if not value.is_finite() or abs(value.adjusted()) > 30:
        raise Complaint(f"{what} is out of all bounds", found=str(text), next_step="write a finite number")
    return value


def read_reference(found: Mapping[Any, Any]) -> str | None:
    """Return the key of the reference that a written mapping names under `from`, or None.

    Raises:
        Complaint: what stands there is no key.
    """
    reference = found.get("from")
    if reference is not None and not isinstance(reference, str):
        raise Complaint(
            "`from` names one reference", found=str(reference), next_step="write its key", at=("from",)
        )
    return reference


@dataclass(frozen=True, slots=True)
class Range:
    """The values that an assumption may take.

    Attributes:
        low: smallest value, in the quantity's unit.
        high: largest value, in the quantity's unit.
        log: True if every ratio, rather than every difference, is equally likely.
    """

    low: Decimal
    high: Decimal
    log: bool = False

    def __str__(self) -> str:
        """Return the range as a file writes it."""
        return f"{number_text(self.low)}..{number_text(self.high)}{' log' if self.log else ''}"
