"""Fact-check: every number of a page with its definition, and the inputs it rests on with their evidence.

Whoever doubts a number, or wants to quote one, finds here what it counts, in which unit, over what, by which
formula, with which interval, what it cannot show, and which declared numbers set it. Numbers of one kind,
such as the stock of a list at the end of every year, stand together. The marks of the inputs are worked out
from the run's own files each time, so an input whose evidence changes shows another mark here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from demerit.audit import Figure, RunSource
from demerit.audit.targets import Targets
from demerit.counted.values import SYNTHETIC
from demerit.documents import evidence
from demerit.report.inputs import MARKS, Input, InputFile, from_evidence
from demerit.report.numbers import portion, span

SAID: Final = ("name", "definition", "unit", "denominator", "formula", "cannot")
"""What has to be said of a figure; figures of one kind share it, and what they rest on."""
ROOTS: Final = ("regime", "society", "scenario", "targets")
"""What a figure may rest on: the two files with evidence, published numbers, and what the asker chose."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact: its number on the page, which one it is, and its interval as text."""

    number: int
    at: str
    text: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Rest:
    """A part of the files that a fact rests on: its path, its inputs, and how many have which mark."""

    path: str
    inputs: tuple[Input, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many of its inputs rest on what, by evidence code."""
        found = [each.code for each in self.inputs]
        return tuple((code, found.count(code)) for code in MARKS if code in found)


@dataclass(frozen=True, slots=True)
class Fact:
    """A kind of number on the page, with everything that has to be said of it, and all its values."""

    name: str
    definition: str
    unit: str
    denominator: str
    formula: str
    cannot: str
    rests_on: tuple[Rest, ...]
    values: tuple[Value, ...]


def fact_check(
    figures: Sequence[Figure], inputs: Sequence[InputFile], targets: Targets | None
) -> tuple[Fact, ...]:
    """Return the facts behind the figures of a page, in the order in which they are first printed.

    Args:
        figures: every figure that the page prints, by number.
        inputs: the numbers of the run's regime and society.
        targets: the published numbers that the page shows, if any.
    """
    known = {each.path: each for file in (*inputs, *_published(targets)) for each in file.inputs}
    kinds: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Value]] = {}
    for number, figure in enumerate(figures):
        said = tuple(getattr(figure, field) for field in SAID)
        value = Value(number, _which(figure), _said(figure), figure)
        kinds.setdefault((said, figure.rests_on), []).append(value)
    return tuple(
        Fact(
            **dict(zip(SAID, said, strict=True)),
            rests_on=tuple(Rest(path, _under(path, known)) for path in dict.fromkeys(rests_on)),
            values=tuple(values),
        )
        for (said, rests_on), values in kinds.items()
    )


def _published(targets: Targets | None) -> list[InputFile]:
    return [from_evidence("targets", targets.targets, evidence(targets))] if targets else []


def _which(figure: Figure) -> str:
    """Return which one of several a figure is: of which list, and at what."""
    return ", ".join(part for part in (figure.of, figure.at) if part)


def _under(path: str, known: dict[str, Input]) -> tuple[Input, ...]:
    """Return the inputs at a path or below it."""
    return tuple(each for place, each in known.items() if f"{place}.".startswith((f"{path}.", f"{path} ")))


def _said(figure: Figure) -> str:
    form = "percent" if figure.unit == "share" else "plain"
    text = span(figure.value, form)
    parts = figure.parts
    if parts and parts.chance is not None:
        text += f"; {portion(parts.chance)} of the spread is chance"
    return text


def as_dict(source: RunSource, facts: Sequence[Fact], run: int) -> dict[str, Any]:
    """Return the fact-check of one run as plain JSON values.

    `run` is the place of the run on the page: the ids of its values are those of the page's `data-figure`.
    """
    inputs = {each.path: each for fact in facts for rest in fact.rests_on for each in rest.inputs}
    return {
        "synthetic": SYNTHETIC,
        "run": source.manifest.run_id,
        "regime": source.manifest.regime.name,
        "society": source.manifest.society.name,
        "facts": [
            {
                **{field: getattr(fact, field) for field in SAID[:-1]},
                "cannot_show": fact.cannot,
                "rests_on": {rest.path: [each.path for each in rest.inputs] for rest in fact.rests_on},
                "values": [_value(value, run) for value in fact.values],
            }
            for fact in facts
        ],
        "inputs": {
            path: {
                "value": each.value,
                "range": each.range,
                "evidence": each.code,
                "mark": each.mark,
                "meaning": each.meaning,
                "source": each.source,
                "url": each.url,
                "note": each.note,
            }
            for path, each in inputs.items()
        },
    }


def _value(value: Value, run: int) -> dict[str, Any]:
    figure = value.figure
    interval, parts = figure.value, figure.parts
    return {
        "id": f"{run}-f{value.number}",
        "of": figure.of,
        "at": figure.at,
        "low": interval.low if interval else None,
        "mid": interval.mid if interval else None,
        "high": interval.high if interval else None,
        "interval": interval.kind if interval else None,
        "draws": interval.draws if interval else None,
        "sampled": figure.sampled,
        "too_few_to_quote": figure.greyed,
        "chance": parts.chance.mid if parts and parts.chance else None,
        "chance_low": parts.chance.low if parts and parts.chance else None,
        "chance_high": parts.chance.high if parts and parts.chance else None,
    }
