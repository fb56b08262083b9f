"""The columns of a district hold what a run can bring: many records on one person, many cases at once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np

from demerit.chance import poisson_tables
from demerit.engine.districts import Desk
from demerit.engine.totals import Totals
from demerit.mechanisms.lists.counts import LISTS
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS
from tests import toy
from tests.toy import made

WEEKS = 75


def burst(acts_a_week: int, until: int) -> Tables:
    """Return tables in which everybody acts so often a week until a week, and each record lasts 74 weeks."""
    end = (toy.START + dt.timedelta(weeks=until)).isoformat()
    whole = toy.regime(
        lists={"black": toy.black(term=made("74 weeks"))},
        amendments=[{"from": end, "sources": {"courts": {"sees": {"default": made(0)}}}}],
    )
    t = toy.still(toy.tables(whole, WEEKS + until))
    means = [Decimal(acts_a_week * SLOTS), Decimal(0), Decimal(0), Decimal(0)]
    return t._replace(
        conduct=t.conduct._replace(poisson=poisson_tables(means), unable=np.zeros_like(t.conduct.unable))
    )


def test_somebody_with_hundreds_of_records_in_force_is_listed_until_the_last_one_ends() -> None:
    """About four records a week for 75 weeks, then none; eight bits would count through zero at 256."""
    for district in range(4):
        found = toy.compiled(burst(4, WEEKS), 1, district, district + 1, slots=1)
        assert found.acts[0, ..., 1].sum() > 260
        row = found.lists[:, 0, 0]
        listed = np.flatnonzero(row[:, LISTS.stock])
        assert row[:, LISTS.inflow].sum() == 1
        assert np.array_equal(listed, np.arange(listed[0], listed[-1] + 1)) and listed[-1] > WEEKS + 60
        assert row[:, LISTS.without_act].sum() == 0


def test_a_district_with_more_cases_than_room_is_run_again_with_more() -> None:
    """The first desk has room for 4,096 cases at a time; this district keeps some 80,000 open."""
    t = burst(4, 5)
    desk = Desk(t)
    whole = Totals(*(array.copy() for array in desk.run(t, 1, 0, 2)))
    again = desk.run(t, 1, 0, 2)  # with the room that it has by now
    assert all(np.array_equal(a, b) for a, b in zip(whole, again, strict=True))
    assert whole.acts[0, ..., 1].sum() > 80_000
    assert whole.spells.sum() == whole.lists[:, 0, 0, LISTS.inflow].sum()


def test_a_draw_with_more_acts_than_the_one_before_finds_room_for_them() -> None:
    """Draws differ in their rates, so in how many acts a step may bring; a desk walks many draws."""
    few, many = burst(1, 3), burst(4, 3)
    desk = Desk(few)
    desk.run(few, 1, 0, 1)
    found = Totals(*(array.copy() for array in desk.run(many, 1, 0, 1)))
    alone = Desk(many).run(many, 1, 0, 1)
    assert all(np.array_equal(a, b) for a, b in zip(found, alone, strict=True))
    assert found.acts[0, ..., 1].sum() > 20_000


def test_what_is_counted_onto_earlier_totals_is_the_sum_also_where_a_district_is_run_again() -> None:
    """Both a district with more cases and a followed one with more events than there is room for."""
    t = burst(4, 5)
    whole = Totals(*(array.copy() for array in Desk(t).run(t, 1, 0, 3)))
    desk = Desk(t)  # too little happens in one slot for more room to be taken
    least = Totals(*(array.copy() for array in desk.run(t, 1, 0, 1, slots=1)))
    desk.run(t, 1, 0, 1, onto=True)
    desk.follow(t, 1, 1, SLOTS, range(SLOTS), onto=True)
    found = desk.run(t, 1, 2, 3, onto=True)
    assert all(np.array_equal(a, b + c) for a, b, c in zip(found, whole, least, strict=True))
