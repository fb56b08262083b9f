"""Who somebody is, instead of what they did: R23, R24, R31, R32, R36."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.documents.reading import Where
from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.mechanisms.weights.language import weighing
from demerit.rights.reach import adverse, counted_against, favouring_lists, paid_off
from demerit.rights.rule import Form, Found, Hit, Rule, Source, Unseen
from demerit.rights.thresholds import ABLE_SHARE, percent

STATUS = {"fifth": "poor or rich", "residence": "registered here or there"}
"""What a regime may know of somebody's status."""
PROTECTED = {"group": "the group", "sex": "the sex"}
"""What it may know that ICCPR 26 names."""


def _named(form: Form) -> Iterator[tuple[Where, frozenset[str]]]:
    """Yield what conditions name of people, by place, features of risk scores among them."""
    regime = form.regime
    for place, text, entity in regime.conditions():
        short = place[:-1] if place[-1] == "if" and form.document.at(place) is None else place
        yield short, regime.expression(text, entity).free_names


def _features(form: Form) -> Iterator[tuple[Where, frozenset[str]]]:
    """Yield what the features of risk scores name of people, by place."""
    for name, score in form.regime.scores.items():
        for feature, asked in score.features.items() if isinstance(score, RiskScore) else ():
            place = ("scores", name, "features", feature)
            yield place, form.regime.expression(asked.asked).free_names


def _burdening(form: Form) -> Iterator[tuple[Where, frozenset[str]]]:
    """Yield the same of what burdens somebody: a favour may be for the poor or for newcomers."""
    helps = favouring_lists(form.regime)
    kind = form.regime.consequences
    for place, names in _named(form):
        if place[0] == "lists" and place[1] in helps:
            continue
        if place[0] == "consequences" and not adverse(kind[str(place[1])]):
            continue
        yield place, names


def protected(form: Form) -> Found:
    """R23: a protected trait, or what stands in for one, decides."""
    regime = form.regime
    if regime.protected_input:
        said = "the file declares that a rule uses a protected trait"
        yield Hit(("protected_input",), said, "a protected trait")
    for place, names in _named(form):
        for name in PROTECTED:
            if name in names:
                yield Hit(place, f"it asks for {PROTECTED[name]}", f"{PROTECTED[name]} of people")
    for place, names in _features(form):
        if "age" in names:
            yield Hit(place, "age moves the score", "the age of people", letter="H")
    for name, source in regime.sources.items():
        if source.protected is not None:
            said = f"it records a protected trait: {source.protected}"
            yield Hit(("sources", name, "protected"), said, name)
        if source.proxy_of is not None:
            said = f"it stands in for a protected trait: {source.proxy_of}"
            yield Hit(("sources", name, "proxy_of"), said, name, letter="H")


def status(form: Form) -> Found:
    """R31: being something counts, and nothing was done."""
    for place, names in _burdening(form):
        asked = [STATUS[name] for name in STATUS if name in names]
        if asked:
            yield Hit(place, f"it asks who is {' and who is '.join(asked)}", " or ".join(asked))
    for name in counted_against(form.regime):
        if form.society is None:
            yield Unseen("whether it is a status rather than an act", name)
        elif (known := form.society.conducts.get(name)) is not None and known.protected == "status":
            yield Hit(("conducts", name), "in the society it is a status", name)


def inability(form: Form) -> Found:
    """R32: not paying counts, and nobody asks whether the person could."""
    regime = form.regime
    test = regime.adjudication.ability_test if regime.adjudication is not None else None
    asked = set(test.conducts) if test is not None else set()
    owed = set(regime.owing)
    paid = {conduct for listed in regime.lists.values() if paid_off(listed) for conduct in listed.conducts}
    for name in counted_against(regime):
        known = form.society.conducts.get(name) if form.society is not None else None
        beyond = known is not None and known.unable is not None and any(known.unable.values)
        if beyond:
            why = "in the society some who do it could not have paid"
        elif name in owed:
            why = "its record claims money (debts)"
        elif name in paid and form.society is None:
            why = "paying takes somebody off the list (release_on_payment)"
        elif form.society is None:
            yield Unseen("whether those who do it could have paid (`unable`)", name)
            continue
        else:
            continue
        if name not in asked:
            yield Hit(("conducts", name), f"it counts without a test of ability; {why}", name)
        elif test is not None and ABLE_SHARE.fires(found := percent(test.finds_able_if_unable.value)):
            place, said = ("adjudication", "ability_test", "finds_able_if_unable"), ABLE_SHARE.says(found)
            yield Hit(place, f"{ABLE_SHARE.name}: {said}", name, "find more of those unable who are")


def by_class(form: Form) -> Found:
    """R36: rules are stricter for one class of people, or do not hold for another."""
    regime = form.regime
    for weight in weighing(regime):
        names = regime.expression(weight.condition, weight.entity).free_names
        if weight.factor.value != 1 and "tier" in names:
            points = "points lost" if weight.adverse else "points"
            yield Hit(
                weight.at[:2], f"{points} are multiplied by {weight.factor.text}", f"`{weight.condition}`"
            )
    for place, names in _named(form):
        if "tier" in names and place[0] != "weights":
            yield Hit(place, "it asks for the tier", f"`{'.'.join(map(str, place))}`")
    ruling = regime.adjudication
    if ruling is None:
        return
    for who, by in (("machine", ruling.machine), ("official", ruling.official)):
        if by is not None and by.discretion is not None and by.discretion.by == "tier":
            place = ("adjudication", who, "discretion")
            yield Hit(place, "true sightings are let off by rank", "those let off")


RULES = (
    Rule(
        "R23",
        "protected attribute or proxy as input",
        "P",
        "a rule, a condition, or a feature of a risk score uses group or sex; age moves a risk"
        " score; a source records a protected trait or stands in for one",
        (
            Source("ICCPR 26; EU Charter 21; GDPR 9", "M"),
            Source("Dutch childcare benefits, a fine for keeping nationality", "V", "facts"),
        ),
        "On what ground may these decide anything here: {what}?",
        "remove it",
        "traits that can be told from other inputs; conditions on age, which mostly spare people",
        protected,
        letters="P for a protected trait, H for age and for what stands in for one",
        no_word="how well an input that the file does not call a proxy tells a protected trait",
    ),
    Rule(
        "R24",
        "errors that differ by group",
        "H",
        "in a run, the share of wrong records in one group is more than 1.25 times that in another",
        (
            Source("Council of Europe convention on AI (CETS 225) 10", "M", needs_ai=True),
            Source("ICCPR 26", "M"),
            Source("NIST on matches of faces; COMPAS, 45 and 23 % wrongly rated high", "V", "facts"),
        ),
        "Why do {what} bear more wrong records than others?",
        "make errors equal",
        "",
        None,
        needs_run="the errors of each group, side by side",
    ),
    Rule(
        "R31",
        "status offence",
        "W",
        "a condition that burdens or a feature asks for residence or income, or a conduct is a status"
        " in the society",
        (Source("ICCPR 12, 26", "M"),),
        "May it count against somebody to be {what}, with nothing done?",
        "ask for conduct instead",
        "conduct that only some people cannot avoid",
        status,
    ),
    Rule(
        "R32",
        "inability taken for refusal",
        "H",
        "a conduct counts against people without a test of ability, or behind one that finds more"
        " of the unable"
        " able than the threshold, although its record claims money, paying ends its listing, or"
        " some who do it"
        " could not have paid in the society",
        (
            Source(
                "Supreme People's Court, provisions of 2013, amended 2017: wilful default of the able", "V"
            ),
            Source("ICCPR 11 (no prison for debt), by analogy", "M"),
        ),
        "Does {what} count although whoever is recorded could not have paid?",
        "ask whether people could (`adjudication.ability_test`)",
        "debts of which neither the file nor a society that is given says that they are debts",
        inability,
        (ABLE_SHARE,),
    ),
    Rule(
        "R36",
        "stricter for one class, or not for another",
        "W",
        "points lost are multiplied by tier, a condition asks for the tier, or true sightings are"
        " let off by rank",
        (Source("ICCPR 26; UN Convention against Corruption", "M"),),
        "What reason lies behind another rule for these: {what}?",
        "let the same hold for everybody",
        "who is let off without a rule; other classes than those the language knows",
        by_class,
    ),
)
"""Rules about who somebody is."""
