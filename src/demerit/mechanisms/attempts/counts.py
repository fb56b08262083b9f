"""What is counted of attempts, refused, favoured or charged."""

from __future__ import annotations

from demerit.counted.axes import DOMAIN, STEP, VALUE
from demerit.counted.counted import Counted
from demerit.counted.table import count

ATTEMPTS = Counted(
    "attempts",
    "what people try to do, and what is refused, favoured or charged, step by step, as person-times",
    (STEP, DOMAIN, VALUE),
    (
        count("attempts", "person-times", "attempts made in the step"),
        count("refusals", "person-times", "attempts refused by a sanction in the step"),
        count("refusals_without_act", "person-times", "refusals of those listed with no act of their own"),
        count(
            "refusals_could_not_pay",
            "person-times",
            "refusals of those standing only on acts they could not pay",
        ),
        count(
            "mismatches",
            "person-times",
            "attempts refused at a gate that took somebody for another: no listing is behind it, and it"
            " is none of the refusals",
        ),
        count("gated", "person-times", "attempts that cannot be made without the identifier"),
        count("favoured", "person-times", "attempts at which a favour or a lower price was used"),
        count("charged", "person-times", "attempts at which a higher price was charged"),
        count("cost", "society's currency", "what these favours and factors cost the public"),
    ),
    keys=("entity", "domain", "step", "axis", "value"),
)

COUNTED = (ATTEMPTS,)
