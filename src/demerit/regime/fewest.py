"""The fewest records that put somebody on a list, counted from the start: "4 × speeding within 3 years".

Records are added one after another, each at the points of the rule and held to floor and cap, until the
list's condition can hold; that no fewer do follows from trying every score that so many reach. Points that
come back in between, or that a tier multiplies, are left out. Where there are too many scores to try, the
records of one conduct alone are counted, which is the fewest wherever only being low enough, or high enough,
counts; otherwise nothing is claimed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from demerit.mechanisms.scores.language import Ledger, RollingMean
from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.mechanisms.triggers.language import Trigger, triggers_of
from demerit.regime.domains import domains
from demerit.regime.entering import Way, put_by, tied, ways
from demerit.regime.model import Regime
from demerit.regime.parsing_scores import asking_for
from demerit.regime.possible import all_of, decide
from demerit.regime.reaching import Reached, moves, reported
from demerit.regime.trees import Node, Variable, nodes

MOST_SCORES = 3_000
"""Scores that are tried before the records of one conduct alone are counted."""
MOST_RATINGS = 12
"""Ratings whose mean is tried; more are left undecided."""


class Fewest(NamedTuple):
    """The fewest records that put somebody on a list.

    Attributes:
        records: how many of which conduct; of alternatives that take as many, the first by name.
        others: conducts of which a record does as well as the last one.
        waits: lists that somebody must be on before.
        within: for how long each record counts, in words; empty if for ever, or one is enough.
    """

    records: Mapping[str, int]
    others: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    within: str = ""

    def __str__(self) -> str:
        """Return it in words."""
        said = " and ".join(f"{number} × {name}" for name, number in self.records.items())
        if self.others:
            said = f"1 × any of {', '.join([*self.records, *self.others])}"
        said = f"{said} within {self.within}" if self.within else said
        held = f"being on {', '.join(self.waits)}" if self.waits else ""
        return ", then ".join(each for each in (held, said or ("" if held else "none")) if each)


def fewest(forms: Sequence[Regime], so_far: Reached) -> dict[str, str]:
    """Return for each list that somebody can be on how few records do it, way by way, in words.

    Args:
        forms: the dated forms of a regime.
        so_far: what can be reached in them.
    """
    found = {}
    for name, number in so_far.lists.items():
        form = forms[number]
        every = [_of_way(form, name, way, so_far) for way in ways(form, name)]
        known = [each for each in every if each is not None]
        if known:
            found[name] = "; or ".join(dict.fromkeys(map(str, known)))
        elif rules := put_by(form, name):
            found[name] = f"by the rule{'s' if len(rules) > 1 else ''} {', '.join(rules)}"
        elif relations := tied(form, name):
            found[name] = f"by {', '.join(relations)} alone, of somebody who is listed"
        else:
            found[name] = "not decided"
    return found


def _of_way(form: Regime, name: str, way: Way, so_far: Reached) -> Fewest | None:
    """Return the fewest records by one way; None where it is closed or not decided."""
    entity = form.lists[name].entity
    last = sorted(reported(form, entity).intersection(way.conducts))
    if way.conducts and not last:
        return None
    if not way.parts:
        return Fewest({last[0]: 1}, tuple(last[1:]))
    node = all_of(way.parts)
    waits = _needed(form, entity, node, so_far)
    if waits is None:
        return None
    if any(isinstance(each, Variable) and each.term is not None for each in nodes(node)):
        return None  # records in a window, or how long something has lasted, are not tried
    score = next(iter(asked := _asked(form, node)), "")
    if any(_moves(form, each, score) for each in triggers_of(form).values()):
        return None  # a rule may move it without any record
    if asked:
        records = _scored(form, entity, node, score, last if way.own else ()) if len(asked) == 1 else None
        if records is None:
            return None
        if last and not way.own:  # asked as the step began, so one record more
            records = (*records, last[0])
    elif last:
        return Fewest({last[0]: 1}, tuple(last[1:]), waits)
    else:
        records = ()
    counted = Counter(records)
    others = tuple(last[1:]) if len(records) == 1 and _scored_same(form, last, score) else ()
    within = _life(form, counted) if len(records) > 1 else ""
    return Fewest(dict(sorted(counted.items())), others, waits, within)


def _moves(form: Regime, trigger: Trigger, score: str) -> bool:
    """Return whether a trigger moves a score but back to its start."""
    back = score in trigger.adds and trigger.as_far_as.get(score) == form.scores[score].start
    return score in trigger.sets or (score in trigger.adds and not back)


def _life(form: Regime, conducts: Iterable[str]) -> str:
    """Return how long records of some conducts count, in words; empty if for ever, or not equally long."""
    found = {None if (life := form.life_of(name)) is None else life.text for name in conducts}
    return next(iter(found)) or "" if len(found) == 1 else ""


def _asked(form: Regime, node: Node) -> list[str]:
    """Return the scores that a condition reads."""
    return [name for name in form.scores if _free(node) & asking_for(name)]


def _needed(form: Regime, entity: str, node: Node, so_far: Reached) -> tuple[str, ...] | None:
    """Return the lists without which a condition cannot hold; None if it cannot in this form."""
    closed = frozenset(f"listed({name})" for name in so_far.reasons)
    if decide(node, domains([form], entity, unreached=closed)).example is None:
        return None
    named = [name for name in form.lists if f"listed({name})" in _free(node) and name not in so_far.reasons]
    return tuple(
        name
        for name in named
        if decide(node, domains([form], entity, unreached=closed | {f"listed({name})"})).never
    )


def _scored_same(form: Regime, names: Sequence[str], score: str) -> bool:
    return len({form.points_of(name, score) for name in names}) == 1


def _free(node: Node) -> frozenset[str]:
    return frozenset(each.name for each in nodes(node) if isinstance(each, Variable))


def _scored(form: Regime, entity: str, node: Node, name: str, last: Sequence[str]) -> tuple[str, ...] | None:
    """Return the fewest records after which a condition about one score can hold; None if not decided.

    Args:
        form: of the regime.
        entity: of whom they are.
        node: the condition.
        name: the score's.
        last: conducts of which the last record must be; empty if any, or none at all, will do.
    """
    score, holds = form.scores[name], _holding(form, entity, node, name)
    given = {
        conduct: points[0] if len(points) == 1 else form.points_of(conduct, name)
        for conduct, points in moves(form, entity, name).items()
    }
    if isinstance(score, RollingMean):
        return _rated(score, given, holds, last)
    if isinstance(score, RiskScore):
        return () if holds(score.start) and not last else None
    if not isinstance(score, Ledger):
        return None
    return _walked(score, given, holds, frozenset(last))


def _holding(form: Regime, entity: str, node: Node, name: str) -> Callable[..., bool]:
    """Return whether a condition can hold at a score, and where it is a mean at so many ratings."""
    known: dict[tuple[int, int], bool] = {}

    def holds(score: int, ratings: int = 0) -> bool:
        if (score, ratings) not in known:
            at = {name: (score, score), f"number({name})": (ratings, ratings)}
            found = decide(node, domains([form], entity, scores=at)).example
            known[score, ratings] = found is not None
        return known[score, ratings]

    return holds


def _walked(
    score: Ledger, given: Mapping[str, int], holds: Callable[..., bool], last: frozenset[str]
) -> tuple[str, ...] | None:
    """Return the fewest records that lead a ledger from its start to a score at which a condition holds."""
    if not last and holds(score.start):
        return ()
    ways_to: dict[int, tuple[str, ...]] = {score.start: ()}
    edge = [score.start]
    while edge and len(ways_to) < MOST_SCORES:
        following: dict[int, tuple[str, ...]] = {}
        for before in edge:
            for name, points in sorted(given.items()):
                after = _moved(score, before, points)
                if (name in last or not last) and holds(after):
                    found = (*ways_to[before], name)
                    return _of_one(score, given, holds, last, len(found)) or found
                if after not in ways_to:
                    following.setdefault(after, (*ways_to[before], name))
        ways_to |= following
        edge = list(following)
    return _alone(score, given, holds, last) if edge else None


def _of_one(
    score: Ledger, given: Mapping[str, int], holds: Callable[..., bool], last: frozenset[str], number: int
) -> tuple[str, ...]:
    """Return so many records of one conduct alone if they do it as well, which is easier to read."""
    for name in sorted(last or given):
        after = score.start
        for _ in range(number):
            after = _moved(score, after, given[name])
        if holds(after):
            return (name,) * number
    return ()


def _moved(score: Ledger, before: int, points: int) -> int:
    if score.most_per_step is not None:
        points = min(max(points, -score.most_per_step), score.most_per_step)
    low, high = score.floor, score.cap
    after = before + points
    after = after if low is None else max(after, low)
    return after if high is None else min(after, high)


def _alone(
    score: Ledger, given: Mapping[str, int], holds: Callable[..., bool], last: frozenset[str]
) -> tuple[str, ...] | None:
    """Return the fewest records of one conduct that do it, found by halving; None if none does."""
    counts = {}
    for name, points in sorted(given.items()):
        if points and (name in last or not last):
            step = _moved(score, score.start, points) - score.start
            most = 1
            while most < 1 << 24 and not holds(_bounded(score, score.start + step * most)):
                most *= 2
            least = most // 2
            while most - least > 1:
                middle = (least + most) // 2
                done = holds(_bounded(score, score.start + step * middle))
                least, most = (least, middle) if done else (middle, most)
            if holds(_bounded(score, score.start + step * most)):
                counts[name] = most
    if not counts:
        return None
    name = min(counts, key=lambda each: counts[each])
    return (name,) * counts[name] if counts[name] <= 1 << 20 else None


def _bounded(score: Ledger, value: int) -> int:
    value = value if score.floor is None else max(value, score.floor)
    return value if score.cap is None else min(value, score.cap)


def _rated(
    score: RollingMean, ratings: Mapping[str, int], holds: Callable[..., bool], last: Sequence[str]
) -> tuple[str, ...] | None:
    """Return the fewest ratings whose mean makes a condition hold; None if not decided."""
    if not last and holds(score.start):
        return ()
    sums: dict[int, tuple[str, ...]] = {0: ()}
    for number in range(1, min(score.window, MOST_RATINGS) + 1):
        following: dict[int, tuple[str, ...]] = {}
        for total, names in sums.items():
            for name, points in sorted(ratings.items()):
                if not points:
                    continue
                mean = (2 * (total + points) + number) // (2 * number)
                mean = mean if number >= (score.least_records or 1) else score.start
                if (name in last or not last) and holds(mean, number):
                    return (*names, name)
                following.setdefault(total + points, (*names, name))
        sums = following if len(following) <= MOST_SCORES else {}
    return None


def told(found: Mapping[str, str]) -> Iterator[str]:
    """Yield the fewest records of each list as a line."""
    for name, said in found.items():
        yield f"{name}: {said}"
