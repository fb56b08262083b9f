"""M21, M23 before the ruling, M24: what is asked before a sighting becomes a record.

A sighting becomes a record if it is upheld, by a machine or by an official, who err differently. An
official may let a true one off for who the person is or knows. Before that a human review or a hearing may
stop one that stands on no act (a review of what the machine ruled, where there is a machine); the court may
find that a debtor cannot pay, rightly or wrongly, and then no listing follows. Notice delays every record
that it is given of, and whoever pays in time is spared it, where there is something to pay.

What chance decides about a case hangs on the hash of the act or false sighting itself, so a regime that adds
a hearing changes the cases that the hearing stops and no others. A question that a regime does not ask is
closed, as most are: the compiled engine works out once a step (`asked`), and once for each conduct
(`asked_of`), which are open, and spends no time on the others.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `b` bundle of safeguards, `h` hash that chance is read from, `i` slot, `m` slot of another
occupant, `n` place in a list from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import detail, waiting_steps
from demerit.chance.compiling import kernel
from demerit.engine.codes import MATCHING
from demerit.engine.points import ALWAYS, happens, happens_plain
from demerit.engine.slots import acquaintance
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.mechanisms.adjudication.words import (
    APPEAL_WON,
    DISMISSED,
    FOUND_UNABLE,
    LET_OFF,
    PAID_BEFORE,
    RECORD_MADE,
    STOPPED_AT_HEARING,
    STOPPED_AT_REVIEW,
)
from demerit.mechanisms.redress.classes import theirs, theirs_plain
from demerit.mechanisms.sources.state import SEEN_CONDUCT, SEEN_ON
from demerit.scenario.tables import Tables
from demerit.society.traits import OFFICIAL, SLOTS

UPHELD, REVIEWED, REVIEW_STOPS = (
    point("ruling.upheld"),
    point("ruling.reviewed"),
    point("ruling.review-stops"),
)
HEARD, HEARING_STOPS, HEARING_UNABLE = (
    point("ruling.heard"),
    point("ruling.hearing-stops"),
    point("ruling.hearing-unable"),
)
NOTICED, PAID_EARLY, FOUND_ABLE = (
    point("ruling.noticed"),
    point("ruling.paid-early"),
    point("ruling.found-able"),
)
APPEALED, APPEAL_SUCCEEDS = point("ruling.appealed"), point("ruling.appeal-succeeds")
AUTOMATED, LETTING_OFF = point("ruling.automated"), point("ruling.let-off")
BY_TIER, BY_TIE = 1, 2

_UPHELD, _REVIEWED, _REVIEW_STOPS = np.uint64(UPHELD), np.uint64(REVIEWED), np.uint64(REVIEW_STOPS)
_HEARD, _HEARING_STOPS, _HEARING_UNABLE = (
    np.uint64(HEARD),
    np.uint64(HEARING_STOPS),
    np.uint64(HEARING_UNABLE),
)
_NOTICED, _PAID_EARLY, _FOUND_ABLE = np.uint64(NOTICED), np.uint64(PAID_EARLY), np.uint64(FOUND_ABLE)
_APPEALED, _APPEAL_SUCCEEDS = np.uint64(APPEALED), np.uint64(APPEAL_SUCCEEDS)
_AUTOMATED, _LETTING_OFF = np.uint64(AUTOMATED), np.uint64(LETTING_OFF)

# what is asked, a bit each
_MACHINE, _UPHOLD, _DISCRETION, _REVIEW, _ABILITY, _HEARING, _NOTICE, _APPEAL, _OWED = (
    1 << bit for bit in range(9)
)
_GUARDED = _REVIEW | _HEARING | _NOTICE | _APPEAL

NO_RECORD = -1
"""In place of the steps that the questions take: no record follows."""


def ask_plain(
    w: World, step: int, who: Occupant, conduct: int, h: int, act: bool, unable: bool
) -> tuple[int, bool, int]:
    """Return (what becomes of a sighting, whether a machine ruled, in how many steps the record comes).

    Instead of steps stands NO_RECORD where no record follows in any history. Where the court finds, wrongly,
    that `who` could not have paid, the first is FOUND_UNABLE and a record follows all the same: it counts in
    those histories in which ability is rightly found, and not as recorded.
    """
    t = w.tables
    e = int(t.time.epoch[step])
    b = theirs_plain(w, who, int(t.redress.of_record[e, conduct]), step)
    machine = happens_plain(h, AUTOMATED, t.adjudication.automated[e])
    if not happens_plain(
        h, UPHELD, (t.adjudication.machine_uphold if machine else t.adjudication.uphold)[e, int(act)]
    ):
        return DISMISSED, machine, NO_RECORD
    if (
        act
        and not machine
        and _favoured_plain(w, e, who)
        and happens_plain(h, LETTING_OFF, t.adjudication.discretion[e])
    ):
        return LET_OFF, machine, NO_RECORD
    wait = 0
    if (machine or not t.adjudication.automated[e]) and happens_plain(h, REVIEWED, t.redress.review_share[b]):
        wait += int(t.redress.review_delay[b])
        if not act and happens_plain(h, REVIEW_STOPS, t.redress.review_stops[b]):
            return STOPPED_AT_REVIEW, machine, NO_RECORD
    found_able = True
    if act and t.adjudication.ability_test[e, conduct]:
        found_able = happens_plain(h, FOUND_ABLE, t.adjudication.finds_able[e, int(unable)])
    if happens_plain(h, HEARD, t.redress.hearing_share[b]):
        wait += int(t.redress.hearing_delay[b])
        if not act and happens_plain(h, HEARING_STOPS, t.redress.hearing_stops[b]):
            return STOPPED_AT_HEARING, machine, NO_RECORD
        if (
            unable
            and t.adjudication.ability_test[e, conduct]
            and happens_plain(h, HEARING_UNABLE, t.redress.hearing_unable[b])
        ):
            found_able = False
    if not found_able and (unable or not act):
        return FOUND_UNABLE, machine, NO_RECORD
    said = RECORD_MADE if found_able else FOUND_UNABLE
    if happens_plain(h, NOTICED, t.redress.notice_share[b]):
        ahead = int(t.redress.notice_ahead[b])
        wait += ahead
        pays = chance.waiting_steps(chance.detail(h, PAID_EARLY), int(t.payment.before[int(unable)]))
        if act and t.adjudication.owed[e, conduct] and pays < ahead:
            return (PAID_BEFORE if found_able else said), machine, NO_RECORD
    if t.redress.appeal_suspends[b] and happens_plain(h, APPEALED, t.redress.appeal_chance[b]):
        wait += int(t.redress.appeal_delay[b])
        error = unable and bool(t.adjudication.ability_test[e, conduct])
        if happens_plain(h, APPEAL_SUCCEEDS, t.redress.appeal_success[b, int(not act or error)]):
            return (APPEAL_WON if found_able else said), machine, NO_RECORD
    return said, machine, wait


def _favoured_plain(w: World, e: int, who: Occupant) -> bool:
    """Return whether an official's discretion looks kindly on `who`: an official, or one who knows one."""
    by = int(w.tables.adjudication.discretion_by[e])
    if not who.is_person:
        return False
    if by == BY_TIER:
        return who.tier == OFFICIAL
    if by != BY_TIE:
        return False
    others = (
        w.occupants.get(chance.partner(chance.key(w.seed, MATCHING, n, w.district), who.slot))
        for n in range(int(w.tables.ties.acquaintances[0]))
    )
    return any(other is not None and other.tier == OFFICIAL for other in others)


@kernel
def asked(t: Tables, e: int) -> int:
    """Return, as a bit set, which questions the rules of span `e` leave open, whatever the conduct."""
    found = 0
    if t.adjudication.automated[e] > 0:
        found |= _MACHINE
    if min(t.adjudication.uphold[e, 0], t.adjudication.uphold[e, 1]) < ALWAYS or found != 0:
        found |= _UPHOLD
    if t.adjudication.discretion_by[e] != 0 and t.adjudication.discretion[e] > 0:
        found |= _DISCRETION
    return found


@kernel
def asked_of(t: Tables, e: int, conduct: int) -> int:
    """Return, as a bit set, which further questions are open about one conduct."""
    b, found = t.redress.of_record[e, conduct], 0
    if t.redress.review_share[b] > 0:
        found |= _REVIEW
    if t.adjudication.ability_test[e, conduct] != 0:
        found |= _ABILITY
    if t.redress.hearing_share[b] > 0:
        found |= _HEARING
    if t.redress.notice_share[b] > 0:
        found |= _NOTICE | (_OWED if t.adjudication.owed[e, conduct] != 0 else 0)
    if t.redress.appeal_suspends[b] != 0 and t.redress.appeal_chance[b] > 0:
        found |= _APPEAL
    return found


@kernel
def ask(t: Tables, s: State, step: int, n: int, act: int, unable: int, open_to: int) -> tuple[int, int, int]:
    """Return (what becomes of sighting `n`, 1 if a machine ruled else 0, in how many steps the record comes).

    Instead of steps stands NO_RECORD where no record follows in any history. `open_to` is the bit set of
    the open questions, from `asked` and `asked_of`.
    """
    e, i, h, b = t.time.epoch[step], int(s.sightings.row[n, SEEN_ON]), s.sightings.hash[n], 0
    if open_to & _GUARDED != 0:
        b = theirs(t, s, t.redress.of_record[e, s.sightings.row[n, SEEN_CONDUCT]], i, step)
    machine = 1 if open_to & _MACHINE != 0 and happens(h, _AUTOMATED, t.adjudication.automated[e]) else 0
    upheld = t.adjudication.machine_uphold[e, act] if machine == 1 else t.adjudication.uphold[e, act]
    if open_to & _UPHOLD != 0 and not happens(h, _UPHELD, upheld):
        return DISMISSED, machine, NO_RECORD
    if open_to & _DISCRETION != 0 and act == 1 and machine == 0:
        if _favoured(t, s, e, i) and happens(h, _LETTING_OFF, t.adjudication.discretion[e]):
            return LET_OFF, machine, NO_RECORD
    wait = 0
    if open_to & _REVIEW != 0 and (machine == 1 or open_to & _MACHINE == 0):
        if happens(h, _REVIEWED, t.redress.review_share[b]):
            wait += t.redress.review_delay[b]
            if act == 0 and happens(h, _REVIEW_STOPS, t.redress.review_stops[b]):
                return STOPPED_AT_REVIEW, machine, NO_RECORD
    found_able = True
    if open_to & _ABILITY != 0 and act == 1:
        found_able = happens(h, _FOUND_ABLE, t.adjudication.finds_able[e, unable])
    if open_to & _HEARING != 0 and happens(h, _HEARD, t.redress.hearing_share[b]):
        wait += t.redress.hearing_delay[b]
        if act == 0 and happens(h, _HEARING_STOPS, t.redress.hearing_stops[b]):
            return STOPPED_AT_HEARING, machine, NO_RECORD
        if (
            unable == 1
            and open_to & _ABILITY != 0
            and happens(h, _HEARING_UNABLE, t.redress.hearing_unable[b])
        ):
            found_able = False
    if not found_able and (unable == 1 or act == 0):
        return FOUND_UNABLE, machine, NO_RECORD
    said, more = _spared(t, b, h, act, unable, open_to, found_able)
    return said, machine, NO_RECORD if more == NO_RECORD else wait + more


@kernel
def _spared(
    t: Tables, b: int, h: np.uint64, act: int, unable: int, open_to: int, found_able: bool
) -> tuple[int, int]:
    """Return what becomes of a sighting that has been upheld, and how many steps notice and appeal take.

    Where payment in time or an appeal that suspends the record spares them it, it is NO_RECORD instead.
    """
    wait, said = 0, RECORD_MADE if found_able else FOUND_UNABLE
    if open_to & _NOTICE != 0 and happens(h, _NOTICED, t.redress.notice_share[b]):
        ahead = t.redress.notice_ahead[b]
        wait += ahead
        if open_to & _OWED != 0 and act == 1:
            if waiting_steps(detail(h, _PAID_EARLY), t.payment.before[unable]) < ahead:
                return PAID_BEFORE if found_able else said, NO_RECORD
    if open_to & _APPEAL != 0 and happens(h, _APPEALED, t.redress.appeal_chance[b]):
        wait += t.redress.appeal_delay[b]
        wrong = act == 0 or (unable == 1 and open_to & _ABILITY != 0)
        if happens(h, _APPEAL_SUCCEEDS, t.redress.appeal_success[b, 1 if wrong else 0]):
            return APPEAL_WON if found_able else said, NO_RECORD
    return said, wait


@kernel
def _favoured(t: Tables, s: State, e: int, i: int) -> bool:
    """Return whether an official's discretion looks kindly on slot `i`: an official, or one who knows one."""
    by = t.adjudication.discretion_by[e]
    if i >= SLOTS:
        return False
    if by == BY_TIER:
        return bool(s.people.tier[i] == OFFICIAL)
    if by == BY_TIE:
        for n in range(t.ties.acquaintances[0]):
            m = acquaintance(s, n, i)
            if s.people.present[m] != 0 and s.people.tier[m] == OFFICIAL:
                return True
    return False
