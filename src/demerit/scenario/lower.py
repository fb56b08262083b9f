"""One draw of a scenario as integer tables: the last step before the engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import get_type_hints

import numpy as np

from demerit.documents import dotted, drawn
from demerit.quantities import Calendar
from demerit.regime import loading
from demerit.regime.amendments import Epoch
from demerit.regime.model import Regime
from demerit.scenario.codes import Ints
from demerit.scenario.conditions import Conditions, counted
from demerit.scenario.draw import Draw
from demerit.scenario.resolve import Resolved
from demerit.scenario.tables import Tables
from demerit.scenario.truthful import truthful
from demerit.society.contradiction import Contradiction
from demerit.society.lower import lower as lower_society
from demerit.society.tables import SocietyTables

_LOWERED = {name: kind for name, kind in get_type_hints(Tables).items() if hasattr(kind, "lowered")}
"""Parts of the tables that are lowered from a draw; beside them stand the society, which is there in any
regime, and the conditions that these parts refer to."""
_OVER: Mapping[str, object] = {
    "scores": {},
    "weights": [],
    "linkage": None,
    "conducts": {},
    "sources": {},
    "adjudication": None,
    "lists": {},
    "consequences": {},
    "offers": {},
    "debts": None,
    "spillover": None,
    "triggers": {},
    "safeguards": None,
}
"""What is left of a regime after its end: nothing that does anything."""


def lower(resolved: Resolved, draw: int) -> Tables:
    """Return the tables of draw `draw`: one value from every assumed range, everything in whole numbers.

    The same path draws the same value whatever the regime, so a run and the one it is set against share
    their society. A history on a true record has the same tables with every false part switched off.
    """
    calendar, seed, names = resolved.scenario.calendar, resolved.scenario.seed, resolved.names
    society = drawn(resolved.society, seed, draw, "society")
    spans, forms, ended = spans_of(calendar, until_sunset(loading.drawn(resolved.regime, seed, draw)))
    conditions = Conditions(names.lists, names.scores, counted(forms))
    made = Draw(forms, spans, ended, society, names, calendar, conditions)
    parts = {name: made.part(kind) for name, kind in _LOWERED.items()}
    tables = Tables(society=lower_people(resolved, draw), **parts, conditions=made.conditions.tables())
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
