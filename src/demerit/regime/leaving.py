"""By which exits people may leave a list, and triggers that ask for another: they would never act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from demerit.documents import Document
from demerit.errors import Problem
from demerit.mechanisms.triggers.language import taken_off, triggers_of
from demerit.regime.entering import tied
from demerit.regime.model import Regime

Form = tuple[Document, Regime]


def unused_exits(forms: Sequence[Form]) -> Iterator[Problem]:
    """Yield triggers of an exit by which nobody leaves their list, each at its line.

    Args:
        forms: a regime in all its dated forms, with their documents; a spell keeps the rules it began by.
    """
    regimes = [form for _, form in forms]
    told = set()
    for document, form in forms:
        for name, trigger in triggers_of(form).items():
            known = exits_of(regimes, trigger.leaves) if trigger.exits and trigger.leaves is not None else ()
            missing = [each for each in trigger.exits if each not in known]
            if missing and name not in told:
                told.add(name)
                yield document.problem(
                    ("triggers", name, "by"),
                    f"nobody leaves the list {trigger.leaves} by this exit, so this never happens",
                    found=", ".join(missing),
                    allowed=", ".join(known) or "by none: whoever is on it stays",
                    next_step="name an exit that the list has, or remove the trigger",
                )


def exits_of(forms: Sequence[Regime], listed: str) -> tuple[str, ...]:
    """Return by which exits somebody who is there and a member may leave a list, in their order.

    Args:
        forms: a regime in all its dated forms.
        listed: the list, which some of them have.
    """
    guarded = any(form.bundles for form in forms)
    rules = [form.lists[listed] for form in forms if listed in form.lists]
    ways = [way for rule in rules for way in rule.ways]
    possible = {
        "correction": guarded,
        "appeal": guarded,
        "payment": any(rule.release_on_payment is not None for rule in rules),
        "repair": guarded,
        "taken-off": any(listed in taken_off(form) for form in forms),
        "rule": len(forms) > 1,
        "fulfilled": any(way.until is not None for way in ways),
        "expiry": any(days is not None for rule in rules for _, _, days in rule.lasting),
        "ceased": any(way.holds is not None for way in ways),
        "tie": any(tied(form, listed) for form in forms),
    }
    return tuple(name for name, may in possible.items() if may)
