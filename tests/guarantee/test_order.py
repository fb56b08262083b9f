"""Acts that a regime keeps from happening, and those it adds, balance to the act between two regimes.

What people would do at their ordinary rates is the seed's. A regime takes away what is let go and adds what
only being without the job brings, so acts by choice and acts let go, less the strained, are the same
everywhere.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from demerit.engine.totals import Totals
from demerit.mechanisms.conduct.counts import ACTS_BY_STEP
from demerit.mechanisms.scores.counts import SPREAD
from demerit.mechanisms.scores.spread import bin_plain
from demerit.scenario.histories import RECORDED, SHADOW
from tests import toy
from tests.statistical.three_outcomes import meets, require
from tests.toy import made

WEEKS_A_YEAR = 365.2425 / 7
SCORE = {"kind": "ledger", "worse": "lower", "start": 100, "grades": {"high": ">= 100", "low": "< 100"}}


def totals(steps: int = 40, **parts: object) -> Totals:
    t = toy.tables(toy.regime(**parts), steps, **{"in": str(toy.answering())})
    return Totals(*(array.copy() for array in toy.compiled(t, last=2)))


def ordinary(found: Totals) -> NDArray[np.int64]:
    """Return acts by choice at ordinary rates, done or let go, by step and conduct."""
    by = found.acts_by_step
    return (
        by[..., ACTS_BY_STEP.acts]
        - by[..., ACTS_BY_STEP.unable]
        + by[..., ACTS_BY_STEP.deterred]
        - by[..., ACTS_BY_STEP.strained]
    )


def test_acts_at_ordinary_rates_are_the_same_under_every_regime() -> None:
    ours = totals(
        sources={"courts": toy.source(false_records=made("200 % per person-year"))},
        lists={"black": toy.black(publish=["web"])},
    )
    none = totals(conducts={}, sources={})
    let_go, strained = (
        ours.acts_by_step[..., column].sum() for column in (ACTS_BY_STEP.deterred, ACTS_BY_STEP.strained)
    )
    assert let_go > 100 and none.acts_by_step[..., ACTS_BY_STEP.deterred].sum() == 0
    assert strained > none.acts_by_step[..., ACTS_BY_STEP.strained].sum() > 100
    assert not np.array_equal(
        ours.acts_by_step[..., ACTS_BY_STEP.acts], none.acts_by_step[..., ACTS_BY_STEP.acts]
    )
    assert np.array_equal(ordinary(ours), ordinary(none))
    assert ours.acts_by_step[..., ACTS_BY_STEP.unable].sum() > 100


def test_strained_acts_are_those_beyond_the_rate_of_somebody_with_the_job() -> None:
    """Three times as often without the job: of whoever is, two acts more for every one; of others none."""
    able = {"unable": "none"}
    where = str(toy.altered("able", {"work": toy.WORK}, default={**toy.TRIPLED, **able}))
    t = toy.tables(toy.regime(), 26, **{"in": where})
    expected, strained = 0.0, 0
    for district in range(4):
        found = toy.empty(t)
        jobless: set[int] = set()
        for step, world, _ in toy.walk(t, found, 1, district):
            people = {slot for slot, who in world.occupants.items() if who.is_person}
            if step > 0:
                expected += 2 * len(jobless & people) / WEEKS_A_YEAR
                strained += int(found.acts_by_step[step, 0, ACTS_BY_STEP.strained])
            jobless = {slot for slot in people if world.occupants[slot].jobless}
    require(meets(strained, expected, math.sqrt(expected), expected / 3, what="strained acts"))


def test_scores_are_counted_by_how_far_they_are_from_the_start() -> None:
    """Counted by hand from everybody's score at the end of a quarter."""
    whole = toy.regime(
        scores={"score": SCORE},
        conducts={"defaults": {"counts": "ever"}, "default": {"points": -7}, "lateness": {"points": 3}},
        sources={"courts": toy.source({"default": 0.8, "lateness": 0.5})},
    )
    t = toy.tables(whole, 13)
    counted = toy.empty(t)
    *_, (step, world, _) = toy.walk(t, counted)
    assert t.time.quarter_left[step] == 1
    seen = np.zeros_like(counted.scores)
    for who in world.occupants.values():
        for column, history in enumerate((RECORDED, SHADOW)):
            seen[
                t.time.quarter[step],
                0,
                int(not who.is_person),
                bin_plain(who.scores[0].score[history] - 100),
                column,
            ] += 1
    assert np.array_equal(counted.scores[t.time.quarter[step]], seen[t.time.quarter[step]])
    assert (seen.sum(axis=(0, 1, 2, 4)) > 5).sum() > 3


def test_bins_double_with_the_distance() -> None:
    assert [bin_plain(d) - SPREAD for d in (0, 1, 2, 3, 4, 7, 8, -1, -2, -8)] == [
        *(0, 1, 2, 2, 3, 3, 4),
        *(-1, -2, -4),
    ]
