"""What is told of favours and prices."""

from __future__ import annotations

from demerit.counted.kinds import AMOUNT, DOMAIN, Kind
from demerit.mechanisms.attempts.words import consequences

FAVOURED = Kind(
    "favoured",
    "record",
    (DOMAIN, AMOUNT),
    {"": "favoured: {what}"},
    regime=lambda entry, form: consequences(entry, form, ["favour", "price"]),
)
CHARGED = Kind(
    "charged",
    "record",
    (DOMAIN, AMOUNT),
    {"": "pays more: {what}"},
    regime=lambda entry, form: consequences(entry, form, ["price"]),
)
KINDS = (FAVOURED, CHARGED)
"""Their amount is what it cost the public."""
