"""The pool of cases: records on their way to a list, a score or a debt, or in force there.

A case waits in a queue keyed by the step in which something happens to it next. Its numbers stand side by
side, so that opening or ending one touches one line of the processor's cache; a column for each number would
touch a dozen.

Names: `s` state of the district, `p` place of a case in the pool.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.chance.constants import Numbers
from demerit.engine.codes import POOL_FULL
from demerit.engine.state import State

CASE = Numbers(
    (
        *("slot", "number", "list", "conduct", "flags", "epoch", "exit", "next"),
        *("rule", "points", "begun", "histories"),
        *("way", "chain", "least", "ends"),
    )
)
"""Columns of `State.cases.row`: `list` is a list's number or, of points, a score's; `exit` how it will end,
`next` the case after it in its queue, `rule` the rule's own points for a person of the tier, `points` those
given or, where the case is of a debt, the money claimed (where conditions count it, on which side it is,
`terms.sides`); `begun` the step in which it began to count, `histories` a bit for each history in which it
does; `way` the way onto the list by which it comes, `chain` the next of the spells of its slot that are
looked at again before they end, `least` and `ends` the steps until which it lasts at least and in which it
ends at the latest. Of a listing `rule` is the step from which on it is repaired once what its repair asks
for holds, or NEVER; of one that is pending `points` has a bit for each history in which it was entered,
`begun` is the step in which it was and `ends` that in which it begins."""
MADE = CASE.way
"""The column in which points, which come by no way, have the step of the act and of the ruling."""

# bits of CASE.flags
FALSE, UNABLE, ENTERED, POINTS, TERM, TOLD = 1, 2, 4, 8, 16, 32
"""TERM: no record, but a stay by score or trait that is to be looked at. TOLD: people learn of the record by
what else it leads to."""
DEBT, AVERAGED, REFUND = 64, 128, 256
BY_CONDITION = 512
"""BY_CONDITION: no record, but a spell by condition, whose columns are those of `SPELL`."""
TALLY, ENTRY, MARK, OVER = 1024, 2048, 4096, 8192
BY_EVENT, EVENT, PENDING = 16384, 32768, 65536
"""BY_EVENT: no record, but an entry in a score that an event gave. EVENT: a record that sets off
triggers. PENDING: a spell, by record or by condition, that has not begun: something comes before it."""
UNGUARDED, UNGUARDED_LISTING = 524288, 1048576
"""The safeguards of its conduct, or of its list, are not for whom it is about."""
COMES, DEFERRED = 131072, 262144
"""COMES: no record, but that somebody comes onto a list for an offer that is over. DEFERRED: a record that
comes late for an offer that was failed, whatever its way's condition says then."""
"""TALLY: what conditions count, a record or, with ENTRY, an entry on a list; with MARK a length that is to be
reached, with OVER a record that no longer counts and may yet be withdrawn. An ENTRY that has not ENTERED is
an offer that was taken: `exit` is 1 where it will be failed."""

SPELL = Numbers(
    (
        *("slot", "number", "list", "history", "flags", "epoch", "fate", "next"),
        *("appeal", "found", "begun", "unused_11", "way", "chain", "least", "ends"),
    )
)
"""Columns of `State.cases.row` where it holds a spell on a list by condition, in one history: `least` and
`ends` the steps until which it lasts at least and in which its length is over, `fate` the step in which it
is repaired, `appeal` that in which an appeal of it is decided, `found` that in which it is found if it is
wrong. One that is pending begins in step `ends`, and `begun` is the step of its entry, as it stays. What
each score was worked out from as it began stands beside the pool (`StayColumns.entry`)."""


@kernel
def new_case(s: State) -> int:
    """Return a free place in the pool, or -1 with the error set if there is none."""
    p = s.cases.free[0]
    if p >= 0:
        s.cases.free[0] = s.cases.row[p, CASE.next]
        return int(p)
    p = s.cases.used[0]
    if p >= s.cases.row.shape[0]:
        s.room.error[0] = POOL_FULL
        return -1
    s.cases.used[0] = p + 1
    return int(p)


@kernel
def free_case(s: State, p: int) -> None:
    """Give the place of a case back to the pool."""
    s.cases.row[p, CASE.next] = s.cases.free[0]
    s.cases.free[0] = p


@kernel
def schedule(s: State, p: int, step: int) -> None:
    """Let case `p` come up in `step`; if that is after the last step, give its place back."""
    if step < s.cases.due.shape[0]:
        s.cases.row[p, CASE.next] = s.cases.due[step]
        s.cases.due[step] = p
    else:
        free_case(s, p)
