"""Guarantee 7, of M11: what a coverage is a share of decides whose acts a source can see.

In a society in which nobody is born, dies or moves and everybody acts at one rate, the number of records of a
person has a closed form: a Poisson number among those who are covered and none among the others, or a thinned
Poisson number of everybody where places are covered.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.peers import law
from demerit.engine.totals import Totals
from demerit.mechanisms.adjudication.words import RECORD_MADE, RULING
from demerit.mechanisms.conduct.words import ACT
from demerit.mechanisms.sources.counts import RECORDS
from demerit.mechanisms.sources.words import CALLED, SIGHTING
from demerit.regime import loading, values
from demerit.regime.parts import SharesBy
from demerit.scenario.tables import Tables
from demerit.society.compiled import populated
from demerit.society.traits import SEXES, SLOTS
from tests import toy
from tests.guarantee.still_districts import WEEKS_A_YEAR, floats
from tests.statistical.three_outcomes import ratio, require
from tests.toy import made

SHARE, SEEN, STEPS = 0.4, 0.7, 104
WORDS = ("people", "households", "places")
Rows = NDArray[np.int64]


@cache
def busy() -> Path:
    """Return a society in which everybody does `default` twenty times a year."""
    return toy.altered("busy", {}, default={"rate": "2000 % per person-year, from made"})


def watched(covers: str, coverage: Any = SHARE, seen: Any = 1, steps: int = 52, **parts: Any) -> Tables:
    """Return still tables of a regime with one source of records of `default`, in the busy society."""
    share = coverage if isinstance(coverage, dict | list) else made(coverage)
    eye = {"kind": "records", "sees": {"default": seen if isinstance(seen, dict) else made(seen)}}
    eye |= {"coverage": share, "covers": covers, **parts.pop("eye", {})}
    whole = toy.regime(sources={"eye": eye, **parts.pop("sources", {})}, **parts)
    return toy.still(toy.tables(whole, steps, **{"in": str(busy())}))


def people(t: Tables, district: int) -> tuple[Rows, Rows, Rows]:
    """Return slot, first slot of the household and sex of everybody in a still district."""
    found = populated(t.society, 1, district, len(t.time.epoch), SLOTS)
    persons = slice(0, int(found.n[0]))
    return tuple(np.array(column[persons], np.int64) for column in (found.slot, found.plot, found.sex))  # type: ignore[return-value]


def recorded(t: Tables, district: int) -> Rows:
    """Return how many records each slot of a district has in the end."""
    events = toy.followed(t, 1, district)
    rows = events[(events[:, 3] == RULING.number) & (events[:, 6] == RECORD_MADE)]
    return np.bincount(rows[:, 1], minlength=SLOTS).astype(np.int64)


def seen_in(events: Rows, source: int = 0, truth: int = 1) -> set[int]:
    """Return the slots on whom a source reports, of an act or of none."""
    rows = events[(events[:, 3] == SIGHTING.number) & (events[:, 5] == source) & (events[:, 6] == truth)]
    return set(rows[:, 1].tolist())


@pytest.mark.parametrize("covers", WORDS)
def test_the_share_of_people_with_k_records_is_what_the_word_says(covers: str) -> None:
    whole = toy.regime(sources={"eye": toy.source({"default": SEEN}, coverage=made(SHARE), covers=covers)})
    t = toy.still(toy.tables(whole, STEPS))
    found = []
    for district in range(20):
        slots, _, _ = people(t, district)
        found.append(np.bincount(recorded(t, district)[slots], minlength=12)[:12])
    counts, acts = floats(np.array(found)), STEPS / WEEKS_A_YEAR
    for k in range(4):
        if covers == "places":
            mean = acts * SEEN * SHARE
            expected = math.exp(-mean) * mean**k / math.factorial(k)
        else:
            mean = acts * SEEN
            expected = SHARE * math.exp(-mean) * mean**k / math.factorial(k) + (1 - SHARE) * (k == 0)
        what = f"share with {k} records, of {covers}"
        require(ratio(counts[:, k], counts.sum(axis=1), expected, max(0.03, expected / 10), what))


def test_of_a_household_all_are_covered_or_none() -> None:
    """Everybody acts often enough that whoever is covered has a record."""
    t = watched("households")
    covered, homes = [], []
    for district in range(12):
        slots, plots, _ = people(t, district)
        has = recorded(t, district)[slots] > 0
        by_home = {plot: set(has[plots == plot].tolist()) for plot in set(plots.tolist())}
        assert all(len(answers) == 1 for answers in by_home.values())
        covered.append(sum(True in answers for answers in by_home.values()))
        homes.append(len(by_home))
    require(ratio(floats(np.array(covered)), floats(np.array(homes)), SHARE, 0.03, "households covered"))


def test_of_people_each_is_covered_or_not_whoever_they_live_with() -> None:
    t = watched("people")
    slots, plots, _ = people(t, 0)
    has = recorded(t, 0)[slots] > 0
    assert any(len(set(has[plots == plot].tolist())) == 2 for plot in set(plots.tolist()))


def test_a_coverage_of_everybody_is_the_same_whatever_it_is_of() -> None:
    """To the bit, with false records and with matches of income."""
    test = {
        "conduct": "lateness",
        "every": made("13 weeks"),
        "months": 2,
        "benefit": made("1_500 crowns per month"),
        "free": made("300 crowns per month"),
        "taper": made(0.5),
        "least": made("0 crowns"),
    }

    def totals(covers: str) -> Totals:
        match = {"kind": "income-match", "income_test": test, "covers": covers}
        sources = {"match": {**toy.source({"lateness": 0.5}), **match}}
        noisy = {"false_records": made("30 % per person-year")}
        conducts = {"default": {}, "lateness": {}}
        return toy.compiled(watched(covers, 1, 0.6, eye=noisy, sources=sources, conducts=conducts))

    first, *others = [totals(covers) for covers in WORDS]
    assert first.records[1, ..., 0].sum() > 0
    for other in others:
        for name, mine, theirs in zip(Totals._fields, first, other, strict=True):
            assert np.array_equal(mine, theirs), name


@pytest.mark.parametrize("covers", ["people", "households"])
def test_a_coverage_that_rises_only_adds_people(covers: str) -> None:
    rises = [{"from": "2020-07-06", "sources": {"eye": {"coverage": made(0.6)}}}]
    t = watched(covers, 0.3, amendments=rises)
    events = toy.followed(t)
    day = int(t.time.day[t.time.epoch == 1][0]) // 7
    before, after = seen_in(events[events[:, 0] < day]), seen_in(events[events[:, 0] >= day])
    assert before and before < after
    assert after == seen_in(toy.followed(watched(covers, 0.6)))


def test_what_one_source_covers_says_nothing_about_another() -> None:
    other = toy.source({"default": 1}, coverage=made(0.5), covers="people", delay=made("4 weeks"))
    t = watched("people", sources={"other": other})
    both, everybody = [], []
    for district in range(8):
        events = toy.followed(t, 1, district)
        both.append(len(seen_in(events) & seen_in(events, source=1)))
        everybody.append(people(t, district)[0].size)
    require(ratio(floats(np.array(both)), floats(np.array(everybody)), SHARE * 0.5, 0.03, "under both"))


def test_false_reports_fall_on_those_covered_and_nobody_else() -> None:
    """Each of them has as many as the file says of a covered person."""
    t = watched("people", eye={"false_records": made("200 % per person-year")})
    false, covered = [], []
    for district in range(8):
        events = toy.followed(t, 1, district)
        assert seen_in(events, truth=0) < seen_in(events)
        false.append(int(((events[:, 3] == SIGHTING.number) & (events[:, 6] == 0)).sum()))
        covered.append(52 * len(seen_in(events)))
    expected = 2 / WEEKS_A_YEAR
    require(
        ratio(floats(np.array(false)), floats(np.array(covered)), expected, expected / 8, "false reports")
    )


def test_somebody_who_is_not_covered_can_get_the_record_of_somebody_who_is() -> None:
    """A source watches who acts; on whom a report is put is the identifier's error."""
    t = watched("people", linkage={"wrong_person": made(0.2)})
    covered = seen_in(toy.followed(watched("people")))
    reported = seen_in(toy.followed(t), truth=0)
    assert reported - covered
    assert seen_in(toy.followed(t)) <= covered


def test_what_a_source_sees_may_differ_by_who_acts() -> None:
    t = watched("places", 0.5, {"by": "sex", "is": {"male": made(0.2)}, "otherwise": made(0.8)})
    counts = np.zeros((8, len(SEXES), 2), np.int64)
    for district in range(8):
        events = toy.followed(t, 1, district)
        slots, _, sexes = people(t, district)
        sex = np.full(SLOTS, -1)
        sex[slots] = sexes
        for column, kind in enumerate((SIGHTING.number, ACT.number)):
            rows = events[(events[:, 3] == kind) & (events[:, 1] < SLOTS) & (events[:, 4] == 0)]
            counts[district, :, column] = np.bincount(sex[rows[:, 1]], minlength=2)
    for code, expected in enumerate((0.1, 0.4)):
        seen, done = floats(counts[:, code, 0]), floats(counts[:, code, 1])
        require(ratio(seen, done, expected, expected / 10, f"acts seen, {SEXES[code]}"))


RECORDED_LATELY = "records(default within 20 weeks) >= 1"
WATCHED = {"watch": {"kind": "burden", "enter": [{"while": RECORDED_LATELY}], "minors": True}}


def cases(listed: float, others: float = SHARE) -> list[dict[str, str]]:
    """Return the coverage of those on the list `watch`, and of all others."""
    return [{"if": "listed(watch)", "is": made(listed)}, {"is": made(others)}]


def sightings(events: Rows, truth: int = 1) -> set[int]:
    """Return what the first source reports of acts, by the hash of the act."""
    rows = events[(events[:, 3] == SIGHTING.number) & (events[:, 5] == 0) & (events[:, 6] == truth)]
    return set(rows[:, 7].tolist())


@pytest.mark.parametrize("covers", WORDS)
def test_cases_that_say_the_same_are_one_share(covers: str) -> None:
    one = Totals(*(array.copy() for array in toy.compiled(watched(covers, lists=WATCHED))))
    for name, mine, theirs in zip(
        Totals._fields, one, toy.compiled(watched(covers, cases(SHARE), lists=WATCHED)), strict=True
    ):
        assert np.array_equal(mine, theirs), name


def test_more_coverage_of_the_listed_only_adds() -> None:
    """Of places each act has one look: whoever is watched more is seen at all they were seen at before."""
    few, more = (
        sightings(toy.followed(watched("places", coverage, lists=WATCHED), 1, 2, SLOTS))
        for coverage in (SHARE, cases(1))
    )
    assert few < more


def test_the_listed_are_seen_as_their_case_says_and_others_as_theirs() -> None:
    """A source that covers nobody but the listed never lists anybody, and so sees nothing."""
    assert not seen_in(toy.followed(watched("places", cases(1, 0), lists=WATCHED), 1, 2, SLOTS))


def test_what_a_wrong_record_calls_for_is_counted_and_stays_true() -> None:
    """Whoever is listed for what a second source invents is watched, and what they do is true."""
    wrong = {"liar": {**toy.source({"default": 0}), "false_records": "50 % per person-year, from made"}}
    t = watched("places", cases(1, 0), lists=WATCHED, sources=wrong)
    totals = toy.compiled(t, 1, 2, 3)
    true = totals.records[0, 0, 1].sum(axis=(0, 1))
    rows = toy.followed(t, 1, 2, SLOTS)
    called = rows[rows[:, 3] == CALLED.number]
    assert 0 < true[RECORDS.called_by_error] == len(called) < true[RECORDS.sightings]
    assert {row[7] for row in called.tolist()} <= sightings(rows)
    honest = watched("places", cases(1, 0.1), lists=WATCHED)
    assert toy.compiled(honest).records[..., RECORDS.called_by_error].sum() == 0


def test_the_reference_task_sees_acts_and_covers_people_as_its_law_says() -> None:
    """Each act is seen with a chance of 0.80 or 0.95; as a lasting trait that would be another law."""
    regime = values.resolved(loading.load("r0d"))
    reports, mistakes = regime.sources["reports"], regime.sources["mistakes"]
    for chance in reports.sees.values():
        assert isinstance(chance, SharesBy)
        assert [float(chance.of(group).value) for group in ("group A", "group B")] == law.SEEN.tolist()
    for source in (reports, mistakes):
        assert not isinstance(source.coverage, SharesBy)
        assert source.coverage.value == 1
    rate, factors = mistakes.false_records, mistakes.false_records_by
    assert rate is not None and factors is not None
    weekly = float(rate.value) * 7 / 365.2425
    assert [weekly, weekly * float(factors.values["group B"].value)] == pytest.approx(
        law.FALSE_RATES.tolist()
    )
