"""What a regime and a society must agree on about holdings, and how many of them are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from demerit.documents import Document
from demerit.errors import Problem, nearest_name
from demerit.mechanisms.members.counts import REASONS, SCHEMES
from demerit.mechanisms.members.lowering_holdings import STANDS, held, holding_of
from demerit.regime.model import Regime
from demerit.society.recipe import Recipe

Where = tuple[str | int, ...]


def lengths(tables: Any) -> dict[str, int]:
    """Return how many holdings are read, how many rows say of whom, and places of chances."""
    holdings = tables.holdings.term.shape[0]
    schemes = int(tables.members.some.any())
    return {
        "holdings": holdings,
        "holding": int(holdings > 0),
        "stands": STANDS,
        SCHEMES: schemes,
        REASONS: tables.members.goes.shape[0],
    }


def named(forms: Sequence[Regime]) -> dict[str, list[tuple[str, ...]]]:
    """Return one place, without a name, where some span has members; and their reasons to leave, by name."""
    some = [form.members for form in forms if form.members is not None]
    reasons = sorted({name for members in some for name in members.reasons})
    return {SCHEMES: [()] if some else [], REASONS: [(name,) for name in reasons]}


def disagreements(form: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield holdings that a condition asks for and the society does not have, or has as protected."""
    for place, name in _named(form, document):
        known = held(society)
        if name not in known:
            yield document.problem(
                place,
                f"the society {society.society} has no holding {name!r}",
                found=name,
                allowed=", ".join(known) or "it has none",
                nearest=nearest_name(name, known),
                next_step="mend the name, or declare it under `holdings` in a society of your own",
            )
        elif known[name].protected and not form.protected_input:
            yield document.problem(
                place,
                f"the society says that {name} stands for a protected trait",
                found=name,
                next_step="remove it; a regime that uses it says `protected_input: true`, which lint reports",
            )

    members = form.members
    if members is not None and members.consent is not None and society.responses.consent is None:
        yield document.problem(
            ("members", "consent"),
            f"the society {society.society} does not say how people answer where they may choose",
            found=members.consent,
            next_step="declare `consent: {join: RATE, leave: RATE}` under `responses` in your own society",
        )
    answers = society.responses.consent
    if members is None or answers is None:
        return
    for name in members.reasons:
        if name not in answers.reasons:
            yield document.problem(
                ("members", "reasons", name),
                f"the society {society.society} does not say how many leave for this reason",
                found=name,
                allowed=", ".join(answers.reasons) or "it names none",
                nearest=nearest_name(name, answers.reasons),
                next_step=f"add `reasons: {{{name}: RATE}}` to `responses.consent` in your own society",
            )


def _named(form: Regime, document: Document) -> Iterator[tuple[Where, str]]:
    """Yield the holdings that members must have and conditions ask for, each with where that stands."""
    if form.members is not None and form.members.of is not None:
        yield ("members", "of"), form.members.of
    for path, text, entity in form.conditions():
        place = path[:-1] if path[-1] == "if" and document.at(path) is None else path
        for each in form.expression(text, entity).counted:
            if (name := holding_of(each)) is not None:
                yield place, name
