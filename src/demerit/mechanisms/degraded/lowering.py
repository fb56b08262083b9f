"""M38, lowered: which consequence slows which service, and for whom in each span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, NamedTuple, Self

from demerit.documents import Document
from demerit.errors import Problem, nearest_name
from demerit.mechanisms import extension
from demerit.mechanisms.degraded.counts import PLACES
from demerit.mechanisms.degraded.language import OfConsequence
from demerit.mechanisms.degraded.society import OfCatalogue
from demerit.regime.model import Regime
from demerit.scenario.codes import Rows
from demerit.scenario.conditions import NO_CONDITION
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import ints
from demerit.society.recipe import Recipe


class Degraded(NamedTuple):
    """Who has a slower service."""

    condition: Annotated[Rows, "E, D"]  # expression, or -1 where the span does not slow the service by it

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower for whom each service is slower in each span."""
        rows: list[int] = []
        for form in draw.forms:
            slowing = dict(_slowing(form))
            for name, service in draw.names.others[PLACES]:
                each = slowing.get(name)
                slow = each is not None and service in (each.slow or ())
                whom = form.asked(form.consequences[name]) if slow else None
                rows.append(draw.conditions.number(form, whom, "person") if whom else NO_CONDITION)
        return cls(condition=ints(rows).reshape(len(draw.forms), -1))


def _slowing(form: Regime) -> Iterator[tuple[str, OfConsequence]]:
    """Yield the consequences that slow a service."""
    for name, each in form.consequences.items():
        found = extension(OfConsequence, each)
        if found.slow:
            yield name, found


def named(forms: Sequence[Regime]) -> dict[str, list[tuple[str, str]]]:
    """Return what slows a service in any span, as consequence and service, in order of first appearance."""
    pairs = [
        (name, service) for form in forms for name, each in _slowing(form) for service in each.slow or ()
    ]
    return {PLACES: list(dict.fromkeys(pairs))}


def lengths(tables: Any) -> dict[str, int]:
    """Return how many pairs of consequence and service the tables have."""
    return {PLACES: tables.degraded.condition.shape[1]}


def disagreements(form: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield services that the society does not have, and lists of organisations, which have none."""
    services = extension(OfCatalogue, society).services or {}
    for name, each in _slowing(form):
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
        asked = form.expression(each.to).free_names if each.to else ()
        for listed, rule in form.lists.items():
            if rule.entity != "person" and f"listed({listed})" in asked:
                yield document.problem(
                    ("consequences", name, "to"),
                    f"{listed} is a list of organisations, and services are those of persons in this model",
                    found=listed,
                    allowed=", ".join(key for key, rule in form.lists.items() if rule.entity == "person")
                    or "a condition of persons",
                    next_step="name a list of persons",
                )
