"""The ways into the lists of a regime, for those who ask what can be: the one place that knows the keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from demerit.documents.reading import Where
from demerit.mechanisms.ties.language import Spill
from demerit.regime.model import Regime
from demerit.regime.trees import Binary, Node, Number, Variable

ADULT = 18
"""Age in years from which a list without `minors: true` takes people (`scenario.conditions.ADULT`)."""
OF_AGE = Binary(">=", Variable("age", "number"), Number(ADULT))


class Way(NamedTuple):
    """One way into a list.

    Attributes:
        at: where it stands in the file.
        conducts: conducts of which a record is needed; empty where a condition alone decides.
        parts: what must hold as well.
    """

    at: Where
    conducts: tuple[str, ...]
    parts: tuple[Node, ...]


def ways(form: Regime, name: str) -> tuple[Way, ...]:
    """Return the ways into a list by records and conditions; ties are in `tied`.

    Args:
        form: one dated form of a regime.
        name: the list's.
    """
    rule = form.lists[name]
    parts: tuple[Node, ...] = ()
    if rule.enter.condition is not None:
        parts = (form.expression(rule.enter.condition, rule.entity).root,)
    of_age = besides(form, name) if parts else ()
    return (Way(("lists", name, "enter"), tuple(rule.enter.on), (*parts, *of_age)),)


def besides(form: Regime, name: str) -> tuple[Node, ...]:
    """Return what must hold of whoever enters a list beside its own conditions."""
    rule = form.lists[name]
    return () if rule.minors or rule.entity != "person" else (OF_AGE,)


def tied(form: Regime, name: str) -> Mapping[str, Spill]:
    """Return the relations by which somebody enters a list because another near is listed."""
    relations = form.spillover.relations if form.spillover is not None else {}
    return {relation: spill for relation, spill in relations.items() if spill.lists == name}
