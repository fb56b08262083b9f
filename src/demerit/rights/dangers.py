"""Keys of a file that nobody should pass over in silence, whether a rule asks about them or not.

The forty rules are what law and scandals have taught; a regime can be dangerous beside them. Here stand the
keys that give a power or strip a protection. Where one is present and no rule fires at it, lint names it, so
that what the rules leave out is a list and not a blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from demerit.documents.reading import Where
from demerit.mechanisms.debts.language import Owing
from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.mechanisms.stops.language import stopping
from demerit.quantities import Money
from demerit.quantities.numerals import number_text
from demerit.regime.model import Regime
from demerit.regime.parts import FactorsBy, SharesBy
from demerit.rights.reach import burdens, counted_against, reporting

Present = Iterator[tuple[Where, str]]
OPEN_CHANNELS = ("web", "press")
"""Channels that anybody may come upon; those that expose people more are R25's."""
BY_WHOM = ("age", "fifth", "group", "residence", "sex", "tier")
"""Axes that say who somebody is, and not where they live."""
KINDS = {
    "camera": "people are watched by cameras",
    "informant": "people report each other",
    "prediction": "a source reports what it expects",
    "rating": "people rate each other",
}


@dataclass(frozen=True, slots=True)
class Danger:
    """A key that gives a power or strips a protection.

    Attributes:
        key: dotted, `*` for any name.
        question: what to ask a lawyer about it.
        present: yields where it stands in a regime, and what stands there.
    """

    key: str
    question: str
    present: Callable[[Regime], Present]


def _universal(regime: Regime) -> Present:
    if regime.scope == "universal":
        yield ("scope",), "everybody is evaluated"


def _protected(regime: Regime) -> Present:
    if regime.protected_input:
        yield ("protected_input",), "a rule uses a protected trait"


def _minors(regime: Regime) -> Present:
    for name, listed in regime.lists.items():
        if listed.minors:
            yield ("lists", name, "minors"), "people under 18 are listed"


def _published(regime: Regime) -> Present:
    for name, listed in regime.lists.items():
        channels = [each for each in listed.publish or () if each in OPEN_CHANNELS]
        if channels and listed.entity == "person":
            yield ("lists", name, "publish"), f"people on it are published by {', '.join(channels)}"


def _barred(regime: Regime) -> Present:
    for name, stops in stopping(regime):
        if stops.how == "barred":
            said = ", ".join([*stops.acts, *stops.attempts])
            yield ("lists", name, "stops"), f"nobody on it can do this any more: {said}"


def _chain(regime: Regime) -> Present:
    if regime.spillover is not None and regime.spillover.chain:
        yield ("spillover", "chain"), "what passes to somebody passes on to their relations"


def _gates(regime: Regime) -> Present:
    if regime.linkage is not None and regime.linkage.gates:
        yield (
            ("linkage", "gates"),
            f"without the identifier nobody can make {len(regime.linkage.gates)} kinds of attempt",
        )


def _joined(regime: Regime) -> Present:
    if regime.linkage is not None:
        yield ("linkage",), "one identifier joins all reports, and their errors"


def _kinds(regime: Regime) -> Present:
    for name, source in regime.sources.items():
        if source.kind in KINDS:
            yield ("sources", name, "kind"), KINDS[source.kind]


def _gallery(regime: Regime) -> Present:
    for name, source in regime.sources.items():
        if source.gallery in ("nation", "region"):
            yield (
                ("sources", name, "gallery"),
                f"pictures are compared with everybody of the {source.gallery}",
            )


def _anonymous(regime: Regime) -> Present:
    for name, source in regime.sources.items():
        if source.anonymous:
            yield ("sources", name, "anonymous"), "informants stay unknown to the person"


def _unequal(regime: Regime, key: str, what: str) -> Present:
    for name, source in regime.sources.items():
        found = getattr(source, key)
        if isinstance(found, SharesBy | FactorsBy) and found.by in BY_WHOM:
            yield ("sources", name, key), f"{what} by {found.by}"


def _watched_unequally(regime: Regime) -> Present:
    for name, source in regime.sources.items():
        if len(source.covering) > 1:
            yield (
                ("sources", name, "coverage"),
                "how many are watched differs by what the regime knows of them",
            )
        axes = {each.share.by for each in source.covering if isinstance(each.share, SharesBy)}
        for axis in sorted(axes & set(BY_WHOM)):
            yield ("sources", name, "coverage"), f"how many are watched differs by {axis}"


def _seen_unequally(regime: Regime) -> Present:
    for name, source in regime.sources.items():
        axes = dict.fromkeys(found.by for found in source.sees.values() if isinstance(found, SharesBy))
        unequal = [axis for axis in axes if axis in BY_WHOM]
        if unequal:
            yield ("sources", name, "sees"), f"how much of an act is reported differs by {', '.join(unequal)}"


def _averaged(regime: Regime) -> Present:
    for name, source in regime.sources.items():
        if source.income_test is not None and source.income_test.months > 1:
            place = ("sources", name, "income_test", "months")
            yield place, f"income is averaged over {source.income_test.months} months"


def _automated(regime: Regime) -> Present:
    if regime.adjudication is not None and regime.adjudication.automated is not None:
        share = number_text(regime.adjudication.automated.value * 100)
        yield ("adjudication", "automated"), f"a machine rules alone on {share} % of sightings"


def _discretion(regime: Regime) -> Present:
    ruling = regime.adjudication
    for who in ("machine", "official"):
        by = getattr(ruling, who) if ruling is not None else None
        if by is not None and by.discretion is not None:
            yield ("adjudication", who, "discretion"), f"true sightings are let off by {by.discretion.by}"


def _formula(regime: Regime) -> Present:
    for name, score in regime.scores.items():
        if isinstance(score, RiskScore):
            yield ("scores", name, "features"), "a formula decides how risky people are said to be"


def _debts(regime: Regime) -> list[Owing]:
    """Return what records claim."""
    return list(regime.owing.values())


def _penalty(regime: Regime) -> Present:
    for debt in _debts(regime):
        if (penalty := debt.penalty) is not None and penalty.most > 0:
            yield (*debt.at, "penalty"), f"{penalty.text} times the amount is claimed beside it"


def _withheld(regime: Regime) -> Present:
    for debt in _debts(regime):
        if (after := debt.withheld_after) is not None:
            yield (*debt.at, "withheld_after"), f"the debt is taken from payments after {after.text}"


def _kept(regime: Regime) -> Present:
    for debt in _debts(regime):
        if not debt.refunds:
            yield (*debt.at, "refunds"), "what was paid on a wrong record is not given back"


def _set_sum(regime: Regime) -> Present:
    for name, debt in regime.owing.items():
        if isinstance(debt.amount, Money):
            yield (*debt.at, "amount"), f"{debt.amount.text} is claimed for every {name}, however slight"


def _unused(regime: Regime) -> Present:
    used = set(counted_against(regime)) | {name for name, each in regime.conducts.items() if each.points}
    used |= regime.listing | regime.counted
    for name in regime.conducts:
        if name not in used and reporting(regime, frozenset({name})):
            yield ("conducts", name), "it is reported and recorded, and nothing in the file follows from it"


def _uncompensated(regime: Regime) -> Present:
    if regime.monitoring is not None and not regime.monitoring.compensation and burdens(regime):
        yield ("monitoring", "compensation"), "nobody is compensated for its errors"


def _private(regime: Regime) -> Present:
    for name, each in regime.consequences.items():
        if each.executor == "private":
            yield ("consequences", name, "executor"), "a private body carries it out"


DANGERS: tuple[Danger, ...] = (
    Danger("protected_input", "On what ground may it decide anything here?", _protected),
    Danger("scope", "On what ground may people be evaluated who asked for nothing?", _universal),
    Danger("scores.*.features", "Can somebody know, and contest, what the formula makes of them?", _formula),
    Danger("linkage", "Who answers for reports that find the wrong person?", _joined),
    Danger("linkage.gates", "What can somebody do who has no identifier, or is not found by it?", _gates),
    Danger("conducts.*", "What is it recorded for?", _unused),
    Danger("sources.*.kind", "On what ground may people be watched or reported in this way?", _kinds),
    Danger("sources.*.gallery", "Why is everybody compared, and not whom a court seeks?", _gallery),
    Danger(
        "sources.*.anonymous", "How can somebody answer a report whose author they may not know?", _anonymous
    ),
    Danger(
        "sources.*.coverage",
        "Why are some watched more than others?",
        _watched_unequally,
    ),
    Danger("sources.*.sees", "Why is the same act reported more often of some?", _seen_unequally),
    Danger(
        "sources.*.false_records_by",
        "Why do some bear more false reports than others?",
        lambda it: _unequal(it, "false_records_by", "false reports differ"),
    ),
    Danger(
        "sources.*.false_match",
        "Why are some mistaken for others more often?",
        lambda it: _unequal(it, "false_match", "false matches differ"),
    ),
    Danger("sources.*.income_test.months", "May an average stand for what people had each month?", _averaged),
    Danger("adjudication.automated", "Who answers for what the machine decides?", _automated),
    Danger("adjudication.*.discretion", "What reason is there to let some off?", _discretion),
    Danger("lists.*.minors", "May a child be listed for what it did?", _minors),
    Danger("lists.*.publish", "Need anybody know it who has no part in it?", _published),
    Danger(
        "lists.*.stops",
        "What does somebody do who is barred from it by mistake, or in an emergency?",
        _barred,
    ),
    Danger("consequences.*.executor", "Who watches what private bodies do with it?", _private),
    Danger("debts.*.penalty", "Is a penalty due where nothing was hidden?", _penalty),
    Danger("debts.*.withheld_after", "What is left to live on while it is withheld?", _withheld),
    Danger("debts.*.amount", "Must the sum not follow what was done?", _set_sum),
    Danger("debts.*.refunds", "On what ground is money kept that was never owed?", _kept),
    Danger("spillover.chain", "Where does it end?", _chain),
    Danger("monitoring.compensation", "Who makes good what it did to people by mistake?", _uncompensated),
)
"""All of them, in the order of a file."""
