"""M10, M03: what points of records are multiplied by, as a file writes it.

A weight is a rule: *double points on holidays, and for learners*. All that hold multiply each other, and the
product with the points is rounded once. Whatever reads weights reads them as `weighing` gives them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import prod
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BeforeValidator, Field, model_validator

from demerit.documents import Name, OrNone, Part, ReferenceKey
from demerit.documents.deciding import DecidesNothing
from demerit.documents.reading import Where
from demerit.documents.stating import STATED
from demerit.errors import Complaint
from demerit.mechanisms.scores.language import Ledger
from demerit.quantities import Factor
from demerit.regime.given import Condition
from demerit.regime.naming import unknown
from demerit.regime.variables import kept_of

MOST = 100
"""Largest factor that points may be multiplied by, all weights together."""
MOST_WEIGHTS = 8
"""Weights of one form: each set of them that can hold together has its product in a table."""


class Weight(Part):
    """One factor of points, and for whom and when it holds."""

    condition: Condition = Field(alias="if")
    """Of whom the record is about, such as `tenure < 3 years`, or of its day, such as `during(holidays)`."""
    points: Annotated[OrNone[Factor], STATED] = None
    """What points are multiplied by, on either side; the product of all that hold is rounded to whole
    points, halves away from zero."""
    adverse: Annotated[OrNone[Factor], STATED] = None
    """What points on the worse side of a score are multiplied by."""
    of: Annotated[
        list[Name],
        BeforeValidator(lambda found: [found] if isinstance(found, str) else found, list[Name] | str),
    ] = Field(default_factory=list)
    """Conducts whose records it holds for; left out for all."""
    at: Literal["act", "ruling"] = "act"
    """On which day the condition is asked: of the act, by traits, `tenure`, `holds` and `during`
    alone; or of the ruling, by what the regime keeps as well."""
    source: Annotated[OrNone[ReferenceKey], DecidesNothing("readers"), STATED] = Field(
        default=None, alias="from"
    )
    """Where the rule was read."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.points is None) == (self.adverse is None):
            raise Complaint(
                "a weight has one of `points` and `adverse`"
                + (", and this has none" if self.points is None else ", and this has both"),
                found="none of them" if self.points is None else "points, adverse",
                next_step="write `points: 2 times` for points on either side, `adverse: 2 times` for those on"
                " the worse side",
            )
        return self


class Weighing(NamedTuple):
    """A weight as whatever reads weights finds it.

    Attributes:
        at: the place of its factor in the file.
        condition: its text.
        factor: what points are multiplied by.
        adverse: whether those on the worse side alone are.
        of: conducts; empty for all.
        entity: whom the condition is about.
        ruling: whether it is asked on the day of the ruling.
    """

    at: Where
    condition: str
    factor: Factor
    adverse: bool
    of: tuple[str, ...] = ()
    entity: str = "person"
    ruling: bool = False

    def covers(self, conduct: str) -> bool:
        """Return whether it is of records of a conduct."""
        return not self.of or conduct in self.of


def weighing(form: Any) -> tuple[Weighing, ...]:
    """Return the weights of a form.

    Args:
        form: one dated form of a regime.
    """
    return tuple(_own(form, number, weight) for number, weight in enumerate(form.weights))


def _own(form: Any, number: int, weight: Weight) -> Weighing:
    adverse = weight.points is None
    factor = weight.adverse if weight.points is None else weight.points
    assert factor is not None  # one of the two stands there
    return Weighing(
        ("weights", number, "adverse" if adverse else "points"),
        weight.condition,
        factor,
        adverse,
        tuple(weight.of),
        about(form, weight),
        weight.at == "ruling",
    )


def about(form: Any, weight: Weight) -> str:
    """Return whom the condition of a weight is about: organisations where it is of their conduct alone."""
    entities = {source.entity for source in form.sources.values() if source.reports.intersection(weight.of)}
    return "organisation" if entities == {"organisation"} else "person"


def factors(form: Any, entity: str, conduct: str, adverse: bool) -> tuple[Decimal, ...]:
    """Return what points of a record may be multiplied by: 1, each weight, and the ends of their products.

    Args:
        form: one dated form of a regime.
        entity: whom the record is about.
        conduct: what it is of.
        adverse: whether the points are on the worse side.
    """
    found = [
        each.factor
        for each in weighing(form)
        if each.entity == entity and each.covers(conduct) and (adverse or not each.adverse)
    ]
    lowest = prod((min(each.least, Decimal(1)) for each in found), start=Decimal(1))
    highest = prod((max(each.most, Decimal(1)) for each in found), start=Decimal(1))
    return Decimal(1), lowest, highest, *(end for each in found for end in (each.least, each.most))


def weight_complaints(form: Any) -> Iterator[Complaint]:
    """Yield what is wrong with the weights of a form.

    Args:
        form: one dated form of a regime.
    """
    if not form.weights:
        return
    ledgers = [name for name, score in form.scores.items() if isinstance(score, Ledger)]
    if not ledgers:
        yield Complaint(
            "points are multiplied only in a ledger",
            at=("weights",),
            on_key=True,
            next_step="remove this, or declare a score of `kind: ledger`",
        )
    if len(form.weights) > MOST_WEIGHTS:
        yield Complaint(
            f"these are {len(form.weights)} weights",
            at=("weights", MOST_WEIGHTS),
            allowed=f"at most {MOST_WEIGHTS}",
            next_step="join those that multiply by the same number with `or`",
        )
    highest = prod((max(each.factor.most, Decimal(1)) for each in weighing(form)), start=Decimal(1))
    if highest > MOST:
        yield Complaint(
            f"together they may multiply points by {highest.normalize():f}",
            at=("weights",),
            on_key=True,
            allowed=f"at most {MOST}",
            next_step="lower the factors or their ranges",
        )
    for number, weight in enumerate(form.weights):
        yield from _of_one(form, number, weight, ledgers)


def _of_one(form: Any, number: int, weight: Weight, ledgers: list[str]) -> Iterator[Complaint]:
    """Yield what is wrong with one weight."""
    for place, name in enumerate(weight.of):
        if name not in form.conducts:
            yield unknown("conduct", name, form.conducts, ("weights", number, "of", place), False)
        elif ledgers and not any(_moves(form, name, ledger) for ledger in ledgers):
            yield Complaint(
                f"records of {name} bring no points to a ledger, so nothing is multiplied",
                found=name,
                at=("weights", number, "of", place),
                allowed=", ".join(
                    each for each in form.conducts if any(_moves(form, each, ledger) for ledger in ledgers)
                ),
                next_step="remove it, or give it points",
            )
    if weight.at == "ruling":
        return
    try:
        free = form.expression(weight.condition, about(form, weight)).free_names
    except Complaint:
        return  # said where conditions are read
    kept = kept_of(free)
    if kept:
        yield Complaint(
            f"a weight of the act's day reads {kept[0]}, which the regime keeps",
            found=kept[0],
            at=("weights", number, "if"),
            allowed="traits, tenure, holds(HOLDING) and during(PERIOD) with `at: act`",
            next_step="write `at: ruling` beside it, or ask for something else",
        )


def _moves(form: Any, conduct: str, score: str) -> bool:
    """Return whether a record of a conduct may bring points to a score."""
    chosen = form.conducts[conduct].discretionary if form.taking_points == (score,) else None
    return bool(form.points_of(conduct, score) or chosen)


ROWS = ("M03", "M10")


def rows(form: Any) -> Iterator[tuple[str, Where]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for number, weight in enumerate(form.weights):
        yield "M10", ("weights", number)
        if "tier" in form.expression(weight.condition, about(form, weight)).free_names:
            yield "M03", ("weights", number)
