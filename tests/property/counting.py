"""Random conditions that count records and listings, and ask how long something has lasted.

`counted(...)` lays them over a whole regime, wherever it has a condition, beside lists of their own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from demerit.regime.parts import passes
from tests import toy
from tests.property.owing import asking_who_owes, owed
from tests.property.parts import (
    CONDITIONS,
    CONDUCTS,
    DOMAINS,
    HOLDINGS,
    ORGANISATION,
    PERSON,
    asking,
    durations,
    or_none,
)

_OPERATORS = st.sampled_from(["<", "<=", ">", ">="])
_LENGTHS = st.one_of(
    st.integers(1, 20).map(lambda n: f"{n} days"),
    st.integers(1, 5).map(lambda n: f"{n} weeks"),
    st.integers(1, 3).map(lambda n: f"{n} months"),
)
_WINDOWS = st.one_of(
    _LENGTHS.map(lambda length: f"within {length}"),
    _LENGTHS.map(lambda length: f"within {length}"),
    st.sampled_from(["this year", "ever", "since joined"]),
)


PERIODS = ("fair", "winter")


def periods() -> st.SearchStrategy[list[str]]:
    """The days of a period: stretches of a run, and some that come every year."""
    first = st.integers(-20, 200).map(lambda n: toy.START + dt.timedelta(days=n))
    once = st.tuples(first, st.integers(0, 60)).map(
        lambda it: f"{it[0]} to {it[0] + dt.timedelta(days=it[1])}"
    )
    yearly = st.tuples(first, first).map(lambda it: f"yearly {it[0]:%m-%d} to {it[1]:%m-%d}")
    return st.lists(st.one_of(once, once, yearly), min_size=1, max_size=3)


@st.composite
def terms(
    draw: st.DrawFn,
    conducts: Sequence[str],
    lists: Sequence[str],
    scored: bool,
    holdings: Sequence[str],
    lives: bool = False,
    debts: Sequence[str] = (),
) -> str:
    """One comparison of something that is counted or measured, or whether somebody holds or owes a thing.

    `lives`: records have a length of their own; `debts`: conducts whose records claim money.
    """
    kinds = [
        "tenure",
        *["records"] * (2 if conducts else 0),
        *["listings", "listed_for", "listed_for"] * bool(lists),
        *["holds", "holds"] * bool(holdings),
        *["owes", "owes", "owes"] * bool(debts),
    ]
    kind = draw(st.sampled_from([*kinds, "during", *["clean", "adverse"] * scored]))
    least = draw(st.sampled_from([1, 1, 2, 3]))
    if kind == "during":
        return f"during({draw(st.sampled_from(PERIODS))})"
    if kind == "clean":
        return f"clean({draw(_LENGTHS)})"
    if kind == "tenure":
        return f"tenure {draw(_OPERATORS)} {draw(_LENGTHS)}"
    if kind == "holds":
        return f"holds({draw(st.sampled_from(holdings))})"
    if kind == "owes":
        return draw(asking_who_owes(list(debts)))
    if kind == "listed_for":
        return f"listed_for({draw(st.sampled_from(lists))}) {draw(_OPERATORS)} {draw(_LENGTHS)}"
    if kind == "listings":
        return f"listings({draw(st.sampled_from(lists))} {draw(_WINDOWS)}) >= {least}"
    named = "any"
    if kind == "adverse":
        named = draw(st.sampled_from(["adverse", "favourable"]))
    elif draw(st.integers(0, 3)):
        some = draw(st.lists(st.sampled_from(conducts), min_size=1, unique=True))
        named = some[0] if len(some) == 1 else f"{{{', '.join(some)}}}"
    window = "" if lives and draw(st.booleans()) else f" {draw(_WINDOWS)}"
    count = f"records({named}{window})"
    return draw(st.sampled_from([f"{count} >= {least}", f"{count} == {least - 1}", f"{count} * 2 in 1..4"]))


@st.composite
def conditions(
    draw: st.DrawFn,
    entity: str,
    conducts: Sequence[str],
    lists: Sequence[str],
    scored: Sequence[str],
    lives: bool = False,
    debts: Sequence[str] = (),
) -> str:
    """A condition that counts something, alone or beside another; it makes no circle of lists.

    `scored`: conditions that ask for a score; empty where there is none. `lives`, `debts`: as of `terms`.
    """
    holdings = HOLDINGS if entity != ORGANISATION else []
    debts = debts if entity != ORGANISATION else []
    one = draw(terms(conducts, lists, bool(scored), holdings, lives, debts))
    beside = [
        *CONDITIONS[entity],
        *(f"listed({name})" for name in lists if name.startswith("list-")),
        *scored,
    ]
    trait = draw(st.sampled_from(beside))
    other = draw(terms(conducts, lists, bool(scored), holdings, lives, debts))
    joined = [f"({one}) and ({trait})", f"({one}) or ({draw(st.sampled_from([trait, other]))})"]
    return draw(st.sampled_from([one, one, f"not ({one})", *joined]))


def _way(
    draw: st.DrawFn, way: Mapping[str, Any], condition: Callable[[str], str], entity: str
) -> dict[str, Any]:
    """A way onto a list, with some of its conditions counting something."""
    made = dict(way)
    for key in ("while", "once", "until", "if"):
        if key in way and draw(st.booleans()):
            made[key] = condition(entity)
            if key == "until" and draw(st.booleans()):
                made[key] = re.sub(
                    r"(records\([^()]*?) (ever|this year|since joined|within [^)]*)\)",
                    r"\1 since entry)",
                    made[key],
                )
    if "if" in made:
        made["own_points"] = draw(st.sampled_from(["counted", "not-counted"]))
    return made


@st.composite
def counted(draw: st.DrawFn, whole: Mapping[str, Any]) -> dict[str, Any]:
    """A regime with conditions that count something laid over it."""
    lists = {name: dict(rule) for name, rule in whole["lists"].items()}
    scored = asking(whole["scores"])
    entities = sorted({rule["entity"] for rule in lists.values()})
    for number in range(draw(st.integers(1, 2))):
        entity = draw(st.sampled_from(entities))
        lists[f"counted-{number}"] = {"entity": entity, "minors": draw(st.booleans())}
    known = {entity: [name for name in lists if lists[name]["entity"] == entity] for entity in entities}
    conducts = {
        entity: sorted(name for name in whole["conducts"] if name in CONDUCTS[entity]) for entity in entities
    }

    def condition(entity: str) -> str:
        named = conducts.get(entity, []), known.get(entity, [])
        return draw(conditions(entity, *named, scored, bool(whole["scores"]), owed(whole)))

    for name, rule in lists.items():
        if name.startswith("counted-"):
            rule["enter"] = [toy.way(condition(rule["entity"]), draw(or_none(durations(60))))]
        else:
            rule["enter"] = [_way(draw, way, condition, rule["entity"]) for way in rule["enter"]]
    consequences = {name: dict(each) for name, each in whole["consequences"].items()}
    for each in consequences.values():
        kinds = each.get("refuse", [])
        firms = set([kinds] if isinstance(kinds, str) else kinds) & set(DOMAINS[ORGANISATION])
        if not firms and draw(st.booleans()):  # what fits both kinds of entity is read as of persons
            each["to"] = condition(PERSON)
    made = {**whole, "lists": lists, "consequences": consequences}
    if isinstance(whole.get("spillover"), dict):
        spills = dict(whole["spillover"])
        for relation, spill in spills.items():
            if isinstance(spill, dict) and "applies_to" in spill:
                spills[relation] = {**spill, "applies_to": condition(passes(relation)[0])}
        made["spillover"] = spills
    made["periods"] = {name: draw(periods()) for name in PERIODS if f"during({name})" in str(made)}
    return made
