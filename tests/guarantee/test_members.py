"""Who holds a thing is what the society declares, and a regime is about its members and about nobody else."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit.documents import read, write
from demerit.errors import InvalidFile
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.lists.words import LISTED, OFF, RECORD_BEGINS
from demerit.mechanisms.members.counts import MEMBERS
from demerit.mechanisms.members.words import JOINED, LEFT_SCHEME
from demerit.mechanisms.population.counts import PEOPLE
from demerit.mechanisms.scores.words import SCORE
from demerit.scenario import exits
from demerit.scenario.codes import AT
from demerit.scenario.tables import Tables
from demerit.society.traits import AGE_BANDS
from tests import toy
from tests.property.test_engines_agree import assert_equal, assert_lives_equal
from tests.statistical.three_outcomes import Comparison, meets, require
from tests.toy import made

STEPS, DISTRICTS = 26, 6
WEEK = 7 / 365.2425


def listing(enter: str) -> dict[str, Any]:
    return {"kind": "burden", "enter": [toy.way(enter)], "minors": True}


def holding(share: float, **parts: Any) -> dict[str, Any]:
    """Return a holding of which everybody has the same share."""
    return {
        "title": "Something that people hold",
        "protected": False,
        "share": {"values": dict.fromkeys(AGE_BANDS, share), "from": "made"},
        "held": {"least": made("1 year"), "most": made("3 years")},
        **parts,
    }


def society(folder: Path, *, consent: Mapping[str, str] | None = None, **holdings: Any) -> str:
    """Return a file of the small society with other holdings, and other answers where consent is asked."""
    whole = read(toy.SMALL).data | {"society": "holders"}
    whole["holdings"] = holdings or whole["holdings"]
    if consent is not None:
        whole["responses"]["consent"] = dict(consent)
    path = folder / "holders.yaml"
    path.write_text(write(whole), encoding="utf-8")
    return str(path)


def stock(t: Tables, number: int = 0, districts: int = DISTRICTS) -> np.ndarray[Any, Any]:
    """Return how many persons are on a list, step by step."""
    lists = toy.compiled(t, first=0, last=districts).lists
    return lists[:, number, int(t.axes.starts[AT.all]), LISTS.stock]


def is_share(found: float, of: float, share: float, what: str) -> Comparison:
    return meets(found / of, share, math.sqrt(share * (1 - share) / of), 0.05, what=what)


def test_of_each_age_the_share_holds_it_that_the_society_declares() -> None:
    t = toy.still(toy.tables(toy.regime(lists={"drivers": listing("holds(licence)")}), 1))
    totals = toy.compiled(t, last=DISTRICTS)
    ages = slice(int(t.axes.starts[AT.age]), int(t.axes.starts[AT.age]) + len(AGE_BANDS))
    listed, there = totals.lists[0, 0, ages, LISTS.stock], totals.people[0, ages, PEOPLE.present]
    residences = dict(
        zip(("urban local", "urban away", "rural local", "rural away"), (1, 0.5, 1.2, 0.8), strict=True)
    )
    first = int(t.axes.starts[AT.residence])
    lived = [int(totals.people[0, first + n, PEOPLE.present]) for n in range(len(residences))]
    factor = float(np.average(list(residences.values()), weights=lived))
    shares = (0, 0, 0.4, 0.6, 0.7, 0.7, 0.6, 0.4)
    assert not listed[:2].any() and there[:2].all()
    require(
        *(
            meets(int(n) / int(of), share * factor, 0.5 / math.sqrt(of), 0.2, what=band)
            for n, of, share, band in zip(listed, there, shares, AGE_BANDS, strict=True)
            if share
        )
    )


def test_holding_and_not_follow_each_other_at_the_declared_rates(tmp_path: Path) -> None:
    """The share after t steps is that of two states with constant chances of changing a step."""
    begins, ends, share = 0.9, 1.6, 0.3
    rates = {"begins": made(f"{begins} per person-year"), "ends": made(f"{ends} per person-year")}
    where = society(tmp_path, thing=holding(share, **rates))
    t = toy.still(toy.tables(toy.regime(lists={"on": listing("holds(thing)")}), STEPS, **{"in": where}))
    found = stock(t)
    people = toy.compiled(t, last=DISTRICTS).people[0, int(t.axes.starts[AT.all]), PEOPLE.present]
    on, off = (1 - math.exp(-rate * WEEK) for rate in (begins, ends))
    expected = share
    for step in range(STEPS):
        if step in (0, 4, STEPS - 1):
            require(is_share(int(found[step]), int(people), expected, f"step {step}"))
        expected += (1 - expected) * on - expected * off


def test_a_list_by_the_score_that_members_begin_with_takes_all_of_them_at_once() -> None:
    """Random regimes found it: who was looked at first was no member, so nobody of that score was asked."""
    whole = toy.regime(
        scores={"score": {"kind": "ledger", "start": 100, "worse": "lower"}},
        conducts={"default": {"points": -5, "counts": "ever"}},
        lists={"all": listing("score <= 100")},
        members={"of": "licence"},
    )
    t = toy.still(toy.tables(whole, 2))
    members = toy.compiled(t, last=DISTRICTS).members[0, 0, int(t.axes.starts[AT.all]), MEMBERS.members]
    assert stock(t)[0] == members > 1000


def test_tenure_counts_from_before_the_run_for_holders(tmp_path: Path) -> None:
    """Held for one to three years, each length as likely: a quarter have had it for 30 months and more."""
    where = society(tmp_path, thing=holding(0.5))
    lists = {"long": listing("tenure >= 30 months"), "short": listing("tenure < 1 year")}
    t = toy.still(toy.tables(toy.regime(lists=lists, members={"of": "thing"}), 20, **{"in": where}))
    totals = toy.compiled(t, last=DISTRICTS)
    first = int(t.axes.starts[AT.age])
    grown = slice(first + AGE_BANDS.index("25-34"), first + len(AGE_BANDS))
    listed = totals.lists[:, :, grown, LISTS.stock].sum(axis=-1)
    members = totals.members[0, :, grown, MEMBERS.members].sum(axis=-1)
    assert not listed[:, 1].any()
    require(
        is_share(int(listed[0, 0]), int(members[0]), 0.25, "at once"),
        is_share(int(listed[-1, 0]), int(members[-1]), 0.25 + 19 * WEEK / 2, "19 weeks later"),
    )


@pytest.mark.parametrize(("consent", "first"), [("opt-in", 0.0), ("opt-out", 1.0)])
def test_people_join_and_leave_at_the_rates_of_the_society(
    tmp_path: Path, consent: str, first: float
) -> None:
    join, leave = 2.0, 1.5
    rates = {"join": made(f"{join} per person-year"), "leave": made(f"{leave} per person-year")}
    whole = toy.regime(lists={"all": listing("age >= 0")}, members={"consent": consent})
    t = toy.still(toy.tables(whole, STEPS, **{"in": society(tmp_path, consent=rates)}))
    totals = toy.compiled(t, last=DISTRICTS)
    everybody = int(t.axes.starts[AT.all])
    members, joined, left = (
        totals.members[0, :, everybody, column] for column in (MEMBERS.members, MEMBERS.joined, MEMBERS.left)
    )
    people = int(totals.people[0, everybody, PEOPLE.present])
    on, off = (1 - math.exp(-rate * WEEK) for rate in (join, leave))
    expected = first
    for step in range(STEPS):
        if step in (0, 1, STEPS - 1):
            require(is_share(int(members[step]), people, expected, f"step {step}"))
        expected += (1 - expected) * on - expected * off
    assert (np.diff(members) == joined[1:] - left[1:]).all() and left.sum() > 1000
    listed = totals.lists[:, 0, everybody]
    assert (listed[:, LISTS.stock] == members).all()
    assert (listed[:, LISTS.out_left_scheme] == left).all()


def test_a_member_with_a_reason_leaves_at_its_rate_and_comes_back_no_sooner(tmp_path: Path) -> None:
    """From ten weeks of tenure on all have a reason to leave, and nobody is back within ten more."""
    rates = {
        "join": made("300 per person-year"),
        "leave": made("0 per person-year"),
        "reasons": {"weary": made("5 per person-year"), "other": made("9 per person-year")},
        "back_after": made("70 days"),
    }
    members = {"consent": "opt-out", "reasons": {"weary": "tenure >= 10 weeks"}}
    whole = toy.regime(lists={"all": listing("age >= 0")}, members=members)
    t = toy.still(toy.tables(whole, STEPS, **{"in": society(tmp_path, consent=rates)}))
    totals = toy.compiled(t, last=DISTRICTS)
    everybody = int(t.axes.starts[AT.all])
    stock, joined, left = (
        totals.members[0, :, everybody, column] for column in (MEMBERS.members, MEMBERS.joined, MEMBERS.left)
    )
    assert not left[:10].any() and left[10:20].all()
    stays = math.exp(-5 * WEEK)
    require(
        is_share(int(left[10]), int(stock[9]), 1 - stays, "who leave in the first step"),
        is_share(int(stock[19]), int(stock[9]), stays**10, "who have not left in ten"),
    )
    assert not joined[1:20].any() and joined[20] > 0.9 * left[10]  # 300 a year is nearly all in a week
    assert (stock[1:] == stock[:-1] + joined[1:] - left[1:]).all()


def test_people_join_by_their_fifth_and_tier(tmp_path: Path) -> None:
    ones = {"ordinary": 1, "official": 1, "owner": 1, "visitor": 0}
    rates = {
        "join": made("2 per person-year"),
        "leave": made("0 per person-year"),
        "by_fifth": {"values": {"1": 0, "2": 1, "3": 1, "4": 1, "5": 4}, "from": "made"},
        "by_tier": {"values": {**ones, "owner": 0}, "from": "made"},
    }
    whole = toy.regime(lists={"all": listing("age >= 0")}, members={"consent": "opt-in"})
    t = toy.still(toy.tables(whole, 2, **{"in": society(tmp_path, consent=rates)}))
    totals = toy.compiled(t, last=DISTRICTS)
    fifth, tier = int(t.axes.starts[AT.fifth]), int(t.axes.starts[AT.tier])
    joined, there = totals.members[0, 1, :, MEMBERS.joined], totals.people[1, :, PEOPLE.present]
    assert joined[fifth] == joined[tier + 2] == joined[tier + 3] == 0 < joined[fifth + 1]
    low, high = (int(joined[fifth + n]) / int(there[fifth + n]) for n in (1, 4))
    assert 3 < high / low < 5


def everything(**members: Any) -> dict[str, Any]:
    """A regime with records, a score, a list by each way, ties and a favour, about some members."""
    lists = {
        "bad": {"kind": "burden", "enter": [{"record": ["default"], "for": "ever"}], "minors": True},
        "low": listing("score < 95"),
        "long": listing("tenure >= 20 weeks or records(noise within 10 weeks) >= 2"),
        "cards": listing("holds(card)"),
    }
    ledger = {"kind": "ledger", "worse": "lower", "start": 100, "grades": {"A": ">= 95", "B": "< 95"}}
    recovery = {
        "schedule": "every 4 weeks from 2001-01-01, from made",
        "add": {"score": 1},
        "as_far_as": {"score": 100},
        "lasts": "ever",
    }
    return toy.regime(
        lists=lists,
        scores={"score": ledger},
        triggers={"recovery": recovery},
        conducts={"defaults": {"counts": "ever"}, "default": {"points": -10}, "noise": {"points": 3}},
        sources={
            "courts": toy.source(
                {"default": 1, "noise": 0.3},
                false_records=made("50 % per person-year"),
                delay=made("2 weeks"),
            )
        },
        consequences={
            "gift": {
                "favour": ["loan"],
                "to": "score >= 100",
                "uptake": made(1),
                "context": "finance",
                "public_cost": made("5 crowns per case"),
            }
        },
        spillover={"household": {"lists": "bad", "chance": made(0.5), "applies_to": "age > 20"}},
        protected_input=True,
        members=members,
    )


KEPT = (RECORD_BEGINS.number, LISTED.number, OFF.number, SCORE.number)


@pytest.mark.parametrize(
    "members",
    [
        {"of": "licence", "who": "residence != visitor"},
        {"of": "licence", "consent": "opt-out"},
        {"consent": "opt-in"},
    ],
)
def test_outside_nothing_is_kept_of_anybody_and_leaving_ends_all(members: dict[str, Any]) -> None:
    t = toy.tables(everything(**members), STEPS)
    slow = toy.empty(t)
    *_, (_, world, _) = toy.walk(t, slow, 5, 0, 300, range(300))
    fast = toy.followed(t, 5, 0, 300, range(300))
    assert_lives_equal(fast, world.events)
    assert_equal(toy.compiled(t, 5, slots=300), slow)
    inside: dict[tuple[int, int], bool] = {}
    on: dict[tuple[int, int], set[int]] = {}
    left = 0
    for row in fast.tolist():
        step, who, kind = row[0], (row[1], row[2]), row[3]
        if kind == JOINED.number:
            inside[who] = True
        elif kind == LEFT_SCHEME.number:
            inside[who], left = False, left + 1
            assert not on.get(who), (step, who)
        elif kind in KEPT and who[0] < 300:
            assert inside.get(who) or (kind == SCORE.number and row[5] == 0), (row, inside.get(who))
        if kind == LISTED.number:
            on.setdefault(who, set()).add(row[4])
        elif kind == OFF.number:
            on[who].discard(row[4])
    assert left > 5 or "who" in members
    assert any(inside.values()) and not all(inside.values())


def test_what_a_protected_holding_alone_brings_rests_on_a_protected_input() -> None:
    whole = toy.regime(lists={"cards": listing("holds(card)")}, protected_input=True)
    t = toy.tables(whole, 3)
    counts = toy.compiled(t).lists[:, 0, int(t.axes.starts[AT.all])]
    assert counts[:, LISTS.stock].all()
    assert (counts[:, LISTS.stock] == counts[:, LISTS.protected]).all()


def test_an_amendment_lets_those_leave_whom_it_is_no_longer_about() -> None:
    whole = toy.regime(
        lists={"all": listing("age >= 0")},
        members={"who": "age >= 20"},
        amendments=[{"from": "2020-02-10", "members": {"who": "age >= 40"}}],
    )
    t = toy.still(toy.tables(whole, 8))
    everybody = int(t.axes.starts[AT.all])
    totals = toy.compiled(t)
    out = totals.lists[:, 0, everybody, LISTS.out_left_scheme]
    assert (
        np.flatnonzero(out).tolist()
        == [5]
        == np.flatnonzero(totals.members[0, :, everybody, MEMBERS.left]).tolist()
    )
    assert totals.spells[0, exits.LEFT_SCHEME].sum() == out[5]


@pytest.mark.parametrize(
    ("parts", "message", "next_step"),
    [
        ({"members": {"of": "licens"}}, "no holding 'licens'", "declare it under `holdings`"),
        ({"members": {"of": "card"}}, "card stands for a protected trait", "`protected_input: true`"),
        ({"lists": {"a": listing("holds(card)")}}, "card stands for a protected trait", "which lint reports"),
        ({"lists": {"a": listing("holds(boat)")}}, "no holding 'boat'", "mend the name"),
        ({"members": {"who": "none"}}, "these members are everybody", "remove `members`"),
        (
            {"members": {"who": "listed(a)"}, "lists": {"a": listing("age > 3")}},
            "cannot hang on listed(a)",
            "ask for traits",
        ),
        ({"members": {"who": "tenure > 1 year"}}, "cannot hang on tenure", "ask for traits"),
        (
            {"members": {"who": "records(any ever) > 1"}},
            "cannot hang on records(any ever)",
            "what somebody holds",
        ),
    ],
)
def test_a_regime_says_rightly_whom_it_is_about(parts: dict[str, Any], message: str, next_step: str) -> None:
    with pytest.raises(InvalidFile) as error:
        toy.tables(toy.regime(**parts), 2)
    assert message in str(error.value) and next_step in str(error.value)


def test_a_regime_by_consent_needs_a_society_that_answers(tmp_path: Path) -> None:
    whole = read(toy.SMALL).data
    whole["responses"]["consent"] = "none"
    path = tmp_path / "silent.yaml"
    path.write_text(write(whole), encoding="utf-8")
    with pytest.raises(InvalidFile, match="does not say how people answer"):
        toy.tables(toy.regime(members={"consent": "opt-in"}), 2, **{"in": str(path)})


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"share": {"values": dict.fromkeys(AGE_BANDS, 0), "from": "made"}}, "nobody of any age holds this"),
        ({"by_sex": {"values": {"male": 3, "female": 1}, "from": "made"}}, "could come to 150.0 %"),
        ({"begins": made("1 per organisation-year")}, "per organisation, and these are persons'"),
        ({"ends": made("2 per day")}, "could be 730 a year"),
        ({"held": {"least": made("3 years"), "most": made("1 year")}}, "longer than the longest"),
        ({"held": {"least": made("3 years"), "most": made("300 years")}}, "for so long"),
        ({"by_group": {"values": {"group A": 1}, "from": "made"}}, "by_group"),
    ],
)
def test_a_holding_is_declared_within_its_bounds(tmp_path: Path, parts: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidFile) as error:
        toy.tables(toy.regime(), 2, **{"in": society(tmp_path, thing={**holding(0.5), **parts})})
    assert message in str(error.value)


def test_whoever_joins_is_put_on_a_list_and_nobody_who_was_there_before() -> None:
    """New holders alone: each is set to 80 points, and put on probation, in the step of joining."""
    whole = toy.regime(
        scores={
            "score": {"kind": "ledger", "start": 100, "grades": {"A": ">= 95", "B": "< 95"}, "worse": "lower"}
        },
        conducts={"default": {"points": -10, "counts": "ever"}},
        lists={
            "probation": {
                "kind": "burden",
                "enter": [{"by": "triggers", "for": made("2 years")}],
                "minors": True,
            }
        },
        triggers={"novice": {"joins": True, "put_on": "probation", "set": {"score": 80}, "lasts": "ever"}},
        members={"of": "licence"},
    )
    t = toy.still(toy.tables(whole, STEPS))
    everybody = int(t.axes.starts[AT.all])
    totals = toy.compiled(t, last=2)
    joined = totals.members[0, :, everybody, MEMBERS.joined]
    entered = totals.lists[:, 0, everybody, LISTS.inflow]
    assert entered[0] == 0 and joined[0] > 1000
    assert (entered[1:] == joined[1:]).all() and entered.sum() > 50
