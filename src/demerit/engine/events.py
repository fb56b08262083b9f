"""What happens to people who are followed: dated rows that both engines write, equal to the bit.

A run counts and follows nobody; that costs it one load and one branch where something rare happens. When a
district is replayed for its stories, the slots to follow are named beforehand, and every mechanism says here
what it does to their occupants: a row is step, slot, occupant number, kind, a, b, c, h. What a, b and c mean
depends on the kind and stands in `KINDS`; h is the hash of the possible point that it all began with, so that
an act, its sightings, the ruling and the record have one number in common.

Truth and record are told apart by kind: what only the lab knows is never in a row of the record's side, but
for the column that `KINDS` names as truth and whoever writes a ledger leaves out.

A mechanism gets a range of numbers: 0-19 the common ones below, 20-29 ties, 30-39 work and deterrence, 40-49
kinds of score, 50-59 money.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.codes import EVENTS_FULL
from demerit.engine.state import State
from demerit.engine.world import Occupant, World

COLUMNS = ("step", "slot", "number", "kind", "a", "b", "c", "h")

(
    ENTERED,
    LEFT,
    ACT,
    LET_THROUGH,
    REFUSED,
    SIGHTING,
    RULING,
    RECORD_BEGINS,
    RECORD_CEASES,
    RECORD_PASSES,
    SCORE,
    SHADOW_SCORE,
    LISTED,
    OFF,
    SHADOW_LISTED,
    SHADOW_OFF,
    TIE_BEGINS,
    TIE_ENDS,
    STATE_BEGINS,
    STATE_ENDS,
) = range(20)
MARRIED, DIVORCED, POINTS_NEAR = 20, 21, 22
JOB_LOST, JOB_FOUND, LET_GO, JOBLESS_AT_FIRST = range(30, 34)

NOT_FOUND, PUT_ELSEWHERE = 40, 41
"""What becomes of a reported act that is put on nobody, or on somebody else (M01)."""
FAVOURED, CHARGED, DIFFERENCE, DEBT_CLAIMED, DEBT_PAID, DEBT_CANCELLED, DEBT_REFUNDED = range(50, 57)

SCORE_RECORD = -1
"""In place of a list's number: the record counts in the score."""

OUTCOMES = (
    "dismissed",
    "let off",
    "stopped at review",
    "stopped at hearing",
    "found unable",
    "paid before",
    "won on appeal before",
    "recorded",
)
(
    DISMISSED,
    LET_OFF,
    STOPPED_AT_REVIEW,
    STOPPED_AT_HEARING,
    FOUND_UNABLE,
    PAID_BEFORE,
    APPEAL_WON,
    RECORD_MADE,
) = range(len(OUTCOMES))
"""From `FOUND_UNABLE` on a sighting was upheld; only what the last one makes is a record, once it begins."""

CAUSES = ("start", "points", "recovery", "cap", "ratings", "features")
BY_START, BY_POINTS, BY_RECOVERY, BY_CAP, BY_RATINGS, BY_FEATURES = range(len(CAUSES))
"""Why a score moved. `cap`: what the most a step may move it, or its bounds, kept from what was due.
`ratings` and `features`: worked out anew, by how much it differs."""

OWN, BY_TIE = range(2)
"""What a listing begins or ends by."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: its name, whose knowledge it is, and what its numbers mean."""

    name: str
    side: Literal["truth", "record", "shadow"]
    a: str = ""
    b: str = ""
    c: str = ""
    truth: str = ""
    """The column that only the lab knows, if the kind is of the record's side and has one."""


KINDS: dict[int, Kind] = {
    ENTERED: Kind("entered", "truth", "age band, or size of an organisation"),
    LEFT: Kind("left", "truth", "how: place in traits.LEAVE_KINDS"),
    ACT: Kind("act", "truth", "conduct", "1 if the person could not pay"),
    LET_THROUGH: Kind("attempt", "truth", "domain"),
    REFUSED: Kind("refused", "record", "domain", "bit set of the lists that refuse"),
    SIGHTING: Kind("sighting", "record", "conduct", "source", "1 of an act, 0 of none", truth="c"),
    RULING: Kind("ruling", "record", "conduct", "2 x source, + 1 by a machine", "place in OUTCOMES"),
    RECORD_BEGINS: Kind("record", "record", "list, or SCORE_RECORD", "conduct", "points"),
    RECORD_CEASES: Kind("record ceases", "record", "list, or SCORE_RECORD", "conduct", "exit"),
    RECORD_PASSES: Kind("record passes", "record", "list whose condition does not hold", "conduct"),
    SCORE: Kind("score", "record", "change", "score after it", "place in CAUSES"),
    SHADOW_SCORE: Kind("shadow score", "shadow", "change", "score after it", "place in CAUSES"),
    LISTED: Kind("listed", "record", "list", "OWN or BY_TIE"),
    OFF: Kind("off the list", "record", "list", "OWN or BY_TIE", "exit"),
    SHADOW_LISTED: Kind("shadow listed", "shadow", "list", "OWN or BY_TIE"),
    SHADOW_OFF: Kind("shadow off the list", "shadow", "list", "OWN or BY_TIE", "exit"),
    TIE_BEGINS: Kind("tie carries", "record", "list", "slot of the one near", "place in RELATIONS"),
    TIE_ENDS: Kind("tie ceases", "record", "list"),
    STATE_BEGINS: Kind("condition holds", "record", "list"),
    STATE_ENDS: Kind("condition ceases", "record", "list"),
    NOT_FOUND: Kind("nobody found", "truth", "conduct", "source"),
    PUT_ELSEWHERE: Kind("put on another", "truth", "conduct", "source", "slot of the other"),
    MARRIED: Kind("married", "truth", "slot of the other, or -1 of somebody beyond the slots in use"),
    DIVORCED: Kind("divorced", "truth", "slot of the other, or -1 of somebody beyond the slots in use"),
    POINTS_NEAR: Kind("points for a listing near", "record", "list", "points", "place in RELATIONS"),
    JOB_LOST: Kind("job lost", "truth", "standing at work: place in schema.STANDINGS"),
    JOB_FOUND: Kind("job found", "truth", "standing at work: place in schema.STANDINGS"),
    LET_GO: Kind("act let go", "truth", "conduct", "perceived risk of a record x 2^30"),
    JOBLESS_AT_FIRST: Kind("without the job when entering", "truth", "slot of the place of work"),
    FAVOURED: Kind("favoured", "record", "domain", "what it cost the public"),
    CHARGED: Kind("charged", "record", "domain", "what it cost the public"),
    DIFFERENCE: Kind("difference", "record", "conduct", "money that averaging worked out", "source"),
    DEBT_CLAIMED: Kind("debt claimed", "record", "conduct", "money", "1 where averaging worked it out"),
    DEBT_PAID: Kind("debt paid", "record", "conduct", "money"),
    DEBT_CANCELLED: Kind("debt cancelled", "record", "conduct", "money"),
    DEBT_REFUNDED: Kind("debt refunded", "record", "conduct", "money"),
}
"""Every kind of event by its number. LISTED and OFF are of a person's listing as a whole; what carries it are
the records, ties and conditions that begin and cease beside it."""


def happen_plain(
    w: World, step: int, who: Occupant, kind: int, a: int = 0, b: int = 0, c: int = 0, h: int = 0
) -> None:
    """Write down that something happened to `who`, if they are followed; `h` is the hash of the point."""
    if who.slot in w.followed:
        signed = h - (1 << 64) if h >> 63 else h
        w.events.append((step, who.slot, who.number, kind, int(a), int(b), int(c), signed))


@kernel
def happen(s: State, step: int, i: int, kind: int, a: int, b: int, c: int, h: int | np.int64) -> None:
    """Write down that something happened to the occupant of slot `i`, if followed."""
    if s.panel.followed[i] != 0:
        _write(s, step, i, kind, a, b, c, h)


@kernel
def _write(s: State, step: int, i: int, kind: int, a: int, b: int, c: int, h: int | np.int64) -> None:
    n = s.panel.used[0]
    if n >= s.panel.row.shape[0]:
        s.room.error[0] = EVENTS_FULL
        return
    row = s.panel.row[n]
    row[0], row[1], row[2], row[3] = step, i, s.people.number[i], kind
    row[4], row[5], row[6], row[7] = a, b, c, h
    s.panel.used[0] = n + 1
