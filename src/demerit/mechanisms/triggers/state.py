"""Columns of a district: nothing by slot where no trigger is, but a queue."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x2, I64x1, U16x2, U16x3
from demerit.chance.layouts import Cleared
from demerit.engine.queues import Queue

NO_RECORD = -(1 << 30)
"""In place of the day of the last adverse record: there has been none."""


class TriggerColumns(NamedTuple):
    """What sets off triggers in this step, and what they looked at in the step before."""

    number: Annotated[U16x3, "6, triggers, slots", Cleared(0)]  # events of each trigger in this step
    seen: Annotated[U16x2, "6 watched, slots", Cleared(0)]  # a bit a list: listed when triggers last looked
    acts: Annotated[I64x1, "6"]  # a bit a trigger: those that act on the slot that is looked at
    apart: Annotated[
        U16x3, "6, apart, slots", Cleared(0)
    ]  # turns of schedules that add to the slot in this step
    streak: Annotated[
        I32x2, "6 streaks, slots", Cleared(NO_RECORD)
    ]  # day of the last adverse record, from the first of the run, or NO_RECORD
    due: Queue  # slots that have an event in this step
    moved: Queue  # slots that a trigger of the step before put on a list or took off one
