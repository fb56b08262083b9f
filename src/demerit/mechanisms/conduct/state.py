"""Columns of a district."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from demerit.chance.kinds import I32x1, I32x2, I64x1, U8x1, U64x1
from demerit.chance.layouts import Cleared
from demerit.scenario.tables import Tables


class Waiting(NamedTuple):
    """Acts that are not by choice, kept until those by choice are known."""

    conduct: Annotated[I32x1, "others"]  # what is done
    hash: Annotated[U64x1, "others"]  # falls on the slot of whoever does it
    unable: Annotated[U8x1, "others"]  # 1 where they could not have paid
    origin: Annotated[U8x1, "others"]  # BY_CHOICE, BY_RULE or BY_ANOTHER
    length: Annotated[I32x1, "1", Cleared(0)]  # how many wait


class Acts(NamedTuple):
    """This step's acts, conduct by conduct."""

    hash: Annotated[U64x1, "acts"]  # hashes of this step's acts, conduct by conduct
    unable: Annotated[U8x1, "acts"]  # 1 where whoever did it could not have paid
    range: Annotated[I32x2, "C, 2"]  # the first of each conduct, and the one after the last
    mark: Annotated[I64x1, "acts"]  # its mark for the source that looks
    seen: Annotated[I32x1, "acts"]  # places of the acts that it sees
    on: Annotated[I32x1, "acts"]  # the slot on whose occupant it is put, once somebody saw it; or NOBODY
    source: Annotated[I32x1, "acts"]  # the source whose report of it arrives first, or NOBODY
    length: Annotated[I32x1, "1", Cleared(0)]  # how many acts there are
    key: Annotated[U64x1, "C"]  # this step's keys of the conducts
    waiting: Waiting


def most_by_choice(tables: Tables) -> int:
    """Return how many acts by choice a step may bring: one for each possible point."""
    return len(tables.conduct.poisson.cumulative)


def most_others(tables: Any) -> int:
    """Return how many acts by a rule, or by another act, a step may bring.

    A mechanism that makes such acts says so in a field `most_acts` of its part of the tables, with one entry
    for each thing that makes them.
    """
    return sum(int(part.most_acts.sum()) for part in tables if hasattr(part, "most_acts"))
