"""Conditions of a regime that can never hold, which are refused, and those that always do, which are told.

A rule that can never hold would be accepted by a reader and by a run alike, and reads as harmless: its list
stays empty. So it is an error, at its line, with the parts that exclude each other. That one always holds, or
that a part of it decides nothing, may be meant, and is said by `check`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from demerit.documents import Document
from demerit.documents.reading import Where
from demerit.errors import Problem
from demerit.regime.domains import domains
from demerit.regime.entering import besides, tied
from demerit.regime.model import Regime
from demerit.regime.possible import Domains, decide, joined, never
from demerit.regime.reasons import text_of, why
from demerit.regime.trees import Expr, Node, Not, Variable, nodes

Form = tuple[Document, Regime]


class Asked(NamedTuple):
    """A condition as the engine asks it: its place, tree, what must hold besides, the values of its terms."""

    form: Document
    path: Where
    expr: Expr
    besides: tuple[Node, ...]
    domains: Domains
    spilled: bool
    entity: str

    def problem(self, part: Node, message: str, next_step: str) -> Problem:
        """Return a problem at a part of the condition."""
        path = self.path
        if self.form.at(path) is None and isinstance(self.form.at(path[:-1]), str):
            path = path[:-1]  # a list's condition may stand directly under `enter`
        text = self.form.at(path)
        offset = min(each.start for each in nodes(part)) if text == self.expr.text else 0
        return self.form.problem(
            path, message, found=str(text or self.expr), next_step=next_step, offset=offset
        )


def asked(forms: Sequence[Form]) -> Iterator[tuple[int, Asked]]:
    """Yield every condition of a regime's dated forms, with the number of its form."""
    for number, (document, form) in enumerate(forms):
        before = [each for _, each in forms[: number + 1]]
        for path, condition, entity in form.conditions():
            of_age: tuple[Node, ...] = ()
            spilled = False
            if path[0] == "lists":
                of_age = besides(form, str(path[1]))
                spilled = bool(tied(form, str(path[1])))
            expr = form.expression(condition, entity)
            if expr.valued:
                continue
            yield number, Asked(document, path, expr, of_age, domains(before, entity), spilled, entity)


def impossible(forms: Sequence[Form]) -> list[Problem]:
    """Return the conditions that can never hold, each at its line.

    Args:
        forms: a regime in all its dated forms, with their documents.
    """
    found: dict[tuple[int, int], Problem] = {}
    for _, each in asked(forms):
        if not each.spilled and (parts := never([each.expr.root, *each.besides], each.domains)):
            problem = each.problem(
                parts[0],
                f"this can never hold: {why(parts, each.domains)}",
                "mend the condition, or remove what asks it"
                if not _of_others(parts, each.domains)
                else f"name a list of {each.entity}s, or remove what asks it",
            )
            found.setdefault((problem.line, problem.column), problem)
    return list(found.values())


def _of_others(parts: Sequence[Node], known: Domains) -> bool:
    """Return whether parts of a condition ask for a list on which nobody of whom it is about can be."""
    named = (each for part in parts for each in nodes(part) if isinstance(each, Variable))
    return any(known(each.name, each.kind).because for each in named)


def remarks(forms: Sequence[Form]) -> Iterator[Problem]:
    """Yield conditions that always hold, parts that decide nothing, and ways in that nobody can go."""
    for _, each in asked(forms):
        root = each.expr.root
        if parts := never([root, *each.besides], each.domains):
            yield each.problem(
                parts[0],
                "nobody enters this list by its condition, which can never hold"
                f" ({why(parts, each.domains)}); only spill-over fills it",
                "leave it if that is meant",
            )
        elif decide(Not(root), each.domains).never:
            yield each.problem(
                root, "this always holds, of whomever it is asked", "remove it, or mend the number or word"
            )
        else:
            yield from _idle_parts(each)


def _idle_parts(each: Asked) -> Iterator[Problem]:
    """Yield parts of an `or` that never hold, and parts of an `and` that always do."""
    root = each.expr.root
    alternatives = list(joined(root, "or"))
    for part in alternatives if len(alternatives) > 1 else ():
        if parts := never([part], each.domains):
            yield each.problem(
                part,
                f"the part `{text_of(part)}` can never hold: {why(parts, each.domains)}",
                "remove it, or mend it",
            )
    together = [part for one in alternatives for part in joined(one, "and")]
    for part in together if len(together) > 1 else ():
        if decide(Not(part), each.domains).never:
            yield each.problem(
                part, f"the part `{text_of(part)}` always holds, and decides nothing", "remove it, or mend it"
            )
