"""Conditions in plain English, from their trees: "whose score is below 600 and who are officials or owners".

A condition is said of people, or of organisations, in the plural. What is denied is denied where it stands,
so that nobody has to read "not (a and b)". Terms of which this module knows nothing are said by the name that
a file gives them; a mechanism that brings one adds its words to `TERMS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from demerit.regime.counting import ANY, SIDES, Length, Term
from demerit.regime.tokens import share_text
from demerit.regime.trees import Binary, Member, Node, Not, Number, OneOf, Variable, Within

_OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
_WORDED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "tier": {
            "ordinary": "ordinary people",
            "official": "officials",
            "owner": "owners",
            "visitor": "visitors",
        },
        "sex": {"male": "men or boys", "female": "women or girls"},
        "residence": {
            "urban-local": "people registered in the town in which they live",
            "urban-away": "people living in a town and registered elsewhere",
            "rural-local": "people registered in the country place in which they live",
            "rural-away": "people living in the country and registered elsewhere",
            "visitor": "visitors",
        },
        "entity": {"person": "persons", "organisation": "organisations"},
    }
)
"""Words of an enumeration as they follow `who are`."""
_NUMBERS: Mapping[str, str] = MappingProxyType(
    {"age": "age", "score": "score", "fifth": "income fifth (1 is the poorest)", "region": "region"}
)


def _listed(name: str, yes: bool, who: str) -> str:
    return f"{who} are {'' if yes else 'not '}on the list {quoted(name)}"


def _held(what: str) -> Callable[[str, bool, str], str]:
    return lambda name, yes, who: f"{who} {'' if yes else 'do not '}{what} {plain(name)}"


TERMS: Mapping[str, Callable[[str, bool, str], str]] = MappingProxyType({"listed": _listed})
"""How a condition with brackets is said: from what stands in them, whether it is so, and `who` or `that`."""


def plain(name: str) -> str:
    """Return a name of a file as words."""
    return name.replace("-", " ").replace("_", " ")


def quoted(name: str) -> str:
    """Return the name of a list, source or rule, which is a name and not a word of the sentence."""
    return f"“{plain(name)}”"


def series(parts: Sequence[str], joint: str = "and") -> str:
    """Return words as a list with commas and `and` or `or`."""
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def whom(node: Node, entity: str = "person") -> str:
    """Return a condition as what follows `people` or `organisations`, such as `whose score is below 600`.

    Args:
        node: the condition's tree.
        entity: whom it is about.
    """
    return _said(node, "that" if entity == "organisation" else "who", True, 0)


def people(node: Node | None, entity: str = "person") -> str:
    """Return for whom a condition holds, such as `people whose score is below 600`; everybody without one."""
    nobody_special = "every organisation" if entity == "organisation" else "everybody"
    noun = "organisations" if entity == "organisation" else "people"
    return nobody_special if node is None else f"{noun} {whom(node, entity)}"


def _said(node: Node, who: str, yes: bool, depth: int) -> str:
    match node:
        case Not(inner):
            return _said(inner, who, not yes, depth)
        case Binary("and" | "or" as op, _, _):
            return _joined(node, who, yes, depth, "and" if (op == "and") == yes else "or")
        case Within(value, low, high):
            return _compared(value, f"{low:,} to {high:,}", f"below {low:,} or above {high:,}", who, yes)
        case OneOf(value, choices):
            return _chosen(value, choices, who, yes)
        case Binary(op, left, right):
            return _comparison(op if yes else _OPPOSITE[op], left, right, who)
        case Variable(name, _, _, term):
            return _truth(name, who, yes) if term is None else _term(term, who, yes)
        case _:
            return ""


def _joined(node: Binary, who: str, yes: bool, depth: int, joint: str) -> str:
    """Return parts joined by `and` or `or`, the inner ones of the other kind marked by `either`.

    In brackets where more follows, so that it is seen where they end.
    """
    parts = [_said(part, who, yes, depth + 1) for part in _parts(node, node.op)]
    mixed = any(
        isinstance(part, Binary) and part.op in ("and", "or") for part in map(_bare, _parts(node, node.op))
    )
    if joint == "and":
        parts[:-1] = [f"({part})" if part.startswith("either ") else part for part in parts[:-1]]
        return f"({' and '.join(parts)})" if depth > 1 else " and ".join(parts)
    text = ", or ".join(parts) if mixed else " or ".join(parts)
    return f"either {text}" if depth or mixed else text


def _parts(node: Node, op: str) -> list[Node]:
    if isinstance(node, Binary) and node.op == op:
        return [*_parts(node.left, op), *_parts(node.right, op)]
    return [node]


def _bare(node: Node) -> Node:
    return _bare(node.inner) if isinstance(node, Not) else node


def _truth(name: str, who: str, yes: bool) -> str:
    found = re.fullmatch(r"([a-z_]+)\((.*)\)", name)
    if found and found[1] in TERMS:
        return TERMS[found[1]](found[2], yes, who)
    return f"for whom {'' if yes else 'not '}{name} holds"


def _term(term: Term, who: str, yes: bool) -> str:
    """Return that it is a day of a period, that people hold a thing, or have had no adverse record."""
    if term.what == "during":
        return f"for whom it is {'a' if yes else 'no'} day of {quoted(term.of[0])}"
    if term.what == "holds":
        return _held("hold")(term.of[0], yes, who)
    if term.what == "owes":
        named = series([plain(name) for name in term.of], "or")
        return f"{who} {'' if yes else 'do not '}owe money{'' if term.of == (ANY,) else f' for {named}'}"
    length = term.window.length if term.window is not None else None
    if yes:
        return f"{who} have had no adverse record for {length}"
    had = f"have had an adverse record within the last {_last(length or '')}"
    return f"{who} {had} or have been under the regime for less"


def _comparison(op: str, left: Node, right: Node, who: str) -> str:
    if isinstance(left, (Number, Member)) and not isinstance(right, (Number, Member)):
        left, right, op = right, left, _TURNED[op]
    if isinstance(right, Member):
        return _chosen(left, (right,), who, op == "==")
    said = _amount(right)
    if isinstance(left, Variable) and left.name == "age" and isinstance(right, Number):
        return (
            f"{who} are "
            + {
                "<": f"younger than {said}",
                "<=": f"{said} or younger",
                ">": f"older than {said}",
                ">=": f"{said} or older",
                "==": f"{said} years old",
                "!=": f"not {said} years old",
            }[op]
        )
    if isinstance(left, Variable) and left.name == "fifth" and said in ("1", "5") and op in ("==", "!="):
        which = "poorest" if said == "1" else "richest"
        return f"{who} {'belong' if op == '==' else 'do not belong'} to the {which} fifth by income"
    words = {
        "<": f"below {said}",
        "<=": f"{said} or less",
        ">": f"above {said}",
        ">=": f"{said} or more",
        "==": said,
        "!=": f"not {said}",
    }
    return _compared(left, words[op], "", who, True)


def _compared(value: Node, inside: str, outside: str, who: str, yes: bool) -> str:
    """Return that a number is as `inside` says, or as `outside` does."""
    said = inside if yes else outside
    if isinstance(value, Variable) and value.term is not None:
        return _of_term(value.term, said, who)
    if isinstance(value, Variable):
        if value.name == "age":
            return f"{who} are aged {said}"
        if value.name == "region" and yes:
            return f"{who} live in region {said}"
        if value.kind in ("number", "share") or "(" not in value.name or value.name.startswith("grade("):
            return f"whose {_noun(value)} is {said}"
    return f"for whom {_amount(value)} is {said}"


def _of_term(term: Term, said: str, who: str) -> str:
    """Return how many records or entries somebody has, or how long something has lasted for them."""
    window = _window(term)
    match term.what:
        case "records":
            number = "no" if said == "0" else _counted(said)
            return f"{who} have {number} {_records(term)}"
        case "listings":
            return f"{who} have {_times(f'come onto the list {quoted(term.of[0])}', said, window)}"
        case "passed":
            return f"{who} have {_times(f'passed {quoted(term.of[0])}', said, window)}"
        case "listed_for":
            return f"{who} have been on the list {quoted(term.of[0])} for {_lasting(said)}"
        case _:
            return f"{who} have been under the regime for {_lasting(said)}"


def _window(term: Term) -> str:
    """Return in which time something is counted, with a space before it."""
    if term.window is None:
        return ""
    if term.window.length is not None:
        return f" within the last {_last(term.window.length)}"
    since = {"since joined": "since they joined", "since entry": "since they entered"}
    return f" {since.get(str(term.window), term.window)}"


def _last(length: object) -> str:
    """Return a length after `the last`: the last week, the last 3 years."""
    return str(length).removeprefix("1 ")


def _times(did: str, said: str, window: str) -> str:
    """Return how often something was done, after `have`."""
    if said == "0":
        return f"never {did}{window.removesuffix(' ever')}"
    often = {"1": "once", "1 or more": "at least once", "below 1": "never"}
    return f"{did} {often.get(said, f'{_counted(said)} times')}{window}"


def _records(term: Term) -> str:
    """Return which records a term counts, and from when on."""
    named = series([plain(name) for name in term.of], "or")
    adverse = term.of[0] in SIDES
    kinds = {ANY: "records"}.get(term.of[0], f"{named} records") if adverse else f"records of {named}"
    return f"{kinds}{' that still count' if term.lives else _window(term)}"


def _number_of(term: Term) -> str:
    """Return what a term counts, as a number of a sum."""
    if term.what == "records":
        return f"the number of their {_records(term)}"
    done = "passed" if term.what == "passed" else "come onto the list"
    return f"the number of times that they have {done} {quoted(term.of[0])}{_window(term)}"


def _lasting(said: str) -> str:
    """Return a comparison of a length, which is said after `for`."""
    return said.replace("below", "less than").replace("above", "more than")


def _counted(said: str) -> str:
    """Return a comparison of a number of things, which is said before them."""
    return said.replace("below", "fewer than").replace("above", "more than").replace("or less", "or fewer")


def _chosen(value: Node, choices: Sequence[Number | Member], who: str, yes: bool) -> str:
    names = [each.name if isinstance(each, Member) else f"{each.value:,}" for each in choices]
    denied = "" if yes else "not "
    if isinstance(value, Variable) and value.kind in _WORDED:
        words = [_WORDED[value.kind][name] for name in names]
        if yes:
            return f"{who} are {series(words, 'or')}"
        return f"{who} are neither {series(words, 'nor')}" if len(words) > 1 else f"{who} are not {words[0]}"
    if isinstance(value, Variable) and value.kind == "group":
        return f"{who} {'belong' if yes else 'do not belong'} to group {series(names, 'or')}"
    return _compared(value, series(names, "or"), f"{denied}{series(names, 'or')}", who, yes)


def _amount(node: Node) -> str:
    """Return a number of a condition in words."""
    match node:
        case Number(value, share=share):
            return share_text(value) if share else f"{value:,}"
        case Variable(term=term) if term is not None:
            return _number_of(term)
        case Variable():
            return f"the {_noun(node)}"
        case Length():
            return str(node)
        case Binary("+", left, right):
            return f"{_amount(left)} plus {_amount(right)}"
        case Binary("-", left, right):
            return f"{_amount(left)} minus {_amount(right)}"
        case Binary("*", left, right):
            return f"{_factor(left)} times {_factor(right)}"
        case _:
            return ""


def _noun(variable: Variable) -> str:
    """Return what a variable is called; a number that is none of those of every regime is a score by name."""
    name = variable.name
    if found := re.fullmatch(r"(grade|number)\((.*)\)", name):
        what = "grade" if found[1] == "grade" else "number of records that count"
        return f"{what} in the score {quoted(found[2])}"
    if name in _NUMBERS or variable.kind not in ("number", "share"):
        return _NUMBERS.get(name, plain(name))
    return f"score {quoted(name)}"


def _factor(node: Node) -> str:
    return f"({_amount(node)})" if isinstance(node, Binary) and node.op != "*" else _amount(node)
