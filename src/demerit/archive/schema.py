"""The tables of a run's cube: names, columns, units and meanings, in one place.

Everybody who writes counts (the engine), reads them (audit, report, a user's own SQL) or checks them
(`integrity`) looks here, and every Parquet file carries its table's description in its metadata, so a run
can be read in twenty years without our code. A table has two kinds of columns only: 64-bit integers and
text. Counts are integers, because integer sums are the same in any order and on any number of threads;
shares, rates and intervals are worked out by the reader. The one decimal, a drawn input value, is kept as
the text that was drawn.

The rows are *long* (one row for each value of an axis) instead of one wide column a value: a new region or
age band then adds rows, never columns, and the same query serves every axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

FORMAT: Final = 1
"""Version of the tables below; a change that old readers would misread raises it."""

SYNTHETIC: Final = "All people in this file are synthetic (invented)."
"""The sentence that travels with every table."""

AGAINST: Final = "against"
TRUTHFUL: Final = "truthful"
COMPANIONS: Final = (AGAINST, TRUTHFUL)
"""Names of the runs that may lie inside a run, as folders, and of their schemas in a reader: the same people
on the same luck under another regime, and under the same regime on a true record."""

Kind = Literal["int", "text"]

ALL: Final = "all"
"""The axis (and its one value) that counts everybody once."""

ENTITIES: Final = ("person", "organisation")
PERSON_AXES: Final = (ALL, "region", "age", "sex", "tier", "residence", "fifth", "group")
ORGANISATION_AXES: Final = (ALL, "region", "size")
CONSTANT_AXES: Final = (ALL, "region", "sex", "fifth", "group", "size")
"""Axes on which nobody moves while present: there, stocks balance value by value."""

TRUTHS: Final = ("act", "none")
DEBT_TRUTHS: Final = (*TRUTHS, "averaged")
"""What a debt rests on; `averaged`: on nothing but the averaging of income."""
OUTFLOWS: Final = ("expiry", "payment", "repair", "correction", "death", "left", "tie")
"""How a spell on a list ends: each has its column `out_...` in the table lists."""
EXITS: Final = (*OUTFLOWS, "standing")
"""The same for the table spells; `standing` spells were still going when the run ended."""

MEASURES: Final = ("stock", "inflow", "refusals", "without_act", "unable")
COMPARED: Final = ("wrongful", "spared")
"""Columns of lists that compare the stock with its shadow."""
ENTERED_WRONGLY: Final = "inflow_wrongful"
"""Column of lists that compares the inflow with the shadow."""
CLASSES: Final = (
    "unfounded",
    "overcharged",
    "through_true",
    "through_false",
    "protected",
    "disproportionate",
    "by_terms",
)
"""Classes of harm in order of first match; every week on a list falls in exactly one."""
NO_TIER: Final = "none"
"""The `tier` of organisations."""
STANDINGS: Final = ("nothing", "listed", "employer listed", "both")
"""How somebody stands at work: on a published list or known for one, working for a listed organisation."""
ANY_LIST: Final = "any"
"""The `list` of moments that belong to no single list (refusals)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its `kind`, whether it belongs to the row's key, its unit and its meaning."""

    name: str
    kind: Kind
    unit: str
    meaning: str
    key: bool = False
    allowed: tuple[str, ...] | None = None

    @property
    def sql(self) -> str:
        """The column's type in DuckDB and in the Parquet file."""
        return "BIGINT" if self.kind == "int" else "VARCHAR"


@dataclass(frozen=True, slots=True)
class Table:
    """One named table: one row for each key, keys in the order in which rows are sorted."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All column names, in file order."""
        return tuple(column.name for column in self.columns)

    @property
    def keys(self) -> tuple[str, ...]:
        """Names of the key columns, in sorting order."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def counts(self) -> tuple[str, ...]:
        """Names of the integer columns outside the key."""
        return tuple(column.name for column in self.columns if not column.key and column.kind == "int")

    def column(self, name: str) -> Column:
        """Return the column `name`; KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")

    def describe(self) -> dict[str, Any]:
        """Describe the table as plain JSON values, as written into each file's metadata."""
        return {
            "table": self.name,
            "format": FORMAT,
            "meaning": self.meaning,
            "columns": [
                {
                    "name": column.name,
                    "type": "int64" if column.kind == "int" else "text",
                    "unit": column.unit,
                    "meaning": column.meaning,
                    "key": column.key,
                }
                for column in self.columns
            ],
        }


def _text(name: str, meaning: str, unit: str = "name", allowed: tuple[str, ...] | None = None) -> Column:
    return Column(name, "text", unit, meaning, key=True, allowed=allowed)


def _number(name: str, unit: str, meaning: str) -> Column:
    return Column(name, "int", unit, meaning, key=True)


def _count(name: str, unit: str, meaning: str) -> Column:
    return Column(name, "int", unit, meaning)


_DRAW = _number("draw", "number from 0", "which draw: one value from every assumed range, one seed")
_ENTITY = _text("entity", "whether persons or organisations are counted", allowed=ENTITIES)
_STEP = _number("step", "number from 0", "step of the run's calendar; a week unless the manifest says a day")
_AXIS = _text("axis", "by what the row counts; `all` counts everybody once")
_VALUE = _text("value", "the axis's value, such as `region 01`, `18-24`, `urban away`; `all` on axis all")
_LIST = _text("list", "a list of the regime")
_CONDUCT = _text("conduct", "a conduct of the society's catalogue")
_GROUP = _text("group", "stylised group, A to H", unit="code")
_YEAR = _number("year", "calendar year", "year in which the step began")

_STEP_WEEKS = "person-weeks (person-steps where a step is not a week)"
_ENTITY_WEEKS = "entity-weeks (entity-steps where a step is not a week)"

PEOPLE = Table(
    "people",
    "who is there, step by step",
    (
        _DRAW,
        _ENTITY,
        _STEP,
        _AXIS,
        _VALUE,
        _count("present", "entities", "present at the end of the step"),
        _count("entered", "entities", "born, arrived or founded during the step"),
        _count("died", "entities", "died (or dissolved) during the step"),
        _count("left", "entities", "left the society otherwise during the step"),
    ),
)

LISTS = Table(
    "lists",
    "stock and flows of each list, step by step; lists are empty before step 0, so that"
    " stock = stock a step before + inflow - all outflows from the first step on",
    (
        _DRAW,
        _ENTITY,
        _LIST,
        _STEP,
        _AXIS,
        _VALUE,
        _count("stock", "entities", "on the list at the end of the step"),
        _count("inflow", "entities", "newly on the list in the step"),
        _count(ENTERED_WRONGLY, "entities", "of the inflow: at the end of the step not listed in the shadow"),
        _count("out_expiry", "entities", "off the list because the term ended"),
        _count("out_payment", "entities", "off the list by paying or performing"),
        _count("out_repair", "entities", "off the list by credit repair"),
        _count("out_correction", "entities", "off the list because a record was corrected"),
        _count("out_death", "entities", "off the list by death or dissolution"),
        _count("out_left", "entities", "off the list by leaving the society"),
        _count("out_tie", "entities", "off the list because the tie or the listing it came through ended"),
        _count("without_act", "entities", "of the stock: listed with no act of their own on record"),
        _count("unable", "entities", "of the stock: standing only on acts that they could not pay for"),
        _count("through_others", "entities", "of the stock: standing only by somebody else's record"),
        _count("wrongful", "entities", "of the stock: not listed in the shadow, where no record is false"),
        _count("spared", "entities", "beside the stock: listed in the shadow and not now"),
        _count("unfounded", "entities", "class of the stock: nothing true of their own keeps them there"),
        _count(
            "overcharged", "entities", "class of the stock: only more points than the rule's keep them there"
        ),
        _count("through_true", "entities", "class of the stock: by a tie to somebody listed for true"),
        _count(
            "through_false", "entities", "class of the stock: by a tie to somebody listed by a false record"
        ),
        _count(
            "protected",
            "entities",
            "class of the stock: only for belief, speech, intimate life, health, status",
        ),
        _count(
            "disproportionate",
            "entities",
            "class of the stock: only for slight conduct, under a hard sanction",
        ),
        _count("by_terms", "entities", "class of the stock: by the rule's own terms"),
    ),
)

ATTEMPTS = Table(
    "attempts",
    "what people try to do, and what is refused, favoured or charged, step by step, as person-times",
    (
        _DRAW,
        _ENTITY,
        _text("domain", "a kind of attempt, such as flight, rail, loan"),
        _STEP,
        _AXIS,
        _VALUE,
        _count("attempts", "person-times", "attempts made in the step"),
        _count("refusals", "person-times", "attempts refused by a sanction in the step"),
        _count("refusals_without_act", "person-times", "refusals of those listed with no act of their own"),
        _count(
            "refusals_unable", "person-times", "refusals of those standing only on acts they could not pay"
        ),
        _count("gated", "person-times", "attempts that cannot be made without the identifier"),
        _count("favoured", "person-times", "attempts at which a favour or a lower price was used"),
        _count("charged", "person-times", "attempts at which a higher price was charged"),
        _count("cost", "society's currency", "what these favours and factors cost the public"),
    ),
)

RECORDS = Table(
    "records",
    "what sources reported and what entered the record, by what is true",
    (
        _DRAW,
        _ENTITY,
        _text("source", "a source of the regime"),
        _CONDUCT,
        _text("truth", "`act`: the entity recorded did it; `none`: it did not", allowed=TRUTHS),
        _GROUP,
        _YEAR,
        _count("sightings", "sightings", "reports, true or false"),
        _count("records", "records", "entries in the ledger"),
        _count("misplaced", "records", "of these: made of an act of somebody else"),
    ),
)

ACTS = Table(
    "acts",
    "what people did, and how much of it was recorded",
    (
        _DRAW,
        _ENTITY,
        _CONDUCT,
        _GROUP,
        _YEAR,
        _count("acts", "acts", "true acts"),
        _count("recorded", "acts", "acts that any record stands for; the rest are missed acts"),
        _count("deterred", "acts", "beside the acts: let go for the risk of a record"),
    ),
)

ACTS_BY_STEP = Table(
    "acts_by_step",
    "what people did and what they let go, step by step",
    (
        _DRAW,
        _ENTITY,
        _CONDUCT,
        _STEP,
        _count("acts", "acts", "true acts"),
        _count("deterred", "acts", "beside the acts: let go for the risk of a record"),
    ),
)

WORK = Table(
    "work",
    "jobs lost and found in each quarter, and who has one at its end; empty where the society lets nobody"
    " lose a job",
    (
        _DRAW,
        _text("quarter", "calendar quarter in which the step began, such as 2014-Q1", unit="quarter"),
        _text("fifth", "income fifth, 1 the poorest", unit="code"),
        _text(
            "standing",
            "at the start of the step: on a published list or still known for one, working for a listed"
            " organisation, both, nothing",
            allowed=STANDINGS,
        ),
        _count("jobs_lost", "person-times", "jobs lost in the quarter"),
        _count("jobs_found", "person-times", "people without their job who work again"),
        _count("working", "persons", "at work for an organisation at the quarter's end"),
        _count("jobless", "persons", "with a place of work and without the job at the quarter's end"),
    ),
)

GRADES = Table(
    "grades",
    "everybody by grade at the end of each quarter, where the regime keeps a score",
    (
        _DRAW,
        _ENTITY,
        _text("quarter", "calendar quarter in which the step began, such as 2014-Q1", unit="quarter"),
        _AXIS,
        _VALUE,
        _text("grade", "a grade of the regime; `ungraded` where it has a score and no grades"),
        _count("recorded", "entities", "in the grade, by the score as recorded"),
        _count("shadow", "entities", "in the grade, by the score without false records"),
    ),
)

POINTS = Table(
    "points",
    "records made and points given, by tier, each quarter; as recorded, the shadow is not in it",
    (
        _DRAW,
        _ENTITY,
        _text("quarter", "calendar quarter in which the step began, such as 2014-Q1", unit="quarter"),
        _text("tier", f"tier at the ruling or when points began to count; `{NO_TIER}` for organisations"),
        _count("gained", "points", "points gained by records that began to count"),
        _count("lost", "points", "points lost by records that began to count, as a number above zero"),
        _count("records", "records", "records made, with points or without, true or false"),
    ),
)

MONEY = Table(
    "money",
    "what records claim of people in money, and what becomes of it, by quarter of each event",
    (
        _DRAW,
        _text("quarter", "calendar quarter in which the step began, such as 2014-Q1", unit="quarter"),
        _text("fifth", "income fifth of those of whom it is claimed, 1 the poorest", unit="code"),
        _text(
            "truth",
            "`act`: they did it; `none`: they did not; `averaged`: averaged income says so and nothing else",
            allowed=DEBT_TRUTHS,
        ),
        _count("claimed", "society's currency", "claimed, penalties among it"),
        _count("paid", "society's currency", "paid by them, or withheld from payments to them"),
        _count("cancelled", "society's currency", "no longer claimed, because the record was found wrong"),
        _count("refunded", "society's currency", "given back after payment, because it was found wrong"),
        _count("debts", "debts", "claims"),
    ),
)

QUARTERS = Table(
    "quarters",
    "persons by tier, group, residence, income fifth and age together, each quarter;"
    " somebody on several lists counts once",
    (
        _DRAW,
        _text("quarter", "calendar quarter in which the step began, such as 2014-Q1", unit="quarter"),
        _text("tier", "tier"),
        _GROUP,
        _text("residence", "residence and registration"),
        _text("fifth", "income fifth, 1 the poorest", unit="code"),
        _text("age", "age band", unit="years"),
        _count("person_weeks", _STEP_WEEKS, "present, at the ends of the quarter's steps"),
        _count("listed_weeks", _STEP_WEEKS, "of these: on any list"),
        _count("without_act_weeks", _STEP_WEEKS, "of these: listed with no act of their own on record"),
        _count("unable_weeks", _STEP_WEEKS, "of these: standing only on acts that they could not pay for"),
        _count("through_weeks", _STEP_WEEKS, "of these: standing only by somebody else's record"),
        _count("entries", "entries", "entries to any list"),
        _count("refusals", "person-times", "attempts refused"),
    ),
)

SPELLS = Table(
    "spells",
    "time on a list, from entry to exit",
    (
        _DRAW,
        _ENTITY,
        _LIST,
        _text("exit", "how the spell ended; `standing`: it had not", allowed=EXITS),
        _number("weeks", "steps", "length of the spell in steps (weeks where a step is a week)"),
        _count("count", "spells", "spells of that length"),
    ),
)

RELATIONS = Table(
    "relations",
    "by which relation listings pass to others, each quarter; of several, the first in the order of the"
    " regime language",
    (
        _DRAW,
        _ENTITY,
        _LIST,
        _text("relation", "what the listed one is to whoever passes it on, such as spouse"),
        _text("quarter", "calendar quarter in which the step began, such as 2014-Q1", unit="quarter"),
        _count("entries", "entries", "entries to the list that a tie began"),
        _count("weeks_true", _ENTITY_WEEKS, "on the list only by a tie to somebody listed for true"),
        _count(
            "weeks_false", _ENTITY_WEEKS, "on the list only by a tie to somebody listed by a false record"
        ),
    ),
)

MOMENTS = Table(
    "moments",
    "sums over districts, for the between-district part of an interval (ratio estimator);"
    " x is a district's measure, n the entities present in it",
    (
        _DRAW,
        _ENTITY,
        _text("list", "a list of the regime; `any` where the measure belongs to no single list"),
        _STEP,
        _text("measure", "what x counts", allowed=MEASURES),
        _count("n", "districts", "districts summed over"),
        _count("sum_x", "entities or person-times", "sum of x"),
        _count("sum_x2", "squared", "sum of x squared"),
        _count("sum_n", "entities", "sum of n"),
        _count("sum_xn", "product", "sum of x times n"),
        _count("sum_n2", "squared", "sum of n squared"),
    ),
)

INPUTS = Table(
    "inputs",
    "the value of every assumed input in every draw",
    (
        _DRAW,
        _text("path", "dotted path of the input, beginning with regime, society or scenario", unit="path"),
        Column("unit", "text", "name", "unit of the value"),
        Column("value", "text", "decimal", "the value drawn, as decimal text"),
    ),
)

TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        PEOPLE,
        LISTS,
        GRADES,
        POINTS,
        ATTEMPTS,
        RECORDS,
        ACTS,
        ACTS_BY_STEP,
        WORK,
        MONEY,
        QUARTERS,
        SPELLS,
        RELATIONS,
        MOMENTS,
        INPUTS,
    )
}
"""Every table of the cube, by name."""

PARTS: Final = ("random", "listed", "wrongly listed", "wrongly spared", "through others")
"""Why somebody is in the panel: by equal chance, for estimates; or as a case, for stories only."""

_PERSON = _text("person", "id of the invented person, a function of district, slot and occupant", unit="id")
_ENTRY = _number("entry", "number from 0", "place in the person's life; truth and ledger share one numbering")


def _said(name: str, meaning: str, unit: str = "name") -> Column:
    return Column(name, "text", unit, meaning)


_ENTRIES = (
    _DRAW,
    _PERSON,
    _ENTRY,
    _count("step", "number from 0", "step of the run's calendar"),
    _said("date", "first day of the step", unit="date"),
    _said("kind", "what kind of entry it is"),
    _said("what", "the conduct, domain or list that it is about, or nothing"),
    _said("by", "the source, ruler, list or person that it comes by, or nothing"),
    _said("outcome", "how it came out, or why, or nothing"),
    _count("amount", "points, or the kind's own unit", "how much; 0 where it is no amount"),
    _count("after", "points", "the score after it, of kinds that move a score; else 0"),
    _count("case", "number from 1", "act or false sighting that it goes back to, by person; 0 for none"),
)

PANEL: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        Table(
            "panel_people",
            "invented people who are followed: a random part with equal weights, and cases, which stand for"
            " nobody but themselves",
            (
                _DRAW,
                _text("part", "why the person is here", allowed=PARTS),
                _PERSON,
                Column(
                    "weight", "text", "people", "people of the draw that one of the random part stands for"
                ),
                _count("district", "number from 0", "where the person lives"),
                _count("slot", "number from 0", "place in the district; the same household has one plot"),
                _count("occupant", "number from 0", "which of the slot's occupants"),
                _count("household", "number from 0", "first slot of the household's plot"),
                _count("enters", "step", "first step in which the person is there"),
                _count("leaves", "step", "first step in which not; the number of steps if there at the end"),
                _said("exit", "how the person leaves"),
                _count("born", "days", "day of birth, counted from the first day of the run"),
                _said("sex", "sex"),
                _said("tier", "tier while of working age"),
                _said("group", "stylised group, A to H", unit="code"),
                _said("fifth", "income fifth, 1 the poorest", unit="code"),
                _said("region", "region"),
                _said("residence", "residence and registration on entering"),
                _said("role", "what the person is in the household on entering"),
            ),
        ),
        Table(
            "panel_truth",
            "what only the lab knows of the people of the panel: what they did and tried, which sightings"
            " were of an act, and the shadow, in which no record is false",
            _ENTRIES,
        ),
        Table(
            "panel_ledger",
            "what was seen, decided and recorded of the people of the panel, and what followed; nothing in it"
            " tells what is true",
            _ENTRIES,
        ),
    )
}
"""Every table of the panel, by name; all of draw 0."""

KEPT: Final[dict[str, Table]] = {**TABLES, **PANEL}
"""Every table that a run may keep."""
