"""What conditions count and measure, lowered: a row for each term, over all spans of a regime.

A number is of a window, and what a window that began in a step is over in stands in a table; so does the step
in which a length is reached that began in one. Things that are counted are records, by conduct, and after
these entries, by list, and offers that were passed. Of a period the number is 1 on its days, for everybody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Any, NamedTuple, Self

import numpy as np

from demerit.chance import NEVER
from demerit.documents import Document
from demerit.errors import Problem
from demerit.mechanisms.offers.counts import OFFERED
from demerit.mechanisms.scores.language_worse import worse_side
from demerit.mechanisms.scores.lowering import points_given
from demerit.mechanisms.scores.lowering_features import SINCE_JOINED, measured
from demerit.quantities import Calendar, add_term
from demerit.quantities.dates import DAYS_PER_UNIT
from demerit.regime.counting import ADVERSE, ANY, FAVOURABLE, Counted, Length, Mark, Term, Window
from demerit.regime.model import Regime
from demerit.regime.periods import Period, inside
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.names import Names
from demerit.scenario.numbers import ints
from demerit.society.recipe import Recipe

RECORDS, LISTINGS, LISTED_FOR, TENURE, DURING, HOLDS, PASSED, OWES = range(8)
"""What a term counts or measures."""
OF_ADVERSE, OF_FAVOURABLE, OF_NEITHER = 1, 2, 4
"""Which records a term counts, a bit each: those worse for whom they are about, better, neither."""
OF_ALL = OF_ADVERSE | OF_FAVOURABLE | OF_NEITHER
NO_LIST = -1


class Terms(NamedTuple):
    """What conditions count and measure."""

    what: Annotated[Ints, "terms"]  # RECORDS, LISTINGS, LISTED_FOR, TENURE, DURING, HOLDS, PASSED or OWES
    list: Annotated[Ints, "terms"]  # of which list or, of HOLDS, of which holding that is read; or -1
    match: Annotated[
        Rows, "terms, things"
    ]  # which records of a conduct, entries on a list or passes of an offer count, a bit each
    owed: Annotated[Rows, "terms, C"]  # 1 where a debt that a record of a conduct claims is counted
    owing: Annotated[Ints, "1"]  # 1 where some term counts debts
    until: Annotated[Rows, "terms, T"]  # when a window that begins in step t is over, or a length reached
    lives: Annotated[Ints, "terms"]  # 1 where it has no window: records count for their own length
    latest: Annotated[Rows, "terms, T"]  # the last day since which TENURE has reached its length in step t
    counted: Annotated[Rows, "E, C"]  # 1 where some term may count a record of the conduct
    even: Annotated[Rows, "E, scores"]  # what a record is worth that is on neither side, beside 0
    worse: Annotated[Rows, "E, scores"]  # -1 where less than that is adverse, 1 where more is, 0 without it
    listings: Annotated[Ints, "1"]  # a bit a list: a term counts its entries
    measured: Annotated[Ints, "1"]  # a bit a list: a term or a feature asks how long somebody is on it
    tenures: Annotated[Ints, "1"]  # how many terms ask how long somebody is there
    of_spell: Annotated[Ints, "terms"]  # 1 where a term counts since the entry of the spell that asks
    by_spell: Annotated[Ints, "1"]  # 1 where there is such a term
    inside: Annotated[Rows, "terms, T"]  # 1 in steps whose first day lies in the period of a term, else 0
    turns: Annotated[Ints, "T"]  # 1 in steps in which such a period begins or ends

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower what the conditions of all spans count."""
        terms, names, steps = draw.conditions.counted, draw.names, draw.calendar.steps
        what, match = [_what(each) for each in terms], _matching(terms, names)
        until = ints([_until(each, draw.calendar) for each in terms]).reshape(len(terms), steps)
        sides = ints([[worse_side(form.scores.get(name)) for name in names.scores] for form in draw.forms])
        latest = [_latest(each, draw.calendar) for each in terms]
        lists = [_list(each, names, terms) for each in terms]
        days = ints([_inside(each, draw) for each in terms]).reshape(len(terms), steps)

        def asked(kind: int) -> Ints:
            return ints([sum(1 << n for n in {n for n, of in zip(lists, what, strict=True) if of == kind})])

        return cls(
            what=ints(what),
            list=ints(lists),
            match=match,
            owed=_owed(terms, names),
            owing=ints([int(OWES in what)]),
            until=until,
            lives=ints([int(isinstance(each, Term) and each.lives) for each in terms]),
            latest=ints(latest).reshape(len(terms), steps),
            counted=ints(
                [
                    [_may_count(form, name, match[:, n]) for n, name in enumerate(names.conducts)]
                    for form in draw.forms
                ]
            ),
            even=np.ascontiguousarray(sides[..., 0]),
            worse=np.ascontiguousarray(sides[..., 1]),
            listings=asked(LISTINGS),
            measured=asked(LISTED_FOR) | sum(1 << n for n in measured(draw)),
            tenures=ints([what.count(TENURE)]),
            of_spell=ints([int(_of_spell(each)) for each in terms]),
            by_spell=ints([int(any(map(_of_spell, terms)))]),
            inside=days,
            turns=np.abs(np.diff(days, axis=1, prepend=0)).max(axis=0, initial=0).astype(np.int64),
        )


def lengths(tables: Any) -> dict[str, int]:
    """Return how many terms there are, and how many rows are remembered for those that are lengths."""
    terms: Terms = tables.terms
    return {
        "terms": len(terms.what),
        "measured": tables.lists.entity.shape[0] if terms.measured.any() else 0,
        "tenured": int(
            terms.tenures.any()
            or tables.triggers.joins.any()
            or tables.triggers.schedules.owns.any()
            or (tables.risk.asks == SINCE_JOINED).any()
        ),
    }


def disagreements(form: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield conducts and lists that a condition counts, and that are of others than it is about."""
    for path, text, entity in form.conditions():
        if path[0] == "scores":
            continue  # a score is kept of persons and organisations alike
        place = path[:-1] if path[-1] == "if" and document.at(path) is None else path
        for term in form.expression(text, entity).terms:
            for name in term.of if term.what not in ("during", "holds", "passed") else ():
                if term.what in ("records", "owes"):
                    conduct = society.conducts.get(name)
                    of = conduct.by if conduct is not None else entity
                else:
                    of = form.lists[name].entity
                if of != entity:
                    yield document.problem(
                        place,
                        f"{name} is of {of}s, and this condition is about {entity}s",
                        found=str(term),
                        allowed=f"conducts and lists of {entity}s",
                        next_step=f"count what is of {entity}s",
                    )


def _what(counted: Counted) -> int:
    term = counted.term if isinstance(counted, Mark) else counted
    kinds = {"records": RECORDS, "listings": LISTINGS, "listed_for": LISTED_FOR}
    kinds |= {"during": DURING, "holds": HOLDS, "passed": PASSED, "owes": OWES}
    return kinds.get(term.what, TENURE)


def _of_spell(counted: Counted) -> bool:
    return isinstance(counted, Term) and counted.window == Window("since entry")


def _inside(counted: Counted, draw: Draw) -> list[int]:
    """Return for each step whether its first day lies in the period that a term names, if it names one.

    The days are those of the form in force then; where it has no such period, of the last that had.
    """
    if isinstance(counted, Mark) or counted.what != "during":
        return [0] * draw.calendar.steps
    periods: list[Period] = []
    for form in draw.forms:
        periods.append(form.periods.get(counted.of[0], periods[-1] if periods else []))
    spans = draw.spans.tolist()
    return [int(inside(periods[span], draw.calendar.date(step))) for step, span in enumerate(spans)]


def _list(counted: Counted, names: Names, terms: Sequence[Counted]) -> int:
    """Return the list, or of the holdings that are read the one, that a term is about, if it is about one."""
    term = counted.term if isinstance(counted, Mark) else counted
    if term.what == "holds":
        return [each for each in terms if _what(each) == HOLDS].index(term)
    return names.lists.index(term.of[0]) if term.what in ("listings", "listed_for") else NO_LIST


def _matching(terms: Sequence[Counted], names: Names) -> Rows:
    """Return [terms, things] which records, entries on lists and passes of offers a term counts."""
    offers = [name for (name,) in names.others[OFFERED]]
    entries = len(names.conducts), len(names.conducts) + len(names.lists)
    match = np.zeros((len(terms), entries[1] + len(offers)), np.int64)
    for row, each in zip(match, terms, strict=True):
        if isinstance(each, Mark):
            continue
        if each.what in ("during", "owes"):
            continue
        if each.what == "listings":
            row[entries[0] + names.lists.index(each.of[0])] = OF_ALL
        elif each.what == "passed":
            row[entries[1] + offers.index(each.of[0])] = OF_ALL
        elif each.of == (ADVERSE,):
            row[: len(names.conducts)] = OF_ADVERSE
        elif each.of == (FAVOURABLE,):
            row[: len(names.conducts)] = OF_FAVOURABLE
        else:
            row[: len(names.conducts)] = [
                OF_ALL if name in each.of or each.of == (ANY,) else 0 for name in names.conducts
            ]
    return match


def _owed(terms: Sequence[Counted], names: Names) -> Rows:
    """Return [terms, conducts] 1 where a term counts the debts that records of a conduct claim."""
    owed = np.zeros((len(terms), len(names.conducts)), np.int64)
    for row, each in zip(owed, terms, strict=True):
        if isinstance(each, Term) and each.what == "owes":
            row[:] = [int(name in each.of or each.of == (ANY,)) for name in names.conducts]
    return owed


def _may_count(form: Regime, conduct: str, match: Ints) -> int:
    """Return whether a term may count a record of a conduct; of a side only if it is worth something."""
    if conduct not in form.conducts:
        return 0
    worth = any(given != (0, 0) for given in points_given(form, conduct)) or any(
        form.points_of(conduct, name) or form.weight_of(conduct, name) for name in form.scores
    )
    return int(any(bits == OF_ALL or (bits and worth) for bits in match.tolist()))


def _until(counted: Counted, calendar: Calendar) -> list[int]:
    """Return for each step when a window that begins in it is over, or a length reached."""
    steps = range(calendar.steps)
    if isinstance(counted, Mark):
        return [_due(calendar, step, counted.length, strict=counted.strict) for step in steps]
    window = counted.window or Window("ever")
    if window.length is not None:
        return [_due(calendar, step, window.length) for step in steps]
    if window.since == "this year":
        return [calendar.first_step_on_or_after(dt.date(calendar.year(step) + 1, 1, 1)) for step in steps]
    return [NEVER for _ in steps]


def _latest(counted: Counted, calendar: Calendar) -> list[int]:
    """Return for each step since which day, from the first of the run, somebody has been there for a length.

    It is the last such day; days before the run are below 0, and what is no length has none.
    """
    if not isinstance(counted, Mark) or counted.term.what != "tenure":
        return [-NEVER] * calendar.steps
    length, strict = counted.length, int(counted.strict)
    found, begin = [], calendar.start.toordinal()
    for step in range(calendar.steps):
        today = calendar.date(step).toordinal() - strict
        day = max(today - int(Decimal(length.amount) * DAYS_PER_UNIT[length.unit]) - 8, 1)
        while day < today and _after(day + 1, length) <= today:
            day += 1
        found.append(day - begin if _after(day, length) <= today else -NEVER)
    return found


def _after(day: int, length: Length) -> int:
    """Return the day that lies a length after another, both as proleptic ordinals."""
    return add_term(dt.date.fromordinal(day), Decimal(length.amount), length.unit).toordinal()


def _due(calendar: Calendar, step: int, length: Length, *, strict: bool = False) -> int:
    """Return the first step that begins a length or more after a step begins; if `strict`, more."""
    end = add_term(calendar.date(step), Decimal(length.amount), length.unit)
    if strict:
        end = min(end, dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1)
    return calendar.first_step_on_or_after(end)
