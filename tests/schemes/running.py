"""A scheme's set-up and rules as files of the lab, run and counted.

A scheme's folder holds

- `expected.yaml`: what a faithful version gives (`sheets`);
- `society.yaml`: what its people do and who differs in what, laid over `people.yaml`;
- `scenario.yaml`: when and in which steps;
- `regime.yaml`: as many of its rules as the language can say; absent while it can say none;
- `scheme.yaml`: how figures are counted, what is laid over the files for a row, and what waits for what.

Laying over: a mapping is laid over a mapping key by key, but for tables (`values`, `is`) and whatever is no
mapping, which replace what stood there; an empty value takes a key away.
"""

from __future__ import annotations

import datetime as dt
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import demerit
from demerit.documents import read, write
from demerit.regime.given import several
from tests.schemes.comparing import Compared, Moved, Result, Size, changed, compared
from tests.schemes.sheets import HERE, Sheet, sheet

DAYS_A_YEAR = 365.25
"""Of the sheets."""
STEP_DAYS = {"week": 7, "day": 1}
KINDS = ("regime", "society", "scenario")
Data = dict[str, Any]
_FLOWS = "SELECT COLUMNS('^(draw|entity|list|step|axis|value|stock|inflow|out_.*)$') FROM main."
ALL_LISTS = f"WITH lists AS ({' UNION ALL '.join(_FLOWS + name for name in ('lists', 'benefits', 'notes'))}) "
"""Before a query: by `lists` it means all lists, be they burdens, benefits or notes."""


@dataclass(frozen=True)
class Waits:
    """What a rule waits for: concepts of the language, and how they would say it."""

    concepts: Sequence[str]
    how: str


@dataclass(frozen=True)
class Scheme:
    """A scheme as it is written here.

    Attributes:
        sheet: what a faithful version gives.
        weeks: how long the set-up is.
        people: how many people the quick test takes.
        counted: a query by figure, with places for numbers (`Run`).
        lays: by change of a row, what is laid over regime, society and scenario.
        stands_for: the changes of the sheet that this version cannot but make; their rows are expected.
        only: by change, the figures of its row that are compared, where others hang on rules not said.
        shown_by: figures that show a rule without a row.
        waits: by rule, which concepts of the language it waits for (`waiting`), and how they would say it.
        today: figures that the tables of a run would count, once the rules can be said.
        memory: those that a list by condition would count, from which nothing follows: a memory.
        needs: by figure, which table or column it needs that no run keeps.
        set_up: what of the set-up a society cannot say, or empty.
        acts: how often a year somebody does each conduct on the average, by the sheet's classes.
        beyond: weeks that a run goes on beyond the set-up, with nothing seen any more, so that the lengths of
            spells that began before are counted in full; no query but of spells may look there.
        suite: the changes that the quick test tries; all if None.
        full_step: the step at full size, where lengths rounded up to whole weeks would show; the scenario's
            own if empty.
        by_day: figures that are compared where a step is a day alone, because of that rounding.
        about: whom the sheet is about: persons, or the organisations among so many people.
    """

    sheet: Sheet
    weeks: int
    people: int
    acts: Mapping[str, float]
    counted: Mapping[str, str]
    lays: Mapping[str, Mapping[str, Data]]
    stands_for: Sequence[str] = ()
    only: Mapping[str, Sequence[str]] = field(default_factory=dict)
    shown_by: Mapping[int, Sequence[str]] = field(default_factory=dict)
    waits: Mapping[int, Waits] = field(default_factory=dict)
    today: Sequence[str] = ()
    memory: Sequence[str] = ()
    needs: Mapping[str, str] = field(default_factory=dict)
    set_up: str = ""
    beyond: int = 0
    suite: Sequence[str] | None = None
    full_step: str = ""
    by_day: Sequence[str] = ()
    about: str = "person"

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return HERE / self.sheet.scheme

    @property
    def runs(self) -> bool:
        """Whether the language can say any of its rules."""
        return (self.folder / "regime.yaml").is_file()


def scheme(name: str) -> Scheme:
    """Return a scheme as its files have it."""
    data = read(HERE / name / "scheme.yaml").data
    return Scheme(
        sheet=sheet(name),
        weeks=data.get("weeks", int(data["years"] * DAYS_A_YEAR / 7)),
        people=data.get("people", 0),
        acts=data["acts"],
        counted=data.get("counted", {}),
        lays=data.get("changes", {}),
        stands_for=several(data.get("stands_for", [])),
        only=data.get("only", {}),
        shown_by={int(rule): figures for rule, figures in data.get("shown_by", {}).items()},
        waits={int(rule): Waits(wait["for"], wait["how"]) for rule, wait in data.get("waits", {}).items()},
        today=data["counts"]["today"],
        memory=data["counts"]["memory"],
        needs=data["needs"],
        set_up=data.get("set_up", ""),
        beyond=data.get("beyond", 0),
        suite=data.get("suite"),
        full_step=data.get("full_step", ""),
        by_day=data.get("by_day", ()),
        about=data.get("about", "person"),
    )


def laid(below: Data, over: Mapping[str, Any]) -> Data:
    """Return a mapping with another laid over it."""
    made = dict(below)
    for key, value in over.items():
        held = made.get(key)
        if value is None:
            made.pop(key, None)
        elif isinstance(value, dict) and isinstance(held, dict) and not {"values", "is"} & set(value):
            made[key] = laid(held, value)
        else:
            made[key] = value
    return made


def files(it: Scheme, lays: Mapping[str, Data]) -> dict[str, Data]:
    """Return a scheme's regime, society and scenario as data, with a change laid over them."""
    society = laid(read(HERE / "people.yaml").data, read(it.folder / "society.yaml").data)
    made = {"society": society, "scenario": read(it.folder / "scenario.yaml").data}
    if it.runs:
        made["regime"] = read(it.folder / "regime.yaml").data
    return {kind: laid(data, lays.get(kind, {})) for kind, data in made.items()}


def written(it: Scheme, into: Path, step: str = "", lays: Mapping[str, Data] | None = None) -> Path:
    """Write a scheme's files into a folder and return the scenario's; `step` replaces the scenario's own."""
    into.mkdir(parents=True, exist_ok=True)
    made = files(it, lays or {})
    scenario = made["scenario"]
    scenario["step"] = step or scenario.get("step", "week")
    first = dt.date.fromisoformat(str(scenario["from"]))
    end = first + dt.timedelta(weeks=it.weeks)
    scenario |= {"from": first.isoformat(), "to": (end + dt.timedelta(weeks=it.beyond)).isoformat()}
    if it.beyond and "regime" in made:
        blind = {"from": end.isoformat(), "sources": dict.fromkeys(made["regime"]["sources"], "none")}
        made["regime"]["amendments"] = [*made["regime"].get("amendments", []), blind]
    for kind, data in made.items():
        (into / f"{kind}.yaml").write_text(write(data), encoding="utf-8")
    return into / "scenario.yaml"


def present(it: Scheme, run: demerit.Run) -> int:
    """Return how many there are of those whom a sheet is about."""
    query = f"SELECT max(present) FROM people WHERE entity = '{it.about}' AND axis = 'all'"
    ((people,),) = run.query(query).rows
    return int(people)


def places(it: Scheme, run: demerit.Run, scenario: Data) -> dict[str, str]:
    """Return what stands in the places that queries have.

    Numbers: `people` (those whom the sheet is about), `steps` of the set-up and the `last` of these, steps in
    a year (`a_year`), weeks in a step (`weeks`), `person_years`; `y3` and its like, the first step of a year
    counted from 0. Texts: `q3` and its like, the last quarter before year 3 begins.
    """
    people = present(it, run)
    step_days = STEP_DAYS[scenario["step"]]
    steps, a_year = it.weeks * 7 // step_days, DAYS_A_YEAR / step_days
    years = range(round(steps / a_year) + 1)
    numbers = {f"y{n}": math.ceil(n * a_year) for n in years} | {
        "people": people,
        "steps": steps,
        "last": steps - 1,
        "a_year": a_year,
        "weeks": step_days / 7,
        "person_years": people * steps / a_year,
    }
    first = dt.date.fromisoformat(str(scenario["from"])).year
    texts = {f"q{n}": f"'{first + n - 1}-Q4'" for n in years}
    return texts | {name: f"{float(number)!r}::DOUBLE" for name, number in numbers.items()}


def counted(
    it: Scheme, into: Path, people: int, step: str = "", change: str = ""
) -> tuple[Size, dict[str, float]]:
    """Run a scheme, with the change of a row if one is named, and count every figure that it counts."""
    path = written(it, into / "files", step, it.lays.get(change, {}))
    run = demerit.run(path, out=into / "run", people=people)
    scenario = read(path).data
    texts = places(it, run, scenario)
    figures = {}
    size = Size(present(it, run), STEP_DAYS[scenario["step"]])
    for key, query in it.counted.items():
        if key in it.by_day and size.step_days > 1:
            continue
        ((value,),) = run.query(ALL_LISTS + query.format(**texts)).rows
        figures[key] = float(value)
    return size, figures


def result(
    it: Scheme, into: Path, people: int = 0, step: str = "", changes: Sequence[str] | None = None
) -> Result:
    """Run a scheme and the rows of its sheet that it can say, or those that are named, and compare."""
    if not it.runs:
        nothing = [Moved(change, key, None, None) for change in it.sheet.changes for key in change.moves]
        return Result(it.sheet, {}, nothing, it.shown_by)
    people = people or it.people
    size, found = counted(it, into / "as it is", people, step)
    base = {key: _compared(it, key, size, value) for key, value in found.items()}
    moved: list[Moved] = []
    for number, change in enumerate(it.sheet.changes):
        after: dict[str, Compared] = {}
        if change.change in (it.lays if changes is None else changes):
            _, values = counted(it, into / f"change {number}", people, step, change.change)
            kept = it.only.get(change.change, tuple(change.moves))
            for key in set(values) & set(kept) & set(change.moves):
                figure = changed(it.sheet.figures[key], change.moves[key], it.sheet.fewer)
                after[key] = compared(figure, it.sheet.changes_of, size, values[key])
        moved += [Moved(change, key, base.get(key), after.get(key)) for key in change.moves]
    return Result(it.sheet, base, moved, it.shown_by)


def _compared(it: Scheme, key: str, size: Size, value: float) -> Compared:
    """Compare a figure with the sheet's, or with that of the row that this version stands for.

    No figure may move in two of these rows: what it is with both changes no sheet says.
    """
    figure, of = it.sheet.figures[key], it.sheet.people
    rows = [it.sheet.change(words).moves for words in it.stands_for]
    (*_, moved) = (None, *(moves[key] for moves in rows if key in moves))
    if moved is not None:
        figure, of = changed(figure, moved, it.sheet.fewer), it.sheet.changes_of
    return compared(figure, of, size, value)


if __name__ == "__main__":
    print(written(scheme(sys.argv[1]), Path(sys.argv[2])))
