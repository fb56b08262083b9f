"""Columns of a district."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x1, I32x2, I64x1, U8x1, U64x1
from demerit.chance.layouts import Cleared
from demerit.engine.codes import NOWHERE


class People(NamedTuple):
    """Who is in each slot, and what one is."""

    present: Annotated[U8x1, "slots", Cleared(0)]
    number: Annotated[I32x1, "slots"]  # occupant number
    born: Annotated[I32x1, "slots"]  # day of birth, counted from the first day of the run
    age: Annotated[U8x1, "slots"]  # age band
    sex: Annotated[U8x1, "slots"]
    tier: Annotated[U8x1, "slots"]
    residence: Annotated[U8x1, "slots"]
    fifth: Annotated[U8x1, "slots"]
    group: Annotated[U8x1, "slots"]
    size: Annotated[U8x1, "slots"]  # of an organisation
    leaves: Annotated[I32x1, "slots"]  # first step in which whoever is there is gone
    home: Annotated[I32x1, "slots"]  # first slot of the household; of visitors and organisations their own
    place: Annotated[
        I32x1, "slots", Cleared(NOWHERE)
    ]  # place in the tables of rates, by jobless x tier x fifth x residence x age band x sex
    propensity: Annotated[I32x2, "F + 1, slots"]  # Q20; the last row is 1
    region: Annotated[I32x1, "1"]
    field_key: Annotated[U64x1, "F"]  # the district's keys of the fields of propensity
    values: Annotated[I64x1, "V", Cleared(0)]  # how many are present, by axis value
    cells: Annotated[I64x1, "cells", Cleared(0)]
