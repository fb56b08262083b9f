"""Random offers: what people may choose, whom it is open to, and conditions that ask who has passed it.

`offered(...)` lays one or two over a whole regime, each read by a list of its own and perhaps by what ends
spells on others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from demerit.mechanisms.triggers.language import EVENTS
from tests import toy
from tests.property.parts import CONDITIONS, PERSON, durations, or_none, shares

CHOSEN = "chosen-"
"""How lists of those who have passed begin; no amendment abolishes them."""
PUT = "put-"
"""How lists begin that people are put on for having passed; no amendment abolishes these either."""
_OF_EVENTS = ("by", "as_far_as")
"""Keys of triggers that stand beside other events than a pass: of those who leave, and of schedules."""
_OVERLAPS = ["concurrent", "consecutive", "ignored"]
_WINDOWS = st.one_of(
    st.integers(1, 20).map(lambda n: f"within {n} days"),
    st.integers(1, 6).map(lambda n: f"within {n} weeks"),
    st.sampled_from(["ever", "this year", "since joined"]),
)


def _by_ties(rule: Mapping[str, Any]) -> bool:
    """Return whether people come onto a list by ties alone."""
    return all(way.get("by") == "spillover" for way in rule["enter"])


@st.composite
def offers(
    draw: st.DrawFn, name: str, lists: list[str], conducts: list[str], entered: list[str], gates: list[str]
) -> dict[str, Any]:
    """One offer, open to everybody or to some, or made after a mismatch at one of `gates`."""
    asked = [*CONDITIONS[PERSON], f"passed({name} {draw(_WINDOWS)}) == 0", "tenure >= 3 weeks"]
    asked += [f"listed({each})" for each in lists]
    asked += [f"listed_for({each}) >= {draw(st.integers(1, 20))} days" for each in lists]
    records = st.lists(st.sampled_from(conducts), min_size=1, unique=True).map(lambda some: {"record": some})
    entering = st.sampled_from(entered).map(lambda one: {"entering": one}) if entered else records
    instead = draw(or_none(st.one_of(records, entering)))
    kinds = ["course", "exam"] if instead == "none" else ["course", "consent", "plea"]
    after: list[str] = []
    if gates and instead == "none" and draw(st.booleans()):
        after, kinds = draw(st.lists(st.sampled_from(gates), min_size=1, unique=True)), ["course", "dispute"]
    return {
        "after_mismatch": after,
        "kind": draw(st.sampled_from(kinds)),
        "instead_of": instead,
        "open_to": draw(or_none(st.sampled_from(asked))),
        "costs": draw(or_none(st.sampled_from(["30 crowns, from made", "90 crowns, assumed 50..200 log"]))),
        "duration": draw(or_none(durations(40))),
        "share_passing": draw(or_none(shares())),
    }


@st.composite
def offered(draw: st.DrawFn, whole: Mapping[str, Any]) -> dict[str, Any]:
    """A regime with one or two offers laid over it."""
    lists = {name: dict(rule) for name, rule in whole["lists"].items()}
    known = [name for name, rule in lists.items() if rule["entity"] == PERSON]
    gates = [
        name
        for name, each in whole["consequences"].items()
        if "mismatch" in each and "bid" not in each["refuse"]
    ]
    made = {}
    for number in range(draw(st.integers(1, 2))):
        name = f"offer-{number}"
        own = [each for each in known if not _by_ties(lists[each])]
        made[name] = draw(offers(name, known, sorted(whole["conducts"]), own, gates))
        if draw(st.booleans()):
            way = {"by": "triggers", "for": draw(durations(20)), "overlap": draw(st.sampled_from(_OVERLAPS))}
            lists[f"{PUT}{number}"] = {"enter": [way], "minors": draw(st.booleans())}
            made[name]["puts_on"] = f"{PUT}{number}"
        passed = f"passed({name} {draw(_WINDOWS)}) >= {draw(st.integers(1, 2))}"
        enter = [toy.way(passed, draw(or_none(durations(20))))]
        lists[f"{CHOSEN}{number}"] = {"enter": enter, "minors": True}
        for each in known:
            enter = lists[each]["enter"]
            ends = [{**way, "until": passed} if "until" in way else way for way in enter]
            lists[each]["enter"] = draw(st.sampled_from([enter, ends]))
    return {**whole, "lists": lists, "offers": made}


@st.composite
def passing(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """A regime with triggers, some of them set off by a pass of what it offers, if it is of persons alone."""
    made = dict(whole["triggers"])
    if whole.get("offers") and all(rule.get("entity", PERSON) == PERSON for rule in whole["lists"].values()):
        for rule in made:
            if draw(st.booleans()):
                rest = {key: it for key, it in made[rule].items() if key not in (*EVENTS, *_OF_EVENTS)}
                made[rule] = {"passes": draw(st.sampled_from(sorted(whole["offers"]))), **rest}
    return {**whole, "triggers": made}
