"""What the features of a risk score come to for somebody: how many units of what each asks there are.

What is counted and whether somebody is listed is read as conditions read it, in each history by itself. A
length is of whole calendar units, up to the first day of the step: one is over on the day that lies so long
after the first, and where a month has no such day on its last.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `i` slot.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from demerit.chance.compiling import kernel
from demerit.engine.expressions import load, load_plain, says, says_plain
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.mechanisms.scores.lowering_features import (
    SAID,
    SINCE_JOINED,
    SINCE_LISTED,
    VALUE,
)
from demerit.quantities.dates import add_term
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS


def units_plain(w: World, who: Occupant, row: int, history: int, step: int) -> int:
    """Return how many units of a feature count of `who` in a history."""
    t = w.tables
    asks, of = int(t.risk.asks[row]), int(t.risk.of[row])
    if t.risk.of_persons[row] and not who.is_person:
        return 0
    if asks == VALUE:
        found = load_plain(w, of, who, step, history)
    elif asks == SAID:
        found = int(says_plain(w, of, who, step, history))
    else:
        since = who.joined
        if asks == SINCE_LISTED:
            begun = who.listed_since[history].get(of)
            if begun is None:
                return 0
            since = int(t.time.day[begun])
        found = _elapsed_plain(t, row, since, int(t.time.day[step]))
    return int(min(found, int(t.risk.most[row])))


def _elapsed_plain(t: Tables, row: int, since: int, today: int) -> int:
    """Return how many whole units of a feature lie between two days of the run."""
    if not t.risk.months[row]:
        return (today - since) // int(t.risk.days[row])
    first, now = (dt.date.fromordinal(int(t.risk.begins[0]) + day) for day in (since, today))
    units = 0
    while add_term(first, Decimal((units + 1) * int(t.risk.months[row])), "months") <= now:
        units += 1
    return units


@kernel
def units(t: Tables, s: State, row: int, i: int, history: int, step: int) -> int:
    """Return how many units of a feature count of slot `i` in a history."""
    asks, of, found = t.risk.asks[row], t.risk.of[row], 0
    if t.risk.of_persons[row] != 0 and i >= SLOTS:
        return 0
    if asks == VALUE:
        found = load(t, s, of, i, step, history)
    elif asks == SAID:
        found = 1 if says(t, s, of, i, step, history) else 0
    elif asks == SINCE_JOINED:
        found = _elapsed(t, row, int(s.terms.joined[0, i]), t.time.day[step])
    elif asks == SINCE_LISTED and (int(s.listing.was[t.histories.row[history], i]) >> of) & 1 != 0:
        begun = s.terms.since[t.histories.row[history] * t.lists.entity.shape[0] + of, i]
        found = _elapsed(t, row, t.time.day[begun], t.time.day[step])
    return int(min(found, t.risk.most[row]))


@kernel
def _elapsed(t: Tables, row: int, since: int, today: int) -> int:
    """Return how many whole units of a feature lie between two days of the run."""
    if t.risk.months[row] == 0:
        return int((today - since) // t.risk.days[row])
    first, day = _month_and_day(t.risk.begins[0] + since)
    last, now = _month_and_day(t.risk.begins[0] + today)
    after, _ = _month_and_day(t.risk.begins[0] + today + 1)
    whole = last - first
    if now < day and after == last:  # a month without such a day has its last in place of it
        whole -= 1
    return int(whole // t.risk.months[row])


@kernel
def _month_and_day(ordinal: int) -> tuple[int, int]:
    """Return the month, counted from one far back, and the day in it, of a day counted from 1.1. of year 1.

    By years that begin in March, so that a leap day is a year's last: 400 of them have 146,097 days.
    """
    days = ordinal + 305
    era = days // 146_097
    of_era = days - era * 146_097
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    return int((era * 400 + year) * 12 + month), int(of_year - (153 * month + 2) // 5 + 1)
