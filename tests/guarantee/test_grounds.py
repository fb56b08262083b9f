"""Every week on a list stands under exactly one ground: each is filled, to the week, where no other could be.

People of these societies neither come nor go. What is expected is counted from the records that begin, person
by person, not from the engine's own counts.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demerit.counted.values import GROUNDS
from demerit.engine.districts import Desk
from demerit.engine.totals import Totals
from demerit.mechanisms.lists.counts import GROUND, LISTS
from demerit.mechanisms.lists.words import RECORD_BEGINS
from demerit.scenario.codes import AT
from demerit.scenario.tables import Tables
from tests import toy
from tests.property.strategies import regimes
from tests.toy import made

STEPS, SLOTS, TERM = 30, 1500, 4
LEDGER = {"score": {"kind": "ledger", "start": 0, "worse": "lower"}}
COUNTS = made("2 weeks")
"""How long a record counts."""
HARD = {"trip": {"refuse": "train", "to": "listed(first)", "context": "travel", "severity": 3}}
EVERYBODY = {"values": dict.fromkeys(("1", "2", "3", "4", "5"), 1), "from": "made"}


def tables(whole: dict[str, Any], **conduct: Any) -> Tables:
    """Return the tables of a regime in a still society whose `default` is as `conduct` says."""
    where = {"in": str(toy.altered("grounds", {}, default=conduct))} if conduct else {}
    return toy.still(toy.tables(whole, STEPS, **where))


def counted(t: Tables) -> dict[int, int]:
    """Return the weeks of persons on the first list, by column."""
    weeks = toy.compiled(t, slots=SLOTS).lists[:, 0, 0].sum(axis=0)
    return {column: int(number) for column, number in enumerate(weeks.tolist())}


def spells(t: Tables, term: int) -> int:
    """Return the weeks that records keep people on a list for `term` steps, counted by hand from events."""
    days: set[tuple[int, int]] = set()
    for step, slot, _, kind, *_ in toy.followed(t, slots=SLOTS).tolist():
        if kind == RECORD_BEGINS.number:
            days |= {(slot, day) for day in range(step, min(step + term, STEPS))}
    return len(days)


def by_record(**parts: Any) -> dict[str, Any]:
    """Return a regime with a list that a record of `default` enters for four weeks."""
    return toy.regime(lists={"first": toy.black(term=made(f"{TERM} weeks"))}, consequences=HARD, **parts)


def by_score(points: int, **parts: Any) -> dict[str, Any]:
    """Return a regime with a list that a score enters for four weeks, of points that expire after two."""
    conduct = {"points": points, "counts": COUNTS, **parts.pop("conduct", {})}
    way = toy.way("score <= -5", made(f"{TERM} weeks"))
    listed = {"kind": "burden", "enter": [way], "minors": True}
    return toy.regime(
        scores=LEDGER, conducts={"default": conduct}, lists={"first": listed}, consequences=HARD, **parts
    )


ABILITY = {
    "official": {"upholds_true": made(1), "upholds_false": made(1)},
    "ability_test": {"for": ["default"], "finds_able_if_able": made(1), "finds_able_if_unable": made("0.5")},
}
FALSE = {"courts": toy.source({"default": 0}, false_records="100 % per person-year, from made")}


@pytest.mark.parametrize(
    ("whole", "conduct", "ground"),
    [
        (by_record(), {"gravity": 3}, GROUND.own_terms),
        (by_record(sources=FALSE), {"gravity": 3}, GROUND.unfounded),
        (by_record(adjudication=ABILITY), {"gravity": 3, "unable": EVERYBODY}, GROUND.unable),
        (by_record(), {"gravity": 3, "protected": "belief"}, GROUND.protected),
        (by_record(), {"gravity": 1}, GROUND.slight),
        (by_score(-5), {"gravity": 3}, GROUND.own_terms),
        (by_score(-5, sources=FALSE), {"gravity": 3}, GROUND.unfounded),
        (by_score(-5, adjudication=ABILITY), {"gravity": 3, "unable": EVERYBODY}, GROUND.unable),
        (by_score(-1, conduct={"discretionary": [-8, -7]}), {"gravity": 3}, GROUND.counted_for_more),
        (by_score(-5), {"gravity": 3, "protected": "speech"}, GROUND.protected),
        (by_score(-5), {"gravity": 0}, GROUND.slight),
        (by_score(-5), {"gravity": 0, "protected": "speech"}, GROUND.protected),
    ],
)
def test_all_weeks_fall_under_the_one_ground_that_there_is(
    whole: dict[str, Any], conduct: dict[str, Any], ground: int
) -> None:
    t = tables(whole, **conduct)
    weeks = counted(t)
    assert weeks[LISTS.stock] == weeks[LISTS.through_others + ground] > 300
    wrongful = ground in (GROUND.unfounded, GROUND.unable, GROUND.counted_for_more)
    assert (
        weeks[LISTS.wrongful]
        == weeks[LISTS.through_others_wrongful + ground]
        == (weeks[LISTS.stock] if wrongful else 0)
    )
    assert weeks[LISTS.without_act] == (weeks[LISTS.stock] if ground == GROUND.unfounded else 0)
    if not t.scores.kind[0].any():
        assert weeks[LISTS.stock] == spells(t, TERM)
        assert weeks[LISTS.could_not_pay] == weeks[LISTS.stock] or ground != GROUND.unable


def test_whoever_is_listed_by_a_tie_alone_is_listed_through_others() -> None:
    whole = by_record(spillover={"household": {"lists": "first"}})
    t = tables(whole, gravity=3)
    alone = counted(tables(by_record(), gravity=3))
    weeks = counted(t)
    assert weeks[LISTS.through_others + GROUND.own_terms] == alone[LISTS.stock] == spells(t, TERM)
    assert (
        weeks[LISTS.through_others + GROUND.through_others] == weeks[LISTS.stock] - alone[LISTS.stock] > 300
    )
    assert weeks[LISTS.through_others_wrongful + GROUND.through_others] == weeks[LISTS.wrongful] == 0


def test_a_listing_through_somebody_falsely_listed_is_wrongful() -> None:
    weeks = counted(tables(by_record(sources=FALSE, spillover={"household": {"lists": "first"}}), gravity=3))
    assert (
        weeks[LISTS.through_others_wrongful + GROUND.through_others]
        == weeks[LISTS.through_others + GROUND.through_others]
        > 300
    )
    assert (
        weeks[LISTS.wrongful]
        == weeks[LISTS.stock]
        == weeks[LISTS.through_others + GROUND.through_others]
        + weeks[LISTS.through_others + GROUND.unfounded]
    )


def test_slight_conduct_under_a_soft_consequence_is_by_the_rules_own_terms() -> None:
    soft = {"trip": {**HARD["trip"], "severity": 2}}
    weeks = counted(tables({**by_record(), "consequences": soft}, gravity=1))
    assert (
        weeks[LISTS.through_others + GROUND.own_terms] == weeks[LISTS.stock] > 300 and weeks[LISTS.mixed] == 0
    )


def test_severity_is_the_societys_where_that_is_higher_and_only_over_whom_it_bites() -> None:
    trip = {"refuse": ["train"], "to": "listed(first) and sex == male"}
    soft = {"trip": {**trip, "context": "travel", "severity": 0}}
    whole = {**by_record(), "consequences": soft}
    hard = toy.altered("severe", {}, default={"gravity": 1})
    text = hard.read_text(encoding="utf-8").replace("  train:\n", "  train:\n    severity: 4\n")
    assert "severity: 4" in text
    hard.write_text(text, encoding="utf-8")
    t = toy.still(toy.tables(whole, STEPS, **{"in": str(hard)}))
    lists = toy.compiled(t, slots=SLOTS).lists[:, 0].sum(axis=0)
    males, females = (int(t.axes.starts[AT.sex]) + place for place in (0, 1))
    assert lists[males, LISTS.through_others + GROUND.slight] == lists[males, LISTS.stock] > 100
    assert lists[females, LISTS.through_others + GROUND.own_terms] == lists[females, LISTS.stock] > 100


def test_graver_conduct_beside_slight_makes_a_spell_mixed_and_not_slight() -> None:
    whole = toy.regime(
        scores=LEDGER,
        conducts={"default": {"points": -3, "counts": COUNTS}, "lateness": {"points": -3, "counts": COUNTS}},
        sources={"courts": toy.source({"default": 1, "lateness": 1})},
        lists={
            "first": {
                "kind": "burden",
                "enter": [toy.way("score <= -6", made(f"{TERM} weeks"))],
                "minors": True,
            }
        },
        consequences=HARD,
    )
    where = {"in": str(toy.altered("mixed", {}, default={"gravity": 3}, lateness={"gravity": 1}))}
    weeks = counted(toy.still(toy.tables(whole, STEPS, **where)))
    assert weeks[LISTS.mixed] > 0 and weeks[LISTS.through_others + GROUND.slight] > 0
    assert (
        weeks[LISTS.stock]
        == weeks[LISTS.through_others + GROUND.own_terms] + weeks[LISTS.through_others + GROUND.slight]
    )


def test_somebody_wrongly_found_unable_is_spared() -> None:
    wrong = {**ABILITY["ability_test"], "finds_able_if_able": made("0.5"), "finds_able_if_unable": made(0)}
    t = tables(by_record(adjudication={**ABILITY, "ability_test": wrong}), gravity=3, unable="none")
    totals = toy.compiled(t, slots=SLOTS)
    spared = int(totals.lists[:, 0, 0, LISTS.wrongful + 1].sum())
    both = counted(tables(by_record(), gravity=3, unable="none"))[LISTS.stock]
    stock = int(totals.lists[:, 0, 0, LISTS.stock].sum())
    assert spared > 100 < stock and stock + spared == both
    assert int(totals.lists[:, 0, 0, LISTS.wrongful].sum()) == 0


def _sums(totals: Totals) -> dict[str, int]:
    return {
        name: int(totals.lists[..., LISTS.through_others + place].sum()) for place, name in enumerate(GROUNDS)
    }


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(whole=regimes(16), seed=st.integers(0, 2**62))
def test_a_ground_needs_what_it_is_named_for(whole: dict[str, Any], seed: int) -> None:
    """Without protected conduct none is protected, without points beyond the rule none counted for more."""
    t = toy.tables(whole, 16)
    weeks = _sums(Desk(t).run(t, seed, 0, 1, 400))
    chosen = any(
        form.get("discretionary", "none") != "none"
        for part in (whole, *whole["amendments"])
        for form in part.get("conducts", {}).values()
    )
    noisy = any(
        isinstance(score, dict) and score.get("kind") == "risk-score"
        for part in (whole, *whole["amendments"])
        for score in (part.get("scores") or {}).values()
    )
    assert whole.get("protected_input") or weeks["protected"] == 0  # who holds a card may be protected
    assert chosen or noisy or weeks["counted_for_more"] == 0
    assert "spillover" in whole or weeks["through_others"] == 0
    assert "ability_test" in whole["adjudication"] or weeks["unable"] == 0
    false = any("false_records" in source for source in whole["sources"].values())
    false |= "match" in whole["sources"] or whole["linkage"] != "none"
    assert false or weeks["unfounded"] == 0


def test_over_all_lists_a_week_counts_once_under_its_first_ground() -> None:
    whole = toy.regime(
        lists={"first": toy.black(), "second": toy.black(["lateness"])},
        conducts={"default": {}, "lateness": {}},
        sources={"courts": toy.source({"default": 1, "lateness": 1})},
        consequences={"trip": {**HARD["trip"], "to": "listed(second)"}},
    )
    where = {"in": str(toy.altered("two", {}, default={"gravity": 3}, lateness={"gravity": 1}))}
    totals = toy.compiled(toy.still(toy.tables(whole, STEPS, **where)), slots=SLOTS)
    one, two = (totals.lists[:, number, 0].sum(axis=0) for number in (0, 1))
    weeks = totals.grounds.sum(axis=0)
    assert weeks[GROUND.slight, 0] == two[LISTS.through_others + GROUND.slight] > 0
    assert 0 < weeks[GROUND.own_terms, 0] < one[LISTS.stock] and np.all(weeks[:, 1] == 0)
