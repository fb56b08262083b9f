"""The ways into the lists of a regime, for those who ask what can be: the one place that knows the keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from demerit.documents.reading import Where
from demerit.mechanisms.offers.language import offers_of
from demerit.mechanisms.ties.language import Spill
from demerit.mechanisms.triggers.language import triggers_of
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
        own: whether the record's own points count when that is asked.
    """

    at: Where
    conducts: tuple[str, ...]
    parts: tuple[Node, ...]
    own: bool = True


def ways(form: Regime, name: str) -> tuple[Way, ...]:
    """Return the ways into a list by records and conditions; ties are in `tied`.

    Args:
        form: one dated form of a regime.
        name: the list's.
    """
    rule, found = form.lists[name], []
    for number, way in enumerate(rule.ways):
        if way.kind == "by":
            continue
        asked = [each for each in (way.asks, way.condition) if each is not None]
        parts = tuple(form.expression(each, rule.entity).root for each in asked)
        at = ("lists", name, "enter", number, way.kind)
        of_age = besides(form, name) if parts else ()
        found.append(Way(at, tuple(way.record), (*parts, *of_age), way.own_points != "not-counted"))
    return tuple(found)


def kept_by(form: Regime, name: str) -> tuple[Node, ...]:
    """Return conditions one of which holds of whoever is on a list, for as long as they are; none if unknown.

    A list keeps people only while a condition holds where no way into it, and no tie, keeps them longer.
    """
    rule = form.lists[name]
    if tied(form, name) or any(way.holds is None or way.at_least is not None for way in rule.ways):
        return ()
    return tuple(form.expression(way.holds, rule.entity).root for way in rule.ways if way.holds is not None)


def besides(form: Regime, name: str) -> tuple[Node, ...]:
    """Return what must hold of whoever enters a list beside its own conditions."""
    rule = form.lists[name]
    return () if rule.minors or rule.entity != "person" else (OF_AGE,)


def put_by(form: Regime, name: str) -> tuple[str, ...]:
    """Return the triggers that put people on a list."""
    return tuple(rule for rule, each in triggers_of(form).items() if each.put_on == name)


def offered_by(form: Regime, name: str) -> tuple[str, ...]:
    """Return the offers that put whoever passes them on a list."""
    return tuple(offer for offer, each in offers_of(form).items() if each.puts_on == name)


def tied(form: Regime, name: str) -> Mapping[str, Spill]:
    """Return the relations by which somebody enters a list because another near is listed."""
    relations = form.spillover.relations if form.spillover is not None else {}
    return {relation: spill for relation, spill in relations.items() if spill.lists == name}
