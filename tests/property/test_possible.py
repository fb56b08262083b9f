"""Whether a condition can hold is decided as trying every value decides it; what can never be never is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demerit.regime.amendments import epochs
from demerit.regime.expressions import evaluate
from demerit.regime.possible import Domain, all_of, decide, never
from demerit.regime.reaching import reached
from demerit.regime.trees import Binary, Expr, Member, Node, Not, Number, OneOf, Variable, Within, nodes
from demerit.scenario.codes import NO_SCORE
from demerit.scenario.histories import HISTORIES
from demerit.scenario.lower import lower
from tests import toy
from tests.property.strategies import hurried, regimes

DOMAINS = {
    "score": Domain(-3, 6, usual=2),
    "age": Domain(0, 4),
    "tier": Domain(0, 3, ("ordinary", "official", "owner", "visitor")),
    "grade": Domain(0, 2, ("A", "B", "C"), of="score", bands=((4, 99), (0, 3), (-99, -1))),
    "listed(black)": Domain(0, 1),
    "listed(nobody)": Domain(0, 0),
}
KINDS = {name: "number" if name in ("score", "age") else name for name in DOMAINS} | {
    name: "condition" for name in DOMAINS if "(" in name
}
SIGNS = ["==", "!=", "<", "<=", ">", ">="]
constants = st.integers(-5, 8)
terms = st.sampled_from(["score", "age"]).map(lambda name: Variable(name, "number"))


def worded(name: str) -> st.SearchStrategy[Node]:
    members = [Member(name, word, code) for code, word in enumerate(DOMAINS[name].words)]
    variable, some = Variable(name, name), st.lists(st.sampled_from(members), min_size=1, max_size=3)
    return st.one_of(
        st.builds(Binary, st.sampled_from(["==", "!="]), st.just(variable), st.sampled_from(members)),
        some.map(lambda choices: OneOf(variable, tuple(choices))),
    )


plain: st.SearchStrategy[Node] = st.one_of(
    st.builds(Binary, st.sampled_from(SIGNS), terms, constants.map(Number)),
    st.builds(Binary, st.sampled_from(SIGNS), constants.map(Number), terms),
    st.builds(lambda term, a, b: Within(term, min(a, b), max(a, b)), terms, constants, constants),
    st.builds(OneOf, terms, st.lists(constants.map(Number), min_size=1, max_size=3).map(tuple)),
    st.sampled_from(["listed(black)", "listed(nobody)"]).map(lambda name: Variable(name, "condition")),
    worded("tier"),
    worded("grade"),
)
sums = st.builds(Binary, st.sampled_from(["+", "-", "*"]), terms, st.one_of(terms, constants.map(Number)))
reckoned = st.builds(Binary, st.sampled_from(SIGNS), sums, st.one_of(terms, constants.map(Number)))


def joined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.recursive(
        parts,
        lambda inner: st.one_of(
            inner.map(Not), st.builds(Binary, st.sampled_from(["and", "or"]), inner, inner)
        ),
        max_leaves=6,
    )


def domains(name: str, kind: str) -> Domain:
    return DOMAINS[name]


def environments() -> Iterator[dict[str, int]]:
    free = [name for name, domain in DOMAINS.items() if not domain.of]
    for values in product(*(range(DOMAINS[name].low, DOMAINS[name].high + 1) for name in free)):
        found = dict(zip(free, values, strict=True))
        bands = DOMAINS["grade"].bands
        yield found | {"grade": next(c for c, (a, b) in enumerate(bands) if a <= found["score"] <= b)}


EVERYBODY = list(environments())


def tried(node: Node) -> bool:
    """Return whether a condition holds for anybody at all."""
    return any(evaluate(Expr(node), each) for each in EVERYBODY)


def holds_at(node: Node, example: dict[str, int]) -> bool:
    names = {each.name for each in nodes(node) if isinstance(each, Variable)}
    inside = all(DOMAINS[name].low <= example[name] <= DOMAINS[name].high for name in names)
    return inside and bool(evaluate(Expr(node), example))


@given(joined(plain))
@settings(max_examples=400, deadline=None)
def test_comparisons_with_constants_are_always_decided_and_rightly(node: Node) -> None:
    found = decide(node, domains)
    assert found.decided
    assert (found.example is not None) == tried(node)
    assert found.example is None or holds_at(node, dict(found.example))


@given(joined(st.one_of(plain, reckoned)))
@settings(max_examples=400, deadline=None)
def test_with_arithmetic_nothing_false_is_claimed(node: Node) -> None:
    found = decide(node, domains)
    assert found.example is None or holds_at(node, dict(found.example))
    if found.never:
        assert not tried(node)


@given(st.lists(joined(plain), min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_parts_that_exclude_each_other_are_the_fewest(parts: list[Node]) -> None:
    found = never(parts, domains)
    assert bool(found) == (not tried(all_of(parts)))
    for left_out in found if len(found) > 1 else ():
        assert tried(all_of([each for each in found if each is not left_out]))


@given(regimes(14), st.integers(0, 1 << 30))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_nobody_is_on_a_list_or_at_a_score_that_is_said_to_be_out_of_reach(
    whole: dict[str, Any], seed: int
) -> None:
    """The plain engine asks every condition of everybody in every step, in every history."""
    found = toy.resolved(whole, 14)
    forms = [form for _, form in epochs(found.regime)]
    so_far = reached(forms)
    closed = {found.names.lists.index(name) for name in so_far.reasons}
    t, names = hurried(lower(found, 0)), found.names.scores
    for step, world, _ in toy.walk(t, toy.empty(t), seed, 0, 90):
        kinds = t.scores.kind[int(t.time.epoch[step])].tolist()
        kept = [g for g, kind in enumerate(kinds) if kind != NO_SCORE]  # none where the regime has ended
        for who in world.occupants.values():
            entity = "person" if who.is_person else "organisation"
            for history in range(HISTORIES):
                assert not closed.intersection(who.listed(history))
            for name, of in ((names[g], who.scores[g]) for g in kept):
                spans = [scores[entity][name] for scores in so_far.scores if name in scores[entity]]
                low, high = min(span[0] for span in spans), max(span[1] for span in spans)
                assert low <= min(of.score) and max(of.score) <= high
