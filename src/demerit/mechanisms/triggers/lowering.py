"""Triggers, lowered: what sets each off, whom it acts on, and what it does to scores and lists.

A trigger is known by its name in all dated forms of a regime; one that a span does not have has no event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple, Self

from demerit.chance import point, probability
from demerit.mechanisms.offers.counts import OFFERED
from demerit.mechanisms.scores.lowering_edges import OPEN
from demerit.mechanisms.triggers.counts import PLACES
from demerit.mechanisms.triggers.language import EVENTS, RECOVERY, Trigger, entity_of, triggers_of
from demerit.mechanisms.triggers.lowering_schedules import Schedules
from demerit.mechanisms.triggers.lowering_schedules import lengths as of_schedules
from demerit.regime.model import Regime
from demerit.regime.schedules import own
from demerit.scenario.codes import Blocks, Ints, Keys, Rows
from demerit.scenario.conditions import NO_CONDITION
from demerit.scenario.draw import Draw
from demerit.scenario.exits import code_of
from demerit.scenario.lengths import Lengths
from demerit.scenario.numbers import chance_of, ints
from demerit.scenario.rates import points

NO_EVENT, RECORD, ENTERS, LEAVES, JOINS, PASSES, SCHEDULE = range(1 + len(EVENTS))
"""What sets a trigger off, by code, in the order of `EVENTS`; none in spans that do not have it."""
NO_LIST = NO_OFFER = ANY_EXIT = -1
PERSONS, ORGANISATIONS, EVERYBODY = range(3)
"""On whom a trigger acts; what a schedule adds without a condition comes to everybody who has the score."""


class Triggers(NamedTuple):
    """What happens of itself in each span; K triggers."""

    event: Annotated[Rows, "E, triggers"]  # NO_EVENT, RECORD, ENTERS, LEAVES, JOINS, PASSES or SCHEDULE
    entity: Annotated[Rows, "E, triggers"]  # PERSONS, ORGANISATIONS or EVERYBODY
    listed: Annotated[Rows, "E, triggers"]  # the list of ENTERS and LEAVES, or -1
    exits: Annotated[Rows, "E, triggers"]  # of LEAVES: the exits that count, as a bit set, or ANY_EXIT
    offer: Annotated[Rows, "E, triggers"]  # the offer of PASSES, or -1
    conduct: Annotated[Blocks, "E, triggers, C"]  # 1 where a record of the conduct sets it off
    set_off: Annotated[Ints, "C"]  # 1 where a record of the conduct sets off any, in any span
    condition: Annotated[Rows, "E, triggers"]  # expression that must hold as well, or -1
    chance: Annotated[Rows, "E, triggers"]  # Q53
    point: Annotated[Keys, "triggers"]  # decision point of that chance
    add: Annotated[Blocks, "E, triggers, scores"]  # points added
    furthest: Annotated[Blocks, "E, triggers, scores"]  # as far as to which value of the score
    makes_good: Annotated[Rows, "E, triggers"]  # 1 where what it adds makes good what counts
    sets: Annotated[Blocks, "E, triggers, scores"]  # 1 where it sets the score, or clears it, 2 to clear
    value: Annotated[Blocks, "E, triggers, scores"]  # to which value; of a score that is cleared its start
    lasts: Annotated[Rows, "E, triggers"]  # row of `ends`: how long what is added or set lasts
    ends: Annotated[Rows, "*, T"]  # step in which what begins in step t ends, for each length
    put_on: Annotated[Rows, "E, triggers"]  # list, or -1
    take_off: Annotated[Rows, "E, triggers"]  # list, or -1
    absorbs: Annotated[Ints, "1"]  # 1 where any trigger sets or clears a score
    banks: Annotated[Ints, "1"]  # 1 where any makes good what counts
    watches: Annotated[Ints, "1"]  # 1 where any is set off by entering or leaving a list
    joins: Annotated[Ints, "1"]  # 1 where any is set off by joining
    schedules: Schedules

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the triggers of each span."""
        names = [name for (name,) in draw.names.others[PLACES]]
        lengths, table = Lengths(draw.calendar), _Tables(draw, names)
        lasts = table.of(lambda form, each: -1 if each.lasts is None else lengths.row(each.lasts), absent=-1)
        offers = {name: number for number, (name,) in enumerate(draw.names.others[OFFERED])}
        event = table.of(lambda form, each: 1 + EVENTS.index(each.event))
        sets = table.by_score(_sets)
        good = table.of(lambda form, each: int(each.makes_good))
        conduct = table.by(draw.names.conducts, lambda form, each, name: int(name in each.record))
        return cls(
            event=event,
            entity=table.of(_whom),
            listed=table.of(lambda form, each: table.list(each.enters or each.leaves), absent=NO_LIST),
            exits=table.of(
                lambda form, each: sum(1 << code_of(name) for name in each.exits) or ANY_EXIT, absent=ANY_EXIT
            ),
            offer=table.of(lambda form, each: offers.get(each.passes, NO_OFFER), absent=NO_OFFER),
            conduct=conduct,
            set_off=ints(conduct.any(axis=(0, 1))),
            condition=table.of(
                lambda form, each: draw.conditions.number(form, each.condition, entity_of(form, each)),
                absent=NO_CONDITION,
            ),
            chance=table.of(
                lambda form, each: probability(1) if each.chance is None else chance_of(each.chance)
            ),
            point=_points(names),
            add=table.by_score(lambda form, each, score: each.adds.get(score, 0)),
            furthest=table.by_score(_furthest),
            makes_good=good,
            sets=sets,
            value=table.by_score(_value),
            lasts=lasts,
            ends=lengths.table(),
            put_on=table.of(lambda form, each: table.list(each.put_on), absent=NO_LIST),
            take_off=table.of(lambda form, each: table.list(each.take_off), absent=NO_LIST),
            absorbs=ints([int(bool(sets.any()))]),
            banks=ints([int(bool(good.any()))]),
            watches=ints([int(bool(((event == ENTERS) | (event == LEAVES)).any()))]),
            joins=ints([int(bool((event == JOINS).any()))]),
            schedules=Schedules.lowered(draw),
        )


class _Tables:
    """Numbers for each trigger in each span."""

    def __init__(self, draw: Draw, names: Sequence[str]) -> None:
        self._draw, self._names = draw, names

    def of(self, value: Any, absent: int = 0) -> Rows:
        """Return a number for each trigger in each span, from the form and the trigger."""
        rows = [
            [
                absent if (each := triggers_of(form).get(name)) is None else value(form, each)
                for name in self._names
            ]
            for form in self._draw.forms
        ]
        return ints(rows).reshape(len(self._draw.forms), len(self._names))

    def by(self, places: Sequence[str], value: Any) -> Blocks:
        """Return a number for each place, trigger and span."""
        rows = [
            [
                [
                    0 if (each := triggers_of(form).get(name)) is None else value(form, each, place)
                    for place in places
                ]
                for name in self._names
            ]
            for form in self._draw.forms
        ]
        return ints(rows).reshape(len(self._draw.forms), len(self._names), len(places))

    def by_score(self, value: Any) -> Blocks:
        """Return a number for each score, trigger and span."""
        return self.by(self._draw.names.scores, value)

    def list(self, name: str | None) -> int:
        """Return the number of a list, or NO_LIST."""
        return NO_LIST if name is None else self._draw.names.lists.index(name)


def _whom(form: Regime, trigger: Trigger) -> int:
    """Return on whom a trigger acts."""
    if trigger.early and trigger.condition is None and not own(trigger.schedule):
        return EVERYBODY
    return ORGANISATIONS if entity_of(form, trigger) == "organisation" else PERSONS


def _points(names: Sequence[str]) -> Keys:
    """Return the decision point of the chance of each.

    That of `recovery` is named as version 1 named it, so that a file carried from it has its histories.
    """
    found = points("trigger.chance", names)
    if RECOVERY in names:
        found[names.index(RECOVERY)] = point(f"score.{RECOVERY}")
    return found


def _furthest(form: Regime, trigger: Trigger, score: str) -> int:
    """Return as far as to which value of a score a trigger adds; without one no score comes that far."""
    return trigger.as_far_as.get(score, OPEN if trigger.adds.get(score, 0) >= 0 else -OPEN)


def _sets(form: Regime, trigger: Trigger, score: str) -> int:
    """Return 1 where a trigger sets a score, 2 where it clears it."""
    return 1 if score in trigger.sets else 2 * int(score in trigger.clear)


def _value(form: Regime, trigger: Trigger, score: str) -> int:
    """Return the value that a trigger sets a score to."""
    return trigger.sets.get(score, form.scores[score].start if score in form.scores else 0)


def named(forms: Sequence[Regime]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Return the triggers of a regime by name, so that none is before another by its place in a file."""
    return {PLACES: [(name,) for name in sorted({name for form in forms for name in triggers_of(form)})]}


def lengths(tables: Any) -> Mapping[str, int]:
    """Return how many triggers the tables have, and how many scores they may set or clear."""
    lists, histories = tables.lists.entity.shape[0], len(tables.histories.row)
    return {
        PLACES: tables.triggers.event.shape[1],
        "exits": lists * histories * int((tables.triggers.exits != ANY_EXIT).any()),
        "leaving": lists * (histories if tables.histories.exits[0] else 2),
        "absorbed": tables.scores.kind.shape[1] * int(tables.triggers.absorbs[0]),
        "banked": tables.scores.kind.shape[1] * int(tables.triggers.banks[0]),
        "watched": int(tables.triggers.watches[0]),
        **of_schedules(tables),
    }
