"""What is told of money that records claim."""

from __future__ import annotations

from demerit.counted.kinds import AMOUNT, CONDUCT, Kind, fixed

DEBT_CLAIMED = Kind(
    "debt claimed",
    "record",
    (CONDUCT, AMOUNT, fixed("outcome", ("", "averaged"))),
    {
        "averaged": "{amount} is claimed, which averaging worked out: {what}",
        "": "{amount} is claimed: {what}",
    },
    regime=(("debts", "penalty"),),
)
OVERCLAIMED = Kind(
    "overclaimed",
    "truth",
    (CONDUCT, AMOUNT),
    {"": "of this claim {amount} lies beyond what the act itself comes to: {what}"},
    regime=(("debts", "{what}", "amount"),),
    society=(("conducts", "{what}", "amount"),),
)
DEBT_PAID = Kind(
    "debt paid", "record", (CONDUCT, AMOUNT), {"": "{amount} is paid: {what}"}, regime=(("debts",),)
)
DEBT_CANCELLED = Kind(
    "debt cancelled",
    "record",
    (CONDUCT, AMOUNT),
    {"": "the claim of {amount} is cancelled: {what}"},
    regime=(("debts",),),
)
DEBT_REFUNDED = Kind(
    "debt refunded",
    "record",
    (CONDUCT, AMOUNT),
    {"": "{amount} is paid back: {what}"},
    regime=(("debts", "refunds"),),
)
KINDS = (DEBT_CLAIMED, OVERCLAIMED, DEBT_PAID, DEBT_CANCELLED, DEBT_REFUNDED)
