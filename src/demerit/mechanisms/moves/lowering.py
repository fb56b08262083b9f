"""M16, lowered: how soon a move is to be told in each span, and who tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple, Self

from demerit.documents import Document
from demerit.errors import Problem
from demerit.mechanisms import extension
from demerit.mechanisms.moves.language import OfConduct as Rule
from demerit.mechanisms.moves.society import OfConduct as Declared
from demerit.regime.model import Regime
from demerit.scenario import spans
from demerit.scenario.codes import Ints, Keys, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import chance_of, ints, steps_of
from demerit.scenario.rates import points
from demerit.society.recipe import Recipe
from demerit.society.traits import SLOTS


class Moves(NamedTuple):
    """Which conduct a move makes, when, and by whom."""

    deadline: Annotated[Rows, "E, C"]  # steps from a move to the act of whoever has not told, or -1
    tells: Annotated[Ints, "C"]  # Q53, share of moves that are told in time
    point: Annotated[Keys, "C"]  # decision points of the acts
    most_acts: Annotated[Ints, "*"]  # the most acts that a step may bring, an entry a conduct made by a move

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the deadlines of each span: rounded up to whole steps; a span without the rule has none."""
        names, conducts = draw.names.conducts, draw.society.conducts
        declared = {name: extension(Declared, conducts[name]) for name in names}
        tells = {name: each.tells for name, each in declared.items() if each.made_by}

        def deadline(form: Regime, name: str) -> int:
            rule = form.conducts.get(name)
            given = extension(Rule, rule).deadline if rule is not None and name in tells else None
            return -1 if given is None else steps_of(given, draw.days)

        return cls(
            deadline=spans.table(draw.forms, names, deadline),
            tells=ints([chance_of(tells.get(name)) for name in names]),
            point=points("conduct", names, ".move"),
            most_acts=ints([SLOTS] * len(tells)),
        )


def disagreements(form: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield deadlines of what no move makes, and conduct of moves that the regime sets no deadline for."""
    conducts = society.conducts
    for name, rule in form.conducts.items():
        if name not in conducts:
            continue
        said, made = extension(Rule, rule), extension(Declared, conducts[name]).made_by is not None
        if said.deadline is not None and not made:
            yield document.problem(
                ("conducts", name, "deadline"),
                f"in this society people do {name} by choice, and no deadline makes them",
                found=str(said.deadline),
                key=True,
                next_step="remove it, or declare the conduct with `made_by: move` in a society of your own",
            )
        elif made and "deadline" not in said.model_fields_set:
            yield document.problem(
                ("conducts", name),
                f"in this society a move makes {name}, and the regime sets no deadline to tell of it",
                found="no deadline",
                key=True,
                next_step="write `deadline: 30 days, from KEY`, or `none` where nobody is to tell",
            )
