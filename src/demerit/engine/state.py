"""The state of one district: columns by slot, in parts by mechanism, and a pool of cases.

Only what a regime changes is state; who lives where and when is a function of seed and slot, copied
here week by week. Person slots come first (0..4095), then organisation slots (4096..4351), so that a
mechanism written for one serves the other. A case is a record on its way to, or in, a list: it waits in
a queue keyed by the step in which something happens to it next.

Lengths: `slots` of a district, `persons` of them; L lists, C conducts, S sources, A kinds of attempt, F
propensities, T steps, V axis values; `acts`, `others` of them not by choice, `sightings` and `points` that
a step may bring; `pool` cases and `events` at a time; 6 histories, of which those rows are in use that
`Tables.histories.row` names.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from demerit.chance.allocating import zeros
from demerit.chance.compiled import ROUNDS
from demerit.chance.marks import LANES
from demerit.chance.packing import Clearer
from demerit.engine.codes import BLOCK
from demerit.engine.room import Panel, Room
from demerit.mechanisms.attempts.state import AttemptKeys
from demerit.mechanisms.conduct.state import Acts, most_by_choice, most_others
from demerit.mechanisms.degraded.state import Slowed
from demerit.mechanisms.deterrence.state import Hearing
from demerit.mechanisms.lists.counts import CELL
from demerit.mechanisms.lists.state import Listing, Moments, RecordsInForce, StayColumns
from demerit.mechanisms.members.state import HoldingColumns, MemberColumns
from demerit.mechanisms.offers.state import Chosen
from demerit.mechanisms.population.state import People
from demerit.mechanisms.records.state import Cases
from demerit.mechanisms.redress.state import Claims
from demerit.mechanisms.scores.language_risk import MOST_FEATURES
from demerit.mechanisms.scores.state import ScoreColumns
from demerit.mechanisms.sources.state import Covering, Sightings
from demerit.mechanisms.terms.state import Counting
from demerit.mechanisms.ties.state import NearColumns, Ties
from demerit.mechanisms.triggers.state import TriggerColumns
from demerit.mechanisms.work.state import Jobs
from demerit.scenario.tables import Tables, other_lengths
from demerit.society.kinship import FAMILIES, MOST_MATCHINGS
from demerit.society.traits import ALL_SLOTS, SLOTS


class State(NamedTuple):
    """The columns of a district: one part for each mechanism, or for a few that share them."""

    people: People
    work: Jobs
    listing: Listing
    records: RecordsInForce
    stays: StayColumns
    ties: Ties
    scores: ScoreColumns
    near_points: NearColumns
    deterrence: Hearing
    acts: Acts
    sightings: Sightings
    sources: Covering
    cases: Cases
    attempts: AttemptKeys
    degraded: Slowed
    terms: Counting
    triggers: TriggerColumns
    offers: Chosen
    holdings: HoldingColumns
    members: MemberColumns
    claims: Claims
    panel: Panel
    moments: Moments
    room: Room


clear = Clearer(State)
"""Empties a district for its next use, in compiled code; whom to follow stays."""


def new_state(tables: Tables, pool: int, events: int = 0) -> State:
    """Return an empty state for the sizes of `tables`, with room for `pool` cases at a time and `events`."""
    lists, others = tables.lists.entity.shape[0], most_others(tables)
    acts = most_by_choice(tables) + others
    matches = int((tables.averaging.every > 0).any(axis=0).sum())
    lengths = {
        "slots": ALL_SLOTS,
        "persons": SLOTS,
        "blocks": ALL_SLOTS // BLOCK,
        "L": lists,
        "C": tables.conduct.point.shape[0],
        "S": tables.sources.point.shape[0],
        "A": tables.attempts.point.shape[0],
        "F": tables.conduct.propensity_point.shape[0],
        "T": tables.time.epoch.shape[0],
        "V": int(tables.axes.starts[-1]),
        "W": int(tables.scores.keeps.max()),
        "cells": int(CELL.length),
        "grades": tables.scores.grade_low.shape[2],
        "features": MOST_FEATURES,
        "entries": tables.scores.kind.shape[1] if tables.stays.reexamined.any() else 0,
        "rounds": ROUNDS,
        "matchings": len(FAMILIES) * MOST_MATCHINGS,
        "acts": acts,
        "others": others,
        "sightings": acts + len(tables.false_sightings.poisson.cumulative) + matches * SLOTS,
        "points": _most_points(tables),
        "pool": pool,
        "events": events,
        **other_lengths(tables),
    }
    return zeros(State, lengths)


def _most_points(tables: Tables) -> int:
    """Return how many possible points there can be under one key."""
    kinds = (tables.conduct.poisson, tables.attempts.poisson, tables.work.poisson)
    return LANES + max(int(np.diff(kind.start).max(initial=1)) for kind in kinds)
