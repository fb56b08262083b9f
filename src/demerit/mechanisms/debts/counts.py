"""What is counted of money that records claim."""

from __future__ import annotations

from demerit.counted.axes import FIFTH, QUARTER, fixed
from demerit.counted.counted import Counted
from demerit.counted.table import count, text_key
from demerit.counted.values import DEBT_TRUTHS

RESTS_ON = fixed(
    text_key(
        "truth",
        "`act`: they did it; `none`: they did not; `averaged`: averaged income says so and nothing else",
        allowed=DEBT_TRUTHS,
    ),
    DEBT_TRUTHS,
)

MONEY = Counted(
    "money",
    "what records claim of people in money, and what becomes of it, by quarter of each event",
    (QUARTER, FIFTH.meaning("income fifth of those of whom it is claimed, 1 the poorest"), RESTS_ON),
    (
        count("claimed", "society's currency", "claimed, penalties among it"),
        count("paid", "society's currency", "paid by them, or withheld from payments to them"),
        count("cancelled", "society's currency", "no longer claimed, because the record was found wrong"),
        count("refunded", "society's currency", "given back after payment, because it was found wrong"),
        count("debts", "debts", "claims"),
        count(
            "overclaimed",
            "society's currency",
            "of `claimed` by a set sum: beyond what the same rule would claim if the sum were the act's own"
            " amount; 0 where the society puts no money on the act",
        ),
    ),
)

COUNTED = (MONEY,)
