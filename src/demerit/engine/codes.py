"""Numbers that stand for things in the columns of a district, shared by mechanisms."""

from __future__ import annotations

from demerit.chance import point
from demerit.scenario.codes import AGE_SEX, MAX_LISTS, PLACES
from demerit.society.traits import TIERS

ORGANISED = len(TIERS)
"""Place of organisations where counts and factors go by tier."""

ALL_BITS = (1 << MAX_LISTS) - 1
"""A bit for each list that there can be."""

BLOCK = 64
"""Slots that are passed over together where nobody of them is on a list."""

POOL_FULL, EVENTS_FULL = 1, 2
"""Why a district stops: codes of `State.room.error`."""

NOBODY = -1
"""In place of a slot: of nobody."""

MATCHING = point("ties.acquaintance")
"""Decision point of the matchings of acquaintances; the n-th is keyed like step n."""

BY_CHOICE, BY_RULE, BY_ANOTHER = range(3)
"""Where an act comes from: a possible point, a rule (a status, a deadline, a duty), another act."""

NO_ACT, OWN_ACT, ACT_OF_OTHER = range(3)
"""What a sighting stands on."""

FOR_SCORE, FOR_CONDITIONS = 1, 2
"""Why a slot waits in the queue of scores: a score that is to move is looked at by the conditions only if it
comes past an edge of one; a trait that has changed always is."""

BARRED, OUTSIDE, INSIDE = range(3)
"""How somebody stands to a regime that has members: none that it may be about, one who may join, a member."""

NOWHERE = PLACES - AGE_SEX
"""Place in the tables of rates of a slot in which nobody is: nothing happens there."""
