"""A list that stops something takes exactly that from those on it: all of it, or the share that obeys.

The acts and attempts of two regimes on one seed have the same marks, so *done + stopped = done without the
list* holds exactly where nobody's job or list depends on either.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from demerit.errors import InvalidFile
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.attempts.words import ATTEMPT
from demerit.mechanisms.conduct.counts import ACTS, ACTS_BY_STEP
from demerit.mechanisms.conduct.words import ACT
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.stops.counts import STOPPED
from demerit.mechanisms.stops.words import ACT_STOPPED, ATTEMPT_STOPPED
from demerit.scenario.codes import AT
from demerit.scenario.tables import Tables
from tests import toy
from tests.property.strategies import hurried
from tests.property.test_engines_agree import assert_equal
from tests.statistical.three_outcomes import meets, require
from tests.toy import made

STEPS, DISTRICTS = 12, 4
DEFAULT, LATENESS, NOISE, ARREARS = range(4)
TRAIN, LOAN, BID = range(3)
UNABLE = 0.3
"""Share of acts of `default` in the small society whose doer could not have paid."""


def kept(enter: str, how: str = "barred", entity: str = "person", **parts: Any) -> dict[str, Any]:
    """Return a list of whoever a condition holds for, without end, that stops acts or attempts."""
    stops = {key: parts.pop(key) for key in ("acts", "attempts") if key in parts}
    rule = {
        "kind": "burden",
        "enter": [toy.way(enter)],
        "entity": entity,
        "stops": {**stops, "how": how},
        **parts,
    }
    return {**rule, "minors": True} if entity == "person" else rule


def regime(**lists: dict[str, Any]) -> dict[str, Any]:
    """Return a regime of such lists that records nothing; group B may be named."""
    nothing = {"references": {}, "sources": {}, "adjudication": "none", "conducts": {}}
    return toy.regime(**nothing, protected_input=True, lists=lists)


def unanswering() -> str:
    """Return a file of the small society in which nobody loses a job."""
    return str(toy.altered("unanswering", {"work": "none"}))


def tables(*, still: bool = True, steps: int = STEPS, **lists: dict[str, Any]) -> Tables:
    """Return the tables of a regime of such lists, where nobody loses a job, or comes or goes."""
    t = toy.tables(regime(**lists), steps, **{"in": unanswering()})
    return toy.still(t) if still else t


def stopped(t: Tables, of: str, number: int) -> int:
    """Return the place of a conduct or kind of attempt among what is stopped."""
    return int((t.stops.of_conduct if of == "act" else t.stops.of_attempt)[number])


def test_barred_those_on_the_list_do_it_no_more_from_the_step_after_and_all_others_as_before() -> None:
    t, free = tables(b=kept("group == B", acts=["default"])), tables()
    ours, none = (toy.compiled(each, last=DISTRICTS) for each in (t, free))
    first = toy.compiled(tables(steps=1), last=DISTRICTS)
    group_a, group_b = 0, 1
    acts = ACTS.acts
    assert ours.acts[DEFAULT, group_a, 0, acts] == none.acts[DEFAULT, group_a, 0, acts] > 1000
    assert ours.acts[DEFAULT, group_b, 0, acts] == first.acts[DEFAULT, group_b, 0, acts] > 50
    assert not ours.stopped[0].any() and ours.stopped[1:, 0, 0, STOPPED.stopped].all()
    for others in (LATENESS, NOISE, ARREARS):
        assert np.array_equal(ours.acts[others], none.acts[others])


@pytest.mark.parametrize("how", ["barred", "forbidden"])
def test_what_is_done_and_what_is_stopped_are_together_what_is_done_without_the_list(how: str) -> None:
    some = {"acts": ["default", "noise"], "attempts": ["train", "loan"]}
    t, free = tables(still=False, young=kept("age < 40", how, **some)), tables(still=False)
    ours, none = (toy.compiled(each, last=DISTRICTS) for each in (t, free))
    for act in (DEFAULT, NOISE):
        found = ours.stopped[:, stopped(t, "act", act), 0, STOPPED.stopped]
        done = ours.acts_by_step[:, act, ACTS_BY_STEP.acts]
        assert (
            np.array_equal(done + found, none.acts_by_step[:, act, ACTS_BY_STEP.acts]) and found.sum() > 300
        )
    for attempt in (TRAIN, LOAN):
        found = ours.stopped[:, stopped(t, "attempt", attempt), :, STOPPED.stopped]
        made_here = ours.attempts[:, attempt, :, ATTEMPTS.attempts]
        assert np.array_equal(made_here + found, none.attempts[:, attempt, :, ATTEMPTS.attempts])
        assert found[:, 0].sum() > 300


def test_a_list_of_a_known_share_stops_that_share_of_acts_at_one_rate_for_all() -> None:
    t, free = tables(men=kept("sex == male", acts=["default"])), tables()
    ours, none = (toy.compiled(each, last=DISTRICTS) for each in (t, free))
    share = ours.lists[0, 0, 0, LISTS.stock] / ours.people[0, 0, 0]
    would = float(none.acts_by_step[1:, DEFAULT, ACTS_BY_STEP.acts].sum())
    found = ours.stopped[:, 0, 0, STOPPED.stopped].sum() / would
    require(meets(found, share, math.sqrt(share * (1 - share) / would), 0.05, what="share stopped"))


@pytest.mark.parametrize(
    ("key", "name", "expected"),
    [("acts", "default", 0.5 * (1 - UNABLE)), ("acts", "noise", 1), ("attempts", "train", 0.5)],
)
def test_forbidden_the_share_that_obeys_is_stopped_of_whoever_could_do_otherwise(
    key: str, name: str, expected: float
) -> None:
    listed: dict[str, Any] = {key: [name]}
    lists = (kept("age >= 0", how, **listed) for how in ("forbidden", "barred"))
    ours, barred = (toy.compiled(tables(all=each), last=DISTRICTS).stopped[:, 0, 0] for each in lists)
    would = float(barred[:, STOPPED.stopped].sum())
    sd = math.sqrt(expected * (1 - expected) / would)
    require(meets(ours[:, STOPPED.stopped].sum() / would, expected, sd, 0.05, what="share that obeys"))
    assert np.array_equal(ours[:, STOPPED.obeyed], ours[:, STOPPED.stopped])
    assert not barred[:, STOPPED.obeyed].any()


def test_all_regimes_on_a_seed_see_the_same_possible_acts_and_a_stricter_one_stops_more_of_them() -> None:
    what = {"acts": ["default"], "attempts": ["train"]}
    done: list[set[tuple[int, ...]]] = []
    for how in ("barred", "forbidden", ""):
        t = tables(all=kept("fifth <= 3", how, **what)) if how else tables()
        rows = toy.followed(t, whom=range(4096)).tolist()
        done.append({(row[0], row[-1]) for row in rows if row[3] in (ACT.number, ATTEMPT.number)})
    assert done[0] < done[1] < done[2]


def test_two_lists_that_forbid_one_thing_are_obeyed_once() -> None:

    def forbidden(enter: str) -> dict[str, Any]:
        return kept(enter, "forbidden", acts=["default"])

    two = tables(young=forbidden("age < 40"), poor=forbidden("fifth <= 3"))
    one = tables(either=forbidden("age < 40 or fifth <= 3"))
    ours, theirs = (toy.compiled(each, last=2).stopped for each in (two, one))
    assert np.array_equal(ours, theirs) and ours.any()


def test_of_a_list_that_bars_and_one_that_forbids_the_bar_counts() -> None:
    bar, ban = kept("age < 40", acts=["default"]), kept("age >= 0", "forbidden", acts=["default"])
    ours = toy.compiled(tables(bar=bar, ban=ban), last=2).stopped[:, 0, 0]
    alone = toy.compiled(tables(bar=bar), last=2).stopped[:, 0, 0, STOPPED.stopped]
    assert np.array_equal(ours[:, STOPPED.stopped] - ours[:, STOPPED.obeyed], alone)
    assert ours[:, STOPPED.obeyed].sum() > 0


def test_deterrence_thins_what_is_not_stopped_and_all_three_parts_are_what_would_be_done() -> None:
    where = str(toy.altered("deterring", {"work": "none", "deterrence": toy.DETERRENCE}))
    whole = toy.regime(
        conducts={"lateness": {}},
        sources={"courts": toy.source({"lateness": 0.5})},
        lists={
            "black": toy.black(["lateness"]),
            "poor": kept("fifth <= 2", "forbidden", acts=["lateness"]),
        },
    )
    free = {**whole, "conducts": {}, "sources": {}, "adjudication": "none", "lists": {}, "references": {}}
    ours, none = (
        toy.compiled(toy.still(toy.tables(each, STEPS, **{"in": where})), last=DISTRICTS)
        for each in (whole, free)
    )
    kept_here = ours.acts_by_step[:, LATENESS]
    found = ours.stopped[:, 0, 0, STOPPED.stopped]
    parts = kept_here[:, ACTS_BY_STEP.acts] + kept_here[:, ACTS_BY_STEP.deterred] + found
    assert np.array_equal(parts, none.acts_by_step[:, LATENESS, ACTS_BY_STEP.acts])
    assert found.sum() > 50 and kept_here[:, ACTS_BY_STEP.deterred].sum() > 50


def test_organisations_are_stopped_as_persons_are() -> None:
    firms = kept("size == micro", entity="organisation", acts=["arrears"], attempts=["bid"])
    t, free = tables(firms=firms), tables()
    ours, none = (toy.compiled(each, last=DISTRICTS) for each in (t, free))
    firms_all = int(t.axes.starts[AT.all_of_organisations])
    found = ours.stopped[:, stopped(t, "attempt", BID), :, STOPPED.stopped]
    assert np.array_equal(
        ours.attempts[:, BID, :, ATTEMPTS.attempts] + found, none.attempts[:, BID, :, ATTEMPTS.attempts]
    )
    acts = ours.stopped[:, stopped(t, "act", ARREARS), firms_all, STOPPED.stopped]
    gone = none.acts_by_step[:, ARREARS, ACTS_BY_STEP.acts] - ours.acts_by_step[:, ARREARS, ACTS_BY_STEP.acts]
    assert np.array_equal(acts, gone) and gone[1:].sum() > 20


def test_what_is_stopped_is_neither_tried_nor_refused() -> None:
    t = tables(all=kept("age >= 0", attempts=["train"]))
    whole = regime(all=kept("age >= 0", attempts=["train"]))
    whole["consequences"] = {
        "train": {"refuse": "train", "to": "listed(all)", "context": "travel", "severity": 1}
    }
    ours = toy.compiled(toy.still(toy.tables(whole, STEPS, **{"in": unanswering()})))
    assert not ours.attempts[1:, TRAIN].any() and ours.stopped[1:, 0, 0, STOPPED.stopped].all()
    assert np.array_equal(ours.stopped, toy.compiled(t).stopped)


def test_what_only_a_false_record_stops_is_stopped_wrongfully() -> None:
    whole = toy.regime(
        sources={"courts": toy.source({"default": 0}, false_records="50 % per person-year, from made")},
        lists={
            "black": {**toy.black(), "stops": {"acts": ["noise"], "attempts": ["train"], "how": "barred"}}
        },
    )
    found = toy.compiled(toy.tables(whole, STEPS), last=2).stopped
    assert np.array_equal(found[..., STOPPED.wrongful], found[..., STOPPED.stopped]) and found.any()
    true = toy.regime(lists={"black": {**toy.black(), "stops": {"acts": ["noise"], "how": "barred"}}})
    found = toy.compiled(toy.tables(true, STEPS), last=2).stopped
    assert not found[..., STOPPED.wrongful].any() and found.any()


def test_both_engines_agree_on_what_is_stopped_by_whom_and_how() -> None:
    whole = toy.regime(
        scores={"score": {"kind": "ledger", "start": 100, "floor": 0, "worse": "lower"}},
        conducts={"default": {"points": -20, "counts": "ever"}, "arrears": {}},
        sources={
            "courts": toy.source(false_records="100 % per person-year, from made"),
            "firms": toy.source({"arrears": 1}, entity="organisation"),
        },
        lists={
            "black": {
                **toy.black(term="6 weeks, from made"),
                "stops": {"acts": ["noise", "default"], "attempts": ["train"], "how": "forbidden"},
            },
            "low": kept("score < 80 or (listed(black) and age < 30)", acts=["noise"], attempts=["loan"]),
            "late": {
                **toy.black(["arrears"], entity="organisation"),
                "minors": False,
                "stops": {"acts": ["arrears"], "attempts": ["bid"], "how": "forbidden"},
            },
        },
        spillover={"spouse": {"lists": "black"}},
        amendments=[
            {"from": "2020-03-02", "lists": {"black": {"stops": {"how": "barred", "attempts": ["loan"]}}}},
            {"from": "2020-06-01", "lists": {"low": {"stops": "none"}}},
        ],
    )
    t = hurried(toy.tables(whole, 30))
    plain = toy.empty(t)
    (world,) = {id(w): w for _, w, _ in toy.walk(t, plain, slots=1_500, whom=range(4352))}.values()
    assert_equal(plain, toy.compiled(t, slots=1_500))
    of = (ACT_STOPPED.number, ATTEMPT_STOPPED.number)
    told = sorted(row for row in world.events if row[3] in of)
    rows = toy.followed(t, slots=1_500, whom=range(4352)).tolist()
    assert told == sorted(tuple(row) for row in rows if row[3] in of)
    assert plain.stopped[:, :, 0].all(axis=-1).any() and {row[3] for row in told} == set(of)


@pytest.mark.parametrize(("severity", "place"), [(3, LISTS.slight), (2, LISTS.own_terms)])
def test_a_list_that_stops_acts_is_as_hard_as_it_says(severity: int, place: int) -> None:
    stops = {"stops": {"acts": ["noise"], "how": "barred"}, "severity": severity}
    whole = toy.regime(
        conducts={"lateness": {}},
        sources={"courts": toy.source({"lateness": 1})},
        lists={"black": {**toy.black(["lateness"]), **stops}},
    )
    grounds = toy.compiled(toy.tables(whole, STEPS)).lists[:, 0, 0]
    assert grounds[:, place].sum() == grounds[:, LISTS.stock].sum() > 0


@pytest.mark.parametrize(
    ("parts", "said", "next_step"),
    [
        ({"acts": []}, "stops nothing", "add `acts"),
        ({"acts": ["default", "default"]}, "stands here twice", "remove one"),
        ({"acts": ["defalt"]}, "has no conduct 'defalt'", "default"),
        ({"acts": ["train"]}, "has no conduct 'train'", "write it under `attempts`"),
        ({"acts": [], "attempts": ["noise"]}, "has no kind of attempt 'noise'", "write it under `acts`"),
        ({"acts": ["arrears"]}, "arrears is done by organisations", "stop what those on the list do"),
        ({"how": "never"}, "how", "barred"),
        (
            {"how": "forbidden", "acts": ["lateness"]},
            "does not say how far people obey",
            "declare `obeys: {finance",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_next_step(
    parts: dict[str, Any], said: str, next_step: str
) -> None:
    stops = {"acts": ["default"], "how": "barred", **parts}
    where = str(toy.altered("strict", {"obeys": {"court": made(0.5)}}))
    whole = regime(all={"kind": "burden", "enter": [{"while": "age >= 0"}], "stops": stops})
    with pytest.raises(InvalidFile, match=said) as refused:
        toy.tables(whole, 4, **{"in": where})
    assert next_step in str(refused.value) and "lists.all.stops" in str(refused.value)


def test_a_severity_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidFile, match="neither publishes nor stops"):
        toy.tables(regime(all={"kind": "burden", "enter": [{"while": "age >= 0"}], "severity": 2}), 4)
