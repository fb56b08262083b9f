"""What can be reached from the start: which conducts are reported, between which scores, who can be listed.

Everything here is said of more than can happen and so never of too little: a score may be anywhere between
its ends, all conducts may be recorded of one person, and whoever an earlier form listed may still be. So
"nobody can ever be on this list" is sure, and that somebody can is a matter of the fewest records (`fewest`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from demerit.mechanisms.offers.language import offers_of
from demerit.mechanisms.scores.language import Graded, Ledger, RollingMean
from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.mechanisms.scores.language_worse import against, worse_side
from demerit.mechanisms.triggers.language import triggers_of
from demerit.mechanisms.weights.language import factors
from demerit.quantities import Share
from demerit.regime.by_axis import SharesBy
from demerit.regime.domains import bounds, domains
from demerit.regime.entering import Way, offered_by, put_by, tied, ways
from demerit.regime.features import between
from demerit.regime.model import Regime
from demerit.regime.parts import Source
from demerit.regime.possible import Domains, Range, never
from demerit.regime.reasons import why
from demerit.regime.trees import Node, Variable, nodes
from demerit.regime.working import left_out


class Reached(NamedTuple):
    """What can be reached in dated forms of a regime.

    Attributes:
        lists: by list the place of the first form in which somebody can enter it.
        reasons: why nobody ever can, by list.
        scores: between which values of each score persons and organisations lie, for each form.
    """

    lists: Mapping[str, int]
    reasons: Mapping[str, str]
    scores: tuple[Mapping[str, Mapping[str, Range]], ...]

    def known(self, forms: Sequence[Regime], number: int, entity: str) -> Domains:
        """Return the values that terms have in a form, of what can be reached."""
        return domains(
            forms[: number + 1],
            entity,
            scores=self.scores[number][entity],
            unreached=frozenset(f"listed({name})" for name in self.reasons),
        )


def reached(forms: Sequence[Regime]) -> Reached:
    """Return what can be reached in a regime.

    Args:
        forms: its dated forms, one after another.
    """
    lists: dict[str, int] = {}
    names = list(dict.fromkeys(name for form in forms for name in form.lists))
    while True:
        found = _round(forms, names, lists)
        if not found:
            break
        lists |= found
    scores = tuple(_scores(forms[: number + 1], lists) for number in range(len(forms)))
    so_far = Reached(lists, dict.fromkeys([name for name in names if name not in lists], ""), scores)
    reasons = {name: _why_not(forms, name, so_far) for name in so_far.reasons}
    return Reached(lists, reasons, scores)


def _round(forms: Sequence[Regime], names: Sequence[str], lists: Mapping[str, int]) -> dict[str, int]:
    """Return the lists that somebody can enter given those that somebody can be on."""
    found = {}
    for number, form in enumerate(forms):
        scores = _scores(forms[: number + 1], lists)
        closed = frozenset(f"listed({name})" for name in names if name not in lists)
        for name in form.lists:
            if name in lists or name in found:
                continue
            entity = form.lists[name].entity
            known = domains(forms[: number + 1], entity, scores=scores[entity], unreached=closed)
            if any(_sets_off(form, entity, each, lists) for each in put_by(form, name)):
                found[name] = number
            elif any(_offered(form, entity, each, lists) for each in offered_by(form, name)):
                found[name] = number
            elif any(_open(form, entity, way, known) for way in ways(form, name)) or any(
                (spill.of or name) in lists and (spill.chance is None or spill.chance.most > 0)
                for spill in tied(form, name).values()
            ):
                found[name] = number
    return found


def _sets_off(form: Regime, entity: str, trigger: str, lists: Mapping[str, int]) -> bool:
    """Return whether the event of a trigger can happen, of lists that somebody can be on."""
    rule = triggers_of(form)[trigger]
    if rule.record:
        return not reported(form, entity).isdisjoint(rule.record)
    return rule.joins or rule.schedule is not None or (rule.enters or rule.leaves) in lists


def _offered(form: Regime, entity: str, offer: str, lists: Mapping[str, int]) -> bool:
    """Return whether somebody can take an offer, by what it stands for."""
    rule = offers_of(form)[offer]
    if rule.spares_entering is not None:
        return rule.spares_entering in lists
    return rule.instead_of is None or not reported(form, entity).isdisjoint(rule.spares_records)


def _open(form: Regime, entity: str, way: Way, known: Domains) -> bool:
    """Return whether somebody can go a way into a list."""
    if way.conducts and not reported(form, entity).intersection(way.conducts):
        return False
    return not way.parts or not never(way.parts, known)


def reported(form: Regime, entity: str) -> frozenset[str]:
    """Return the conducts of which somebody of an entity can get a record, by sources that the lab models."""
    ruling = form.adjudication
    if ruling is None or not any(
        chance.most > 0
        for by in (ruling.official, ruling.machine)
        if by is not None
        for chance in (by.upholds_true, by.upholds_false)
    ):
        return frozenset()
    unmodelled = left_out(form)
    working = [source for name, source in form.sources.items() if ("sources", name) not in unmodelled]
    return frozenset(conduct for source in working if source.entity == entity for conduct in _reports(source))


def _reports(source: Source) -> Iterator[str]:
    if max(_most(each.share) for each in source.covering) <= 0:
        return
    falsely = source.false_records is not None and source.false_records.most > 0
    yield from (name for name, chance in source.sees.items() if falsely or _most(chance) > 0)
    if source.income_test is not None:
        yield source.income_test.conduct


def _most(chance: Share | SharesBy) -> Decimal:
    """Return the highest of a share, or of shares by an axis."""
    of_all = [*chance.values.values(), chance.otherwise] if isinstance(chance, SharesBy) else [chance]
    return max((each.most for each in of_all if each is not None), default=Decimal(0))


def moves(form: Regime, entity: str, score: str) -> dict[str, tuple[int, ...]]:
    """Return by conduct what a record of it may give in points; conducts that are not reported are left out.

    Args:
        form: one dated form.
        entity: of whom the records are.
        score: the score that takes the points.
    """
    of = form.scores[score]
    found = {}
    for name in sorted(reported(form, entity)):
        chosen = form.conducts[name].discretionary if form.taking_points == (score,) else None
        given = [form.points_of(name, score), *(chosen or ())]
        worth = {
            int((each * factor).to_integral_value(ROUND_HALF_UP))
            for each in given
            if each and isinstance(of, Ledger)
            for factor in factors(form, entity, name, against(worse_side(of), each) > 0)
        }
        found[name] = tuple(sorted({*given, *worth}))
    return found


def _scores(forms: Sequence[Regime], lists: Mapping[str, int]) -> dict[str, dict[str, Range]]:
    """Return between which values of each score persons and organisations lie in the last of some forms."""
    ends = bounds(forms)
    return {
        entity: {name: _between(forms, entity, lists, name, ends[name]) for name in ends}
        for entity in ("person", "organisation")
    }


def _between(forms: Sequence[Regime], entity: str, lists: Mapping[str, int], name: str, ends: Range) -> Range:
    """Return between which values of one score somebody lies; `ends` are those that the rules allow."""
    low, high = ends
    keeping = [(form, form.scores[name]) for form in forms if name in form.scores]
    starts = [score.start for _, score in keeping]
    if all(isinstance(score, Ledger) for _, score in keeping):
        starts += [value for form, _ in keeping for value in _set_to(form, name)]
        given = {each for form, _ in keeping for each in _given(form, entity, lists, name)}
        falls, rises = any(each < 0 for each in given), any(each > 0 for each in given)
        held = any(_held(score) for _, score in keeping)
        falls, rises = falls or rises and held, rises or falls and held
        return low if falls else min(starts), high if rises else max(starts)
    if all(isinstance(score, RollingMean) for _, score in keeping):
        rated = {p for form, _ in keeping for each in moves(form, entity, name).values() for p in each if p}
        return min([*starts, *rated]), max([*starts, *rated])
    if all(isinstance(score, RiskScore) for _, score in keeping):
        worked = [
            between(form, entity, score, reported(form, entity))
            for form, score in keeping
            if isinstance(score, RiskScore)
        ]
        if all(worked):
            known = [each for each in worked if each is not None]
            return max(low, min(least for least, _ in known)), min(high, max(most for _, most in known))
    return low, high


def _held(score: Graded) -> bool:
    """Return whether bounds can take a part of what a record gives, so that its end gives back more."""
    return isinstance(score, Ledger) and (score.floor, score.cap, score.most_per_step) != (None, None, None)


def _given(form: Regime, entity: str, lists: Mapping[str, int], score: str) -> Iterator[int]:
    """Yield the points of a ledger that anything may give somebody of an entity."""
    for each in moves(form, entity, score).values():
        yield from each
    adding = [each for each in triggers_of(form).values() if score not in each.as_far_as]
    yield from (each.adds[score] for each in adding if score in each.adds)
    relations = form.spillover.relations if form.spillover is not None and entity == "person" else {}
    for spill in relations.values():
        if spill.points is not None and spill.of in lists:
            yield spill.points


def _set_to(form: Regime, score: str) -> Iterator[int]:
    """Yield the values that triggers set a score to, or add to it as far as."""
    for each in triggers_of(form).values():
        yield from (values[score] for values in (each.sets, each.as_far_as) if score in values)


def _why_not(forms: Sequence[Regime], name: str, so_far: Reached) -> str:
    """Return why nobody can ever be on a list, by the last form that has it."""
    number, form = max((n, form) for n, form in enumerate(forms) if name in form.lists)
    entity = form.lists[name].entity
    if rules := put_by(form, name):
        return f"nothing ever sets off {', '.join(rules)}, which would put people on it"
    if offers := offered_by(form, name):
        return f"nobody can ever take {', '.join(offers)}, which would put them on it"
    for way in ways(form, name):
        if way.conducts and not reported(form, entity).intersection(way.conducts):
            return _unreported(form, entity, way.conducts)
        known = so_far.known(forms, number, entity)
        if parts := never(way.parts, known) if way.parts else ():
            waits = _waits(parts, so_far.reasons)
            return f"it waits on {waits}, which nobody can be on" if waits else why(parts, known)
    return "nobody can go any way into it"


def _unreported(form: Regime, entity: str, conducts: Sequence[str]) -> str:
    named = [name for name, source in form.sources.items() if source.reports.intersection(conducts)]
    said = ", ".join(conducts)
    if not named:
        return f"no source reports {said}"
    kinds = ", ".join(f"{name} (kind {form.sources[name].kind})" for name in named)
    about = "an organisation" if entity == "organisation" else f"a {entity}"
    return f"nothing that the lab models makes a record of {said} about {about}; sources: {kinds}"


def _waits(parts: Sequence[Node], reasons: Mapping[str, str]) -> str:
    """Return the lists among these that parts of a condition name, in words."""
    free = {each.name for part in parts for each in nodes(part) if isinstance(each, Variable)}
    named = [name for name in reasons if f"listed({name})" in free]
    return f"the list{'s' if len(named) > 1 else ''} {', '.join(named)}" if named else ""
