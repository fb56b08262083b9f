"""Random parts of a regime, as Hypothesis strategies: sources, rulings, lists, scores, safeguards, ties.

`strategies` puts them together to whole regimes. A new mechanism adds its part here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from demerit.counted.values import RELATIONS
from demerit.regime.parts import passes
from tests import toy

PERSON, ORGANISATION = "person", "organisation"
CONDUCTS = {PERSON: ["default", "lateness", "noise"], ORGANISATION: ["arrears"]}
COVERED = {PERSON: ["people", "households", "places"], ORGANISATION: ["people", "places"]}
DOMAINS = {PERSON: ["train", "loan"], ORGANISATION: ["bid"]}
AXES: dict[str, dict[str, list[str]]] = {
    PERSON: {
        "residence": ["urban local", "urban away", "rural local", "rural away", "visitor"],
        "group": ["group A", "group B"],
        "fifth": ["1", "2", "3", "4", "5"],
        "age": ["0-14", "18-24", "45-59", "65+"],
        "tier": ["ordinary", "official", "owner", "visitor"],
        "sex": ["male", "female"],
        "region": ["region 01", "region 02"],
    },
    ORGANISATION: {"size": ["micro", "small", "medium", "large"], "region": ["region 01"]},
}
HOLDINGS = ["licence", "card"]
"""What people of the small society hold; the second is protected."""
CONDITIONS = {
    PERSON: [
        "age >= 30",
        "age in 20..50 and sex == male",
        "tier in {official, owner}",
        "residence == 'urban away' or residence == 'rural away'",
        "fifth <= 2",
        "fifth * 2 + region > 5",
        "region == 1",
        "not (age + 10 < 50)",
        "age >= 41 or age == 23",
        "entity == person",
    ],
    ORGANISATION: ["size == micro", "size != large and region == 2"],
}


def shares() -> st.SearchStrategy[str]:
    """Shares: always, never, exact ones between, or assumed; mostly large, so that things happen."""
    exact = st.sampled_from(["1", "0.9", "0.7", "0.4", "0"]).map(toy.made)
    assumed = st.sampled_from([30, 60, 80]).map(lambda n: f"{n} %, assumed {n - 20}..{n + 20}")
    return st.one_of(exact, assumed)


def durations(most: int = 40) -> st.SearchStrategy[str]:
    """Durations of 1 to `most` days."""
    return st.one_of(
        st.integers(1, most).map(lambda n: f"{n} days, from made"),
        st.integers(1, max(most // 7, 1)).map(lambda n: f"{n} weeks, assumed 1..{most} log"),
    )


def or_none(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return the strategy, or the value none."""
    return st.one_of(st.just("none"), strategy)


LOOKS = ("monthly on 20", "yearly on 02-03, 02-29", "every 9 days from 2019-11-30, assumed 5..12")
"""Schedules on which lists and risk scores are looked at."""


@st.composite
def by_axis(draw: st.DrawFn, entity: str, values: st.SearchStrategy[str], otherwise: bool) -> dict[str, Any]:
    """Values that differ by one axis of the entity."""
    axis = draw(st.sampled_from(sorted(AXES[entity])))
    named = draw(st.lists(st.sampled_from(AXES[entity][axis]), min_size=1, unique=True))
    rest = {"otherwise": draw(values)} if otherwise else {}
    return {"by": axis, "is": {name: draw(values) for name in named}, **rest}


def shares_or_by(entity: str) -> st.SearchStrategy[Any]:
    """One share for all, or shares by one axis of the entity."""
    return st.one_of(shares(), by_axis(entity, shares(), otherwise=True))


@st.composite
def sources(draw: st.DrawFn, entity: str) -> dict[str, Any]:
    """A source of records on persons or organisations, with delay, coverage and false records or without."""
    sees = draw(st.lists(st.sampled_from(CONDUCTS[entity]), min_size=1, unique=True))
    made: dict[str, Any] = {
        "kind": "records",
        "entity": entity,
        "sees": {name: draw(shares_or_by(entity)) for name in sees},
        "coverage": draw(shares_or_by(entity)),
        "covers": draw(st.sampled_from(COVERED[entity])),
        "delay": draw(or_none(durations())),
    }
    if draw(st.booleans()):
        made["false_records"] = f"{draw(st.integers(1, 200))} % per {entity}-year, from made"
        if draw(st.booleans()):
            factors = st.sampled_from(["0.5", "2", "3"]).map(lambda n: f"{n}, from made")
            made["false_records_by"] = draw(by_axis(entity, factors, otherwise=False))
    return made


@st.composite
def matches(draw: st.DrawFn, owed: list[str]) -> dict[str, Any]:
    """A match with averaged income, over one month or more, for everybody or some."""
    made = draw(sources(PERSON))
    made["kind"] = "income-match"
    made["income_test"] = {
        "conduct": draw(st.sampled_from(owed or CONDUCTS[PERSON])),
        "every": draw(durations(30)),
        "months": draw(st.integers(1, 3)),
        "for": draw(or_none(st.sampled_from(CONDITIONS[PERSON]))),
        "benefit": draw(
            st.sampled_from(["1_500 crowns per month, from made", "900 crowns per month, assumed 500..2000"])
        ),
        "free": draw(st.sampled_from(["0 crowns per month, from made", "300 crowns per month, from made"])),
        "taper": draw(shares()),
        "least": draw(st.sampled_from(["0 crowns, from made", "100 crowns, from made"])),
        "over": draw(st.sampled_from(["all-months", "months-paid"])),
    }
    return made


def rulings() -> st.SearchStrategy[dict[str, Any]]:
    """How officials rule."""
    return st.fixed_dictionaries({"upholds_true": shares(), "upholds_false": shares()})


@st.composite
def adjudications(draw: st.DrawFn) -> dict[str, Any]:
    """Officials, their delay, and an ability test or none."""
    made: dict[str, Any] = {"official": draw(rulings()), "delay": draw(or_none(durations(20)))}
    if draw(st.booleans()):
        made["automated"], made["machine"] = draw(shares()), draw(rulings())
    if draw(st.booleans()):
        by = draw(st.sampled_from(["tier", "tie"]))
        made["official"]["discretion"] = {"by": by, "strength": draw(shares())}
    if draw(st.booleans()):
        made["ability_test"] = {
            "for": draw(st.lists(st.sampled_from(CONDUCTS[PERSON]), min_size=1, unique=True)),
            "finds_able_if_able": draw(shares()),
            "finds_able_if_unable": draw(shares()),
        }
    return made


@st.composite
def stops(draw: st.DrawFn, entity: str) -> dict[str, Any]:
    """What a list keeps its entity from: acts, attempts or both, barred or forbidden."""
    acts = draw(st.lists(st.sampled_from(CONDUCTS[entity]), unique=True))
    attempts = draw(st.lists(st.sampled_from(DOMAINS[entity]), min_size=0 if acts else 1, unique=True))
    return {"acts": acts, "attempts": attempts, "how": draw(st.sampled_from(["barred", "forbidden"]))}


@st.composite
def keeping(draw: st.DrawFn, entity: str) -> dict[str, Any]:
    """What a list says of what it stops: with how hard that is, or nothing."""
    if draw(st.integers(0, 2)):
        return {}
    return {"stops": draw(stops(entity)), "severity": draw(or_none(st.sampled_from([0, 3])))}


@st.composite
def lists(draw: st.DrawFn, entity: str, seen: list[str], known: list[str]) -> dict[str, Any]:
    """A list entered by records of what is seen, under a condition or none, which a payment ends or not."""
    conditions = CONDITIONS[entity] + [f"not listed({name})" for name in known]
    way: dict[str, Any] = {"record": draw(st.lists(st.sampled_from(seen), min_size=1, unique=True))}
    if draw(st.booleans()):
        way |= {"if": draw(st.sampled_from(conditions)), "own_points": "counted"}
    return {
        "entity": entity,
        "enter": [{**way, "for": draw(st.one_of(st.just("ever"), durations(80)))}],
        "release_on_payment": draw(or_none(durations(20))),
        "minors": draw(st.booleans()),
        "publish": draw(or_none(st.sampled_from([["web"], ["screen", "press"]]))),
        **draw(keeping(entity)),
    }


def lengths() -> st.SearchStrategy[Any]:
    """Lengths of spells: a few days, for ever, to a day of the year."""
    return st.one_of(durations(60), st.sampled_from(["ever", "to 02-10 this year", "to 01-20 next year"]))


@st.composite
def ways(
    draw: st.DrawFn,
    entity: str,
    seen: list[str],
    known: list[str],
    scores: Mapping[str, Any],
) -> dict[str, Any]:
    """A list entered by one to three ways of every form, with every kind of length."""
    conditions = CONDITIONS[entity] + [f"not listed({name})" for name in known]
    conditions += [f"listed({name})" for name in known]
    conditions += asking(scores)
    asked = st.sampled_from(conditions)
    kinds = ["while", "once", *(["record", "record"] if seen else [])]
    made = [draw(_ways[draw(st.sampled_from(kinds))](asked, seen)) for _ in range(draw(st.integers(1, 3)))]
    return {
        "entity": entity,
        "enter": made,
        "looked_at": draw(
            st.sampled_from(["none", "none", "none", "3 weeks, from made", "1 months, from made", *LOOKS])
        ),
        "minors": draw(st.booleans()),
        "publish": draw(or_none(st.just(["register"]))),
    }


@st.composite
def _by_while(draw: st.DrawFn, asked: st.SearchStrategy[str], seen: list[str]) -> dict[str, Any]:
    return {"while": draw(asked), **draw(st.fixed_dictionaries({}, optional={"at_least": durations(40)}))}


@st.composite
def _by_once(draw: st.DrawFn, asked: st.SearchStrategy[str], seen: list[str]) -> dict[str, Any]:
    made: dict[str, Any] = {"once": draw(asked), **draw(_lasting(asked))}
    made["again"] = draw(st.sampled_from(["after-condition-ends", "after-spell-ends", "never"]))
    if made["again"] != "after-spell-ends":
        kinds = ["concurrent", "ignored"] + ["consecutive"] * ("until" not in made)
        made["overlap"] = draw(st.sampled_from(kinds))
    made["if_record_withdrawn"] = draw(st.sampled_from(["re-examined", "stands"]))
    return made


@st.composite
def _by_record(draw: st.DrawFn, asked: st.SearchStrategy[str], seen: list[str]) -> dict[str, Any]:
    made: dict[str, Any] = {"record": draw(st.lists(st.sampled_from(seen), min_size=1, unique=True))}
    if draw(st.booleans()):
        made |= {"if": draw(asked), "own_points": draw(st.sampled_from(["counted", "not-counted"]))}
    made |= draw(_lasting(asked))
    kinds = ["concurrent", "concurrent", "ignored"] + ["consecutive"] * ("until" not in made)
    made["overlap"] = draw(st.sampled_from(kinds))
    made["if_record_withdrawn"] = draw(st.sampled_from(["re-examined", "stands"]))
    return made


@st.composite
def _lasting(draw: st.DrawFn, asked: st.SearchStrategy[str]) -> dict[str, Any]:
    """A whole length, by cases or not, or what ends a spell by coming true, with bounds or without."""
    if draw(st.booleans()):
        cases = st.tuples(asked, lengths()).map(lambda case: {"if": case[0], "is": case[1]})
        several = draw(st.lists(cases, max_size=2))
        return {"for": [*several, {"is": draw(lengths())}] if several else draw(lengths())}
    made = {"until": draw(asked)}
    if draw(st.booleans()):
        made["at_least"] = f"{draw(st.integers(1, 20))} days, from made"
    if draw(st.booleans()):
        made["at_most"] = f"{draw(st.integers(21, 60))} days, from made"
    return made


_ways = {"while": _by_while, "once": _by_once, "record": _by_record}


@st.composite
def ledgers(draw: st.DrawFn) -> dict[str, Any]:
    """A ledger of points with grades, bounds and a most per step, each present or absent."""
    made: dict[str, Any] = {
        "kind": "ledger",
        "start": 100,
        "grades": dict(GRADES),
        "most_per_step": draw(or_none(st.integers(5, 60))),
    }
    if draw(st.booleans()):
        made |= {"floor": 0, "cap": 130}
    return made


GRADES = {"A": ">= 101", "B": "80..100", "C": "< 80"}


@st.composite
def rolling_means(draw: st.DrawFn) -> dict[str, Any]:
    """A mean of few or many ratings."""
    window = draw(st.sampled_from([1, 2, 3, 1000]))
    made: dict[str, Any] = {
        "kind": "rolling-mean",
        "start": 100,
        "grades": dict(GRADES),
        "window": window,
        "least": draw(st.one_of(st.just(1), st.integers(1, window))),
        "scale": [40, 160],
    }
    if draw(st.booleans()):
        made |= {"floor": 60, "cap": 130}
    return made


NAMES = ("licence", "rating", "score", "trust-2")
SCORE = "score"
"""The name by which conditions ask for `grade` alone."""
MOVED = ("ledger", "rolling-mean")
"""Kinds of score that points of records move."""


@st.composite
def several(draw: st.DrawFn) -> list[str]:
    """Names of up to four scores; often of one, whose points then need no name, and now and then of none."""
    how = draw(st.sampled_from(["one", "one", "some", "some", "none"]))
    some = st.lists(st.sampled_from(NAMES), min_size=1, unique=True)
    if how == "some":
        return draw(some)
    return [SCORE] if how == "one" else []


@st.composite
def scores(draw: st.DrawFn, conducts: list[str], names: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Scores by name, what conducts are worth to each, and for how long their records count."""
    made: dict[str, Any] = {}
    for name in names:
        made[name] = draw(
            st.one_of(ledgers(), ledgers(), rolling_means(), shares_of(conducts), risks_of(conducts))
        )
        made[name]["worse"] = draw(st.sampled_from(["lower", "higher"]))
    return made, {conduct: draw(worth(made)) for conduct in conducts}


@st.composite
def worth(draw: st.DrawFn, scores: Mapping[str, Any]) -> dict[str, Any]:
    """What a conduct is worth to scores, for how long, and what an official may give instead."""
    takers = [name for name, score in scores.items() if score["kind"] in MOVED]
    points: dict[str, int] = {}
    for name in draw(st.lists(st.sampled_from(takers), min_size=1, unique=True)) if takers else ():
        points[name] = draw(_points(scores[name]["kind"]))
    made: dict[str, Any] = {"points": points, "counts": draw(lives())} if scores else {}
    if len(takers) == 1 and draw(st.booleans()):
        (name,) = takers
        made["points"] = points[name]
        if draw(st.booleans()):
            least = draw(_points(scores[name]["kind"]))
            made["discretionary"] = [least, least + draw(st.integers(1, 30))]
    return made


def _points(kind: str) -> st.SearchStrategy[int]:
    return st.integers(-40, 40) if kind == "ledger" else st.integers(40, 130)


@st.composite
def risks_of(draw: st.DrawFn, conducts: list[str]) -> dict[str, Any]:
    """A risk score of terms and traits, each measured with an error or without."""
    some = st.lists(st.sampled_from(conducts), min_size=1, max_size=2, unique=True)
    one, two = ", ".join(draw(some)), ", ".join(draw(some))
    asked = [
        f"records({{{one}}} within {draw(st.integers(2, 40))} days)",
        f"records({{{two}}})",
        *("records(adverse ever)", "age", "fifth", "group == B", "clean(2 weeks)", "tenure >= 3 weeks"),
        "residence in {urban-away, rural-away}",
    ]
    units = ["3 weeks", "5 days", "1 month"]
    features: dict[str, Any] = {}
    for number, text in enumerate(draw(st.lists(st.sampled_from(asked), min_size=1, unique=True))):
        features[f"feature-{number}"] = {"is": text, "most": draw(or_none(st.integers(1, 3)))}
    if draw(st.booleans()):
        features["file"] = {"is": "tenure", "per": draw(st.sampled_from(units)), "most": "none"}
    for feature in features.values():
        feature["weight"] = draw(st.integers(-20, 20))
        feature["noise"] = draw(or_none(st.sampled_from(["0.5, from made", "3, assumed 1..6"])))
    return {
        "kind": "risk-score",
        "start": 100,
        "grades": dict(GRADES),
        "features": features,
        "looked_at": draw(st.one_of(durations(), st.sampled_from(LOOKS))),
    } | (draw(st.sampled_from([{}, {"floor": 60, "cap": 130}])))


@st.composite
def shares_of(draw: st.DrawFn, conducts: list[str]) -> dict[str, Any]:
    """A share of records of some conducts among others, which may be the same."""
    named = st.lists(st.sampled_from(conducts), min_size=1, unique=True)
    return {
        "kind": "share",
        "start": draw(st.sampled_from(["0 %", "33.33 %", "100 %"])),
        "of": draw(named),
        "among": draw(named),
        "within": draw(durations(90)),
        "least": draw(st.integers(1, 3)),
        "grades": {"A": "<= 10 %", "B": "10.01 %..60 %", "C": "> 60 %"},
    }


def lives() -> st.SearchStrategy[str]:
    """How long a record counts, from when it begins to, or from its act, or for ever."""
    length = st.integers(1, 60)
    return st.one_of(
        st.just("ever"),
        length.map(lambda days: f"{days} days, from made"),
        length.map(lambda days: f"{days} days from act, assumed {days}..{days + 20}"),
        st.sampled_from(["3 weeks from act, from made", "1 month, from made"]),
    )


def asking(scores: Mapping[str, Any]) -> list[str]:
    """Return conditions that ask for scores by name, for their grades, numbers, and sums of two."""
    shares = [name for name, score in scores.items() if score["kind"] == "share"]
    made = [f"{name} < {'40 %' if name in shares else 90}" for name in scores]
    made += [f"grade({name}) == C" for name in scores]
    made += [f"not (grade({name}) in {{A, C}})" for name in scores]
    made += [f"{name} in 60..95 and not grade({name}) == B" for name in scores if name not in shares]
    made += ["grade == C", "grade == A"] if SCORE in scores else []
    rated = [name for name, score in scores.items() if score["kind"] in ("rolling-mean", "share")]
    made += [f"number({name}) >= 1 and {name} > {'12.5 %' if name in shares else 90}" for name in rated]
    made += [f"number({name}) == 1" for name in rated]
    first, *others = [name for name in scores if name not in shares] or [""]
    return made + [f"{first} - {other} > 5 or {other} in 90..99" for other in others]


@st.composite
def linkages(draw: st.DrawFn) -> dict[str, Any]:
    """How reports are joined to people: with errors or without, and attempts that ask for the identifier."""
    error = st.sampled_from(["0, from made", "0.3, from made", "20 %, assumed 10..40"])
    every = [name for names in DOMAINS.values() for name in names]
    return {
        "missed": draw(or_none(error)),
        "wrong_person": draw(or_none(error)),
        "gates": draw(st.lists(st.sampled_from(every), unique=True)),
    }


@st.composite
def states(draw: st.DrawFn, entity: str, known: list[str], scores: Mapping[str, Any]) -> dict[str, Any]:
    """A list that a score, a trait or another list alone enters, with a length or none of its own."""
    (first, *_), listed = scores, [f"listed({name})" for name in known]
    low = f"{first} < {'40 %' if scores[first]['kind'] == 'share' else 99}"
    conditions = [*asking(scores), *listed, *(f"{low} and ({condition})" for condition in CONDITIONS[entity])]
    conditions += [f"(not {each} and {low}) or grade({first}) == C" for each in listed]
    term = draw(or_none(durations(60)))
    return {
        "entity": entity,
        "enter": [toy.way(draw(st.sampled_from(conditions)), term)],
        "minors": draw(st.booleans()),
        "publish": draw(or_none(st.just(["register"]))),
        **draw(keeping(entity)),
    }


@st.composite
def safeguards(draw: st.DrawFn) -> dict[str, Any]:
    """Every safeguard, present or absent."""
    parts: dict[str, Mapping[str, st.SearchStrategy[Any]]] = {
        "notice": {"share": shares(), "ahead": durations()},
        "reasons": {"raises_appeal": st.sampled_from(["1, from made", "1.9, from made"])},
        "hearing": {
            "share": shares(),
            "stops_wrong": shares(),
            "recognises_unable": shares(),
            "delay": or_none(durations(20)),
        },
        "appeal": {
            "chance": st.integers(0, 50).map(lambda n: f"{n} %, from made"),
            "success_if_wrong": shares(),
            "success_if_right": shares(),
            "delay": or_none(durations()),
            "independent": st.booleans(),
            "suspensive": st.booleans(),
        },
        "correction": {"chance": shares(), "delay": or_none(durations())},
        "repair": {"after": durations(), "chance": shares(), "delay": or_none(durations())},
        "human_review": {"share": shares(), "stops_wrong": shares(), "delay": or_none(durations(20))},
    }
    return {name: draw(or_none(st.fixed_dictionaries(dict(fields)))) for name, fields in parts.items()}


@st.composite
def spillovers(draw: st.DrawFn, listed: Mapping[str, list[str]], points: bool) -> dict[str, Any]:
    """Listings, and with `points` points, that pass over relations; `listed` has the lists of each entity."""
    made: dict[str, Any] = {}
    relations = [r for r in RELATIONS if all(listed[entity] for entity in passes(r))]
    for relation in draw(st.lists(st.sampled_from(relations), min_size=1, max_size=5, unique=True)):
        giver, bearer = passes(relation)
        if points and giver == bearer and draw(st.booleans()):
            worth = draw(st.integers(-30, 20).filter(bool))
            made[relation] = {"points": worth, "every": draw(durations(20))}
        else:
            made[relation] = {"lists": draw(st.sampled_from(listed[bearer]))}
        if "points" in made[relation] or giver != bearer or draw(st.booleans()):
            made[relation]["of"] = draw(st.sampled_from(listed[giver]))
        if draw(st.booleans()):
            made[relation]["chance"] = draw(shares())
        if draw(st.integers(0, 3)) == 0:
            of_lists = [f"listed({name})" for name in listed[giver]]
            made[relation]["applies_to"] = draw(st.sampled_from(CONDITIONS[giver] + of_lists))
    if draw(st.booleans()):
        made["applies_to"] = draw(st.sampled_from(CONDITIONS[PERSON]))
    return made


@st.composite
def by_to(draw: st.DrawFn, entity: str, lists: list[str], scores: Mapping[str, Any]) -> dict[str, Any]:
    """A refusal, price or favour of kinds of attempt for whom `to` holds for."""
    conditions = [*CONDITIONS[entity], *lists, *(f"not listed({name})" for name in lists)]
    if entity == PERSON:  # a score alone is asked of persons
        conditions += asking(scores)
    conditions += [f"listed({name}) and {CONDITIONS[entity][0]}" for name in lists]
    conditions += [f"listed({one}) or listed({two})" for one in lists for two in lists if one != two]
    kinds = draw(st.lists(st.sampled_from(DOMAINS[entity]), min_size=1, unique=True))
    forms = ["refuse", "refuse", "price", "favour"] if entity == PERSON else ["refuse"]
    form = draw(st.sampled_from(forms))
    made: dict[str, Any] = {
        form: kinds if len(kinds) > 1 or draw(st.booleans()) else kinds[0],
        "to": draw(st.sampled_from(conditions)),
        "context": "finance",
    }
    if form == "refuse":
        made |= {key: draw(or_none(shares())) for key in ("chance", "finds", "discretion")}
        made |= {"severity": draw(or_none(st.just(3)))}
        spared = st.sampled_from([each for each in conditions if each not in lists])
        mistakes = {
            "mismatch": draw(shares()),
            "mistakes": draw(st.sampled_from(["each-time", "lasting"])),
            "but_not": draw(or_none(spared)),
        }
        return made | (mistakes if draw(st.booleans()) else {})
    factors = st.sampled_from(["0.5, from made", "1, from made", "1, assumed 0.5..1.5", "2, from made"])
    times = {"times": draw(factors)} if form == "price" else {}
    cost = st.integers(0, 900).map(lambda n: f"{n} crowns per case, from made")
    return {**made, **times, "uptake": draw(or_none(shares())), "public_cost": draw(or_none(cost))}


@st.composite
def slowings(draw: st.DrawFn, lists: list[str], scores: Mapping[str, Any]) -> dict[str, Any]:
    """A service or two that are slower for a list of persons, or for whoever a condition holds."""
    conditions = [*CONDITIONS[PERSON], *asking(scores)]
    conditions += [*lists, *(f"not listed({name})" for name in lists)]
    return {
        "slow": draw(st.lists(st.sampled_from(["internet", "post"]), min_size=1, max_size=2, unique=True)),
        "to": draw(st.sampled_from(conditions)),
        "times": draw(st.sampled_from(["0.2, from made", "0.5, assumed 0.1..0.9"])),
        "context": "internet",
        "severity": draw(st.sampled_from([0, 3])),
    }


@st.composite
def members(draw: st.DrawFn, protected: bool = True) -> dict[str, Any]:
    """Whom a regime is about: holders, people of some traits, those who consent."""
    made = {
        "of": draw(or_none(st.sampled_from(HOLDINGS if protected else HOLDINGS[:1]))),
        "who": draw(
            or_none(
                st.sampled_from(
                    ["residence != visitor", "age >= 21", "tier != official and holds(licence)", "fifth <= 4"]
                )
            )
        ),
        "consent": draw(or_none(st.sampled_from(["opt-in", "opt-out"]))),
    }
    if made["consent"] != "none" and draw(st.booleans()):
        asked = st.sampled_from([*CONDITIONS[PERSON], "tenure >= 3 weeks"])
        made["reasons"] = {name: draw(asked) for name in ("blamed", "weary") if draw(st.booleans())}
    return made if any(value != "none" for value in made.values()) else {"of": "licence"}
