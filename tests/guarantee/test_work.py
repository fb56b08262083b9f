"""Jobs lost and found are rates by standing; being without one multiplies rates of acts as declared.

Nobody is born, dies or moves here and every place of work is taken, so that the only thing that changes is
who has the job. Expectations are worked out by hand from what the society declares, or, person by person,
from who was on which list a step before.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit.engine.totals import Totals
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.work.counts import JOBS
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS
from tests import toy
from tests.statistical.three_outcomes import meets, ratio, require
from tests.toy import made

WEEKS_A_YEAR = 365.2425 / 7
LOST, FOUND, REMEMBERED = 0.2, 1.0, 8
"""As the small society declares them, but that `found` is drawn there and has this value here."""
BOUND = {
    "bid": {
        "refuse": "bid",
        "to": "listed(firms)",
        "context": "procurement",
        "severity": 2,
        "falls_on": "staff",
    },
}
STANDINGS = (("nothing", 1, 1), ("listed", 2, 0.5), ("employer listed", 1.5, 1), ("both", 3, 0.5))
Floats = NDArray[np.float64]


def full(t: Tables) -> Tables:
    """Return tables in which nobody comes or goes and every place for an organisation is taken."""
    t = toy.still(t)
    return t._replace(society=t.society._replace(organisation=1 << 53))


def work(**changes: str) -> dict[str, str]:
    """Return what the small society declares of work, with exact values."""
    return {
        "lost": made(f"{LOST * 100} % per person-year"),
        "found": made(f"{FOUND * 100} % per person-year"),
        "lost_if_listed": made(2),
        "found_if_listed": made(0.5),
        "lost_if_employer_listed": made(1.5),
        "remembered": made(f"{REMEMBERED} weeks"),
        **changes,
    }


def society(**changes: str) -> str:
    return str(toy.altered("workers", {"work": work(**changes)}))


def listing(publish: list[str] | str, **parts: Any) -> dict[str, Any]:
    """Return a regime that lists men by their sex alone, and organisations up to small ones by size."""
    return toy.regime(
        lists={
            "men": {
                "kind": "burden",
                "enter": [{"while": "sex == male"}],
                "minors": True,
                "publish": publish,
            },
            "firms": {
                "entity": "organisation",
                "kind": "burden",
                "enter": [{"while": "size in {micro, small}"}],
            },
        },
        consequences=BOUND,
        **parts,
    )


def by_standing(t: Tables, districts: int, first_quarter: int) -> NDArray[np.int64]:
    """Return counts [district, quarter, standing, column] from a quarter on."""
    return toy.per_district(t, 1, districts, "work")[:, first_quarter:].sum(axis=2)


def weekly(rate: float) -> float:
    return 1 - math.exp(-rate / WEEKS_A_YEAR)


@pytest.mark.parametrize("places", [full, toy.still], ids=["all places taken", "some empty"])
def test_the_share_without_their_job_stays_what_the_two_rates_make_it(
    places: Callable[[Tables], Tables],
) -> None:
    """Whoever loses it in a week may find one in the same week, losses coming first."""
    t = places(toy.tables(toy.regime(), 52, **{"in": society()}))
    counts = by_standing(t, 32, 0).sum(axis=2)
    lose, find = weekly(LOST), weekly(FOUND)
    stationary = lose * (1 - find) / (1 - (1 - lose) * (1 - find))
    for quarter in (0, 3):
        jobless = counts[:, quarter, JOBS.jobless].astype(float)
        whole = jobless + counts[:, quarter, JOBS.working]
        require(
            ratio(jobless, whole, stationary, stationary / 6, f"share without the job, quarter {quarter}")
        )


def test_jobs_are_lost_and_found_at_the_rates_of_the_four_standings() -> None:
    t = full(toy.tables(listing(["web"]), 156, **{"in": society()}))
    counts = by_standing(t, 48, 4)
    weeks = int((t.time.quarter >= 4).sum()) / counts.shape[1]
    for standing, (name, loses, finds) in enumerate(STANDINGS):
        lost, found, working, jobless = (
            counts[:, :, standing, column].sum(axis=1).astype(float)
            for column in (JOBS.jobs_lost, JOBS.jobs_found, JOBS.working, JOBS.jobless)
        )
        lose, find = weekly(LOST * loses), weekly(FOUND * finds)
        again = find / (1 - find)  # the stock is counted after those who found a job have left it
        require(
            ratio(lost, working * weeks, lose, lose / 5, f"jobs lost, {name}"),
            ratio(found, jobless * weeks, again, again / 5, f"jobs found, {name}"),
        )


def test_a_list_that_nobody_may_read_costs_no_job() -> None:
    where = {"in": society()}
    callers = listing(["caller-tone"], not_modelled=[{"M35": "callers hear of it"}])
    for whole in (listing("none"), callers):
        t = full(toy.tables(whole, 30, **where))
        assert toy.compiled(t).work[:, :, [1, 3]].sum() == 0 < toy.compiled(t).work[:, :, 2].sum()
    without = toy.regime(lists={})
    a = Totals(*(array.copy() for array in toy.compiled(full(toy.tables(without, 30, **where)))))
    secret = listing("none")
    secret["consequences"] = {}
    b = toy.compiled(full(toy.tables(secret, 30, **where)))
    assert np.array_equal(a.work, b.work) and a.work[..., JOBS.jobs_lost].sum() > 0


def test_standing_is_who_was_listed_a_step_before_or_came_off_not_long_ago() -> None:
    """Counted by hand from who was on which list at the end of each step."""
    whole = toy.regime(
        conducts={"default": {}, "arrears": {}},
        sources={
            "courts": toy.source(),
            "tax": toy.source({"arrears": 1}, entity="organisation"),
        },
        lists={
            "black": toy.black(term=made("2 weeks"), publish=["web"]),
            "firms": toy.black(["arrears"], entity="organisation", term=made("5 weeks")),
        },
        consequences=BOUND,
    )
    t = full(toy.tables(whole, 40, **{"in": society()}))
    totals = toy.empty(t)
    listed: dict[int, bool] = {}
    off: dict[int, int] = {}
    seen = np.zeros((len(totals.work), 4), np.int64)
    for step, world, _ in toy.walk(t, totals, 1, 0, 1500):
        if t.time.quarter_left[step] == 1:
            for slot, who in world.occupants.items():
                if who.is_person and who.employer in world.occupants:
                    known = listed.get(slot, False) or step - off.get(slot, -99) <= REMEMBERED
                    standing = known + 2 * listed.get(who.employer, False)
                    seen[t.time.quarter[step], standing] += 1
        for slot, who in world.occupants.items():
            if listed.get(slot, False) and not who.listed():
                off[slot] = step
            listed[slot] = bool(who.listed())
    counted = totals.work[..., [JOBS.working, JOBS.jobless]].sum(axis=(1, 3))
    assert np.array_equal(counted, seen)
    assert (seen.sum(axis=0) > 5).all()


def test_people_without_their_job_act_as_many_times_more_often_as_declared() -> None:
    where = str(toy.altered("idle", {"work": toy.WORK}, default=toy.TRIPLED))
    t = toy.tables(toy.regime(), 26, **{"in": where})
    expected, acts, idle = 0.0, 0, 0
    for district in range(4):
        totals = toy.empty(t)
        jobless: set[int] = set()
        for step, world, _ in toy.walk(t, totals, 1, district):
            people = {slot: who for slot, who in world.occupants.items() if who.is_person}
            if step > 0:  # who enters in step 0 is not seen before the acts of that step
                expected += len(people) + 2 * len(jobless & set(people))
                acts += int(totals.acts_by_step[step, 0, 0])
            jobless = {slot for slot, who in people.items() if who.jobless}
            idle += len(jobless)
    expected /= WEEKS_A_YEAR
    assert idle > 4 * 26 * 50
    require(meets(acts, expected, math.sqrt(expected), expected / 15, what="acts of default"))


def test_a_retired_person_is_not_without_a_job() -> None:
    t = toy.tables(toy.regime(), 150, **{"in": society(lost=made("400 % per person-year"))})
    before: dict[tuple[int, int], int] = {}
    retired = 0
    for _, world, _ in toy.walk(t, toy.empty(t), 1, 0, 1200):
        for who in world.occupants.values():
            if who.employer < SLOTS:
                assert who.jobless == 0
                retired += before.get((who.slot, who.number), 0)
            before[who.slot, who.number] = who.jobless
    assert retired > 0


# the chain: a false record lists, the list costs the job, without it come true arrears, and they list again


def chain(false_records: str) -> dict[str, Any]:
    return toy.regime(
        sources={"courts": toy.source(false_records=false_records)},
        lists={"black": toy.black(term=made("4 weeks"), publish=["web"])},
    )


def chained(false_records: str, steps: int = 104) -> Tables:
    answers = work(
        lost=made("2 % per person-year"),
        found=made("50 % per person-year"),
        lost_if_listed=made(1000),
        found_if_listed=made(0.1),
    )
    path = toy.altered(
        "chained", {"work": answers}, default={**toy.TRIPLED, "rate": made("20 % per person-year")}
    )
    return full(toy.tables(chain(false_records), steps, **{"in": str(path)}))


def test_a_false_listing_that_costs_the_job_lists_again_for_true_arrears() -> None:
    """Wrongful in total (the run without false records has no such listing) and not directly (it is true)."""
    lives: list[dict[tuple[int, int], list[tuple[bool, bool, int]]]] = []
    for t in (chained(made("10 % per person-year")), chained(made("0 % per person-year"))):
        life: dict[tuple[int, int], list[tuple[bool, bool, int]]] = {}
        for _, world, _ in toy.walk(t, toy.empty(t), 1, 0, 2000):
            for who in world.occupants.values():
                state = (0 in who.on[0], 0 in who.on[1], who.jobless)
                life.setdefault((who.slot, who.number), []).append(state)
        lives.append(life)
    with_false, without = lives
    caught = [
        person
        for person, life in with_false.items()
        if any(
            shadow and jobless and not without[person][step][0] and not without[person][step][2]
            and any(on and not true for on, true, _ in life[:step])
            for step, (_, shadow, jobless) in enumerate(life)
        )
    ]  # fmt: skip
    assert len(caught) > 0


def test_wrongful_in_total_is_more_than_wrongful_directly_where_a_listing_costs_the_job() -> None:
    a = toy.compiled(chained(made("10 % per person-year")), 1, 0, 8).lists[:, 0, 0].copy()
    b = toy.compiled(chained(made("0 % per person-year")), 1, 0, 8).lists[:, 0, 0].copy()
    direct = int(a[:, LISTS.wrongful].sum())
    total = int(a[:, LISTS.stock].sum() - b[:, LISTS.stock].sum())
    assert b[:, LISTS.wrongful].sum() == 0 < direct
    assert total > 1.02 * direct
