"""By which rule, since when, watched by whom, to whose gain: R17, R18, R34, R35, R39."""

from __future__ import annotations

from decimal import Decimal

from demerit.rights.reach import adverse, burdens, counted_against
from demerit.rights.rule import Form, Found, Hit, Rule, Source, beyond
from demerit.rights.thresholds import AUDIT_YEARS, DAYS_PER_YEAR, SUNSET_YEARS


def no_legal_basis(form: Form) -> Found:
    """R17: a conduct counts against people without a rule, or by a range that an official fills."""
    for name in counted_against(form.regime):
        conduct = form.regime.conducts[name]
        if conduct.legal_basis is None:
            basis = ("conducts", name, "legal_basis")
            yield Hit(basis, f"legal basis: {form.written(*basis)}", name)
        if conduct.discretionary is not None:
            low, high = conduct.discretionary
            yield Hit(
                ("conducts", name, "discretionary"),
                f"an official may give {low} to {high} points",
                name,
                "fix the points",
            )


def retroactive(form: Form) -> Found:
    """R18: acts count from before the rule was in force."""
    for name in counted_against(form.regime):
        since = form.regime.conducts[name].since
        if since is None:
            continue
        place = ("conducts", name, "since")
        begun = form.began.get(name)
        if begun is None:
            yield Hit(
                place, f"acts count from {since}; the file does not say when its rules came into force", name
            )
        elif since < begun:
            yield Hit(place, f"acts count from {since}; the rule is in force from {begun}", name)


def no_consent(form: Form) -> Found:
    """R34: a scheme that only rewards takes in people who did not agree."""
    regime = form.regime
    rewards = [name for name, each in regime.consequences.items() if not adverse(each)]
    if not rewards or burdens(regime):
        return
    for name, source in regime.sources.items():
        if not source.consent:
            yield Hit(
                ("sources", name), "the people recorded did not agree, and all that follows is rewards", name
            )


def unwatched(form: Form) -> Found:
    """R35: nobody looks at what the regime does."""
    regime = form.regime
    if not burdens(regime):
        return
    watch = regime.monitoring
    if watch is None:
        said = f"monitoring: {form.written('monitoring')}: no impact assessment, bias audit or statistics"
        yield Hit(("monitoring",), said, "an impact assessment, a bias audit, published statistics")
    else:
        for key, present, what in (
            ("impact_assessment", watch.impact_assessment, "an impact assessment"),
            ("bias_audit", watch.bias_audit is not None, "a bias audit"),
            ("stats_published", watch.stats_published, "published statistics"),
        ):
            if not present:
                yield Hit(("monitoring", key), f"{what.removeprefix('an ').removeprefix('a ')}: none", what)
        if watch.bias_audit is not None:
            years, place = watch.bias_audit.days / DAYS_PER_YEAR, ("monitoring", "bias_audit")
            yield from beyond(AUDIT_YEARS, years, place, "a bias audit")
    what = "a day on which it ends unless renewed"
    if regime.sunset is None:
        yield Hit(("sunset",), f"sunset: {form.written('sunset')}", what)
    elif begun := sorted(date for date in form.began.values() if date is not None):
        years = Decimal((regime.sunset - begun[0]).days) / DAYS_PER_YEAR
        before = f"{SUNSET_YEARS.name}, from {begun[0]}: "
        yield from beyond(SUNSET_YEARS, years, ("sunset",), what, before=before)


def keeps_penalties(form: Form) -> Found:
    """R39: whoever decides gains by it."""
    if form.regime.operator.keeps_penalties:
        yield Hit(
            ("operator", "keeps_penalties"), "the operator keeps the money that it takes", "its operator"
        )


RULES = (
    Rule(
        "R17",
        "no legal basis, or a range at discretion",
        "H",
        "a conduct counts against people without a legal basis, or by a range of points at discretion",
        (
            Source("State Council General Office, opinion 49 of 2020: listed measures need a basis", "V"),
            Source("ICCPR 15(1); ECHR 7; EU Charter 49", "M"),
        ),
        "Which rule, published beforehand, says that these count and for how much: {what}?",
        "name the rule (`legal_basis`)",
        "whether the basis named says so; bases of lists and consequences",
        no_legal_basis,
    ),
    Rule(
        "R18",
        "retroactivity",
        "H",
        "acts count from before the day on which the rule is in force, or that day is not said",
        (Source("ICCPR 15", "M"),),
        "On what ground may acts count from before the rule was in force: {what}?",
        "let acts count from the day on which the rule is in force",
        "acts that were forbidden already by another rule",
        retroactive,
    ),
    Rule(
        "R34",
        "coverage without consent in a scheme of rewards",
        "W",
        "all that follows is to people's advantage, and a source records them without their agreement",
        (Source("Later rules of Rongcheng: taking part is voluntary", "V"), Source("GDPR 6, 7", "M")),
        "On what ground does {what} record people who did not ask for a reward?",
        "ask people first (`consent: true`)",
        "whether people can afford to say no",
        no_consent,
    ),
    Rule(
        "R35",
        "no impact assessment, bias audit, sunset or published statistics",
        "W",
        "any is missing, errors by group are examined more rarely, or it ends later than the thresholds",
        (
            Source("Council of Europe convention on AI (CETS 225) 16", "V2", needs_ai=True),
            Source("EU AI Act 27", "M", needs_ai=True),
            Source("GDPR 35; OECD principles on AI 1.2 to 1.5", "M"),
        ),
        "Who must look at what this does to people, and when, without these: {what}?",
        "write down what is missing (`monitoring`, `sunset`)",
        "whether anybody reads them; how late a sunset is where the file says no day from which it holds",
        unwatched,
        (AUDIT_YEARS, SUNSET_YEARS),
    ),
    Rule(
        "R39",
        "revenue incentive",
        "W",
        "the operator keeps the penalties that it takes",
        (Source("Michigan's MiDAS, whose fund grew from 3 to 69 million dollars", "V", "facts"),),
        "Does {what} gain by ruling against people?",
        "let the money go elsewhere",
        "budgets and targets that reward the same",
        keeps_penalties,
    ),
)
"""Rules about how the regime is governed."""
