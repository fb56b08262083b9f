"""M38, lowered: which consequence slows which service, and for whom in each span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, NamedTuple

from demerit.documents import Document
from demerit.errors import Problem, nearest_name
from demerit.quantities import Calendar
from demerit.regime.model import Regime
from demerit.scenario.codes import Rows
from demerit.scenario.conditions import NO_CONDITION, Conditions
from demerit.scenario.names import Names
from demerit.scenario.numbers import ints
from demerit.society.recipe import Recipe

PLACES = "D"
"""The letter of what is counted: a consequence and one of its services each."""


class Degraded(NamedTuple):
    """Who has a slower service."""

    condition: Annotated[Rows, "E, D"]  # expression, or -1 where the span does not slow the service by it


def named(forms: Sequence[Regime]) -> dict[str, list[tuple[str, str]]]:
    """Return what slows a service in any span, as consequence and service, in order of first appearance."""
    pairs = [
        (name, service)
        for form in forms
        for name, each in form.consequences.items()
        for service in each.slow or ()
    ]
    return {PLACES: list(dict.fromkeys(pairs))}


def lengths(tables: Any) -> dict[str, int]:
    """Return how many pairs of consequence and service the tables have."""
    return {PLACES: tables.degraded.condition.shape[1]}


def lowered(
    forms: Sequence[Regime], names: Names, society: Recipe, calendar: Calendar, conditions: Conditions
) -> dict[str, Degraded]:
    """Lower for whom each service is slower in each span."""
    rows = []
    for form in forms:
        for name, service in names.others[PLACES]:
            each = form.consequences.get(name)
            slows = each is not None and service in (each.slow or ())
            rows.append(conditions.number(form, each.to, "person") if each and slows else NO_CONDITION)
    return {"degraded": Degraded(condition=ints(rows).reshape(len(forms), -1))}


def disagreements(form: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield services that the society does not have, and lists of organisations, which have none."""
    services = society.services or {}
    for name, each in form.consequences.items():
        for number, service in enumerate(each.slow or ()):
            if service not in services:
                yield document.problem(
                    ("consequences", name, "slow", number),
                    f"the society {society.society} has no service {service!r}",
                    found=service,
                    allowed=", ".join(services) or "it declares none",
                    nearest=nearest_name(service, services),
                    next_step="mend the name, or declare it under `services` in a society of your own",
                )
        for listed, _ in each.form.brought_by(each) if each.slow else ():
            if form.lists[listed].entity != "person":
                yield document.problem(
                    ("consequences", name, "to"),
                    f"{listed} is a list of organisations, and services are those of persons in this model",
                    found=listed,
                    allowed=", ".join(key for key, rule in form.lists.items() if rule.entity == "person")
                    or "a condition of persons",
                    next_step="name a list of persons",
                )
