"""M22, lowered: which lists stop what in each span, and how much of it is done all the same.

Names: `e` span between amendments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, NamedTuple, Self

import numpy as np

from demerit.documents import Document
from demerit.errors import Problem, nearest_name
from demerit.mechanisms import extension
from demerit.mechanisms.moves.society import OfConduct
from demerit.mechanisms.stops.counts import ACT, ATTEMPT, STOPPED_THINGS
from demerit.mechanisms.stops.language import stopping
from demerit.regime.model import Regime
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import Q30, ints
from demerit.society.recipe import Recipe

NOTHING = -1


class Stopping(NamedTuple):
    """What lists keep people from; bit sets are by list number."""

    lists: Annotated[Rows, "E, stopped"]  # the lists that stop it, as a bit set
    barring: Annotated[Rows, "E, stopped"]  # those of them on which nobody can do it
    left: Annotated[Ints, "stopped"]  # Q30, share that is done although it is forbidden
    of_conduct: Annotated[Ints, "C"]  # place among what is stopped, or -1
    of_attempt: Annotated[Ints, "A"]  # place among what is stopped, or -1

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower what lists stop in each span."""
        names, society = draw.names, draw.society
        things = list(names.others[STOPPED_THINGS])
        lists, barring = (np.zeros((len(draw.forms), len(things)), np.int64) for _ in range(2))
        for e, form in enumerate(draw.forms):
            for name, stops in stopping(form):
                bit = 1 << names.lists.index(name)
                for of, stopped in ((ACT, stops.acts), (ATTEMPT, stops.attempts)):
                    for each in stopped:
                        place = things.index((of, each))
                        lists[e, place] |= bit
                        barring[e, place] |= bit if stops.how == "barred" else 0
        obeys = society.responses.obeys or {}
        left = []
        for of, name in things:
            share = obeys.get((society.conducts if of == ACT else society.attempts)[name].context)
            left.append(int((1 - share.value) * Q30) if share is not None else Q30)
        return cls(
            lists=lists,
            barring=barring,
            left=ints(left),
            of_conduct=_places(things, ACT, names.conducts),
            of_attempt=_places(things, ATTEMPT, names.domains),
        )


def _places(things: Sequence[tuple[str, ...]], of: str, names: Sequence[str]) -> Ints:
    """Return for each name its place among what is stopped, or `NOTHING`."""
    return ints([things.index((of, name)) if (of, name) in things else NOTHING for name in names])


def named(forms: Sequence[Regime]) -> dict[str, list[tuple[str, str]]]:
    """Return what some list stops in any span, acts before attempts, in order of first appearance."""
    found = [stops for form in forms for _, stops in stopping(form)]
    acts = [(ACT, name) for stops in found for name in stops.acts]
    attempts = [(ATTEMPT, name) for stops in found for name in stops.attempts]
    return {STOPPED_THINGS: list(dict.fromkeys([*acts, *attempts]))}


def lengths(tables: Any) -> dict[str, int]:
    """Return how many conducts and kinds of attempt some list stops."""
    return {STOPPED_THINGS: tables.stops.left.shape[0]}


def disagreements(form: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield what nobody on the list does, what is no choice, and what the society does not say of obeying."""
    kinds: dict[str, Any] = {"acts": society.conducts, "attempts": society.attempts}
    obeys = society.responses.obeys or {}
    for listed, stops in stopping(form):
        entity = form.lists[listed].entity
        for key, known in kinds.items():
            for number, name in enumerate(getattr(stops, key)):
                place = ("lists", listed, "stops", key, number)
                if name not in known:
                    yield _unknown(document, place, key, name, society)
                elif known[name].by != entity:
                    yield document.problem(
                        place,
                        f"{name} is done by {known[name].by}s, and {listed} holds {entity}s",
                        found=name,
                        allowed=_said(each for each, one in known.items() if one.by == entity),
                        next_step="stop what those on the list do",
                    )
                elif key == "acts" and extension(OfConduct, known[name]).made_by is not None:
                    yield document.problem(
                        place,
                        f"{name} follows from a move: it is no choice, and no list stops it",
                        found=name,
                        next_step="remove it",
                    )
                elif stops.how == "forbidden" and known[name].context not in obeys:
                    context = known[name].context
                    yield document.problem(
                        place,
                        f"the society {society.society} does not say how far people obey where"
                        f" {name} ({context}) is forbidden",
                        found=name,
                        allowed=_said(each for each, one in known.items() if one.context in obeys),
                        next_step=f"declare `obeys: {{{context}: SHARE}}` under `responses` in a society"
                        " of your own, or write `how: barred` if nobody can",
                    )


def _said(names: Iterator[str]) -> str:
    return ", ".join(names) or "none of this society"


def _unknown(
    document: Document, place: tuple[str | int, ...], key: str, name: str, society: Recipe
) -> Problem:
    """Return that the society has no such conduct, or kind of attempt."""
    known, other = (
        (society.conducts, society.attempts) if key == "acts" else (society.attempts, society.conducts)
    )
    what, there = ("conduct", "attempts") if key == "acts" else ("kind of attempt", "acts")
    return document.problem(
        place,
        f"the society {society.society} has no {what} {name!r}",
        found=name,
        allowed=", ".join(known),
        nearest=nearest_name(name, known),
        next_step=f"write it under `{there}`"
        if name in other
        else "mend the name, or declare it in a society",
    )
