"""Random triggers laid over a drawn regime, as a Hypothesis strategy."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from demerit.mechanisms.triggers.language import Exit
from tests.property.parts import CONDITIONS, ORGANISATION, PERSON, durations, shares
from tests.property.weighing import ledgers

MEMO = "memo"
"""A list that triggers alone fill."""

BACK = "back"
"""The trigger by which points come back with time."""

EXITS = st.sampled_from(get_args(Exit))
"""How people leave lists."""


@st.composite
def triggered(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """Return a regime with one to four triggers, and a list that they fill or none."""
    entity = draw(st.sampled_from(sorted({rule.get("entity", PERSON) for rule in whole["lists"].values()})))
    lists = [name for name, rule in whole["lists"].items() if rule.get("entity", PERSON) == entity]
    seen = sorted(
        {n for source in whole["sources"].values() if source["entity"] == entity for n in source["sees"]}
    )
    putting, watched = draw(st.booleans()), list(lists)
    if putting:
        watched.append(MEMO)
        whole = {**whole, "lists": {**whole["lists"], MEMO: draw(_memo(entity, lists))}}
    made = {
        f"rule-{number}": draw(_triggers(whole, entity, watched, seen, putting))
        for number in range(draw(st.integers(1, 4)))
    }
    if putting and not any("put_on" in each for each in made.values()):
        made["rule-0"]["put_on"] = MEMO
        if made["rule-0"].get("take_off") == MEMO:
            del made["rule-0"]["take_off"]
    return {**whole, "triggers": made}


@st.composite
def returning(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """Return a regime with a ledger to which points come back with time, as far as its start."""
    name = draw(st.sampled_from(ledgers(whole)))
    score = whole["scores"][name]
    better = -1 if score["worse"] == "higher" else 1
    made: dict[str, Any] = {
        "schedule": draw(st.sampled_from(DATED)),
        "add": {name: better * draw(st.integers(1, 20))},
        "as_far_as": {name: score["start"]},
        "lasts": "ever",
    }
    if draw(st.booleans()):
        made["chance"] = draw(shares())
    return {**whole, "triggers": {**whole.get("triggers", {}), BACK: made}}


@st.composite
def _memo(draw: st.DrawFn, entity: str, lists: list[str]) -> dict[str, Any]:
    """A list with a way that triggers go."""
    asked = st.sampled_from([*CONDITIONS[entity], *(f"listed({name})" for name in lists)])
    way: dict[str, Any] = {"by": "triggers"}
    kinds = ["concurrent", "ignored"]
    if draw(st.booleans()):
        cases = [{"if": draw(asked), "is": draw(durations(30))}, {"is": draw(durations(20))}]
        way["for"] = draw(st.sampled_from([cases, "ever", draw(durations(40))]))
        kinds.append("consecutive")
    else:
        way["until"] = draw(asked)
        if draw(st.booleans()):
            way["at_least"] = f"{draw(st.integers(1, 20))} days, from made"
        if draw(st.booleans()):
            way["at_most"] = f"{draw(st.integers(21, 60))} days, from made"
    way["overlap"] = draw(st.sampled_from(kinds))
    ways = [way]
    if draw(st.integers(0, 2)) == 0:
        ways.append({"while": draw(st.sampled_from(CONDITIONS[entity]))})
    return {"entity": entity, "minors": draw(st.booleans()), "enter": ways}


@st.composite
def _triggers(
    draw: st.DrawFn, whole: dict[str, Any], entity: str, lists: list[str], seen: list[str], putting: bool
) -> dict[str, Any]:
    """One trigger of an entity: its event, whom it acts on, and one action or more."""
    events = ["record"] * bool(seen) + ["enters", "leaves"] * bool(lists) + ["joins"] * (entity == PERSON)
    event = draw(st.sampled_from([*events, "schedule", "schedule"]))
    named = {"joins": st.just(True), "schedule": st.sampled_from(_schedules(whole, entity))}
    if seen:
        named["record"] = st.lists(st.sampled_from(seen), min_size=1, unique=True)
    made: dict[str, Any] = {event: draw(named.get(event, st.sampled_from(lists)))}
    conditions = [*CONDITIONS[entity], *(f"listed({name})" for name in lists)]
    conditions += [f"{name} < 101" for name in ledgers(whole)]
    if draw(st.booleans()):
        made["if"] = draw(st.sampled_from(conditions))
    if event == "leaves" and draw(st.booleans()):
        made["by"] = draw(st.one_of(EXITS, st.lists(EXITS, min_size=1, unique=True)))
    if draw(st.booleans()):
        made["chance"] = draw(shares())
    actions = ["take_off", *(["put_on"] if putting else []), *(["clear"] if _scores(whole) else [])]
    actions += ["add", "set"] if ledgers(whole) else []
    for action in draw(st.lists(st.sampled_from(actions), min_size=1, max_size=3, unique=True)):
        made |= draw(_action(whole, action, lists, made))
    if made.get("put_on") and made.get("put_on") == made.get("take_off"):
        del made["take_off"]
    if {"add", "set"} & set(made) and "makes_good" not in made:
        made["lasts"] = draw(st.one_of(st.just("ever"), durations(40)))
    if event == "schedule":
        return draw(_scheduled(made, lists, entity == PERSON and bool(seen)))
    if event != "record" or "take_off" in made or "put_on" in made or entity == PERSON:
        return made
    return {**made, "take_off": lists[0]}  # so that the list says whom it acts on


DATED = (
    "yearly on 01-20, 02-29",
    "monthly on 3",
    "every 3 weeks from 2020-01-06, from made",
    "every 5 days from 2019-11-30, assumed 2..9",
    "every 1 month from 2020-01-31, from made",
)
"""Schedules for all at once."""
OWN = (
    *("every 2 months since joined, from made", "every 10 days since joined, from made"),
    *("every 3 weeks since last record, from made", "every 1 year since joined, from made"),
)
"""Schedules from a day of one's own."""


def _schedules(whole: dict[str, Any], entity: str) -> list[str]:
    """Return schedules that a regime may have for an entity."""
    members = whole.get("members") or {}
    named = {source["entity"] for source in whole["sources"].values()}
    if (
        entity != PERSON
        or named == {ORGANISATION}
        or (members.get("of", "none") == "none" and members.get("consent") != "opt-in")
    ):
        return [*DATED]
    points = [each.get("points", 0) for each in whole["conducts"].values()]
    adverse = any(any(each.values()) if isinstance(each, dict) else each for each in points)
    return [*DATED, *(each for each in OWN * 2 if adverse or "record" not in each)]


@st.composite
def _scheduled(draw: st.DrawFn, made: dict[str, Any], lists: list[str], persons: bool) -> dict[str, Any]:
    """Return a trigger by a schedule, which adds or does all else; of `persons` where it names no list."""
    if "add" not in made:
        return made if persons or {"take_off", "put_on"} & set(made) else {**made, "take_off": lists[0]}
    made = {
        key: value
        for key, value in made.items()
        if key in ("schedule", "if", "chance", "add", "lasts", "makes_good")
    }
    if not persons:
        made.pop("if", None)
    if draw(st.booleans()):
        made["lasts"] = "ever"
        made["as_far_as"] = {name: draw(st.sampled_from([80, 100, 110])) for name in made["add"]}
    return made


@st.composite
def _action(
    draw: st.DrawFn, whole: dict[str, Any], action: str, lists: list[str], made: dict[str, Any]
) -> dict[str, Any]:
    """What a trigger does; what it adds is for the worse or makes good: nothing returns in two ways."""
    if action == "take_off":
        return {"take_off": draw(st.sampled_from(lists))}
    if action == "put_on":
        return {"put_on": MEMO}
    if action == "clear":
        free = [name for name in _scores(whole) if name not in made.get("set", {})]
        return {"clear": draw(st.lists(st.sampled_from(free), min_size=1, unique=True))} if free else made
    free = [name for name in ledgers(whole) if action == "add" or name not in made.get("clear", [])]
    if not free:
        return {"take_off": draw(st.sampled_from(lists))}
    name = draw(st.sampled_from(free))
    if action == "set":
        return {"set": {name: draw(st.integers(70, 120))}}
    worse = 1 if whole["scores"][name]["worse"] == "higher" else -1
    if not {"set", "clear"} & set(made) and draw(st.booleans()):
        return {"add": {name: -worse * draw(st.integers(1, 20))}, "lasts": "ever", "makes_good": True}
    return {"add": {name: worse * draw(st.integers(1, 20))}}


def _scores(whole: dict[str, Any]) -> list[str]:
    """Return the names of the scores of a regime that can be cleared."""
    return [name for name, score in whole["scores"].items() if score["kind"] != "risk-score"]
