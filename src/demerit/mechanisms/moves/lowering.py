"""M16, lowered: how soon a move is to be told in each span, and who tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

import numpy as np

from demerit.chance import point
from demerit.documents import Document
from demerit.errors import Problem
from demerit.quantities import Calendar
from demerit.regime.model import Regime
from demerit.scenario.codes import Ints, Keys, Rows
from demerit.scenario.conditions import Conditions
from demerit.scenario.names import Names
from demerit.scenario.numbers import chance_of, ints, steps_of
from demerit.society.recipe import Recipe
from demerit.society.traits import SLOTS


class Moves(NamedTuple):
    """Which conduct a move makes, when, and by whom."""

    deadline: Annotated[Rows, "E, C"]  # steps from a move to the act of whoever has not told, or -1
    tells: Annotated[Ints, "C"]  # Q53, share of moves that are told in time
    point: Annotated[Keys, "C"]  # decision points of the acts
    most_acts: Annotated[Ints, "*"]  # the most acts that a step may bring, an entry a conduct made by a move


def lowered(
    forms: Sequence[Regime], names: Names, society: Recipe, calendar: Calendar, conditions: Conditions
) -> dict[str, Moves]:
    """Lower the deadlines of each span: rounded up to whole steps; a span without the rule has none."""
    conducts, step_days = society.conducts, calendar.step_days
    made = [conducts[name].made_by == "move" for name in names.conducts]
    rules = [[form.conducts.get(name) for name in names.conducts] for form in forms]
    made_of_it = Moves(
        deadline=ints(
            [
                [
                    steps_of(rule.deadline, step_days) if by and rule and rule.deadline is not None else -1
                    for rule, by in zip(row, made, strict=True)
                ]
                for row in rules
            ]
        ),
        tells=ints([chance_of(conducts[name].tells) for name in names.conducts]),
        point=np.array([point(f"conduct.{name}.move") for name in names.conducts], np.uint64),
        most_acts=ints([SLOTS] * sum(made)),
    )
    return {"moves": made_of_it}


def disagreements(form: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield deadlines of what no move makes, and conduct of moves that the regime sets no deadline for."""
    conducts = society.conducts
    for name, rule in form.conducts.items():
        if name not in conducts or (conducts[name].made_by == "move") == (rule.deadline is not None):
            continue
        if rule.deadline is not None:
            yield document.problem(
                ("conducts", name, "deadline"),
                f"in this society people do {name} by choice, and no deadline makes them",
                found=str(rule.deadline),
                key=True,
                next_step="remove it, or declare the conduct with `made_by: move` in a society of your own",
            )
        else:
            yield document.problem(
                ("conducts", name),
                f"in this society a move makes {name}, and the regime sets no deadline to tell of it",
                found="no deadline",
                key=True,
                next_step="write `deadline: 30 days`, or another length",
            )
