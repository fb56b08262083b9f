"""How a listing begins and ends, whatever made it: the one place that changes who is listed.

A person is listed while a record or a score of their own keeps them there or a tie does; somebody with two
records is listed once. Inflow and outflow count the person's listing as a whole, so that the stock of a step
is the stock before, plus inflow, minus outflow.

Everybody has six histories (`scenario.histories`). Only the recorded one is counted as it goes; the others
are there to be compared with it. Whatever asks who is listed reads the lists as the step began: at the end
of each step they are written down for the next (`turn`).

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `i` slot, `n` place
in a list from 0, `v` place of a value among those of all axes.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.counted.axes import MEASURE
from demerit.engine.codes import ALL_BITS
from demerit.engine.events import happen, happen_plain
from demerit.engine.queues import queue
from demerit.engine.slots import cell_of, givers, listed_in, put, queue_conditions, queue_listing
from demerit.engine.state import State
from demerit.engine.totals import Totals, note
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists.counts import LISTS, QUARTERS, SPELLS
from demerit.mechanisms.lists.spells import forget
from demerit.mechanisms.lists.words import BY_TIE, LISTED, OFF, OWN, SHADOW_LISTED, SHADOW_OFF
from demerit.mechanisms.terms import counting, entries
from demerit.scenario.codes import BURDEN
from demerit.scenario.exits import STANDING
from demerit.scenario.histories import HISTORIES, RECORDED, SHADOW, TIED_RECORDED, TIED_SHADOW
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS


def begin_plain(w: World, who: Occupant, number: int, step: int, by: int) -> None:
    """Count that `who`, not listed so far, enters list `number`, by themselves or by a tie."""
    happen_plain(w, step, who, LISTED.number, number, by)
    who.since[number] = step
    for v in w.axes(who):
        w.totals.lists[step, number, v, LISTS.inflow] += 1
    w.week[number, MEASURE.inflow] += 1
    if who.is_person and w.tables.lists.kind[number] == BURDEN:
        w.totals.quarters[int(w.tables.time.quarter[step]), w.cell(who), QUARTERS.entries] += 1


def end_plain(w: World, who: Occupant, number: int, step: int, kind: int, by: int) -> None:
    """Count that `who` is off list `number`, by an exit of `kind`; `by` is what held them there last.

    Who comes off a published list is known for it a while longer.
    """
    happen_plain(w, step, who, OFF.number, number, by, kind)
    for v in w.axes(who):
        w.totals.lists[step, number, v, LISTS.out_death + kind] += 1
    w.totals.spells[number, kind, step - who.since.pop(number), SPELLS.count] += 1
    if (int(w.tables.work.published[int(w.tables.time.epoch[step])]) >> number) & 1:
        who.remembered_until = step + 1 + int(w.tables.work.remembered[0])


def settle_plain(w: World, who: Occupant, number: int, step: int, exits: dict[int, int]) -> None:
    """Bring list `number` in line with what now keeps `who` there, history by history.

    `exits` says by which exit whoever leaves does so, in each history.
    """
    own = any(spell.number == number for spell in who.stays[SHADOW])
    ends = not own and not any(who.in_force(number, SHADOW))  # so does what an appeal gave for it
    for history in range(HISTORIES):
        if ends and number in who.granted[history]:
            who.granted[history].discard(number)
            exits = {**exits, history: min(exits.get(history, STANDING), exits.get(SHADOW, STANDING))}
        stands = who.stands(history, number)
        if stands == (number in who.on[history]):
            continue
        kind = exits.get(history, 0)
        if stands:
            who.on[history].add(number)
        else:
            who.on[history].discard(number)
        if history not in (RECORDED, SHADOW):
            continue
        tied = TIED_RECORDED if history == RECORDED else TIED_SHADOW
        if stands:
            who.own_since[tied][number] = step
        if number in who.through[tied]:
            continue
        if history == SHADOW:
            how = SHADOW_LISTED.number if stands else SHADOW_OFF.number
            happen_plain(w, step, who, how, number, OWN, 0 if stands else kind)
        elif stands:
            begin_plain(w, who, number, step, OWN)
        else:
            end_plain(w, who, number, step, kind, OWN)


def drop_plain(w: World, who: Occupant, step: int, kind: int) -> None:
    """Take `who`, who is leaving the society or is a member no more, off every list, by the exit `kind`."""
    for number in sorted(who.listed()):
        end_plain(w, who, number, step, kind, OWN if number in who.on[RECORDED] else BY_TIE)
    for number in sorted(who.listed(SHADOW)):
        happen_plain(
            w, step, who, SHADOW_OFF.number, number, OWN if number in who.on[SHADOW] else BY_TIE, kind
        )


def turn_plain(w: World, step: int) -> None:
    """Write down who is listed as the next step begins."""
    for who in w.occupants.values():
        if any(who.on) or any(who.through) or any(who.was):
            counting.turn_plain(w, who, step)
            who.was = [who.listed(history) for history in range(HISTORIES)]


@kernel
def begin(t: Tables, s: State, out: Totals, step: int, number: int, i: int, by: int) -> None:
    """Count that the occupant of slot `i`, not listed so far, enters list `number`, alone or by a tie."""
    happen(s, step, i, LISTED.number, number, by, 0, 0)
    s.listing.since[number, i] = step
    note(t, s, out.lists[step, number], i, LISTS.inflow)
    s.moments.week[number, MEASURE.inflow] += 1
    if i < SLOTS and t.lists.kind[number] == BURDEN:
        out.quarters[t.time.quarter[step], QUARTERS.entries, cell_of(s, i)] += 1


@kernel
def end(t: Tables, s: State, out: Totals, step: int, number: int, i: int, kind: int, by: int) -> None:
    """Count that the occupant of slot `i` is off list `number`; `by` is what held them there last.

    Who comes off a published list is known for it a while longer.
    """
    happen(s, step, i, OFF.number, number, by, kind, 0)
    note(t, s, out.lists[step, number], i, LISTS.out_death + kind)
    out.spells[number, kind, step - s.listing.since[number, i], SPELLS.count] += 1
    if (t.work.published[t.time.epoch[step]] >> number) & 1 != 0:
        s.work.remembered_until[i] = step + 1 + t.work.remembered[0]


@kernel
def queue_tied(s: State, i: int) -> None:
    """Have those tied to slot `i` looked at again, since its own listing or what passes it on changed."""
    queue(s.ties.changed, i, 1)


@kernel
def _turn_shadow(t: Tables, s: State, step: int, number: int, i: int, stands: bool, kind: int) -> None:
    """Note that slot `i` itself enters list `number` in the shadow, or leaves it."""
    queue_tied(s, i)
    if stands:
        s.listing.own_since[TIED_SHADOW * t.lists.entity.shape[0] + number, i] = step
    if (s.ties.through[TIED_SHADOW, i] >> number) & 1 == 0:
        happen(
            s,
            step,
            i,
            SHADOW_LISTED.number if stands else SHADOW_OFF.number,
            number,
            OWN,
            0 if stands else kind,
            0,
        )


@kernel
def _turn_recorded(
    t: Tables, s: State, out: Totals, step: int, number: int, i: int, stands: bool, kind: int
) -> None:
    """Count that slot `i` itself enters list `number` as recorded or leaves it, if no tie has it there."""
    queue_tied(s, i)
    if stands:
        s.listing.own_since[TIED_RECORDED * t.lists.entity.shape[0] + number, i] = step
    if (s.ties.through[TIED_RECORDED, i] >> number) & 1 != 0:
        return
    if stands:
        begin(t, s, out, step, number, i, OWN)
    else:
        end(t, s, out, step, number, i, kind, OWN)


@kernel
def _give_up(t: Tables, s: State, number: int, i: int) -> bool:
    """Let what an appeal gave slot `i` end once the shadow has it no more; return whether it did so now."""
    row, bit, found = t.histories.row[SHADOW], 1 << number, False
    if s.records.held[row, number, i] != 0 or s.stays.on[row, i] & t.ways.of_list[number] != 0:
        return False
    for history in range(HISTORIES):
        found |= history == RECORDED and s.claims.granted[history, i] & bit != 0
        s.claims.granted[history, i] &= ALL_BITS - bit
    return found


@kernel
def settle(
    t: Tables, s: State, out: Totals, step: int, number: int, i: int, recorded: int, shadow: int
) -> None:
    """Bring list `number` in line with what now keeps slot `i` there, history by history.

    Whoever leaves does so by the exit `recorded`, in the shadow by `shadow`.
    """
    changed = False
    if t.redress.claims[0] != 0 and _give_up(t, s, number, i):
        recorded = min(recorded, shadow)
    for history in range(HISTORIES):
        if t.histories.row[history] != history:
            continue
        by_condition = s.stays.on[history, i] & t.ways.of_list[number] != 0
        stands = s.records.held[history, number, i] != 0 or by_condition
        if t.redress.claims[0] != 0:
            stands = stands or s.claims.granted[history, i] & (1 << number) != 0
        if stands == ((s.listing.on[history, i] >> number) & 1 != 0):
            continue
        changed = True
        put(t, s, history, number, i, stands)
        if history == RECORDED:
            _turn_recorded(t, s, out, step, number, i, stands, recorded)
        if history == t.histories.row[SHADOW]:
            _turn_shadow(t, s, step, number, i, stands, shadow)
    if changed:
        queue_listing(t, s, i)


@kernel
def leave_lists(t: Tables, s: State, out: Totals, step: int, i: int, kind: int) -> None:
    """Take the occupant of slot `i`, who is gone or is a member no more, off every list, by an exit."""
    recorded, shadow = listed_in(t, s, RECORDED, i), listed_in(t, s, SHADOW, i)
    if givers(t, s, i) != 0:
        queue_tied(s, i)
    for number in range(t.lists.entity.shape[0]):
        if (recorded >> number) & 1:
            end(
                t, s, out, step, number, i, kind, OWN if (s.listing.on[RECORDED, i] >> number) & 1 else BY_TIE
            )
    for number in range(t.lists.entity.shape[0]):
        if (shadow >> number) & 1:
            own = (s.listing.on[t.histories.row[SHADOW], i] >> number) & 1
            happen(s, step, i, SHADOW_OFF.number, number, OWN if own else BY_TIE, kind, 0)
    for number in range(t.lists.entity.shape[0]):
        for history in range(HISTORIES):
            if t.histories.row[history] == history:
                put(t, s, history, number, i, False)
                s.records.held[history, number, i] = 0
        s.records.able[number, i], s.records.unable[number, i] = 0, 0
    last = t.lists.entity.shape[0]
    s.records.able[last, i], s.records.unable[last, i], s.stays.graver[i], s.stays.mixed[i] = 0, 0, 0, 0
    forget(s, i)
    if t.redress.claims[0] != 0:
        for history in range(HISTORIES):
            s.claims.withheld[history, i], s.claims.granted[history, i] = 0, 0
    for history in range(HISTORIES):
        s.stays.on[history, i], s.stays.repaired[history, i], s.listing.was[history, i] = 0, 0, 0
        s.stays.met[history, i], s.stays.used[history, i] = 0, 0
        s.stays.withdrawn[history, i] = 0
        if t.triggers.watches[0] != 0:
            s.triggers.seen[history, i] = 0
    s.ties.through[TIED_RECORDED, i], s.ties.through[TIED_SHADOW, i] = 0, 0
    s.scores.gain[i, :], s.scores.returned[i, :] = 0, 0
    queue_listing(t, s, i)


@kernel
def turn(t: Tables, s: State, step: int) -> None:
    """Write down who is listed as the next step begins, and have conditions asked again that read it."""
    after = t.time.epoch[min(step + 1, t.time.epoch.shape[0] - 1)]
    asks = t.stays.asks_lists[after] != 0
    for n in range(s.listing.changed.length[0]):
        i = int(s.listing.changed.slots[n])
        s.listing.changed.waits[i] = 0
        changed, moved = False, entries.turn(t, s, step, i)
        if moved:
            queue_conditions(s, i)
            if t.stays.asks_givers[after] != 0 and givers(t, s, i) != 0:
                queue_tied(s, i)
        for history in range(HISTORIES):
            if t.histories.row[history] == history:
                now = listed_in(t, s, history, i)
                changed |= now != int(s.listing.was[history, i])
                s.listing.was[history, i] = now
        if changed and asks and s.people.present[i] != 0:
            queue_conditions(s, i)
    s.listing.changed.length[0] = 0
