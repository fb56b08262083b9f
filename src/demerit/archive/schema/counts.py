"""The tables of the cube: what a run counts of everybody.

The rows are *long* (one row for each value of an axis) instead of one wide column a value: a new region or
age band then adds rows, never columns, and the same query serves every axis.
"""

from __future__ import annotations

from typing import Final

from demerit.archive.schema.table import DRAW, Table, count, number_key, text, text_key
from demerit.archive.schema.values import (
    DEBT_TRUTHS,
    ENTERED_WRONGLY,
    ENTITIES,
    EXITS,
    GROUNDS,
    MEASURES,
    NO_TIER,
    SPHERES,
    STANDINGS,
    TRUTHS,
    VALENCES,
)

_ENTITY = text_key("entity", "whether persons or organisations are counted", allowed=ENTITIES)
_STEP = number_key(
    "step", "number from 0", "step of the run's calendar; a week unless the manifest says a day"
)
_AXIS = text_key("axis", "by what the row counts; `all` counts everybody once")
_VALUE = text_key("value", "the axis's value, such as `region 01`, `18-24`, `urban away`; `all` on axis all")
_LIST = text_key("list", "a list of the regime")
_CONDUCT = text_key("conduct", "a conduct of the society's catalogue")
_GROUP = text_key("group", "stylised group, A to H", unit="code")
_QUARTER = text_key("quarter", "calendar quarter in which the step began, such as 2014-Q1", unit="quarter")
_YEAR = number_key("year", "calendar year", "year in which the step began")

_STEP_WEEKS = "person-weeks (person-steps where a step is not a week)"
_ENTITY_WEEKS = "entity-weeks (entity-steps where a step is not a week)"

PEOPLE = Table(
    "people",
    "who is there, step by step",
    (
        DRAW,
        _ENTITY,
        _STEP,
        _AXIS,
        _VALUE,
        count("present", "entities", "present at the end of the step"),
        count("entered", "entities", "born, arrived or founded during the step"),
        count("died", "entities", "died (or dissolved) during the step"),
        count("left", "entities", "left the society otherwise during the step"),
    ),
)

_GROUNDS: Final = {
    "through_others": "in no spell of their own, but by a tie to somebody listed",
    "unfounded": "would not stand without records that have no act of theirs",
    "unable": "could not have paid, although the regime lists only those who could",
    "counted_for_more": "would not stand with the points of the rule",
    "protected": "would not stand without belief, speech, intimate life, health or status, or such an input",
    "slight": "would not stand without slight conduct, no graver record counts, and what follows is severe",
    "own_terms": "by the rule's own terms",
}

LISTS = Table(
    "lists",
    "stock and flows of each list, step by step; lists are empty before step 0, so that"
    " stock = stock a step before + inflow - all outflows from the first step on",
    (
        DRAW,
        _ENTITY,
        _LIST,
        _STEP,
        _AXIS,
        _VALUE,
        count("stock", "entities", "on the list at the end of the step"),
        count("inflow", "entities", "newly on the list in the step"),
        count(ENTERED_WRONGLY, "entities", "of the inflow: at the end of the step not listed in the shadow"),
        count("out_death", "entities", "off the list by death or dissolution"),
        count("out_left", "entities", "off the list by leaving the society"),
        count("out_sunset", "entities", "off the list because the regime ended"),
        count("out_correction", "entities", "off the list because a record was corrected"),
        count("out_appeal", "entities", "off the list because an appeal against a record succeeded"),
        count("out_payment", "entities", "off the list by paying or performing"),
        count("out_repair", "entities", "off the list by a repair that was granted"),
        count(
            "out_rule", "entities", "off the list because an amendment changed the rule or took the list away"
        ),
        count("out_expiry", "entities", "off the list because a length was over"),
        count("out_ceased", "entities", "off the list because what it asks for holds no longer"),
        count("out_tie", "entities", "off the list because the tie or the listing it came through ended"),
        count("without_act", "entities", "of the stock: no act of their own on record keeps them there"),
        count("could_not_pay", "entities", "of the stock: standing only on acts that they could not pay for"),
        count("wrongful", "entities", "of the stock: not listed in the shadow"),
        count("spared", "entities", "beside the stock: listed in the shadow and not now"),
        *(count(name, "entities", f"ground of the stock: {_GROUNDS[name]}") for name in GROUNDS),
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
)

ATTEMPTS = Table(
    "attempts",
    "what people try to do, and what is refused, favoured or charged, step by step, as person-times",
    (
        DRAW,
        _ENTITY,
        text_key("domain", "a kind of attempt, such as flight, rail, loan"),
        _STEP,
        _AXIS,
        _VALUE,
        count("attempts", "person-times", "attempts made in the step"),
        count("refusals", "person-times", "attempts refused by a sanction in the step"),
        count("refusals_without_act", "person-times", "refusals of those listed with no act of their own"),
        count(
            "refusals_could_not_pay",
            "person-times",
            "refusals of those standing only on acts they could not pay",
        ),
        count("gated", "person-times", "attempts that cannot be made without the identifier"),
        count("favoured", "person-times", "attempts at which a favour or a lower price was used"),
        count("charged", "person-times", "attempts at which a higher price was charged"),
        count("cost", "society's currency", "what these favours and factors cost the public"),
    ),
)

RECORDS = Table(
    "records",
    "what sources reported and what entered the record, by what is true",
    (
        DRAW,
        _ENTITY,
        text_key("source", "a source of the regime"),
        _CONDUCT,
        text_key("truth", "`act`: the entity recorded did it; `none`: it did not", allowed=TRUTHS),
        _GROUP,
        _YEAR,
        count(
            "sightings",
            "sightings",
            "reports, true or false, in the year of the act or false report that they are of, even if they"
            " arrive after the run",
        ),
        count(
            "records",
            "records",
            "records that began to count in the year; one that is struck before it begins, or would begin"
            " after its person is gone or after the run, is none",
        ),
        count("misplaced", "records", "of these: made of an act of somebody else"),
    ),
)

ACTS = Table(
    "acts",
    "what people did, and how much of it was recorded",
    (
        DRAW,
        _ENTITY,
        _CONDUCT,
        _GROUP,
        _YEAR,
        count("acts", "acts", "true acts"),
        count(
            "recorded",
            "acts",
            "acts of the year whose record began within the run; the rest are missed, struck, or too late",
        ),
        count("deterred", "acts", "beside the acts: let go for the risk of a record"),
    ),
)

ACTS_BY_STEP = Table(
    "acts_by_step",
    "what people did and what they let go, step by step",
    (
        DRAW,
        _ENTITY,
        _CONDUCT,
        _STEP,
        count("acts", "acts", "true acts"),
        count("deterred", "acts", "beside the acts: let go for the risk of a record"),
        count("unable", "acts", "of the acts: by somebody who could not have paid, so not by choice"),
        count(
            "strained",
            "acts",
            "of the acts by choice, done or let go: those that only being without the job brings",
        ),
    ),
)

CONDUCTS = Table(
    "conducts",
    "what each conduct of the society's catalogue is, as its file says",
    (
        DRAW,
        _ENTITY,
        _CONDUCT,
        text_key("valence", "whether it harms or helps others", allowed=VALENCES),
        text_key("protected", "the protected sphere that it belongs to, or none", allowed=SPHERES),
        count("gravity", "0 to 5", "how grave it is, 0 trifling"),
    ),
)

WORK = Table(
    "work",
    "jobs lost and found in each quarter, and who has one at its end; empty where the society lets nobody"
    " lose a job",
    (
        DRAW,
        _QUARTER,
        text_key("fifth", "income fifth, 1 the poorest", unit="code"),
        text_key(
            "standing",
            "at the start of the step: on a published list or still known for one, working for a listed"
            " organisation, both, nothing",
            allowed=STANDINGS,
        ),
        count("jobs_lost", "person-times", "jobs lost in the quarter"),
        count("jobs_found", "person-times", "people without their job who work again"),
        count("working", "persons", "at work for an organisation at the quarter's end"),
        count("jobless", "persons", "with a place of work and without the job at the quarter's end"),
    ),
)

GRADES = Table(
    "grades",
    "everybody by grade at the end of each quarter, where the regime keeps a score",
    (
        DRAW,
        _ENTITY,
        _QUARTER,
        _AXIS,
        _VALUE,
        text_key("grade", "a grade of the regime; `ungraded` where it has a score and no grades"),
        count("recorded", "entities", "in the grade, by the score as recorded"),
        count("shadow", "entities", "in the grade, by the score without false records"),
    ),
)

SCORES = Table(
    "scores",
    "everybody by how far their score is from the start, at the end of each quarter, where the regime keeps a"
    " score; the distances double from bin to bin",
    (
        DRAW,
        _ENTITY,
        _QUARTER,
        number_key("from", "points", "lowest score of the bin, less the score of the start"),
        number_key("to", "points", "highest score of the bin, less the score of the start"),
        count("recorded", "entities", "in the bin, by the score as recorded"),
        count("shadow", "entities", "in the bin, by the score without false records"),
    ),
)

POINTS = Table(
    "points",
    "records that begin and points given, by tier, each quarter; as recorded, the shadow is not in it",
    (
        DRAW,
        _ENTITY,
        _QUARTER,
        text_key("tier", f"tier at the ruling or when points began to count; `{NO_TIER}` for organisations"),
        count("gained", "points", "points gained by records that began to count"),
        count("lost", "points", "points lost by records that began to count, as a number above zero"),
        count("records", "records", "records that began to count, with points or without, true or false"),
    ),
)

MONEY = Table(
    "money",
    "what records claim of people in money, and what becomes of it, by quarter of each event",
    (
        DRAW,
        _QUARTER,
        text_key("fifth", "income fifth of those of whom it is claimed, 1 the poorest", unit="code"),
        text_key(
            "truth",
            "`act`: they did it; `none`: they did not; `averaged`: averaged income says so and nothing else",
            allowed=DEBT_TRUTHS,
        ),
        count("claimed", "society's currency", "claimed, penalties among it"),
        count("paid", "society's currency", "paid by them, or withheld from payments to them"),
        count("cancelled", "society's currency", "no longer claimed, because the record was found wrong"),
        count("refunded", "society's currency", "given back after payment, because it was found wrong"),
        count("debts", "debts", "claims"),
    ),
)

QUARTERS = Table(
    "quarters",
    "persons by tier, group, residence, income fifth and age together, each quarter;"
    " somebody on several lists counts once",
    (
        DRAW,
        _QUARTER,
        text_key("tier", "tier"),
        _GROUP,
        text_key("residence", "residence and registration"),
        text_key("fifth", "income fifth, 1 the poorest", unit="code"),
        text_key("age", "age band", unit="years"),
        count("person_weeks", _STEP_WEEKS, "present, at the ends of the quarter's steps"),
        count("listed_weeks", _STEP_WEEKS, "of these: on any list"),
        count("without_act_weeks", _STEP_WEEKS, "of these: listed with no act of their own on record"),
        count(
            "could_not_pay_weeks", _STEP_WEEKS, "of these: standing only on acts that they could not pay for"
        ),
        count("through_weeks", _STEP_WEEKS, "of these: standing only by somebody else's record"),
        count("entries", "entries", "entries to any list"),
        count("refusals", "person-times", "attempts refused"),
    ),
)

GROUND_WEEKS = Table(
    "grounds",
    "person-weeks on any list by ground, each quarter; somebody on several lists counts once, by the first",
    (
        DRAW,
        _QUARTER,
        text_key("ground", "the first that fits on any of the lists", allowed=GROUNDS),
        count("weeks", _STEP_WEEKS, "of persons on any list"),
        count("wrongful", _STEP_WEEKS, "of these: on no list in the shadow"),
    ),
)

SPELLS = Table(
    "spells",
    "time on a list, from entry to exit",
    (
        DRAW,
        _ENTITY,
        _LIST,
        text_key("exit", "how the spell ended; `standing`: it had not", allowed=EXITS),
        number_key("weeks", "steps", "length of the spell in steps (weeks where a step is a week)"),
        count("count", "spells", "spells of that length"),
    ),
)

RELATIONS = Table(
    "relations",
    "by which relation listings pass to others, each quarter; of several, the first in the order of the"
    " regime language",
    (
        DRAW,
        _ENTITY,
        _LIST,
        text_key("relation", "what the listed one is to whoever passes it on, such as spouse"),
        _QUARTER,
        count("entries", "entries", "entries to the list that a tie began"),
        count("weeks_true", _ENTITY_WEEKS, "on the list only by a tie to somebody listed for true"),
        count("weeks_false", _ENTITY_WEEKS, "on the list only by a tie to somebody listed by a false record"),
    ),
)

MOMENTS = Table(
    "moments",
    "sums over districts, for the between-district part of an interval (ratio estimator);"
    " x is a district's measure, n the entities present in it",
    (
        DRAW,
        _ENTITY,
        text_key("list", "a list of the regime; `any` where the measure belongs to no single list"),
        _STEP,
        text_key("measure", "what x counts", allowed=MEASURES),
        text_key(
            "region",
            "a region that a rule names, `other regions` for the rest; `all` where no rule differs by region",
        ),
        count("n", "districts", "districts summed over"),
        count("sum_x", "entities or person-times", "sum of x"),
        count("sum_x2", "squared", "sum of x squared"),
        count("sum_n", "entities", "sum of n"),
        count("sum_xn", "product", "sum of x times n"),
        count("sum_n2", "squared", "sum of n squared"),
    ),
)

LEFT_OUT = Table(
    "left_out",
    "what the society declares and the model had no room for",
    (
        DRAW,
        text_key("what", "`births`: into a household without a free slot", allowed=("births",)),
        count("count", "births", "how many of them did not happen"),
    ),
)

INPUTS = Table(
    "inputs",
    "the value of every assumed input in every draw",
    (
        DRAW,
        text_key("path", "dotted path of the input, beginning with regime, society or scenario", unit="path"),
        text("unit", "unit of the value"),
        text("value", "the value drawn, as decimal text", unit="decimal"),
    ),
)

TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        PEOPLE,
        LISTS,
        GRADES,
        SCORES,
        POINTS,
        ATTEMPTS,
        RECORDS,
        ACTS,
        ACTS_BY_STEP,
        CONDUCTS,
        WORK,
        MONEY,
        QUARTERS,
        GROUND_WEEKS,
        SPELLS,
        RELATIONS,
        MOMENTS,
        LEFT_OUT,
        INPUTS,
    )
}
"""Every table of the cube, by name."""
