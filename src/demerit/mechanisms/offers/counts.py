"""What is counted of what people may choose."""

from __future__ import annotations

from typing import Literal

from demerit.counted.axes import FIFTH, QUARTER, told
from demerit.counted.counted import Counted
from demerit.counted.table import count, text_key
from demerit.counted.values import STEP_WEEKS

OfferKind = Literal["course", "exam", "probation", "plea", "consent", "dispute"]
"""What is offered: a society says of each how people answer to it."""
OFFERED = "offers"
"""The letter of what is offered."""

OFFERS = Counted(
    "offers",
    "what people choose of what is offered to them, and what becomes of it, by quarter of each event",
    (
        QUARTER,
        told(OFFERED, text_key("offer", "an offer of the regime")),
        FIFTH.meaning("income fifth of those who take it, 1 the poorest"),
    ),
    (
        count(
            "offered",
            "offers",
            "made to somebody instead of a record of theirs or of entering a list, or for being taken for"
            " somebody else, taken or not; what stands open is made to nobody, and is none of these",
        ),
        count("taken", "offers taken", "taken, as recorded"),
        count("taken_in_error", "offers taken", "of these: not taken in the shadow, where it is not open"),
        count("passed", "offers taken", "passed"),
        count("failed", "offers taken", "failed"),
        count(
            "money",
            "society's currency",
            "what it costs those who take them, besides what the offer says too",
        ),
        count("unlisted", "society's currency", "of this: what the society says it costs besides"),
        count("money_in_error", "society's currency", "of this: for what is not taken in the shadow"),
        count("weeks", STEP_WEEKS, "from taking one to passing or failing, as it ends"),
    ),
)
COUNTED = (OFFERS,)
