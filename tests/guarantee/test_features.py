"""M60: a risk score under `scores` is start + sum of weight x min(asked / per, most), in every history.

What is expected is worked out here from somebody's records, listings and traits, without the engine's tables.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from demerit.engine.world import COUNTED
from demerit.mechanisms.lists.counts import LISTS
from demerit.quantities import add_term
from demerit.scenario.histories import ABLE, HISTORIES, RECORDED, SHADOW, WITHOUT_PROTECTED
from tests import toy
from tests.property.test_engines_agree import assert_agree
from tests.toy import made

START, STEPS = 500, 40


def regime(features: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return a regime with one risk score by name, worked out every 4 weeks, from true and false records."""
    score = {"kind": "risk-score", "start": START, "worse": "lower", "looked_at": made("4 weeks")}
    false = made("100 % per person-year")
    whole = {
        "scores": {"risk": {**score, "features": features}},
        "conducts": {"default": {"counts": "ever"}, "lateness": {"counts": made("10 weeks")}},
        "sources": {"courts": toy.source({"default": 1, "lateness": 1}, false_records=false)},
        **parts,
    }
    return toy.regime(**whole)


@pytest.mark.parametrize("most", [None, 1])
def test_records_in_a_window_weigh_up_to_the_most_in_each_history_by_itself(most: int | None) -> None:
    feature = {"is": "records(lateness within 8 weeks)", "weight": -7, "most": most or "none"}
    t = toy.still(toy.tables(regime({"late": feature}), STEPS))
    name = next(n for n in range(len(t.conduct.point)) if t.risk.side[0, 0, n])
    seen = set()
    for step, world, _ in toy.walk(t, toy.empty(t), slots=300):
        if not t.risk.due[0, 0, step]:
            continue
        for who in world.occupants.values():
            for history in range(HISTORIES):
                cases = [each for each in who.cases if each.place == COUNTED and each.begun]
                number = sum(
                    each.conduct == name and history in each.within and each.begins + 8 > step
                    for each in cases
                )
                counts = number if most is None else min(number, most)
                assert who.scores[0].score[history] == START - 7 * counts
                seen.add((history, counts))
    assert len(seen) > HISTORIES


def test_a_length_counts_in_whole_calendar_units() -> None:
    units = {"months": "1 month", "weeks": "3 weeks"}
    features = {name: {"is": "tenure", "per": per, "weight": 1} for name, per in units.items()}
    features["weeks"]["weight"], features["weeks"]["most"] = 100, 5
    whole = regime(features, conducts={"default": {}}, sources={"courts": toy.source()})
    t = toy.still(toy.tables(whole, STEPS))
    for step, world, _ in toy.walk(t, toy.empty(t), slots=50):
        if t.risk.due[0, 0, step]:
            today = toy.START + dt.timedelta(weeks=step)
            months = sum(add_term(toy.START, Decimal(n), "months") <= today for n in range(1, 30))
            expected = START + months + 100 * min(step // 3, 5)
            assert {who.scores[0].score[RECORDED] for who in world.occupants.values()} == {expected}


def test_a_condition_is_one_or_nothing_and_a_protected_one_nothing_where_these_are_left_out() -> None:
    features = {"young": {"is": "age < 30", "weight": -9}, "group": {"is": "group == B", "weight": -40}}
    whole = regime(features, protected_input=True, conducts={"default": {}})
    whole["sources"] = {"courts": toy.source()}
    t = toy.still(toy.tables(whole, 6))
    *_, (step, world, _) = toy.walk(t, toy.empty(t), slots=400)
    assert step == 5
    groups = set()
    for who in world.occupants.values():
        young = who.is_person and int(t.time.day[4] - who.born) * 10_000 // 3_652_425 < 30
        other = who.is_person and who.group == 1
        groups.add(other)
        score = who.scores[0].score
        assert score[SHADOW] - START in ({-9 * young - 40 * other} if who.is_person else {0})
        assert score[WITHOUT_PROTECTED] - score[SHADOW] == 40 * other
    assert groups == {True, False}


def test_errors_in_features_are_left_out_from_the_shadow_on() -> None:
    whole = regime({"fifth": {"is": "fifth", "weight": 10, "noise": made(2)}}, conducts={"default": {}})
    whole["sources"] = {"courts": toy.source()}
    t = toy.still(toy.tables(whole, 6))
    *_, (_, world, _) = toy.walk(t, toy.empty(t), slots=400)
    people = [who for who in world.occupants.values() if who.is_person]
    assert all(who.scores[0].score[SHADOW] == START + 10 * (who.fifth + 1) for who in people)
    wrong = [who.scores[0].score[ABLE] != who.scores[0].score[SHADOW] for who in people]
    assert sum(wrong) > len(wrong) / 2


def test_a_withdrawn_record_takes_its_part_out_of_the_score_that_began_a_stay() -> None:
    """With every false record found after three weeks, nobody stays for one; both engines say so."""
    features = {"late": {"is": "records(lateness ever)", "weight": -30, "most": 2}}
    way = {"once": "risk < 500", "for": made("30 weeks"), "again": "never"}
    listed = {"kind": "burden", "enter": [way], "minors": True}
    correction = {"chance": made(1), "delay": made("3 weeks")}
    whole = regime(features, lists={"low": listed}, safeguards=toy.of_records(correction=correction))
    t = toy.still(toy.tables(whole, STEPS))
    late = next(n for n in range(len(t.conduct.point)) if t.risk.side[0, 0, n])
    slow, world = assert_agree(t, 3, 5, 300)
    assert slow.lists[:, 0, 0, LISTS.out_correction].sum() > 0
    assert not any(
        spell.since + 12 < STEPS
        and not any(case.conduct == late and not case.without_act for case in who.cases)
        for who in world.occupants.values()
        for spell in who.stays[RECORDED]
    )
