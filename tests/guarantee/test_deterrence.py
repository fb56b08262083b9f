"""Deterrence: of the acts that would happen, the share effect x perceived risk is let go, and no other.

The acts of two regimes on one seed have the same marks, so *acts + acts let go = acts without the rule* holds
exactly where nobody's job depends on either; how many are let go is a closed form in the declared numbers.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit.mechanisms.conduct.counts import ACTS
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS
from tests import toy
from tests.statistical.three_outcomes import meets, require
from tests.toy import made

Q30 = 1 << 30
DEFAULT, LATENESS, NOISE = range(3)
EFFECT, ANNOUNCED, HALF_LIFE = 0.8, 0.5, 6
NOBODY: dict[str, Any] = {"references": {}, "conducts": {}, "sources": {}, "adjudication": "none"}


def society(**changes: str) -> str:
    """Return a society in which deterrence is the only answer, with exact values."""
    declared = {
        "effect": made(EFFECT),
        "announced": made(ANNOUNCED),
        "own": made(0.6),
        "near": made(0.2),
        "half_life": made(f"{HALF_LIFE} weeks"),
        **changes,
    }
    return str(toy.altered("deterred", {"work": "none", "deterrence": declared}))


def tables(whole: dict[str, Any], steps: int, where: str | None = None) -> Tables:
    return toy.still(toy.tables(whole, steps, **{"in": where or society()}))


def blind(conduct: str = "lateness", **parts: Any) -> dict[str, Any]:
    """Return a regime with a list for a conduct that its source never sees."""
    return toy.regime(
        conducts={conduct: {}},
        sources={"courts": toy.source({conduct: 0})},
        lists={"black": toy.black([conduct])},
        **parts,
    )


def by_step(t: Tables, districts: int = 16) -> NDArray[np.int64]:
    """Return acts and acts let go [step, conduct, 2] of some districts."""
    return toy.compiled(t, 1, 0, districts).acts_by_step.copy()


def test_without_detection_acts_fall_by_what_is_announced_and_come_back_by_half_lives() -> None:
    steps = 24
    ours, none = by_step(tables(blind(), steps), 48), by_step(tables(toy.regime(**NOBODY), steps), 48)
    assert np.array_equal(ours[:, LATENESS].sum(axis=1), none[:, LATENESS, 0])
    share = [1 - EFFECT * ANNOUNCED * 2 ** (-t / HALF_LIFE) for t in range(steps)]
    for first in range(0, steps, 6):
        window = slice(first, first + 6)
        would = none[window, LATENESS, 0].astype(float)
        expected = float((would * share[window]).sum() / would.sum())
        sd = math.sqrt(expected * (1 - expected) / would.sum())
        found = float(ours[window, LATENESS, 0].sum() / would.sum())
        require(meets(found, expected, sd, 0.06, what=f"acts done, weeks {first} to {first + 5}"))
    assert ours[:6, LATENESS, 1].sum() > 3 * ours[-6:, LATENESS, 1].sum()


def test_what_the_regime_does_not_count_is_done_as_without_it() -> None:
    ours, none = by_step(tables(blind(), 12)), by_step(tables(toy.regime(**NOBODY), 12))
    others = [DEFAULT, NOISE, 3]
    assert np.array_equal(ours[:, others], none[:, others])
    assert none[..., 1].sum() == 0 < ours[..., 1].sum()


def test_people_who_could_not_have_paid_let_nothing_go() -> None:
    """Three in ten acts of `default` are theirs; with full effect at full risk no others are left."""
    where = society(effect=made(1), announced=made(1), half_life=made("100000 days"))
    t = tables(blind("default"), 12, where)
    t = t._replace(deterrence=t.deterrence._replace(common=np.full_like(t.deterrence.common, Q30)))
    ours, none = by_step(t), by_step(tables(toy.regime(**NOBODY), 12))
    would = float(none[:, DEFAULT, 0].sum())
    found = float(ours[:, DEFAULT, 0].sum() / would)
    require(meets(found, 0.3, math.sqrt(0.21 / would), 0.05, what="share of acts left"))


@pytest.mark.parametrize(("points", "deters"), [(-20, True), (20, True), (0, False)])
def test_points_deter_whichever_way_the_score_counts(points: int, deters: bool) -> None:
    whole = toy.regime(
        scores={
            "score": {"kind": "ledger", "start": 100, "worse": "lower", "grades": {"A": ">= 0", "B": "< 0"}}
        },
        conducts={"lateness": {"points": points, "counts": "ever"}},
        sources={"courts": toy.source({"lateness": 1})},
    )
    let_go = by_step(tables(whole, 12), 4)[:, LATENESS, 1]
    assert bool(let_go.sum()) == deters


def test_a_good_deed_is_never_let_go() -> None:
    path = toy.altered(
        "kind", {"work": "none", "deterrence": toy.DETERRENCE}, lateness={"valence": "prosocial"}
    )
    t = tables(blind(), 12, str(path))
    assert by_step(t, 2)[..., 1].sum() == 0 == t.deterrence.conduct.sum()


def test_what_an_amendment_begins_to_count_is_announced_anew() -> None:
    whole = blind(
        amendments=[
            {"from": "2020-02-17", "safeguards": toy.of_records(correction={"chance": made(1)})},
            {
                "from": "2020-03-16",
                "conducts": {"noise": {}},
                "lists": {"grey": toy.black(["noise"])},
                "sources": {"courts": {"sees": {"noise": made(0)}}},
            },
        ]
    )
    t = tables(whole, 20)
    expected = [ANNOUNCED * 2 ** (-(step if step < 10 else step - 10) / HALF_LIFE) for step in range(20)]
    assert t.deterrence.common / Q30 == pytest.approx(expected, abs=1e-8)
    begun = {name: blind()[name] for name in ("conducts", "sources", "adjudication", "lists")}
    late = tables(toy.regime(**NOBODY | toy.EXACT, amendments=[{"from": "2020-03-16", **begun}]), 20)
    assert (late.deterrence.common[:10] == 0).all() and late.deterrence.common[10] == ANNOUNCED * Q30


def test_a_record_moves_the_risk_that_its_person_and_those_near_perceive() -> None:
    """Worked out in decimals from who got a record when, and undone by half-lives, person by person."""
    whole = toy.regime(
        conducts={"lateness": {}},
        sources={"courts": toy.source({"lateness": 1})},
        lists={"black": toy.black(["lateness"]), "grey": toy.black(["lateness"])},
    )
    t = tables(whole, 16)
    risk: dict[int, float] = defaultdict(float)
    before: dict[int, int] = defaultdict(int)
    moved = near = 0
    for step, world, population in toy.walk(t, toy.empty(t), 1, 0, 700):
        for slot in risk:
            risk[slot] *= 2 ** (-1 / HALF_LIFE)
        rest: dict[int, float] = defaultdict(lambda: 1.0)
        for slot, who in world.occupants.items():
            held = len(list(who.in_force(0, 0)))
            assert held == len(list(who.in_force(1, 0)))  # one record, on two lists
            new = held - before[slot]
            before[slot] += new
            if new:
                rest[slot] *= 0.4**new
                moved += 1
                for relation in ("household", "acquaintance"):
                    for other in toy.tied(world, population, relation, slot):
                        rest[other.slot] *= 0.8**new
                        near += 1
        for slot, share in rest.items():
            risk[slot] = 1 - (1 - risk[slot]) * share
        for slot, who in world.occupants.items():
            if slot < SLOTS:
                left = (who.risk * int(t.deterrence.left[step - who.risk_step])) / Q30
                assert left / Q30 == pytest.approx(risk[slot], abs=1e-6)
    assert moved > 30 and near > 60


def test_acts_let_go_stand_beside_those_done_in_both_tables() -> None:
    totals = toy.compiled(tables(blind(), 30), 1, 0, 4)
    assert np.array_equal(totals.acts[..., 0].sum(axis=(1, 2)), totals.acts_by_step[..., 0].sum(axis=0))
    assert np.array_equal(
        totals.acts[..., ACTS.deterred].sum(axis=(1, 2)), totals.acts_by_step[..., 1].sum(axis=0)
    )
    assert totals.acts[LATENESS, ..., ACTS.deterred].sum() > 0


def test_a_debt_counts_against_people_like_a_list() -> None:
    whole = toy.regime(
        conducts={"default": {}},
        sources={"courts": toy.source({"default": 1})},
        debts={"default": {"amount": "act", "refunds": True}},
    )
    announced, told = society(), society(announced=made(0))
    assert by_step(tables(whole, 6, announced), 4)[:, DEFAULT, 1].sum() > 0
    learned = tables(whole, 30, told)
    assert (learned.deterrence.common == 0).all()
    assert by_step(learned, 8)[:, DEFAULT, 1].sum() > 0  # from records alone
