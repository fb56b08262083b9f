"""Columns of a district."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x1, U8x1, U8x2, U16x2, U64x1
from demerit.chance.layouts import Cleared
from demerit.engine.queues import Queue


class Ties(NamedTuple):
    """Ties, and listings by them."""

    through: Annotated[
        U16x2, "2, slots", Cleared(0)
    ]  # a bit a list: listed by a tie, as recorded and in the shadow
    reached: Annotated[U16x2, "2, slots"]  # the same as it will stand after this step's look at ties
    by: Annotated[
        U8x2, "L, slots"
    ]  # relation (place in RELATIONS) by which a tie lists one as recorded, first in order
    spouse: Annotated[
        I32x1, "slots", Cleared(-1)
    ]  # slot of the other of the couple while both are there, or NOBODY
    couple: Annotated[
        U8x1, "slots"
    ]  # how it stands between the two: UNMARRIED, MARRIED_NOW or PARTED of society.kin
    changed: Queue  # slots whose own listing changed since ties were last looked at
    due: Queue  # slots whose ties are looked at in this step
    matching: Annotated[U8x2, "16, rounds"]  # rounds of the district's matchings of acquaintances
    partners: Annotated[
        U16x2, "16, persons"
    ]  # whom its matchings of acquaintances tie one to, once somebody asked
    kin_matching: Annotated[
        U64x1, "matchings"
    ]  # keys of its matchings of parents and children, from 64 on of siblings
    leaders: Annotated[U64x1, "1"]  # the district's key of the draw of leaders


class NearColumns(NamedTuple):
    """Points for a listing near."""

    near: Annotated[I32x1, "slots"]  # slots near somebody listed, whom points are due for it
    near_bits: Annotated[U8x1, "slots", Cleared(0)]  # a bit a history: in which they are
