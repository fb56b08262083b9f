"""The ways onto lists, lowered: whom each takes, when its spells end, and what may begin another.

A way is known by its list and its place among the ways of that list, in all dated forms of the regime.

Names: `e` span between amendments, `y` way from 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from demerit.mechanisms.lists.language import ListRule
from demerit.mechanisms.lists.language_ways import Way
from demerit.mechanisms.redress.lowering import Guards, ways_off
from demerit.mechanisms.triggers.language import taken_off
from demerit.regime.counting import Window
from demerit.regime.model import Regime
from demerit.regime.recurring import days_of
from demerit.scenario.codes import Blocks, Ints, Rows
from demerit.scenario.conditions import NO_CONDITION
from demerit.scenario.draw import Draw
from demerit.scenario.lengths import Lengths
from demerit.scenario.numbers import ints

MOST_WAYS = 32
"""Ways onto all lists that work in one run: a bit each in 32 bits a slot and history."""
NO_WAY, WHILE, ONCE, BY_RECORD, BY_TIE, PUT_ON = range(6)
"""Kinds of way by code: none in this span, by condition, by record, by a tie, by triggers."""
AFTER_CONDITION, AFTER_SPELL, NEVER_AGAIN = range(3)
CONCURRENT, CONSECUTIVE, IGNORED = range(3)
_KINDS = {"while": WHILE, "once": ONCE, "record": BY_RECORD, "triggers": PUT_ON, "spillover": BY_TIE}
_AGAIN = {None: AFTER_CONDITION, "after-condition-ends": AFTER_CONDITION, "after-spell-ends": AFTER_SPELL}
_OVERLAP = {"concurrent": CONCURRENT, "consecutive": CONSECUTIVE, "ignored": IGNORED}


class Ways(NamedTuple):
    """The ways onto the lists of a regime, in each span."""

    by_list: Annotated[Ints, "Y"]  # the list of each way
    of_list: Annotated[Ints, "L"]  # a bit for each way of the list
    first: Annotated[Ints, "L + 1"]  # the first way of each list; those of one stand side by side
    kind: Annotated[Rows, "E, Y"]  # NO_WAY, WHILE, ONCE, BY_RECORD, BY_TIE or PUT_ON
    condition: Annotated[Rows, "E, Y"]  # of `while` and `once`, or what must hold with a record; or -1
    conduct: Annotated[Blocks, "E, Y, C"]  # 1 where a record of the conduct enters
    before: Annotated[
        Rows, "E, Y"
    ]  # 1 where the condition of a record is asked before the step's points count
    asks_before: Annotated[Ints, "1"]  # 1 where there is such a way
    until: Annotated[Rows, "E, Y"]  # expression that ends a spell, or -1
    again: Annotated[Rows, "E, Y"]  # AFTER_CONDITION, AFTER_SPELL or NEVER_AGAIN
    overlap: Annotated[Rows, "E, Y"]  # CONCURRENT, CONSECUTIVE or IGNORED
    stands: Annotated[Rows, "E, Y"]  # 1 where a spell stands although its record is withdrawn
    least: Annotated[Rows, "E, Y"]  # row of `ends`: until when a spell lasts at least; or -1
    most: Annotated[Rows, "E, Y"]  # row of `ends`: when it ends at the latest; or -1
    case_start: Annotated[Rows, "E, Y + 1"]  # its cases of a length
    case_condition: Annotated[Ints, "J"]  # expression, or -1 for all others
    case_end: Annotated[Ints, "J"]  # row of `ends`
    ends: Annotated[Rows, "Z, T"]  # step in which what begins in step t ends, for each length
    asked: Annotated[Blocks, "E, Y, T"]  # 1 in steps in which the conditions of a way are asked
    dated: Annotated[Rows, "E, T"]  # 1 in steps in which a way is asked that is not asked in every step
    once: Annotated[Rows, "E, 2"]  # a bit for each way that takes nobody twice, of persons, of organisations
    remembers: Annotated[Ints, "1"]  # 1 where there is such a way
    anew: Annotated[Rows, "E, 2"]  # of these, such as differ from the span before
    apart: Annotated[Rows, "E, Y"]  # 1 where a spell by record may last otherwise in another history
    kept: Annotated[Ints, "Y"]  # 1 where spells by condition have dates of their own
    chained: Annotated[Ints, "Y"]  # 1 where spells by record are looked at again before they end
    both: Annotated[Ints, "L"]  # 1 where records and conditions enter
    looks_again: Annotated[
        Ints, "1"
    ]  # 1 where spells by record may end, or be followed, as conditions are asked
    put_on: Annotated[Rows, "E, L"]  # the way by which triggers put people on a list, or -1
    filled: Annotated[Ints, "Y"]  # 1 for such a way

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the ways of each span; one that a span does not have takes nobody."""
        places = _places(draw)
        many, spans, steps = len(places), len(draw.forms), draw.calendar.steps
        rows, cases, lengths = _Rows(spans, many), _Cases(), Lengths(draw.calendar)
        conduct = np.zeros((spans, many, len(draw.names.conducts)), np.int64)
        asked = np.ones((spans, many, steps), np.int64)
        for e, regime in enumerate(draw.forms):
            for y, (name, place) in enumerate(places):
                cases.begin()
                way = _way(regime, name, place)
                if way is None:
                    continue
                _fill(rows, e, y, way, regime, name, draw, lengths)
                conduct[e, y] = [int(each in way.record) for each in draw.names.conducts]
                cases.add(draw, regime, name, way, lengths)
                asked[e, y] = _asked(regime.lists[name], draw)
            cases.end()
        lists = ints([draw.names.lists.index(name) for name, _ in places])
        lasting, chained = _lasting(rows, draw), _chained(rows, places, draw)
        starts = ints(cases.starts).reshape(spans, many + 1)
        many_cases, once = np.diff(starts, axis=1), _once(rows, lists, draw)
        both = ints([_both(rows, lists == number) for number in range(len(draw.names.lists))])
        return cls(
            by_list=lists,
            of_list=_bits(lists, len(draw.names.lists)),
            first=np.searchsorted(lists, np.arange(len(draw.names.lists) + 1)).astype(np.int64),
            kind=rows.kind,
            condition=rows.condition,
            conduct=conduct,
            before=rows.before,
            asks_before=ints([int(bool(rows.before.any()))]),
            until=rows.until,
            again=rows.again,
            overlap=rows.overlap,
            stands=rows.stands,
            least=rows.least,
            most=rows.most,
            case_start=starts,
            case_condition=ints(cases.conditions),
            case_end=ints(cases.ends),
            ends=lengths.table(),
            asked=asked,
            dated=_dated(asked),
            once=once,
            remembers=ints([int(bool(once.any()))]),
            anew=_changed(rows, once, places, draw),
            apart=_apart(rows, many_cases, _decided(draw)[:, lists]),
            kept=ints(lasting.any(axis=0)),
            chained=ints(chained.any(axis=0)),
            both=both,
            looks_again=ints([int(bool(both.any() or chained.any()))]),
            put_on=_put_on(rows, lists, len(draw.names.lists)),
            filled=(rows.kind == PUT_ON).any(axis=0).astype(np.int64),
        )

    def asks(self, e: int) -> list[int]:
        """Return the conditions of span `e` that take people by themselves, by way; -1 where none does."""
        by_condition = (self.kind[e] == WHILE) | (self.kind[e] == ONCE)
        return [int(each) for each in np.where(by_condition, self.condition[e], NO_CONDITION)]

    def waking(self, e: int) -> list[int]:
        """Return the conditions that are asked again in span `e` of whoever a term may have changed for.

        What ends a spell stays as it was when the spell began, so those of the spans before are among them.
        """
        ends = self.until[: e + 1].ravel().tolist()
        return [number for number in (*self.asks(e), *ends) if number != NO_CONDITION]


class _Rows:
    """Numbers of each way in each span [E, Y], as they are found."""

    def __init__(self, spans: int, many: int) -> None:
        none = np.full((spans, many), NO_CONDITION, np.int64)
        zero = np.zeros((spans, many), np.int64)
        self.kind, self.before, self.again = zero.copy(), zero.copy(), zero.copy()
        self.overlap, self.stands, self.since = zero.copy(), zero.copy(), zero.copy()
        self.condition, self.until, self.least, self.most = (none.copy() for _ in range(4))


class _Cases:
    """Cases of lengths, way by way within each span."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.conditions: list[int] = []
        self.ends: list[int] = []

    def begin(self) -> None:
        """Begin the cases of the next way."""
        self.starts.append(len(self.ends))

    end = begin

    def add(self, draw: Draw, regime: Regime, name: str, way: Way, lengths: Lengths) -> None:
        """Add the cases of a way of list `name`, which is the present one."""
        for case in way.lengths:
            self.conditions.append(draw.conditions.number(regime, case.condition, regime.lists[name].entity))
            self.ends.append(lengths.row(case.length))


def _fill(
    rows: _Rows, e: int, y: int, way: Way, regime: Regime, name: str, draw: Draw, lengths: Lengths
) -> None:
    """Write down the numbers of a way of list `name` in span `e`."""
    rule = regime.lists[name]
    adults = rule.entity == "person" and not rule.minors
    asked = way.asks if way.asks is not None else way.condition
    if way.by != "spillover":
        rows.condition[e, y] = draw.conditions.number(regime, asked, rule.entity, adults=adults)
    if way.until is not None:
        rows.until[e, y] = draw.conditions.number(regime, way.until, rule.entity)
        counted = regime.expression(way.until, rule.entity).terms
        rows.since[e, y] = int(any(each.window == Window("since entry") for each in counted))
    rows.kind[e, y] = _KINDS[way.by or way.kind]
    rows.before[e, y] = int(way.own_points == "not-counted")
    rows.again[e, y] = _AGAIN.get(way.again, NEVER_AGAIN)
    rows.overlap[e, y] = _OVERLAP[way.overlap]
    rows.stands[e, y] = int(way.put_on or way.if_record_withdrawn == "stands")
    rows.least[e, y] = NO_CONDITION if way.at_least is None else lengths.row(way.at_least)
    rows.most[e, y] = NO_CONDITION if way.at_most is None else lengths.row(way.at_most)


def _apart(rows: _Rows, cases: Rows, decided: NDArray[np.bool_]) -> Rows:
    """Return [E, Y] 1 where a spell by record may last otherwise in another history."""
    otherwise = (rows.overlap != CONCURRENT) | (cases > 1) | (rows.since > 0) | decided
    found: Rows = ((rows.kind == BY_RECORD) & otherwise).astype(np.int64)
    return found


def _decided(draw: Draw) -> NDArray[np.bool_]:
    """Return [E, L] whether an appeal or a correction of a listing goes by what other histories have."""
    guards = draw.part(Guards)
    by_ground = (guards.appeal_chance > 0) | (guards.correction_chance > 0)
    found: NDArray[np.bool_] = by_ground[guards.of_listing]
    return found


def _bits(lists: Ints, many: int) -> Ints:
    """Return [L] a bit for each way of a list."""
    ways = range(len(lists))
    return ints([sum(1 << way for way in ways if lists[way] == number) for number in range(many)])


def _asked(rule: ListRule, draw: Draw) -> list[int]:
    """Return [T] 1 in steps in which the ways onto a list are asked."""
    if rule.looked_at is None:
        return [1] * draw.calendar.steps
    return [min(turns, 1) for turns in days_of(rule.looked_at, draw.calendar)]


def _dated(asked: Blocks) -> Rows:
    """Return [E, T] 1 in steps in which a way is asked that is not asked in every step."""
    on_dates = (asked == 0).any(axis=2, keepdims=True)
    found: Rows = (on_dates & (asked != 0)).any(axis=1).astype(np.int64)
    return found


def _once(rows: _Rows, lists: Ints, draw: Draw) -> Rows:
    """Return [E, 2] a bit for each way that takes nobody twice while its condition holds, by entity."""
    found = np.zeros((len(draw.forms), 2), np.int64)
    for e in range(len(draw.forms)):
        for y, number in enumerate(lists):
            if rows.kind[e, y] == ONCE and rows.again[e, y] != AFTER_SPELL:
                found[e, draw.names.list_entities[int(number)]] |= 1 << y
    return found


def _changed(rows: _Rows, once: Rows, places: Sequence[tuple[str, int]], draw: Draw) -> Rows:
    """Return [E, 2] the ways of `once` that the span before does not have, or not with this condition."""
    found = once.copy()
    for e in range(1, len(draw.forms)):
        same = sum(
            1 << y
            for y in range(len(places))
            if rows.kind[e - 1, y] == ONCE
            and rows.again[e - 1, y] != AFTER_SPELL
            and rows.condition[e - 1, y] == rows.condition[e, y]
        )
        found[e] &= ~same
    return found


def _lasting(rows: _Rows, draw: Draw) -> NDArray[np.bool_]:
    """Return [E, Y] which ways by condition or trigger have spells with dates of their own."""
    mends = any(map(ways_off, draw.forms))
    dated = (rows.kind == ONCE) | (rows.kind == PUT_ON)
    found: NDArray[np.bool_] = dated | ((rows.kind == WHILE) & ((rows.least >= 0) | mends))
    return found


def _chained(rows: _Rows, places: Sequence[tuple[str, int]], draw: Draw) -> NDArray[np.bool_]:
    """Return [E, Y] which ways by record have spells that are looked at again before they end."""
    taken = ints([int(any(name in taken_off(form) for form in draw.forms)) for name, _ in places])
    lists = [draw.names.lists.index(name) for name, _ in places]
    earned = np.asarray(draw.part(Guards).earned >= 0).any(axis=0)
    ends_apart = (rows.until >= 0) | (rows.overlap != CONCURRENT) | (taken != 0) | np.asarray(earned)[lists]
    found: NDArray[np.bool_] = (rows.kind == BY_RECORD) & ends_apart
    return found


def _put_on(rows: _Rows, lists: Ints, many: int) -> Rows:
    """Return [E, L] the way of each list by which triggers put people on it, or -1."""
    found = np.full((rows.kind.shape[0], many), -1, np.int64)
    for e, y in np.argwhere(rows.kind == PUT_ON).tolist():
        found[e, lists[y]] = y
    return found


def _both(rows: _Rows, of_list: NDArray[np.bool_]) -> int:
    """Return whether both records and conditions enter a list, in any span."""
    kinds = rows.kind[:, of_list]
    return int(bool((kinds == BY_RECORD).any() and np.isin(kinds, (WHILE, ONCE, PUT_ON)).any()))


def _places(draw: Draw) -> list[tuple[str, int]]:
    """Return (list, place among its ways) of every way of any span, by the numbers of the lists."""
    return list(ways_of(draw.forms, draw.names.lists))


def ways_of(forms: Sequence[Regime], lists: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield (list, place among its ways) of every way of any dated form, list by list."""
    for name in lists:
        many = max((len(form.lists[name].ways) for form in forms if name in form.lists), default=0)
        yield from ((name, place) for place in range(many))


def _way(regime: Regime, name: str, place: int) -> Way | None:
    """Return a way as a form of the regime has it, if it has."""
    rule = regime.lists.get(name)
    return rule.ways[place] if rule is not None and place < len(rule.ways) else None
