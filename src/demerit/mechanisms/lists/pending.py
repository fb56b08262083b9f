"""M23: what comes before a listing: a review, a hearing, notice, an appeal that suspends it.

Whoever would enter a list, by a condition, a record or a trigger, is asked for with the safeguards of the
listing's day: whether a person looks at it, whether they are heard, are told of it, appeal. Where any of
these comes, the listing is *pending*: entered, as far as being taken again goes, and begun when all that
comes before it has had its time, at the earliest in the next step. On that day it is decided, in this
order. It *lapses* where the notice says so and the condition holds no more; one by `while`, without a least
length, does in any case. A review or a hearing stops it where it is wrong, which is where the shadow has no
such spell, as for an appeal (`remedies`); a hearing may exempt whom it is right of. An appeal is won by
what the listing stands on. Else it begins, and its length runs from then. A record that is withdrawn before
then puts nobody on the list, and a spell that would not have been entered without it never begins.

Death, leaving the scheme, a list that is no more and being taken off end what is pending. Whom a review, a
hearing or an appeal keeps off is asked for again once the condition has ceased to hold, or another record
counts, as after a repair. The next spell of a way that goes on (`after-spell-ends`) is no new entry, and
waits for nothing. Everything is drawn from the hash of the spell or of the record's act, with one key in
all histories.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `b` bundle of safeguards, `h` hash that chance is read from, `i` slot, `p` place of a case in
the pool, `v` place of a value among those of all axes, `y` way from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import point
from demerit.chance.compiling import kernel
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.points import happens, happens_plain
from demerit.engine.spell import Spell
from demerit.engine.state import State
from demerit.engine.totals import Totals, note
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists import spells
from demerit.mechanisms.lists.lowering_ways import CONSECUTIVE, WHILE
from demerit.mechanisms.lists.remedies import (
    APPEALED,
    SUCCEEDS,
    WRONG,
    ground_in,
    ground_of_plain,
    having,
)
from demerit.mechanisms.lists.words import (
    BEGINS,
    EXEMPTED,
    LAPSED,
    LISTING_DECIDED,
    LISTING_PENDING,
    NOT_BEGUN,
    STOPPED_AT_HEARING,
    STOPPED_AT_REVIEW,
    WITHDRAWN,
    WON,
)
from demerit.mechanisms.records.cases import BY_CONDITION, PENDING, SPELL, free_case
from demerit.mechanisms.redress.classes import theirs, theirs_plain
from demerit.mechanisms.redress.counts import PENDING as PENDING_COUNTS
from demerit.mechanisms.scores.withdrawal import still_holds, still_holds_plain
from demerit.scenario.exits import STANDING
from demerit.scenario.histories import HISTORIES, RECORDED
from demerit.scenario.tables import Tables

REVIEWED, REVIEW_STOPS = point("listing.reviewed"), point("listing.review-stops")
HEARD, HEARING_STOPS = point("listing.heard"), point("listing.hearing-stops")
NOTICED, HEARING_EXEMPTS = point("listing.noticed"), point("listing.hearing-exempts")

_REVIEWED, _REVIEW_STOPS = np.uint64(REVIEWED), np.uint64(REVIEW_STOPS)
_HEARD, _HEARING_STOPS = np.uint64(HEARD), np.uint64(HEARING_STOPS)
_NOTICED, _HEARING_EXEMPTS = np.uint64(NOTICED), np.uint64(HEARING_EXEMPTS)
_APPEALED, _SUCCEEDS = np.uint64(APPEALED), np.uint64(SUCCEEDS)


def wait_plain(t: Tables, b: int, h: int) -> int:
    """Return how many steps a listing that is entered now is pending; 0 where nothing comes before it."""
    if not t.redress.precedes[b]:
        return 0
    asked = (
        (REVIEWED, t.redress.review_share, t.redress.review_delay),
        (HEARD, t.redress.hearing_share, t.redress.hearing_delay),
        (NOTICED, t.redress.notice_share, t.redress.notice_ahead),
        (APPEALED, t.redress.appeal_chance * t.redress.appeal_suspends, t.redress.appeal_delay),
    )
    comes = [int(delay[b]) for key, share, delay in asked if happens_plain(h, key, share[b])]
    return max(sum(comes), 1) if comes else 0


def lapses_plain(t: Tables, b: int, h: int) -> bool:
    """Return whether somebody has notice of a listing that lapses where the condition holds no more."""
    return bool(t.redress.notice_lapses[b]) and happens_plain(h, NOTICED, t.redress.notice_share[b])


def decided_plain(t: Tables, b: int, h: int, ground: int, holding: bool, by_while: bool) -> int:
    """Return what becomes of a pending listing on its day; `ground` is what it stands on.

    `holding`: whether what it asks for holds; `by_while`: whether it asks for that on the day in any case.
    """
    if not holding and (by_while or lapses_plain(t, b, h)):
        return LAPSED
    reviewed = happens_plain(h, REVIEWED, t.redress.review_share[b])
    if reviewed and ground == WRONG and happens_plain(h, REVIEW_STOPS, t.redress.review_stops[b]):
        return STOPPED_AT_REVIEW
    if happens_plain(h, HEARD, t.redress.hearing_share[b]):
        if ground == WRONG and happens_plain(h, HEARING_STOPS, t.redress.hearing_stops[b]):
            return STOPPED_AT_HEARING
        if ground != WRONG and happens_plain(h, HEARING_EXEMPTS, t.redress.hearing_exempts[b]):
            return EXEMPTED
    if t.redress.appeal_suspends[b] and happens_plain(h, APPEALED, t.redress.appeal_chance[b]):
        if happens_plain(h, SUCCEEDS, t.redress.appeal_success[b, ground]):
            return WON
    return BEGINS


def put_plain(w: World, who: Occupant, y: int, history: int, step: int) -> bool:
    """Let a spell by condition or trigger be pending, if anything comes before it; return whether it is."""
    t = w.tables
    b = int(t.redress.of_listing[int(t.time.epoch[step]), int(t.ways.by_list[y])])
    b = theirs_plain(w, who, b, step)
    if not t.redress.precedes[b]:
        return False
    spell = spells.opened_plain(w, who, y, history, step)
    wait = wait_plain(t, b, spell.hash)
    if wait == 0:
        return False
    spell.ends = step + wait
    who.pending[history].append(spell)
    if history == RECORDED:
        tell_plain(w, step, who, spell.number, NOT_BEGUN)
    return True


def tell_plain(w: World, step: int, who: Occupant, number: int, found: int) -> None:
    """Count and write down what becomes of a listing on list `number` that something comes before."""
    t = w.tables
    column = PENDING_COUNTS.entered if found == NOT_BEGUN else PENDING_COUNTS.begun
    if found >= 0:
        column = PENDING_COUNTS.lapsed + found
        happen_plain(w, step, who, LISTING_DECIDED.number, number, found)
    elif found == NOT_BEGUN:
        happen_plain(w, step, who, LISTING_PENDING.number, number)
    quarter, place = int(t.time.quarter[step]), int(t.redress.waits_at[number])
    for v in w.axes(who):
        w.totals.pending[quarter, place, v, column] += 1


def turn_plain(w: World, who: Occupant, y: int, history: int, step: int) -> bool:
    """Decide about pending spells of one way and history; return whether any begins now."""
    t, begins = w.tables, False
    for spell in [each for each in reversed(who.pending[history]) if each.way == y]:
        found = _outcome_plain(w, who, history, spell, step)
        if found == NOT_BEGUN:
            continue
        who.pending[history].remove(spell)
        if history == RECORDED:
            tell_plain(w, step, who, spell.number, found)
        if found == BEGINS:
            begins = True
            spells.dated_plain(
                w, who, spell, history, step, spells.starts_plain(t, who, y, spell.epoch, history, step)
            )
            continue
        if found not in (LAPSED, WITHDRAWN):
            who.repaired[history].add(y)
    return begins


def _outcome_plain(w: World, who: Occupant, history: int, spell: Spell, step: int) -> int:
    """Return what becomes of a pending spell in this step, NOT_BEGUN if it stays so."""
    t, e, y = w.tables, spell.epoch, spell.way
    by_while = t.ways.kind[e, y] == WHILE
    if who.withdrawn[history] != STANDING and not by_while and not t.ways.stands[e, y]:
        if not still_holds_plain(w, who, history, spell, step):
            return WITHDRAWN
    if spell.ends != step:
        return NOT_BEGUN
    condition = int(t.ways.condition[e, y])
    if by_while:
        condition = int(t.stays.condition[int(t.time.epoch[step]), y])
    holding = holds_plain(w, condition, who, step, history) and not (by_while and condition < 0)
    b = int(t.redress.of_listing[e, spell.number])
    ground = ground_of_plain(who, history, y)
    return decided_plain(t, b, spell.hash, ground, holding, bool(by_while and t.ways.least[e, y] < 0))


def end_plain(who: Occupant, number: int, history: int) -> bool:
    """End what is pending on list `number`, which `who` is taken off in a history; return if anything was."""
    ended = [spell for spell in who.pending[history] if spell.number == number]
    who.pending[history] = [spell for spell in who.pending[history] if spell.number != number]
    who.repaired[history] |= {spell.way for spell in ended}
    cases = [case for case in who.cases if case.place == number and case.pending >= 0 and not case.begun]
    found = [case for case in cases if history in case.within]
    for case in found:
        case.within -= {history}
    return bool(ended or found)


def remove_plain(who: Occupant, number: int) -> None:
    """End what is pending on a list that is no more, in every history."""
    who.cases = [
        case for case in who.cases if not (case.place == number and case.pending >= 0 and not case.begun)
    ]
    for history in range(HISTORIES):
        who.pending[history] = [spell for spell in who.pending[history] if spell.number != number]


@kernel
def wait(t: Tables, b: int, h: np.uint64) -> int:
    """Return how many steps a listing that is entered now is pending; 0 where nothing comes before it."""
    if t.redress.precedes[b] == 0:
        return 0
    comes, steps = False, 0
    if happens(h, _REVIEWED, t.redress.review_share[b]):
        comes, steps = True, steps + t.redress.review_delay[b]
    if happens(h, _HEARD, t.redress.hearing_share[b]):
        comes, steps = True, steps + t.redress.hearing_delay[b]
    if happens(h, _NOTICED, t.redress.notice_share[b]):
        comes, steps = True, steps + t.redress.notice_ahead[b]
    if t.redress.appeal_suspends[b] != 0 and happens(h, _APPEALED, t.redress.appeal_chance[b]):
        comes, steps = True, steps + t.redress.appeal_delay[b]
    return int(max(steps, 1)) if comes else 0


@kernel
def lapses(t: Tables, b: int, h: np.uint64) -> bool:
    """Return whether somebody has notice of a listing that lapses where the condition holds no more."""
    return t.redress.notice_lapses[b] != 0 and happens(h, _NOTICED, t.redress.notice_share[b])


@kernel
def decided(t: Tables, b: int, h: np.uint64, ground: int, holding: bool, by_while: bool) -> int:
    """Return what becomes of a pending listing on its day; `ground` is what it stands on.

    `holding`: whether what it asks for holds; `by_while`: whether it asks for that on the day in any case.
    """
    if not holding and (by_while or lapses(t, b, h)):
        return LAPSED
    if ground == WRONG and happens(h, _REVIEWED, t.redress.review_share[b]):
        if happens(h, _REVIEW_STOPS, t.redress.review_stops[b]):
            return STOPPED_AT_REVIEW
    if happens(h, _HEARD, t.redress.hearing_share[b]):
        if ground == WRONG and happens(h, _HEARING_STOPS, t.redress.hearing_stops[b]):
            return STOPPED_AT_HEARING
        if ground != WRONG and happens(h, _HEARING_EXEMPTS, t.redress.hearing_exempts[b]):
            return EXEMPTED
    if t.redress.appeal_suspends[b] != 0 and happens(h, _APPEALED, t.redress.appeal_chance[b]):
        if happens(h, _SUCCEEDS, t.redress.appeal_success[b, ground]):
            return WON
    return BEGINS


@kernel
def tell(t: Tables, s: State, out: Totals, step: int, i: int, number: int, found: int) -> None:
    """Count and write down what becomes of a listing on list `number` that something comes before."""
    column = PENDING_COUNTS.entered if found == NOT_BEGUN else PENDING_COUNTS.begun
    if found >= 0:
        column = PENDING_COUNTS.lapsed + found
        happen(s, step, i, LISTING_DECIDED.number, number, found, 0, 0)
    elif found == NOT_BEGUN:
        happen(s, step, i, LISTING_PENDING.number, number, 0, 0, 0)
    note(t, s, out.pending[t.time.quarter[step], t.redress.waits_at[number]], i, column)


@kernel
def put(t: Tables, s: State, out: Totals, step: int, y: int, i: int, history: int) -> bool:
    """Let a spell by condition or trigger be pending, if anything comes before it; return whether it is."""
    number = int(t.ways.by_list[y])
    b = theirs(t, s, t.redress.of_listing[t.time.epoch[step], number], i, step)
    if t.redress.precedes[b] == 0:
        return False
    steps = wait(t, b, spells.hash_of(s, y, i))
    if steps == 0:
        return False
    p = spells.opened(t, s, step, y, i, history)
    if p >= 0:
        s.cases.row[p, SPELL.flags] |= PENDING
        s.cases.row[p, SPELL.ends] = step + steps
        spells.wake(s, i, step + steps)
    if history == RECORDED:
        tell(t, s, out, step, i, number, NOT_BEGUN)
    return True


@kernel
def ways(t: Tables, s: State, i: int) -> int:
    """Return, as a bit set, the ways by which a spell of slot `i` by condition is pending, in any history."""
    found = 0
    if t.redress.waits[0] != 0:
        p = int(s.stays.first[i])
        while p >= 0:
            row = s.cases.row[p]
            if row[SPELL.flags] & PENDING != 0 and row[SPELL.flags] & BY_CONDITION != 0:
                found |= 1 << row[SPELL.way]
            p = int(row[SPELL.chain])
    return int(found)


@kernel
def waiting(t: Tables, s: State, y: int, i: int, history: int) -> bool:
    """Return whether a spell of slot `i` by condition or trigger is pending, of one way and history."""
    if t.redress.waits[0] != 0:
        p = int(s.stays.first[i])
        while p >= 0:
            row = s.cases.row[p]
            by_condition = row[SPELL.flags] & PENDING != 0 and row[SPELL.flags] & BY_CONDITION != 0
            if by_condition and row[SPELL.way] == y and row[SPELL.history] == history:
                return True
            p = int(row[SPELL.chain])
    return False


@kernel
def turn(t: Tables, s: State, out: Totals, step: int, y: int, i: int, history: int) -> tuple[bool, bool]:
    """Decide about pending spells of one way and history.

    Returns whether any begins now, and whether any stays pending.
    """
    begins, waits = False, False
    p = int(s.stays.first[i])
    while p >= 0:
        row = s.cases.row[p]
        after, flags = int(row[SPELL.chain]), int(row[SPELL.flags])
        if flags & PENDING == 0 or flags & BY_CONDITION == 0 or row[SPELL.way] != y:
            p = after
            continue
        if row[SPELL.history] == history:
            found = _outcome(t, s, step, p, i)
            if found != NOT_BEGUN and history == RECORDED:
                tell(t, s, out, step, i, int(row[SPELL.list]), found)
            if found == NOT_BEGUN:
                waits = True
            elif found == BEGINS:
                begins = True
                e, starts = int(row[SPELL.epoch]), step
                if t.ways.overlap[e, y] == CONSECUTIVE:
                    starts = spells.last(s, y, i, history, step)
                spells.wake(s, i, spells.dated(t, s, p, i, step, starts))
                spells.wake_early(t, s, e, y, i, step)
                row[SPELL.flags] &= ~PENDING
            else:
                _ends(s, p, i, found)
        p = after
    return begins, waits


@kernel
def _ends(s: State, p: int, i: int, found: int) -> None:
    """Let the pending spell at place `p` of slot `i` come to nothing."""
    row = s.cases.row[p]
    history = int(row[SPELL.history])
    if found not in (LAPSED, WITHDRAWN):
        s.stays.repaired[history, i] |= 1 << row[SPELL.way]
    spells.unlink(s, p, i)
    free_case(s, p)


@kernel
def _outcome(t: Tables, s: State, step: int, p: int, i: int) -> int:
    """Return what becomes of the pending spell at place `p` in this step, NOT_BEGUN if it stays so."""
    row = s.cases.row[p]
    e, y, history = int(row[SPELL.epoch]), int(row[SPELL.way]), int(row[SPELL.history])
    by_while = t.ways.kind[e, y] == WHILE
    if s.stays.withdrawn[history, i] != 0 and not by_while and t.ways.stands[e, y] == 0:
        if not still_holds(t, s, p, i, step):
            return WITHDRAWN
    if row[SPELL.ends] != step:
        return NOT_BEGUN
    condition = t.ways.condition[e, y]
    if by_while:
        condition = t.stays.condition[t.time.epoch[step], y]
    holding = holds(t, s, condition, i, step, history) and not (by_while and condition < 0)
    ground = ground_in(t, having(t, s, i, y), history)
    b = t.redress.of_listing[e, row[SPELL.list]]
    return int(decided(t, b, s.cases.hash[p], ground, holding, by_while and t.ways.least[e, y] < 0))
