"""M10, M03, said back: what points are multiplied by, for whom, and as of which day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.mechanisms.weights.language import Weighing, weighing
from demerit.regime.saying import people, quoted, series
from demerit.regime.sentences import SCORED, Reads, Said, Sentence


def weighed(form: Any) -> Iterator[Sentence]:
    """Say the weights."""
    for each in weighing(form):
        yield _of_condition(form, each)
    if len(form.weights) > 1:
        yield Said().sentence(
            ("weights",), "Where several of these hold, all multiply, and the points are rounded once."
        )


def _of_condition(form: Any, weight: Weighing) -> Sentence:
    said = Said()
    whom = people(form.expression(weight.condition, weight.entity).root, weight.entity)
    records = f" for records of {series([quoted(name) for name in weight.of])}" if weight.of else ""
    day = "the record is ruled on" if weight.ruling else "the act is done"
    points_of = f"Points{records}" + (" that are worse for somebody" if weight.adverse else "")
    return said.sentence(
        weight.at[:2],
        f"{points_of} are multiplied by {said.number(weight.factor)}, to whole points, for {whom} on the day"
        f" on which {day}.",
        form.weights[int(weight.at[1])],
    )


READS = (Reads(SCORED, 1, weighed),)
