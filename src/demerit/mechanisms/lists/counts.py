"""What is counted of who is listed, on which grounds, and for how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from demerit.counted.axes import (
    AGE,
    FIFTH,
    GROUP,
    LIST,
    LIST_OR_ENTITY,
    MEASURE,
    QUARTER,
    RESIDENCE,
    STEP,
    STRATUM,
    TIER,
    VALUE,
    Naming,
    fixed,
    joined,
    lists_of,
    numbered,
    strides,
)
from demerit.counted.counted import Counted, Mask
from demerit.counted.table import Integers, count, number_key, text_key
from demerit.counted.values import ENTERED_WRONGLY, EXITS, GROUNDS, LIST_KINDS, STEP_WEEKS

_, BENEFIT, NOTE = range(len(LIST_KINDS))

MEANT: Final = {
    "through_others": "in no spell of their own, but by a tie to somebody listed",
    "unfounded": "would not stand without records that have no act of theirs",
    "unable": "could not have paid, although the regime lists only those who could",
    "counted_for_more": "would not stand with the points of the rule",
    "protected": "would not stand without belief, speech, intimate life, health or status, or such an input",
    "slight": "would not stand without slight conduct, no graver record counts, and what follows is severe",
    "own_terms": "by the rule's own terms",
}
"""What is meant by each ground."""

_OUT: Final = (
    count("out_death", "entities", "off the list by death or dissolution"),
    count("out_left", "entities", "off the list by leaving the society"),
    count("out_left_scheme", "entities", "off the list as no longer a member of the regime"),
    count("out_sunset", "entities", "off the list because the regime ended"),
    count("out_correction", "entities", "off the list because a record was corrected"),
    count("out_appeal", "entities", "off the list because an appeal against a record succeeded"),
    count("out_payment", "entities", "off the list by paying or performing"),
    count("out_repair", "entities", "off the list by a repair that was granted"),
    count("out_taken_off", "entities", "off the list because a trigger took them off"),
    count("out_rule", "entities", "off the list because an amendment changed the rule or took the list away"),
    count("out_fulfilled", "entities", "off the list because what was to end the spell came true"),
    count("out_expiry", "entities", "off the list because a length was over"),
    count("out_ceased", "entities", "off the list because what it asks for holds no longer"),
    count("out_tie", "entities", "off the list because the tie or the listing it came through ended"),
)
_BALANCE: Final = (
    "; lists are empty before step 0, so that stock = stock a step before + inflow - all outflows from the"
    " first step on"
)
_STOCK: Final = count("stock", "entities", "on the list at the end of the step")
_INFLOW: Final = count("inflow", "entities", "newly on the list in the step")
_KEYS: Final = ("entity", "list", "step", "axis", "value")

LISTS = Counted(
    "lists",
    f"stock and flows of each list that is a burden, step by step{_BALANCE}",
    (STEP, lists_of("burden", "a list of the regime that is a burden"), VALUE),
    (
        _STOCK,
        _INFLOW,
        count(ENTERED_WRONGLY, "entities", "of the inflow: at the end of the step not listed in the shadow"),
        *_OUT,
        count("without_act", "entities", "of the stock: no act of their own on record keeps them there"),
        count("could_not_pay", "entities", "of the stock: standing only on acts that they could not pay for"),
        count("wrongful", "entities", "of the stock: not listed in the shadow"),
        count("spared", "entities", "beside the stock: listed in the shadow and not now"),
        *(count(name, "entities", f"ground of the stock: {MEANT[name]}") for name in GROUNDS),
        *(
            count(f"{name}_wrongful", "entities", f"of {name}: not listed in the shadow, and so wrongful")
            for name in GROUNDS
        ),
        count(
            "mixed", "entities", "of own_terms: would not stand without slight conduct, beside graver conduct"
        ),
        count(
            "by_measurement", "entities", "of counted_for_more: by noise in the score more than by discretion"
        ),
    ),
    keys=_KEYS,
    gaps="kept",
)

BENEFITS = Counted(
    "benefits",
    "stock and flows of each list that is a benefit, step by step, and what a true record would have made of"
    f" them{_BALANCE}",
    (STEP, lists_of("benefit", "a list of the regime that is a benefit"), VALUE),
    (
        _STOCK,
        _INFLOW,
        count("inflow_in_error", "entities", "of the inflow: at the end of the step not on it in the shadow"),
        count("granted_in_error", "entities", "of the stock: not on it in the shadow"),
        count("withheld", "entities", "beside the stock: on it in the shadow and not now"),
        *_OUT,
    ),
    keys=_KEYS,
    gaps="kept",
)
NOTES = Counted(
    "notes",
    "stock and flows of each list that is a note, such as a warning: neither a burden nor a benefit, step by"
    f" step{_BALANCE}",
    (STEP, lists_of("note", "a list of the regime that is a note"), VALUE),
    (_STOCK, _INFLOW, *_OUT),
    keys=_KEYS,
    gaps="kept",
)
_COUNTED_AS: Final = {
    "inflow_in_error": ENTERED_WRONGLY,
    "granted_in_error": "wrongful",
    "withheld": "spared",
}
"""Columns of benefits by the columns of lists under which a run counts them: all lists are counted alike."""


def parted(counts: Integers, names: Naming) -> Iterator[tuple[Counted, Integers]]:
    """Yield benefits and notes, if there are any, with their part of what is counted of all lists.

    Args:
        counts: of all lists, whatever their kind, in the columns of `LISTS`.
        names: of the scenario.
    """
    for table, kind in ((BENEFITS, BENEFIT), (NOTES, NOTE)):
        if kind in names.list_kinds:
            columns = [_COUNTED_AS.get(column.name, column.name) for column in table.columns]
            yield table, counts[..., [LISTS.numbers[name] for name in columns]]


_CELL = (TIER, GROUP, RESIDENCE, FIFTH, AGE)
CELL = joined(*_CELL)
"""Several traits of persons together."""
BY_TIER, BY_GROUP, BY_RESIDENCE, BY_FIFTH, BY_AGE = strides(*_CELL)

QUARTERS = Counted(
    "quarters",
    "persons by tier, group, residence, income fifth and age together, each quarter;"
    " somebody on several lists counts once",
    (QUARTER, CELL),
    (
        count("person_weeks", STEP_WEEKS, "present, at the ends of the quarter's steps"),
        count("listed_weeks", STEP_WEEKS, "of these: on any list that is a burden"),
        count("without_act_weeks", STEP_WEEKS, "of these: listed with no act of their own on record"),
        count(
            "could_not_pay_weeks", STEP_WEEKS, "of these: standing only on acts that they could not pay for"
        ),
        count("through_weeks", STEP_WEEKS, "of these: standing only by somebody else's record"),
        count("entries", "entries", "entries to any list that is a burden"),
        count("refusals", "person-times", "attempts refused"),
        count("receiving_weeks", STEP_WEEKS, "of person_weeks: on any list that is a benefit"),
    ),
)

GROUND = fixed(text_key("ground", "the first that fits on any of the lists", allowed=GROUNDS), GROUNDS)

GROUND_WEEKS = Counted(
    "grounds",
    "person-weeks on any list that is a burden by ground, each quarter; somebody on several counts once, by"
    " the first",
    (QUARTER, GROUND),
    (
        count("weeks", STEP_WEEKS, "of persons on any list"),
        count("wrongful", STEP_WEEKS, "of these: on no list in the shadow"),
    ),
)

_EXIT = fixed(text_key("exit", "how the spell ended; `standing`: it had not", allowed=EXITS), EXITS)
_LASTED = numbered(
    number_key("weeks", "steps", "length of the spell in steps (weeks where a step is a week)"), "T + 1"
)

SPELLS = Counted(
    "spells",
    "time on a list, from entry to exit",
    (LIST, _EXIT, _LASTED),
    (count("count", "spells", "spells of that length"),),
)


def _measured(names: Naming, places: Sequence[Integers]) -> Mask:
    """Keep refusals, which belong to no list, of persons and organisations, and all else of lists."""
    _, _, row, measure = places
    kept: Mask = (row < len(names.lists)) == (measure != MEASURE.refusals)
    return kept


MOMENTS = Counted(
    "moments",
    "sums over districts, for the between-district part of an interval (ratio estimator);"
    " x is a district's measure, n the entities present in it",
    (STEP, STRATUM, LIST_OR_ENTITY, MEASURE),
    (
        count("n", "districts", "districts summed over"),
        count("sum_x", "entities or person-times", "sum of x"),
        count("sum_x2", "squared", "sum of x squared"),
        count("sum_n", "entities", "sum of n"),
        count("sum_xn", "product", "sum of x times n"),
        count("sum_n2", "squared", "sum of n squared"),
    ),
    keys=("entity", "list", "step", "measure", "region"),
    gaps="kept",
    only=_measured,
)

COUNTED = (LISTS, BENEFITS, NOTES, QUARTERS, GROUND_WEEKS, SPELLS, MOMENTS)
