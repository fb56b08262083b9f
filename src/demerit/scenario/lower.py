"""One draw of a scenario as integer tables: the last step before the engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from demerit.documents import dotted, drawn
from demerit.mechanisms.adjudication.lowering import rulings, ways_back
from demerit.mechanisms.averaging.lowering import debts, matches, months
from demerit.mechanisms.favours.lowering import favours
from demerit.mechanisms.lists.lowering import lists
from demerit.mechanisms.lists.lowering_asked import asked
from demerit.mechanisms.scores.language import NoScore
from demerit.mechanisms.scores.lowering import scores
from demerit.mechanisms.scores.lowering_features import features
from demerit.mechanisms.sources.lowering import beginning, false_sightings, linking, watching
from demerit.mechanisms.ties.lowering import blocks, near_points, spills
from demerit.mechanisms.work.lowering import deterring, working
from demerit.quantities import Calendar
from demerit.regime import loading
from demerit.regime.amendments import Epoch
from demerit.regime.model import Regime
from demerit.scenario.conditions import Conditions
from demerit.scenario.histories import history_rows
from demerit.scenario.rates import rates
from demerit.scenario.resolve import Resolved
from demerit.scenario.tables import Ints, Tables
from demerit.scenario.truthful import truthful
from demerit.society.contradiction import Contradiction
from demerit.society.lower import lower as lower_society
from demerit.society.tables import SocietyTables

_OVER: Mapping[str, object] = {
    "score": NoScore(kind="none"),
    "tiers": None,
    "linkage": None,
    "conducts": {},
    "sources": {},
    "adjudication": None,
    "lists": {},
    "consequences": {},
    "debts": None,
    "spillover": None,
}
"""What is left of a regime after its end: nothing that does anything."""


def lower(resolved: Resolved, draw: int) -> Tables:
    """Return the tables of draw `draw`: one value from every assumed range, everything in whole numbers.

    The same path draws the same value whatever the regime, so a run and the one it is set against share
    their society. A history on a true record has the same tables with every false part switched off.
    """
    calendar, seed, names = resolved.scenario.calendar, resolved.scenario.seed, resolved.names
    days = calendar.step_days
    society = drawn(resolved.society, seed, draw, "society")
    spans = loading.drawn(resolved.regime, seed, draw)
    epoch, forms, ended = spans_of(calendar, until_sunset(spans))
    conditions = Conditions(names.lists)
    listing = lists(forms, ended, names, calendar, conditions)
    spilling, rows = spills(forms, names, conditions), history_rows(forms, society.conducts)
    scoring = scores(forms, names, calendar, conditions, spilling)
    refusing = blocks(forms, names, conditions, society.attempts)
    passing = near_points(forms, names, calendar, conditions)
    favouring, matching = favours(forms, names, conditions), matches(forms, names, conditions, days)
    counting = beginning(forms, names, calendar)
    quarter = _each(
        calendar,
        lambda day: (
            (day.year - calendar.start.year) * 4 + (day.month - 1) // 3 - (calendar.start.month - 1) // 3
        ),
    )
    tables = Tables(
        society=lower_people(resolved, draw),
        epoch=epoch,
        year=_each(calendar, lambda day: day.year - calendar.start.year),
        quarter=quarter,
        quarter_left=_left(quarter),
        day=np.arange(calendar.steps, dtype=np.int64) * days,
        **months(calendar)._asdict(),
        axis=np.array(names.axis_starts, np.int64),
        stratum=np.array(names.stratum, np.int64),
        **rates(society, days)._asdict(),
        **counting._asdict(),
        **watching(forms, names, days)._asdict(),
        **false_sightings(forms, names, days)._asdict(),
        **linking(forms, names)._asdict(),
        **matching._asdict(),
        **rulings(forms, names.conducts, society.conducts, days)._asdict(),
        **ways_back(forms, days)._asdict(),
        **listing._asdict(),
        **debts(forms, names, list(society.conducts.values()), days)._asdict(),
        **scoring._asdict(),
        history_row=rows,
        history_kept=np.unique(rows),
        **asked(conditions, scoring.state_if, listing.list_term, spilling, forms)._asdict(),
        **features(forms, epoch, calendar)._asdict(),
        **refusing._asdict(),
        **favouring._asdict(),
        **spilling._asdict(),
        **passing._asdict(),
        **working(society.responses.work, forms, names, days)._asdict(),
        **deterring(society, forms, names, epoch, counting.act_since, days)._asdict(),
        **conditions.tables()._asdict(),
    )
    return truthful(tables) if resolved.truthful else tables


def lower_people(resolved: Resolved, draw: int) -> SocietyTables:
    """Return the society of draw `draw` alone: all that decides who is there.

    Raises:
        Contradiction: the values that this draw takes cannot all be true.
    """
    seed = resolved.scenario.seed
    society = drawn(resolved.society, seed, draw, "society")
    try:
        return lower_society(society, resolved.scenario.calendar.step_days)
    except Contradiction as found:
        where = f"in draw {draw} of seed {seed} the society {society.society} contradicts itself"
        said = f"{where}, at {dotted(found.at)}: {found.said}"
        raise Contradiction(said, found.next_step, found.at) from None


def until_sunset(spans: Sequence[Epoch]) -> list[Epoch]:
    """Return the forms of a regime with the end that each of them sets itself.

    After its `sunset` a regime has no sources, lists or consequences, until an amendment sets another end.
    """
    found: list[Epoch] = []
    for span, after in zip(spans, [*spans[1:], None], strict=True):
        end, form = span.regime.sunset, span.regime
        until = after.begins if after is not None and after.begins is not None else dt.date.max
        begins = span.begins or dt.date.min
        if end is None or end > begins:
            found.append(span)
        if end is not None and end < until:
            over = form.model_copy(update=_OVER)
            found.append(Epoch(max(end, begins) if end > begins or span.begins else end, over))
    return found


def spans_of(calendar: Calendar, spans: Sequence[Epoch]) -> tuple[Ints, list[Regime], list[bool]]:
    """Return the span of each step, the form of each span reached, and whether it is after the end."""
    epoch = np.zeros(calendar.steps, np.int64)
    forms = [spans[0].regime]
    for span in spans[1:]:
        if span.begins is None:
            continue
        first = calendar.first_step_on_or_after(span.begins)
        if first >= calendar.steps:
            continue
        forms.append(span.regime)
        epoch[first:] = len(forms) - 1
    used, numbers = np.unique(epoch, return_inverse=True)
    kept = [forms[int(number)] for number in used]
    return numbers.astype(np.int64), kept, [_is_over(form) for form in kept]


def _is_over(form: Regime) -> bool:
    """Return whether a form is what is left of a regime after its end."""
    return form.sunset is not None and form.adjudication is None and not form.conducts and not form.sources


def _left(quarter: Ints) -> Ints:
    """Return, for each step, how many steps of its quarter are left, itself included."""
    ends = np.searchsorted(quarter, quarter, side="right")
    return (ends - np.arange(len(quarter))).astype(np.int64)


def _each(calendar: Calendar, number: Callable[[dt.date], int]) -> Ints:
    return np.array([number(calendar.date(step)) for step in range(calendar.steps)], np.int64)
