"""How often a schedule falls due to somebody in a step: from a date to all alike, or from a day of one's own.

Since somebody joined, or since an adverse record of theirs last began to count: each starts it anew, in every
history by itself, and nothing takes that back. The plain engine adds terms to dates; the compiled one counts
months.

Names: `t` tables of the draw, `s` state of the district, `e` span between amendments, `i` slot, `r` number of
a trigger.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.world import Occupant
from demerit.mechanisms.triggers.lowering_schedules import DAYS, MONTHS, NOT_OWN, SINCE_RECORD, YEARS
from demerit.quantities.dates import DAYS_PER_UNIT
from demerit.regime.schedules import after
from demerit.scenario.tables import Tables

_UNITS = {DAYS: ("days", 1), MONTHS: ("months", 1), YEARS: ("years", 12)}
_LEAP_DAY = 29


def turns_plain(t: Tables, who: Occupant, e: int, r: int, history: int, step: int) -> int:
    """Return how often the schedule of trigger `r` falls due to `who` in a step, in one history."""
    of = t.triggers.schedules
    if of.own[e, r] == NOT_OWN:
        return int(of.due[e, r, step])
    begins = who.joined
    if of.own[e, r] == SINCE_RECORD:
        begins = max(begins, who.last_adverse[history])
    first, days = int(of.first[0]), t.time.day.tolist()
    anchor, last = dt.date.fromordinal(first + begins), dt.date.fromordinal(first + days[step])
    before = dt.date.fromordinal(first + days[step - 1]) if step else last - dt.timedelta(days=1)
    unit, times = _UNITS[int(of.unit[e, r])]
    amount = Decimal(int(of.every[e, r]) // times)
    turn = max(1, int((last - anchor).days / (amount * DAYS_PER_UNIT[unit])) - 2)
    found = 0
    while (day := after(anchor, amount * turn, unit)) <= last:
        found, turn = found + int(day > before), turn + 1
    return found


@kernel
def turns(t: Tables, s: State, e: int, r: int, i: int, history: int, step: int) -> int:
    """Return how often the schedule of trigger `r` falls due to slot `i` in a step, in one history."""
    own = t.triggers.schedules.own[e, r]
    if own == NOT_OWN:
        return int(t.triggers.schedules.due[e, r, step])
    begins, last = int(s.terms.joined[0, i]), int(t.time.day[step])
    if own == SINCE_RECORD:
        begins = max(begins, int(s.triggers.streak[history, i]))
    before = int(t.time.day[step - 1]) if step > 0 else last - 1
    every = int(t.triggers.schedules.every[e, r])
    if last <= begins:
        return 0
    if t.triggers.schedules.unit[e, r] == DAYS:
        return (last - begins) // every - max(before - begins, 0) // every
    return _by_months(t, every, t.triggers.schedules.unit[e, r] == YEARS, begins, before, last)


@kernel
def _by_months(t: Tables, every: int, years: bool, begins: int, before: int, last: int) -> int:
    """Return how many turns of so many months from a day fall after the day `before` and until `last`."""
    offset, found = int(t.triggers.schedules.before[0]), 0
    first, day = (
        int(t.triggers.schedules.month[offset + begins]),
        int(t.triggers.schedules.day[offset + begins]),
    )
    month = int(t.triggers.schedules.month[offset + before])
    month = max(month - 1, first + 1)
    while month <= t.triggers.schedules.month[offset + last]:
        if (month - first) % every == 0:
            length = int(t.triggers.schedules.length[month])
            due = int(t.triggers.schedules.begins[month]) + min(day, length) - 1
            if years and day == _LEAP_DAY and length < _LEAP_DAY:
                due += 1
            if before < due <= last:
                found += 1
        month += 1
    return found
