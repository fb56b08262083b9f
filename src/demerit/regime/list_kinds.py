"""What being on a list is to somebody: a burden, a benefit, or neither, a note.

A file says it (`kind`), and what follows from the list cannot say otherwise: whoever is refused something, or
has it slower or dearer, is published, or is kept from acts or attempts, bears a burden.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from demerit.counted.values import LIST_KINDS
from demerit.documents import Document
from demerit.errors import Complaint, Problem
from demerit.regime.parts import Consequence
from demerit.regime.trees import Expr, forces, raising

BURDEN, BENEFIT, NOTE = LIST_KINDS


def kinds_of(forms: Sequence[Any]) -> dict[str, str]:
    """Return what being on each list of a regime is, over all its dated forms, which say the same.

    Args:
        forms: in the order of their dates.
    """
    return {name: rule.kind for form in forms for name, rule in form.lists.items()}


def burdening(form: Any) -> set[str]:
    """Return the lists that are a burden by what follows from them, whatever their kind is said to be."""
    found = {name for name, rule in form.lists.items() if by_itself(rule)}
    for each in form.consequences.values():
        if each.form.takes(each):
            found |= {listed for listed, _ in each.form.brought_by(form, each)}
            found |= {name for name in form.lists if enough(form, each, name)}
    return found


def giving(form: Any) -> set[str]:
    """Return the lists by which people come to have favours or lower prices."""
    found = set[str]()
    for each in form.consequences.values():
        if each.form.row == "M37" and not each.form.takes(each):
            raised = {name for whole in _asked(form, each) for name in raising(whole.root)}
            found |= {name for name in form.lists if f"listed({name})" in raised}
    return found


def by_itself(rule: Any) -> str:
    """Return the key by which a list is a burden by itself, `publish` or `stops`, or nothing."""
    return next((key for key in ("publish", "stops") if getattr(rule, key) is not None), "")


def enough(form: Any, consequence: Consequence, name: str) -> bool:
    """Return whether being on a list is enough for a consequence to hold for somebody."""
    asked = list(_asked(form, consequence))
    return bool(asked) and all(forces(whole.root, f"listed({name})") for whole in asked)


def _asked(form: Any, consequence: Consequence) -> Iterator[Expr]:
    """Yield what a consequence asks; what cannot be read is said where conditions are."""
    entity = form.entity_of(consequence)
    for key, condition in consequence.conditions.items():
        if key in ("to", "for", "favour"):
            try:
                yield form.expression(condition, entity)
            except Complaint:
                continue


def contradictions(form: Any) -> Iterator[Complaint]:
    """Yield lists that are said to be no burden and are one.

    Args:
        form: one dated form of a regime.
    """
    for listed, rule in form.lists.items():
        if rule.kind == BURDEN:
            continue
        why = {"publish": "it is published", "stops": "it stops what people do"}.get(by_itself(rule), "")
        for name, each in form.consequences.items():
            if not why and each.form.takes(each) and enough(form, each, listed):
                why = f"{name} takes something from whoever is on it"
        if why:
            yield Complaint(
                f"{listed} is said to be a {rule.kind}, and {why}",
                found=f"kind: {rule.kind}",
                allowed=f"kind: {BURDEN}",
                at=("lists", listed, "kind"),
                next_step=f"write `kind: {BURDEN}`, or take that to another list",
            )


def changed_kinds(forms: Sequence[tuple[Document, Any]]) -> Iterator[Problem]:
    """Yield amendments that make something else of a list.

    Args:
        forms: a regime in all its dated forms, with their documents.
    """
    said: dict[str, str] = {}
    for document, form in forms:
        for name, rule in form.lists.items():
            if said.setdefault(name, rule.kind) != rule.kind:
                yield document.problem(
                    ("lists", name, "kind"),
                    f"{name} was said to be a {said[name]}, and who was on it then would be counted as on a"
                    f" {rule.kind}",
                    found=rule.kind,
                    allowed=said[name],
                    next_step=f"write a list of another name for the {rule.kind}",
                )
