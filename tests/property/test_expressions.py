"""For every condition: its text reads back, and its opcodes say what its tree says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.errors import Complaint
from demerit.regime.counting import UNITS, Length, Mark, Term, Window
from demerit.regime.expressions import (
    ENUMERATIONS,
    Names,
    Op,
    combine,
    evaluate,
    opcodes,
    stack_depth,
    variable_codes,
)
from demerit.regime.parsing import parse
from demerit.regime.trees import Binary, Expr, Member, Node, Not, Number, OneOf, Variable, Within

NAMES = Names(
    grades=("A", "B", "C"),
    lists=("black", "travel-black"),
    score=True,
    protected_input=True,
    conducts=("default", "drunk-driving", "noise"),
)
WORDS = {
    "grade": NAMES.grades,
    **{name: ENUMERATIONS[name] for name in ("sex", "tier", "residence", "group")},
}

small = st.integers(-1000, 250)
lengths = st.builds(Length, st.integers(1, 99), st.sampled_from(UNITS))
windows = st.one_of(
    lengths.map(lambda length: Window("within", length)),
    st.sampled_from([Window("this year"), Window("ever"), Window("since joined")]),
)
conducts = st.one_of(
    st.sampled_from(["adverse", "favourable", "any"]).map(lambda side: (side,)),
    st.sets(st.sampled_from(NAMES.conducts), min_size=1).map(lambda named: tuple(sorted(named))),
)


def of(kind: str, term: Term) -> Variable:
    return Variable(str(term), kind, term=term)


listed = st.sampled_from(NAMES.lists).map(lambda name: (name,))
counts = st.one_of(
    st.builds(lambda named, window: of("number", Term("records", named, window)), conducts, windows),
    st.builds(lambda named, window: of("number", Term("listings", named, window)), listed, windows),
)
measures = st.one_of(
    st.just(of("length", Term("tenure"))),
    listed.map(lambda named: of("length", Term("listed_for", named))),
)
numbers: st.SearchStrategy[Node] = st.one_of(
    small.map(Number),
    st.sampled_from(["score", "age", "fifth", "region"]).map(lambda name: Variable(name, "number")),
    counts,
)


def sums(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Binary, st.sampled_from(["+", "-"]), inner, inner),
        st.builds(Binary, st.just("*"), inner, small.map(Number)),
    )


arithmetic = st.recursive(numbers, sums, max_leaves=4)


@st.composite
def words(draw: st.DrawFn) -> Node:
    kind = draw(st.sampled_from(sorted(WORDS)))
    members = [Member(kind, word, code) for code, word in enumerate(WORDS[kind])]
    variable = Variable(kind, kind)
    if draw(st.booleans()):
        return Binary(draw(st.sampled_from(["==", "!="])), variable, draw(st.sampled_from(members)))
    return OneOf(variable, tuple(draw(st.lists(st.sampled_from(members), min_size=1, max_size=3))))


comparisons: st.SearchStrategy[Node] = st.one_of(
    st.builds(Binary, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), arithmetic, arithmetic),
    st.builds(lambda value, a, b: Within(value, min(a, b), max(a, b)), arithmetic, small, small),
    st.builds(OneOf, arithmetic, st.lists(small.map(Number), min_size=1, max_size=3).map(tuple)),
    st.sampled_from(NAMES.lists).map(lambda name: Variable(f"listed({name})", "condition")),
    words(),
    st.builds(Binary, st.sampled_from(["<", "<=", ">", ">="]), measures, lengths),
    st.just(of("condition", Term("holds", ("licence",)))),
    lengths.map(lambda length: of("condition", Term("clean", window=Window("within", length)))),
)
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(inner.map(Not), st.builds(Binary, st.sampled_from(["and", "or"]), inner, inner)),
    max_leaves=6,
)
environments = st.fixed_dictionaries(
    {
        "score": small,
        "age": st.integers(0, 110),
        "fifth": st.integers(1, 5),
        "region": st.integers(1, 64),
        "listed(black)": st.integers(0, 1),
        "listed(travel-black)": st.integers(0, 1),
        **{kind: st.integers(0, len(members) - 1) for kind, members in WORDS.items()},
    }
)


def values(expr: Expr, environment: dict[str, int], data: st.DataObject) -> dict[str, int]:
    """Everything that a condition asks for, with what is counted in it drawn."""
    truth = {str(each) for each in expr.counted if isinstance(each, Mark) or each.what == "holds"}
    counted = {str(each): st.integers(0, 1 if str(each) in truth else 250) for each in expr.counted}
    return {**environment, **data.draw(st.fixed_dictionaries(counted))}


def run(program: list[tuple[int, int]], variables: dict[int, int]) -> int:
    """A stack machine of its own, written from the instruction table."""
    stack: list[int] = []
    for op, argument in program:
        if op == Op.PUSH:
            stack.append(argument)
        elif op == Op.LOAD:
            stack.append(variables[argument])
        elif op == Op.NOT:
            stack.append(1 - stack.pop())
        else:
            right, left = stack.pop(), stack.pop()
            stack.append(combine(op, left, right))
    (result,) = stack
    return result


@given(conditions, environments, st.data())
@settings(max_examples=300, deadline=None)
def test_opcodes_say_what_the_tree_says(root: Node, environment: dict[str, int], data: st.DataObject) -> None:
    expr = Expr(root)
    codes = variable_codes(NAMES.lists, counted=expr.counted)
    program, known = opcodes(expr, codes), values(expr, environment, data)
    result = run(program, {codes[name]: value for name, value in known.items()})
    assert result == evaluate(expr, known)
    assert result in (0, 1)
    assert stack_depth(program) >= 1


@given(conditions, environments, st.data())
@settings(max_examples=300, deadline=None)
def test_the_canonical_text_reads_back_with_the_same_meaning(
    root: Node, environment: dict[str, int], data: st.DataObject
) -> None:
    text = str(Expr(root))
    again = parse(text, NAMES)
    assert str(again) == text
    assert again.counted == Expr(root).counted
    known = values(again, environment, data)
    assert evaluate(again, known) == evaluate(Expr(root), known)


@given(st.text(alphabet="score tiegrandhwy_<>=!(){},.+-*1296\"'ABC|&", max_size=40))
@settings(max_examples=500, deadline=None)
def test_no_text_does_anything_but_parse_or_complain(text: str) -> None:
    try:
        expr = parse(text, NAMES)
    except Complaint as complaint:
        assert 0 <= complaint.offset <= len(text)
        assert complaint.message
    else:
        assert parse(str(expr), NAMES) == expr
