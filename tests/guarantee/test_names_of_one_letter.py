"""A name of one letter is explained at the top of its module, and means one thing there.

Formulas and the engine's inner loops are easier to read with short names than with long ones, as long as the
reader can look them up. So each module that binds a name of one letter ends its docstring with a paragraph
such as

    Names: `t` tables of the draw, `i` slot.

It lists these names, each once, and no others. Names that live only inside a comprehension or a lambda are
explained by the line they stand in. Letters that most modules of the engine use mean the same in all of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "demerit"
SEEN_ENOUGH = 50
BEGINS = "Names: "
ENTRY = re.compile(r"`([A-Za-z])` ([^`.,]+)")

EVERYWHERE = {
    "t": "tables of the draw",
    "s": "state of the district",
    "w": "world of the plain engine",
    "e": "span between amendments",
    "h": "hash that chance is read from",
    "i": "slot",
    "k": "key of a decision point",
}
"""What letters mean in the engine, the mechanisms and the society."""
IN_STEPS = {
    "g": "number of a score",
    "j": "number of a possible point",
    "m": "slot of another occupant",
    "n": "place in a list from 0",
    "p": "place of a case in the pool",
    "v": "place of a value among those of all axes",
}
"""What further letters mean in the engine and the mechanisms."""
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
TYPE_VARIABLES = ("TypeVar", "ParamSpec", "TypeVarTuple")


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all below it, but for what a comprehension, a lambda or a type variable binds."""
    yield node
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
        if isinstance(node.value.func, ast.Name) and node.value.func.id in TYPE_VARIABLES:
            return
    for child in ast.iter_child_nodes(node):
        if isinstance(node, ast.Lambda) and child is node.args:
            continue
        if isinstance(node, ast.comprehension) and child is node.target:
            continue
        yield from inside(child)


def bound(text: str) -> set[str]:
    """Return the names of one letter that a module binds as parameters, by assignment or in loops."""
    names: set[str] = set()
    for node in inside(ast.parse(text)):
        if isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
            names.add(node.name or "")
    return {name for name in names if len(name) == 1 and name != "_"}


def explained(text: str) -> list[tuple[str, str]]:
    """Return the names that a module's glossary explains, with their meanings, in order.

    Raises:
        ValueError: the glossary is not of the form that the top of this file shows.
    """
    last = (ast.get_docstring(ast.parse(text)) or "").split("\n\n")[-1].replace("\n", " ")
    if not last.startswith(BEGINS):
        return []
    entries = last.removeprefix(BEGINS).removesuffix(".").split(", ")
    found = [ENTRY.fullmatch(entry) for entry in entries]
    if not last.endswith(".") or None in found:
        raise ValueError(f"no glossary: {last}")
    return [(entry[1], entry[2]) for entry in found if entry]


def complaints(text: str, agreed: dict[str, str]) -> list[str]:
    """Return what is wrong with the glossary of a module in which some letters have an agreed meaning."""
    entries, names = explained(text), bound(text)
    listed = [name for name, _ in entries]
    return [
        *(f"{name} is not explained" for name in sorted(names - set(listed))),
        *(f"{name} is explained but not used" for name in sorted(set(listed) - names)),
        *(f"{name} is explained twice" for name in sorted(set(listed)) if listed.count(name) > 1),
        *(f"{name} means {agreed[name]}" for name, said in entries if said != agreed.get(name, said)),
    ]


def agreed_in(module: str) -> dict[str, str]:
    """Return the letters whose meaning is agreed in a module, by its path in the package."""
    folder = module.partition("/")[0]
    if folder in ("engine", "mechanisms"):
        return EVERYWHERE | IN_STEPS
    return EVERYWHERE if folder == "society" else {}


def test_every_module_explains_its_names_of_one_letter() -> None:
    modules = {
        path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.py")
    }
    assert sum(bool(bound(text)) for text in modules.values()) > SEEN_ENOUGH
    wrong = {name: complaints(text, agreed_in(name)) for name, text in modules.items()}
    assert {name: found for name, found in wrong.items() if found} == {}


TOY = '''"""A module.

Names: `a` one side, `b` the other
side, `n` how many.
"""

_T = TypeVar("T")
T = TypeVar("T")


def made(a: int, *, b: int) -> list[int]:
    """Return numbers."""
    for n in range(a):
        b += n
    return [x for x in range(b)] + list(map(lambda y: y, [a]))
'''


def test_a_glossary_that_is_right_is_let_through() -> None:
    assert bound(TOY) == {"a", "b", "n"}
    assert explained(TOY) == [("a", "one side"), ("b", "the other side"), ("n", "how many")]
    assert complaints(TOY, {"n": "how many", "q": "queue"}) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("`a` one side, ", "", "a is not explained"),
        ("for n in", "for z in", "z is not explained"),
        ("        b += n\n", "        b, q = n, a\n", "q is not explained"),
        ("        b += n\n", "        with open(a) as f:\n            b += n\n", "f is not explained"),
        ("        b += n\n", "        b += sum(c := n for _ in [1])\n", "c is not explained"),
        ("`a` one side, ", "`a` one side, `x` nothing, ", "x is explained but not used"),
        ("`a` one side, ", "`a` one side, `a` another, ", "a is explained twice"),
        ("how many", "how few", "n means how many"),
    ],
)
def test_a_glossary_that_is_wrong_is_seen(before: str, after: str, said: str) -> None:
    wrong = TOY.replace(before, after, 1)
    assert wrong != TOY
    assert said in complaints(wrong, {"n": "how many"})


@pytest.mark.parametrize(
    "last", ["Names: a one side.", "Names: `a` one side", "Names: `ab` two.", "Names: `a` one. More."]
)
def test_a_glossary_of_another_form_is_refused(last: str) -> None:
    with pytest.raises(ValueError, match="no glossary"):
        explained(f'"""A module.\n\n{last}\n"""\n')


def test_a_module_without_a_docstring_explains_nothing() -> None:
    assert explained("n = 1\n") == []
    assert complaints("n = 1\n", {}) == ["n is not explained"]
