"""What leads to what in a regime's text: who is burdened, by which conducts, reported by which sources.

Rules ask of declared properties, and most properties of a consequence are those of what brings it about: the
conducts that enter its list, the sources that report them, the traits that its conditions name. A score may
be bad for people at either end; which end, the score says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from demerit.documents.reading import Where
from demerit.mechanisms.scores.language import RollingMean
from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.mechanisms.scores.language_share import ShareScore
from demerit.mechanisms.scores.language_worse import against, worse_side
from demerit.mechanisms.stops.language import stopping
from demerit.regime.counting import ADVERSE, ANY, FAVOURABLE
from demerit.regime.model import Regime
from demerit.regime.parsing_scores import asking_for
from demerit.regime.parts import Consequence, ListRule, Source
from demerit.regime.trees import Binary, Expr, Node, Not, OneOf, Variable, Within
from demerit.rights.thresholds import DAYS_PER_YEAR, KEPT_YEARS

MONEY = "money claimed (debts)"
"""The burden of whoever owes what a record claims."""


def adverse(consequence: Consequence) -> bool:
    """Return whether a consequence takes something away: it refuses, or multiplies by more than 1.

    A factor counts as taking away if any value of its assumed range is above 1.
    """
    return consequence.form.takes(consequence)


def hard_lists(regime: Regime) -> dict[str, str]:
    """Return the lists that are a burden by themselves, by the words for what they do: shown, or stopped."""
    named = {
        f"publication of {name}": name for name, rule in regime.lists.items() if rule.publish is not None
    }
    return named | {f"what {name} stops": name for name, _ in stopping(regime)}


def publications(regime: Regime) -> list[str]:
    """Return the lists that are published, in words; being shown is a burden without any refusal."""
    return [said for said in hard_lists(regime) if said.startswith("publication")]


def stops(regime: Regime) -> list[str]:
    """Return the lists that stop acts or attempts, in words; a burden of their own, as publication is."""
    return [said for said in hard_lists(regime) if said.startswith("what")]


def refusals(regime: Regime) -> dict[str, Consequence]:
    """Return the consequences that take something away, by name."""
    return {name: each for name, each in regime.consequences.items() if adverse(each)}


def burdens(regime: Regime) -> list[str]:
    """Return what the regime does to people's disadvantage: by consequences, lists and claims of money."""
    money = [MONEY] if regime.owing else []
    return [*refusals(regime), *publications(regime), *stops(regime), *money]


def favouring_lists(regime: Regime) -> set[str]:
    """Return the lists that only help whoever is on them: benefits by their word, or opening favours."""
    helped = {name for name, listed in regime.lists.items() if listed.kind == "benefit"}
    refusing = [each for each in regime.consequences.values() if each.refuse is not None]
    harmed = {name for each in refusing for name, _ in regime.bearing(each)}
    harmed |= {name for name, listed in regime.lists.items() if listed.publish is not None}
    harmed |= {name for name, _ in stopping(regime)}
    for consequence in regime.consequences.values():
        condition = next(iter(consequence.conditions.values()), None)
        if condition is None:
            continue
        signs = _signs(regime.expression(condition, regime.entity_of(consequence)).root)
        for name in regime.lists:
            for positive in signs.get(f"listed({name})", ()):
                (harmed if adverse(consequence) == positive else helped).add(name)
    if regime.spillover is not None:
        for spill in regime.spillover.relations.values():
            if regime.near_against(spill.points) > 0 and spill.of is not None:
                harmed.add(spill.of)
    return helped - harmed


def _signs(node: Node, positive: bool = True) -> dict[str, set[bool]]:
    """Return by variable whether a condition asks for it (True), for its opposite (False), or for both."""
    found: dict[str, set[bool]] = {}
    match node:
        case Variable(name):
            found[name] = {positive}
        case Not(inner):
            return _signs(inner, not positive)
        case Binary(_, left, right):
            for part in (left, right):
                for name, signs in _signs(part, positive).items():
                    found.setdefault(name, set()).update(signs)
        case Within(value) | OneOf(value):
            return _signs(value, positive)
    return found


def burdening(regime: Regime) -> Iterator[tuple[Where, str, str]]:
    """Yield the conditions that decide who is burdened: place, text, entity."""
    kind = favouring_lists(regime)
    for name, listed in regime.lists.items():
        for number, way in enumerate(listed.ways if name not in kind else ()):
            for key, condition in ((way.kind, way.asks), ("if", way.condition)):
                if condition is not None:
                    yield ("lists", name, "enter", number, key), condition, listed.entity
    for name, consequence in refusals(regime).items():
        for key, condition in consequence.conditions.items():
            yield ("consequences", name, key), condition, regime.entity_of(consequence)


def counted_against(regime: Regime) -> list[str]:
    """Return the conducts that can be held against somebody, in the order of the file.

    Their points move a score to an end that is bad for people, or they put on a list, enter a mean of
    ratings, raise a risk score, claim money, or are counted by a condition that burdens somebody.
    """
    kind = favouring_lists(regime)
    listing = {each for name, listed in regime.lists.items() if name not in kind for each in listed.conducts}
    owed = set(regime.owing)
    scored = {conduct for name in regime.scores for conduct in scored_against(regime, name)}
    held = listing | owed | scored
    for _, condition, entity in burdening(regime):
        held |= counted_by(regime, regime.expression(condition, entity))
    return [name for name in regime.conducts if name in held]


def counted_by(regime: Regime, expr: Expr) -> set[str]:
    """Return the conducts whose records a condition counts."""
    named = {name for term in expr.terms if term.what == "records" for name in term.of}
    owed = {name for term in expr.terms if term.what == "owes" for name in term.of}
    found = named & set(regime.conducts) | (set(regime.owing) if ANY in owed else owed & set(regime.owing))
    if ANY in named:
        return set(regime.conducts)
    if named & {ADVERSE, FAVOURABLE} or any(term.what == "clean" for term in expr.terms):
        found |= {name for name in regime.conducts if _weighs(regime, name)}
    return found


def _weighs(regime: Regime, conduct: str) -> bool:
    """Return whether a record of a conduct can be worth anything to a score."""
    if any(
        isinstance(each, RiskScore) and conduct in acts_counted(regime, each)
        for each in regime.scores.values()
    ):
        return True
    if any(isinstance(each, ShareScore) and each.adds(conduct) for each in regime.scores.values()):
        return True
    given = [regime.points_of(conduct, name) for name in regime.taking_points]
    return any([*given, *(regime.conducts[conduct].discretionary or ())])


def scored_against(regime: Regime, name: str) -> list[str]:
    """Return the conducts by which a score moves to an end that is bad for people."""
    score = regime.scores[name]
    if isinstance(score, RiskScore):
        return _weighed_against(regime, name, score)
    if isinstance(score, RollingMean):
        rated = [each for each in regime.conducts if regime.points_of(each, name)]
        return [each for each in rated if any(each in source.sees for source in regime.sources.values())]
    sides = worse_side(score)
    if isinstance(score, ShareScore):
        return [each for each in regime.conducts if against(sides, score.adds(each)) > 0]
    return [
        each
        for each in regime.conducts
        if any(against(sides, points) > 0 for points in _worth(regime, each, name))
    ]


def acts_counted(regime: Regime, score: RiskScore) -> set[str]:
    """Return the conducts whose records a risk score counts."""
    found: set[str] = set()
    for asked in score.features.values():
        expr = regime.expression(asked.asked)
        found |= {name for term in expr.terms if term.what == "records" for name in term.of}
        found |= {ANY} if any(term.what == "clean" for term in expr.terms) else set()
    return set(regime.conducts) if found & {ANY, ADVERSE, FAVOURABLE} else found & set(regime.conducts)


def names_asked(regime: Regime, score: RiskScore) -> set[str]:
    """Return what the features of a risk score name of people, as conditions name it."""
    asked = [each.asked for each in score.features.values()]
    return {name for text in asked for name in regime.expression(text).free_names}


def _weighed_against(regime: Regime, name: str, score: RiskScore) -> list[str]:
    """Return the conducts that a risk score counts, as far as it says which side is worse for people."""
    counted, sides = acts_counted(regime, score), worse_side(score)
    weights = {each: regime.weight_of(each, name) for each in regime.conducts if each in counted}
    return [each for each, weight in weights.items() if not weight or against(sides, weight) > 0]


def _worth(regime: Regime, conduct: str, score: str) -> tuple[int, ...]:
    """Return the points of a record to a ledger: the rule's, and the ends of what an official may give."""
    chosen = regime.conducts[conduct].discretionary if regime.taking_points == (score,) else None
    return (regime.points_of(conduct, score), *(chosen or ()))


@dataclass(frozen=True, slots=True)
class Trigger:
    """What brings a listing or a consequence about.

    Attributes:
        conducts: whose records count towards it.
        names: what its conditions and the score's features name of people, such as `residence` or a term.
    """

    conducts: frozenset[str]
    names: frozenset[str]

    def __or__(self, other: Trigger) -> Trigger:
        """Return what either names."""
        return Trigger(self.conducts | other.conducts, self.names | other.names)


NOTHING = Trigger(frozenset(), frozenset())


def leads_to_list(regime: Regime, name: str, seen: frozenset[str] = frozenset()) -> Trigger:
    """Return what puts somebody on a list, lists that its condition asks for included."""
    listed = regime.lists[name]
    found = Trigger(frozenset(listed.conducts), frozenset())
    for condition in (each for way in listed.ways for each in (way.asks, way.condition)):
        if condition is not None:
            found |= _by_condition(regime, condition, listed.entity, seen | {name})
    return found


def leads_to(regime: Regime, consequence: Consequence) -> Trigger:
    """Return what brings a consequence about: its list, and what its condition asks."""
    found = NOTHING
    for condition in consequence.conditions.values():
        found |= _by_condition(regime, condition, regime.entity_of(consequence), frozenset())
    return found


def _by_condition(regime: Regime, condition: str, entity: str, seen: frozenset[str]) -> Trigger:
    expr = regime.expression(condition, entity)
    names = expr.free_names
    found = Trigger(frozenset(counted_by(regime, expr)), names)
    for score in regime.scores:
        if names & asking_for(score):
            found |= into_score(regime, score, entity)
    asked = {name for term in expr.terms if term.what in ("listings", "listed_for") for name in term.of}
    for other in regime.lists:
        if (f"listed({other})" in names or other in asked) and other not in seen:
            found |= leads_to_list(regime, other, seen)
    return found


def into_score(regime: Regime, name: str, entity: str) -> Trigger:
    """Return what a score of persons or organisations is made of, as far as it counts against them."""
    score = regime.scores[name]
    traits = names_asked(regime, score) if isinstance(score, RiskScore) else set()
    counted = {each for each in scored_against(regime, name) if _about(regime, each, entity)}
    return Trigger(frozenset(counted), frozenset(traits))


def _about(regime: Regime, conduct: str, entity: str) -> bool:
    """Return whether a conduct is reported of an entity; one that nothing reports might be."""
    sources = reporting(regime, frozenset({conduct})).values()
    return not sources or any(source.entity == entity for source in sources)


def reporting(regime: Regime, conducts: frozenset[str]) -> dict[str, Source]:
    """Return the sources that report any of some conducts, by name."""
    return {name: source for name, source in regime.sources.items() if source.reports & conducts}


def paid_off(listed: ListRule) -> bool:
    """Return whether paying takes somebody off a list before the term does, and before long."""
    after = listed.release_on_payment
    if after is None or KEPT_YEARS.fires(after.days / DAYS_PER_YEAR):
        return False
    return all(each.days is None or after.days < each.days for each in listed.lasting)
