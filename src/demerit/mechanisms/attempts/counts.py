"""What is counted of attempts, refused, favoured or charged."""

from __future__ import annotations

from demerit.counted.axes import DOMAIN, QUARTER, STEP, VALUE, YEAR, numbered
from demerit.counted.counted import Counted
from demerit.counted.table import count, number_key
from demerit.counted.values import GROUNDS
from demerit.mechanisms.lists.counts import MEANT

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

REFUSALS = Counted(
    "refusals",
    "attempts refused, by the ground on which the person was on the lists that refuse as the step began, each"
    " quarter; of several lists by the first ground",
    (QUARTER, DOMAIN, VALUE),
    (
        *(count(name, "person-times", f"refusals by their ground: {MEANT[name]}") for name in GROUNDS),
        count("wrongful", "person-times", "of all: on none of these lists in the shadow"),
    ),
    keys=("entity", "domain", "quarter", "axis", "value"),
)
_BEFORE = numbered(
    number_key(
        "before",
        "calendar year",
        "last year before it in which they were refused; the year before the run began where there is none",
    ),
    "Y + 1",
    lambda names: names.first_year - 1,
)
REFUSED_IN_YEARS = Counted(
    "refused",
    "who is refused at least once in a calendar year, by a list or for being taken for somebody else; in a"
    " span of years those of its years whose year before lies before the span",
    (YEAR, _BEFORE, VALUE),
    (count("entities", "entities", "refused at least once in the year"),),
    keys=("entity", "year", "before", "axis", "value"),
)

COUNTED = (ATTEMPTS, REFUSALS, REFUSED_IN_YEARS)
