"""M23: counts of what safeguards of records do: who is looked at, heard, told, appeals, with what success.

All of it is known at the ruling, since chance is read from the hash of the case; an appeal after the record
begins is counted then too, whether or not somebody will be there still. Of conducts without safeguards
nothing is counted.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `b` bundle of safeguards, `h` hash that chance is read from, `i` slot, `n` place in a list from 0,
`v` place of a value among those of all axes.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.codes import OWN_ACT
from demerit.engine.points import happens, happens_plain
from demerit.engine.state import State
from demerit.engine.totals import Totals, note
from demerit.engine.world import Sighting, World
from demerit.mechanisms.adjudication.questions import APPEALED as BEFORE
from demerit.mechanisms.adjudication.questions import HEARD, NOTICED, REVIEWED
from demerit.mechanisms.adjudication.words import (
    APPEAL_WON,
    DISMISSED,
    FOUND_UNABLE,
    LET_OFF,
    PAID_BEFORE,
    STOPPED_AT_HEARING,
    STOPPED_AT_REVIEW,
)
from demerit.mechanisms.redress.classes import theirs, theirs_plain
from demerit.mechanisms.redress.counts import RULINGS
from demerit.mechanisms.redress.endings import APPEAL_SUCCEEDS, APPEALED
from demerit.mechanisms.sources.state import SEEN_BASIS, SEEN_CONDUCT, SEEN_ON, SEEN_UNABLE
from demerit.scenario.tables import Tables

_REVIEWED, _HEARD, _NOTICED = np.uint64(REVIEWED), np.uint64(HEARD), np.uint64(NOTICED)
_BEFORE, _APPEALED, _SUCCEEDS = np.uint64(BEFORE), np.uint64(APPEALED), np.uint64(APPEAL_SUCCEEDS)


def count_plain(w: World, sighting: Sighting, machine: bool, outcome: int, step: int) -> None:
    """Count what safeguards did in a case that is ruled on in this step, if its conduct has any."""
    t, e = w.tables, int(w.tables.time.epoch[step])
    place = int(t.redress.ruled_at[sighting.conduct])
    if t.redress.of_record[e, sighting.conduct] == 0 or place < 0:
        return
    b = theirs_plain(w, sighting.on, int(t.redress.of_record[e, sighting.conduct]), step)
    for column in _columns_plain(t, e, b, sighting, machine, outcome):
        for v in w.axes(sighting.on):
            w.totals.rulings[int(t.time.quarter[step]), place, v, column] += 1


def _columns_plain(t: Tables, e: int, b: int, sighting: Sighting, machine: bool, outcome: int) -> list[int]:
    """Return the columns in which a case counts."""
    h, found = sighting.hash, [RULINGS.ruled]
    if outcome in (DISMISSED, LET_OFF):
        return found
    looked_at = machine or not t.adjudication.automated[e]
    if looked_at and happens_plain(h, REVIEWED, t.redress.review_share[b]):
        found.append(RULINGS.reviewed)
    if outcome == STOPPED_AT_REVIEW:
        return [*found, RULINGS.stopped_at_review]
    if happens_plain(h, HEARD, t.redress.hearing_share[b]):
        found.append(RULINGS.heard)
    if outcome == STOPPED_AT_HEARING:
        return [*found, RULINGS.stopped_at_hearing]
    if outcome == FOUND_UNABLE:
        return found
    if happens_plain(h, NOTICED, t.redress.notice_share[b]):
        found.append(RULINGS.noticed)
    if outcome == PAID_BEFORE:
        return [*found, RULINGS.paid_before]
    suspends = bool(t.redress.appeal_suspends[b])
    if happens_plain(h, BEFORE if suspends else APPEALED, t.redress.appeal_chance[b]):
        found.append(RULINGS.appealed)
        error = sighting.unable and bool(t.adjudication.ability_test[e, sighting.conduct])
        wrong = int(sighting.basis != OWN_ACT or error)
        after = not suspends and happens_plain(h, APPEAL_SUCCEEDS, t.redress.appeal_success[b, wrong])
        if outcome == APPEAL_WON or after:
            found.append(RULINGS.won)
    return found if outcome == APPEAL_WON else [*found, RULINGS.recorded]


@kernel
def count(t: Tables, s: State, out: Totals, n: int, step: int, machine: int, outcome: int) -> None:
    """Count what safeguards did about sighting `n`, which is ruled on in this step; its conduct has some."""
    sight, h, e = s.sightings.row[n], s.sightings.hash[n], t.time.epoch[step]
    i, conduct = int(sight[SEEN_ON]), int(sight[SEEN_CONDUCT])
    b = theirs(t, s, t.redress.of_record[e, conduct], i, step)
    row = out.rulings[t.time.quarter[step], t.redress.ruled_at[conduct]]
    note(t, s, row, i, RULINGS.ruled)
    if outcome == DISMISSED or outcome == LET_OFF:
        return
    if machine == 1 or t.adjudication.automated[e] == 0:
        if happens(h, _REVIEWED, t.redress.review_share[b]):
            note(t, s, row, i, RULINGS.reviewed)
    if outcome == STOPPED_AT_REVIEW:
        note(t, s, row, i, RULINGS.stopped_at_review)
        return
    if happens(h, _HEARD, t.redress.hearing_share[b]):
        note(t, s, row, i, RULINGS.heard)
    if outcome == STOPPED_AT_HEARING:
        note(t, s, row, i, RULINGS.stopped_at_hearing)
    if outcome == STOPPED_AT_HEARING or outcome == FOUND_UNABLE:
        return
    if happens(h, _NOTICED, t.redress.notice_share[b]):
        note(t, s, row, i, RULINGS.noticed)
    if outcome == PAID_BEFORE:
        note(t, s, row, i, RULINGS.paid_before)
        return
    suspends = t.redress.appeal_suspends[b] != 0
    if happens(h, _BEFORE if suspends else _APPEALED, t.redress.appeal_chance[b]):
        note(t, s, row, i, RULINGS.appealed)
        error = int(sight[SEEN_UNABLE]) == 1 and t.adjudication.ability_test[e, conduct] != 0
        wrong = 1 if int(sight[SEEN_BASIS]) != OWN_ACT or error else 0
        after = not suspends and happens(h, _SUCCEEDS, t.redress.appeal_success[b, wrong])
        if outcome == APPEAL_WON or after:
            note(t, s, row, i, RULINGS.won)
    if outcome != APPEAL_WON:
        note(t, s, row, i, RULINGS.recorded)
