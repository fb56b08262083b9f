"""What each condition of a regime asks for, and when it is asked again: what `check --terms` prints.

A condition is asked of somebody whenever something that it reads can have changed. The sentences say what
that is for each thing that a condition can name; that the engine looks again then, and never too seldom, is
held by comparing it with one that asks everything of everybody in every step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from demerit.documents import dotted
from demerit.regime.amendments import Epoch
from demerit.regime.counting import Counted, Mark, Term, Window
from demerit.regime.given import Measure
from demerit.regime.trees import Expr, Variable, nodes

WHEN: Mapping[str, str] = {
    "score": "when it moves past a number that the condition tells apart",
    "grade": "when the score moves into another",
    "age": "on the birthdays that the condition tells apart",
    "tier": "when somebody comes of an age at which it changes",
    "residence": "when somebody goes away or comes back",
}
"""When a condition is asked again for what it names; what is not here never changes."""
NEVER = "never by itself: it does not change"


def asked(spans: Sequence[Epoch]) -> tuple[str, ...]:
    """Return a line for each thing that each condition asks for, over all dated forms of a regime.

    Args:
        spans: the forms, with the day from which each is in force.
    """
    found: dict[str, None] = {}
    for span in spans:
        for path, text, entity in span.regime.conditions():
            place = dotted(path[:-1] if path[0] == "lists" and path[-1] == "if" else path)
            if isinstance(text, Measure):
                found[f"{place}: {text}: read when the score is worked out"] = None
                continue
            for name, when in _asks(span.regime.expression(text, entity), span.regime.scores):
                found[f"{place}: {name}: asked again {when}"] = None
    return tuple(found)


def _of_name(name: str, scores: Collection[str]) -> str:
    """Return when a condition is asked again for a variable: a score by name as `score`."""
    if name in scores:
        return WHEN["score"]
    if name.startswith("number("):
        return "when a rating comes to count or no longer counts"
    return WHEN.get(name.split("(")[0], NEVER)


def _asks(expr: Expr, scores: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what a condition asks for, with when it is asked again for it."""
    plain = [node.name for node in nodes(expr.root) if isinstance(node, Variable) and node.term is None]
    for name in dict.fromkeys(plain):
        on_list = "in the step after somebody comes on the list or off it"
        yield name, on_list if name.startswith("listed(") else _of_name(name, scores)
    for each in expr.counted:
        yield str(each), _when(each)


def _when(counted: Counted) -> str:
    if isinstance(counted, Mark):
        off = ", and when it ends" if counted.term.what == "listed_for" else ""
        return f"when {'more than ' if counted.strict else ''}{counted.length} are reached{off}"
    if counted.what == "during":
        return "when the period begins, and when it ends"
    if counted.what == "owes":
        return "when money is claimed, and when it is paid, withheld or no longer claimed"
    over = ", and when it no longer counts" if counted.lives else _ends(counted.window or Window("ever"))
    return f"{_begins(counted)}{over}"


def _begins(term: Term) -> str:
    if term.what == "holds":
        return "when somebody comes to hold it or ceases to"
    if term.what == "listings":
        return "in the step after an entry"
    if term.what == "passed":
        return "when it is passed"
    return "when such a record begins to count, and when it is withdrawn"


def _ends(window: Window) -> str:
    if window.length is not None:
        return f", and {window.length} later"
    return ", and when the year is over" if window.since == "this year" else ""
