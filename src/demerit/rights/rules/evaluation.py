"""What is put into one number or one listing, from where, and what follows of it: R01 to R04, R19, R38."""

from __future__ import annotations

from collections.abc import Iterable

from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.rights.contexts import APART, nearest, spread
from demerit.rights.reach import (
    acts_counted,
    burdens,
    counted_against,
    leads_to,
    leads_to_list,
    refusals,
    reporting,
)
from demerit.rights.rule import Form, Found, Hit, Rule, Severity, Source, Unseen
from demerit.rights.thresholds import HARDER, STACKED, STEPS

AIA_SCORING = Source(
    "EU AI Act 5(1)(c): no scoring of people over a period of time that leads to treatment in unrelated"
    " contexts, or out of proportion to their conduct",
    "V",
    needs_ai=True,
)


def _contexts(form: Form, conducts: Iterable[str]) -> tuple[set[str], list[str]]:
    """Return in which contexts the data about conducts arise, and the sources that do not say it."""
    wanted = frozenset(conducts)
    sources = reporting(form.regime, wanted)
    known: set[str] = {source.context for source in sources.values() if source.context is not None}
    if form.society is not None:
        known |= {form.society.conducts[name].context for name in wanted & set(form.society.conducts)}
        return known, []
    return known, [name for name, source in sources.items() if source.context is None]


def _apart(away: int) -> str:
    """Return how far apart contexts are, in words; where nothing joins them there is no number of steps."""
    return STEPS.says(away) if away < APART else "no families of contexts join them"


def cross_context(form: Form) -> Found:
    """R01: it bites in a context unrelated to every one from which its data come."""
    letter: Severity | None = None if form.regime.operator.ai else "W"
    for name, consequence in refusals(form.regime).items():
        conducts = leads_to(form.regime, consequence).conducts
        known, silent = _contexts(form, conducts)
        for source in silent:
            yield Unseen("the context of what it reports", source)
        if silent or not known:
            continue
        away = nearest(consequence.context, known)
        if STEPS.fires(away):
            yield Hit(
                ("consequences", name, "context"),
                f"it bites in {consequence.context} and its data arise in {', '.join(sorted(known))}:"
                f" {_apart(away)}",
                name,
                letter=letter,
            )


def _gravities(form: Form, conducts: Iterable[str]) -> tuple[dict[str, int], list[str]]:
    """Return the gravity of conducts, the society's before the file's claim, and those without any."""
    known: dict[str, int] = {}
    silent: list[str] = []
    for name in conducts:
        claimed = form.regime.conducts[name].gravity
        if form.society is not None and name in form.society.conducts:
            known[name] = form.society.conducts[name].gravity
        elif claimed is not None:
            known[name] = claimed
        else:
            silent.append(name)
    return known, silent


def disproportionate(form: Form) -> Found:
    """R02: what follows is harder than the slightest conduct that counts towards it is grave."""
    whose = "the society has it" if form.society is not None else "the file claims"
    order = list(form.regime.conducts)
    for name, consequence in refusals(form.regime).items():
        counted = sorted(leads_to(form.regime, consequence).conducts, key=order.index)
        known, silent = _gravities(form, counted)
        for conduct in silent:
            yield Unseen("how grave it is", conduct)
        if not known:
            continue
        least = min(known, key=lambda each: known[each])
        severity = form.severity_of(name)
        harder = severity - known[least]
        if HARDER.fires(harder):
            yield Hit(
                ("consequences", name, "severity"),
                f"severity {severity} follows {least}, whose gravity is"
                f" {known[least]} as {whose}:"
                f" {HARDER.says(harder)}",
                name,
            )


def universal(form: Form) -> Found:
    """R03: everybody is evaluated over time in one number that joins unrelated contexts."""
    regime = form.regime
    if regime.scope != "universal" or not (regime.scores or regime.period is not None):
        return
    if regime.scores:
        conducts = frozenset(regime.conducts)
    else:
        conducts = _joined(form)
    known, silent = _contexts(form, conducts)
    apart = spread(known)
    if STEPS.fires(apart):
        yield Hit(
            ("scope",),
            f"everybody is evaluated over time, in one number, from {', '.join(sorted(known))}:"
            f" {_apart(apart)}",
            "everybody",
            letter="P" if regime.operator.ai else "W",
        )
        return
    for source in silent:
        yield Unseen("the context of what it reports", source)


def _joined(form: Form) -> frozenset[str]:
    """Return the conducts of the list that joins most of them; without a score a list is what joins."""
    lists = [leads_to_list(form.regime, name).conducts for name in form.regime.lists]
    return max(lists, key=len, default=frozenset())


def by_profile(form: Form) -> Found:
    """R04: somebody is put at a disadvantage by a prediction, and no act stands behind it."""
    regime = form.regime
    against = frozenset(counted_against(regime))
    for name, source in regime.sources.items():
        if source.kind != "prediction":
            continue
        alone = [
            each
            for each in source.reports & against
            if all(other.kind == "prediction" for other in reporting(regime, frozenset({each})).values())
        ]
        if alone:
            yield Hit(
                ("sources", name, "kind"),
                "a prediction makes the record, and no other source reports an act",
                tuple(sorted(alone, key=list(regime.conducts).index)),
            )
    for name, score in regime.scores.items():
        if isinstance(score, RiskScore) and not acts_counted(regime, score) and burdens(regime):
            yield Hit(
                ("scores", name, "features"),
                "the risk score is made of traits alone: no feature counts what anybody did",
                "whoever it flags",
            )


def stacked(form: Form) -> Found:
    """R19: one record leads to several disadvantages."""
    regime = form.regime
    for conduct in counted_against(regime):
        follow = [
            name for name, each in refusals(regime).items() if conduct in leads_to(regime, each).conducts
        ]
        follow += [
            f"publication of {name}"
            for name, listed in regime.lists.items()
            if listed.publish is not None and conduct in leads_to_list(regime, name).conducts
        ]
        if conduct in regime.owing and regime.owing[conduct].penalty is not None:
            follow.append("a penalty on the debt")
        if STACKED.fires(len(follow)):
            yield Hit(
                ("conducts", conduct),
                f"one record of it counts towards {', '.join(follow)}: {STACKED.says(len(follow))}",
                conduct,
            )


RULES = (
    Rule(
        "R01",
        "cross-context sanction",
        "P",
        "a disadvantage lies more steps than the threshold from every context in which its data arise",
        (AIA_SCORING, Source("GDPR 5(1)(b), purposes", "M")),
        "What links the data behind these with the part of life in which they bite: {what}?",
        "remove it",
        "purposes that people agreed to; contexts are the file's own words and their distances ours",
        cross_context,
        (STEPS,),
        "P where an AI system evaluates people, else W",
    ),
    Rule(
        "R02",
        "disproportionate sanction",
        "P",
        "the severity of a disadvantage passes the gravity of the slightest conduct that counts towards it by"
        " more grades than the threshold",
        (
            AIA_SCORING,
            Source("State Council General Office, opinion 49 of 2020: measures go by gravity", "V"),
            Source("EU Charter 49(3), 52(1)", "M"),
        ),
        "Are these in proportion to the slightest conduct that leads to them: {what}?",
        "remove it",
        "how many records it takes; what people lose in a run",
        disproportionate,
        (HARDER,),
    ),
    Rule(
        "R03",
        "universal longitudinal score",
        "P",
        "the scope is universal, conduct counts over time, and one number joins contexts that lie further"
        " apart than the threshold",
        (
            AIA_SCORING,
            Source(
                "UNESCO recommendation of 2021, as reported: no AI for social scoring or mass surveillance",
                "V",
                needs_ai=True,
            ),
        ),
        "On what ground may {what} be evaluated over time in one number that joins unrelated parts of life?",
        "remove it",
        "scores that others make of it; what people know of it",
        universal,
        (STEPS,),
        "P where an AI system evaluates people, else W",
    ),
    Rule(
        "R04",
        "prediction of offences by profile",
        "P",
        "a prediction alone makes a record that counts against somebody, or a risk score is made of"
        " traits alone",
        (
            Source("EU AI Act 5(1)(d): no prediction of offences from profiling alone", "V", needs_ai=True),
            Source("ICCPR 14(2)", "M"),
        ),
        "Which act of the person, beside what somebody like them is expected to do, stands behind {what}?",
        "remove it",
        "whether what is predicted is an offence; facts that officials know and no source reports",
        by_profile,
    ),
    Rule(
        "R19",
        "double punishment",
        "H",
        "one record counts towards as many disadvantages as the threshold, a penalty on its debt among them",
        (
            Source("State Council General Office, opinion 49 of 2020: no added or heavier punishment", "V"),
            Source("ICCPR 14(7); EU Charter 50; protocol 7 to the ECHR, 4", "M"),
        ),
        "May all of this follow one record, beside what a court imposes for it: {what}?",
        "let fewer disadvantages follow one record",
        "penalties outside of the regime; how hard each of them is",
        stacked,
        (STACKED,),
        no_word="whether a court or an office punishes the same act as well",
    ),
    Rule(
        "R38",
        "cliff threshold",
        "W",
        "what somebody loses jumps at the edge of a grade, within the error of measurement",
        (Source("Platforms that end accounts below 4.6 of 5", "V", "facts"),),
        "May {what} turn on a difference smaller than the error of the score?",
        "let what follows grow with the score",
        "",
        None,
        needs_run="how many people stand within the error of an edge, and what they lose by it",
    ),
)
"""Rules about what is evaluated together, and how much follows."""
