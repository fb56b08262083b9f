"""Random small regimes and societies, as Hypothesis strategies.

`regimes(steps)` draws whole regimes over the small society of tests/examples: every part of the language that
a mechanism works on (`parts`), each present or absent. `societies()` draws how its tables are hurried or
stilled. Every property below covers what is added to either.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from demerit.counted.values import RELATIONS
from demerit.documents import read, write
from demerit.scenario.codes import MAX_LISTS
from demerit.scenario.tables import Tables
from tests import toy
from tests.property.bundles import amended, bundled
from tests.property.counting import counted, periods
from tests.property.kinds_of_lists import kinded
from tests.property.offering import CHOSEN, PUT, offered, passing
from tests.property.owing import cased, claims, owed, owing
from tests.property.parts import (
    CONDITIONS,
    DOMAINS,
    ORGANISATION,
    PERSON,
    adjudications,
    by_to,
    durations,
    linkages,
    lists,
    lives,
    matches,
    members,
    or_none,
    rulings,
    scores,
    several,
    shares,
    slowings,
    sources,
    spillovers,
    states,
    stops,
    ways,
)
from tests.property.triggering import BACK, MEMO, returning, triggered
from tests.property.weighing import ledgers, weighed

UNTOLD = "untold"
"""What people do who live elsewhere than registered and tell nobody in time."""


@cache
def society_of(untold: bool, answers: bool) -> Path:
    """Return a file of the small society, in which moves may be untold, and people may answer a regime."""
    small = toy.answering() if answers else toy.SMALL
    if not untold:
        return small
    whole = read(small).data
    offence = {
        "title": "Not telling",
        "context": "housing",
        "gravity": 1,
        "made_by": "move",
        "tells": "0.3, from made",
    }
    whole["conducts"] = {**whole["conducts"], UNTOLD: offence}
    path = Path(tempfile.mkdtemp(prefix="demerit-")) / "moving.yaml"
    path.write_text(write(whole), encoding="utf-8")
    return path


@st.composite
def _scores_anew(draw: st.DrawFn, whole: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Scores that an amendment may bring under the same names, and what conducts are worth then.

    Of the same kinds where ties, triggers, weights or conditions are about one; a share stays one.
    """
    spills = [each for each in whole.get("spillover", {}).values() if isinstance(each, dict)]
    bound = whole.get("triggers") or whole.get("weights") or "number(" in str(whole)
    bound = bound or any("points" in each for each in spills)

    def kinds(of: Mapping[str, Any]) -> list[str]:
        found = [each["kind"] for each in of.values()]
        return found if bound else [kind if kind == "share" else "" for kind in found]

    wanted = kinds(whole["scores"])
    drawn = scores(sorted(whole["conducts"]), list(whole["scores"]))
    made, worth = draw(drawn.filter(lambda it: kinds(it[0]) == wanted))
    return made, {name: {"discretionary": "none", **each} for name, each in worth.items()}


def _unused(whole: Mapping[str, Any], made: list[dict[str, Any]]) -> list[str]:
    """Lists that nothing but themselves names, in a regime that no amendment has changed."""
    rest = str({**whole, "lists": {name: str(rule["enter"]) for name, rule in whole["lists"].items()}})
    names = [name for name in whole["lists"] if not name.startswith((CHOSEN, PUT))]
    return [name for name in names if not made and rest.count(name) == 1]


@st.composite
def amendments(draw: st.DrawFn, whole: Mapping[str, Any], steps: int) -> list[dict[str, Any]]:
    """Up to two dated changes of parts that the regime has."""
    days = draw(st.lists(st.integers(1, max(steps * 7 - 1, 1)), max_size=2, unique=True))
    made = []
    for day in sorted(days):
        change: dict[str, Any] = {"from": (toy.START + dt.timedelta(days=day)).isoformat()}
        kinds = ["safeguards", "ruling", "source", "term", "blind", "spillover", "score", "secret"]
        kinds += ["asks", "abolished", "ended", "since", "stops", "members", "offer", "debt", "trigger"]
        if any(" since " in str(each.get("schedule")) for each in whole.get("triggers", {}).values()):
            kinds = [each for each in kinds if each not in ("members", "score")]
        kinds += ["days"] * bool(whole.get("periods"))
        kind = draw(st.sampled_from(kinds))
        name = draw(st.sampled_from(sorted(whole["sources"])))
        if kind == "ruling":
            change["adjudication"] = {"official": draw(rulings()), "delay": draw(or_none(durations(20)))}
        elif kind == "source":
            change["sources"] = {name: {"delay": draw(or_none(durations())), "coverage": draw(shares())}}
            if draw(st.booleans()):
                change["sources"][name]["covers"] = draw(st.sampled_from(["people", "places"]))
        elif kind == "blind":
            seen = sorted(whole["sources"][name]["sees"])
            change["sources"] = {name: {"sees": dict.fromkeys(seen, "0, from made")}}
        elif kind == "score" and len(whole["scores"]) == 1 and draw(st.booleans()):
            change["scores"], change["conducts"] = draw(_scores_anew(whole))
        elif kind == "score" and whole["scores"]:
            held = draw(st.sampled_from(sorted(whole["scores"])))
            share = whole["scores"][held]["kind"] == "share"
            start = "50 %" if share else draw(st.integers(90, 110))
            if held not in whole.get("triggers", {}).get(BACK, {}).get("add", ()):  # back as far as its start
                change["scores"] = {held: {"start": start}}
            conduct = draw(st.sampled_from([n for n in sorted(whole["conducts"]) if whole["conducts"][n]]))
            change["conducts"] = {conduct: {"counts": draw(lives())}}
        elif kind == "term":
            filled = (MEMO, CHOSEN, PUT)  # by what must stay
            listed = draw(st.sampled_from([name for name in whole["lists"] if not name.startswith(filled)]))
            entity = whole["lists"][listed].get("entity", PERSON)
            seen = sorted(whole["conducts"]) if entity == PERSON else []
            seen = [name for name in seen if name != "arrears"]
            other = draw(ways(entity, seen, [], whole["scores"]))
            change["lists"] = {listed: {"enter": other["enter"]}}
        elif kind == "asks" and "state" in whole["lists"] and ledgers(whole):
            asked = f"{ledgers(whole)[0]} < {draw(st.sampled_from([70, 99]))}"
            change["lists"] = {"state": {"enter": [toy.way(asked, draw(or_none(durations(60))))]}}
        elif kind == "abolished" and _unused(whole, made):
            change["lists"] = {_unused(whole, made)[0]: "none"}
        elif kind == "ended":
            change["sunset"] = (toy.START + dt.timedelta(days=day + draw(st.integers(0, 60)))).isoformat()
        elif kind == "days":
            change["periods"] = {draw(st.sampled_from(sorted(whole["periods"]))): draw(periods())}
        elif kind == "since":
            conduct = draw(st.sampled_from(sorted(whole["conducts"])))
            change["conducts"] = {conduct: {"since": draw(or_none(_days(steps)))}}
        elif kind == "stops":
            listed = draw(st.sampled_from(sorted(whole["lists"])))
            change["lists"] = {listed: {"stops": draw(stops(whole["lists"][listed].get("entity", PERSON)))}}
        elif kind == "trigger" and whole.get("triggers"):
            rule = draw(st.sampled_from(sorted(whole["triggers"])))
            gone = "put_on" not in whole["triggers"][rule] and draw(st.booleans())
            change["triggers"] = {rule: "none" if gone else {"chance": draw(shares())}}
        elif kind == "offer" and whole.get("offers"):
            shorter = {"duration": draw(or_none(durations())), "share_passing": draw(or_none(shares()))}
            change["offers"] = {draw(st.sampled_from(sorted(whole["offers"]))): shorter}
        elif kind == "debt" and owed(whole):
            parts = {"penalty": draw(or_none(shares())), "refunds": draw(st.booleans())}
            change["debts"] = {draw(st.sampled_from(owed(whole))): parts}
        elif kind == "members":
            change["members"] = draw(or_none(members("protected_input" in whole)))
        elif kind == "secret":
            change["lists"] = {
                listed: {"publish": "none", "severity": "none"} for listed in sorted(whole["lists"])
            }
        elif kind == "spillover" and whole.get("spillover") and not _abolished(made):
            relation = draw(st.sampled_from([r for r in whole["spillover"] if r in RELATIONS]))
            change["spillover"] = draw(st.sampled_from(["none", {relation: {"chance": draw(shares())}}]))
        else:
            change["safeguards"] = draw(amended(dict(whole)))
        made.append(change)
        if "none" in change.get("lists", {}).values():
            break  # what a later one says of a list that is gone would bring it back in part
    return made


def _abolished(made: list[dict[str, Any]]) -> bool:
    """Return whether an amendment before has taken all ties away."""
    return any(change.get("spillover") == "none" for change in made)


def _days(steps: int) -> st.SearchStrategy[str]:
    """Days of a run and around it."""
    days = st.integers(-10, steps * 7 + 10)
    return days.map(lambda day: (toy.START + dt.timedelta(days=day)).isoformat())


def named(source: str, whole: dict[str, Any], share: str) -> None:
    """Give what a source covers a name, which it and all that report on the same use, or a share of it."""
    value, _, evidence = share.partition(",")
    whole["values"] = {"watched": whole["sources"][source]["coverage"]}
    for each in whole["sources"].values():
        if each["entity"] == whole["sources"][source]["entity"]:
            each["coverage"] = "watched" if share == "none" else f"{value} of watched,{evidence}"


@st.composite
def regimes(draw: st.DrawFn, steps: int, moving: bool = False) -> dict[str, Any]:
    """A whole regime: one to three sources, one to three lists, consequences, and the rest or none of it.

    With `moving` it may ask to be told of moves in time: `untold`, which `society_of` has.
    """
    entities = draw(st.lists(st.sampled_from([PERSON, PERSON, ORGANISATION]), min_size=1, max_size=3))
    watching = {f"source-{n}": draw(sources(entity)) for n, entity in enumerate(entities)}
    if moving and PERSON in entities and draw(st.integers(0, 2)) == 0:
        watching[f"source-{entities.index(PERSON)}"]["sees"][UNTOLD] = draw(shares())
    conducts: dict[str, Any] = {name: {} for source in watching.values() for name in source["sees"]}
    debts: Any = "none"
    if PERSON in entities:
        claiming = draw(claims())
        conducts |= {name: {} for name in claiming}
        if draw(st.booleans()):
            watching["match"] = draw(matches(claiming))
            test = watching["match"]["income_test"]
            conducts |= {name: {} for name in [*watching["match"]["sees"], test["conduct"]]}
        if claiming:
            debts = draw(owing(claiming, watching))
    listing: dict[str, Any] = {}
    for number in range(draw(st.integers(1, 3))):
        entity = draw(st.sampled_from(entities))
        seen = sorted(
            {n for source in watching.values() if source["entity"] == entity for n in source["sees"]}
        )
        known = [name for name, rule in listing.items() if rule["entity"] == entity]
        listing[f"list-{number}"] = draw(lists(entity, seen, known))
    kept, conducts = draw(scores(sorted(conducts), draw(several())))
    if draw(st.booleans()):
        entity = draw(st.sampled_from(entities))
        seen = sorted(
            {n for source in watching.values() if source["entity"] == entity for n in source["sees"]}
        )
        known = [name for name, rule in listing.items() if rule["entity"] == entity]
        listing["ways"] = draw(ways(entity, seen, known, kept))
    if kept:
        entity = draw(st.sampled_from(entities))
        known = [name for name, rule in listing.items() if rule["entity"] == entity]
        listing["state"] = draw(states(entity, known, kept))
        if draw(st.booleans()):
            listing["other-state"] = draw(states(entity, [*known, "state"], kept))
    adjudication = draw(adjudications())
    test = adjudication.get("ability_test")
    if test is not None:
        conducts |= {name: {"counts": draw(lives())} if kept else {} for name in test["for"]}
    consequences: dict[str, Any] = {}
    for name, rule in listing.items():
        for domain in DOMAINS[rule["entity"]]:
            if draw(st.booleans()):
                asked = draw(or_none(st.sampled_from(CONDITIONS[rule["entity"]])))
                consequences[f"{domain}-{name}"] = {
                    "refuse": domain,
                    "to": f"listed({name})" if asked == "none" else f"listed({name}) and ({asked})",
                    "context": "travel",
                    "severity": draw(st.sampled_from([1, 3])),
                    "falls_on": draw(st.sampled_from(["self", "staff"])),
                }
    by_entity = {
        entity: sorted(name for name, rule in listing.items() if rule["entity"] == entity)
        for entity in (PERSON, ORGANISATION)
    }
    for number in range(draw(st.integers(0, 2))):
        consequences[f"slow-{number}"] = draw(slowings(by_entity[PERSON], kept))
    for number in range(draw(st.integers(0, 4))):
        entity = draw(st.sampled_from([PERSON, PERSON, ORGANISATION]))
        consequences[f"to-{number}"] = draw(by_to(entity, by_entity[entity], kept))
    for conduct in conducts.values():
        if draw(st.integers(0, 4)) == 0:
            conduct["since"] = draw(_days(steps))
    if UNTOLD in conducts:
        conducts[UNTOLD]["deadline"] = draw(durations(20))
    whole = toy.regime(
        scores=kept,
        linkage=draw(or_none(linkages())),
        conducts=conducts,
        sources=watching,
        adjudication=adjudication,
        lists=listing,
        consequences=consequences,
        debts=debts,
        safeguards="none",
    )
    if draw(st.booleans()):
        named(draw(st.sampled_from(sorted(watching))), whole, draw(or_none(shares())))
    if by_entity[PERSON] and draw(st.booleans()):
        whole["spillover"] = draw(spillovers(by_entity, len(ledgers(whole)) == 1))
    if draw(st.booleans()):
        whole = draw(counted(whole))
    if draw(st.integers(0, 2)) == 0:
        whole = draw(cased(whole))
    if draw(st.booleans()):
        whole = draw(weighed(whole))
    if draw(st.integers(0, 2)) == 0:
        whole = draw(offered(whole))
    if draw(st.booleans()):
        whole["members"] = draw(members())
    for each in kept.values():
        if each["kind"] == "risk-score" and by_entity[PERSON] and draw(st.booleans()):
            of = draw(st.sampled_from(by_entity[PERSON]))
            each["features"]["stay"] = {"is": f"listed_for({of})", "per": "1 week", "weight": 3}
            each["features"]["on"] = {"is": f"listed({of})", "weight": -7}
    if "card" in str(whole) or "group ==" in str(kept):
        whole["protected_input"] = True
    if draw(st.integers(0, 3)) == 0:
        whole = at_once(whole)
    else:
        whole = draw(bundled(whole))
    if draw(st.booleans()):
        whole = draw(passing(draw(triggered(whole))))
    if ledgers(whole) and draw(st.booleans()):
        whole = draw(returning(whole))
    whole = _few(whole)
    whole["amendments"] = draw(amendments(whole, steps))
    if draw(st.integers(0, 19)) == 0:
        end = toy.START + dt.timedelta(days=steps * 7 + draw(st.integers(-30, 60)))
        dated = [each["from"] for each in whole["amendments"]]
        whole["sunset"] = max([end.isoformat(), *dated])
    return draw(kinded(whole))


def _few(whole: dict[str, Any]) -> dict[str, Any]:
    """Return a regime with no more lists than one may have, though each of its consequences made another."""
    named = str(whole.get("offers", ""))
    free = [name for name in whole["consequences"] if name not in named]
    many = len(whole["lists"]) + len(whole["consequences"]) - MAX_LISTS
    gone = free[max(len(free) - max(many, 0), 0) :]
    kept = {name: each for name, each in whole["consequences"].items() if name not in gone}
    return {**whole, "consequences": kept}


def at_once(whole: dict[str, Any]) -> dict[str, Any]:
    """Return a regime whose records count in the step of the act, and for as long as the conduct says."""
    watching = {name: {**source, "delay": "none"} for name, source in whole["sources"].items()}
    ruled = {**whole["adjudication"], "delay": "none"}
    return {**whole, "sources": watching, "adjudication": ruled}


def hurried(t: Tables) -> Tables:
    """Everything that comes and goes does so many times as often."""
    s = t.society
    return t._replace(
        society=s._replace(
            death=s.death * 40,
            birth=s.birth * 20,
            dissolution=s.dissolution * 10,
            away_on=s.away_on * 20,
            away_off=s.away_off * 20,
            marriage=s.marriage * 40,
            divorce=s.divorce * 40,
            opening=s.opening * 20,
            closing=s.closing * 20,
            visitor_plot=s.visitor_plot * 10,
        )
    )


def _unequal(t: Tables) -> Tables:
    """Nobody has a propensity of one, and everybody has many acquaintances."""
    return t._replace(
        conduct=t.conduct._replace(propensities=t.conduct.propensities[:, ::-1].copy() // 2),
        ties=t.ties._replace(acquaintances=np.array([7], np.int64)),
    )


def _believing(t: Tables) -> Tables:
    """Half of the conducts are protected, every second one is grave, and every history is kept."""
    conducts = len(t.conduct.protected)
    return t._replace(
        conduct=t.conduct._replace(protected=np.arange(conducts) % 2, gravity=np.arange(conducts) * 2 % 5),
        histories=t.histories._replace(row=np.arange(6), kept=np.arange(6)),
    )


def _paid(t: Tables) -> Tables:
    """Months of officials and owners go by spells of work, and nobody's are all alike."""
    pay = np.full((4, 4), -1, np.int64)
    pay[1], pay[2] = (900, 1 << 53, 0, 0), (2_500, 1 << 52, 1 << 51, 1 << 51)
    return t._replace(society=t.society._replace(pay=pay))


def _as_declared(t: Tables) -> Tables:
    return t


def societies() -> st.SearchStrategy[Callable[[Tables], Tables]]:
    """Ways to change the small society, as functions of its tables."""
    return st.sampled_from([_as_declared, toy.still, hurried, _unequal, _believing, _believing, _paid])
