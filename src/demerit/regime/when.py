"""When something recurs, in words: by a schedule, or with so long between two dates."""

from __future__ import annotations

from typing import Any

from demerit.quantities import Duration
from demerit.regime.saying import series
from demerit.regime.schedules import JOINED, LAST_RECORD, Every, Monthly, Yearly
from demerit.regime.sentences import Said, day, day_of_year


def recurs(schedule: Any, said: Said, members: bool = False) -> str:
    """Return when something falls due, as what begins a clause; `members`: whether a regime has such."""
    match schedule:
        case Yearly(on=days):
            return f"every year on {series([day_of_year(*each) for each in days])}"
        case Monthly(on=number):
            return f"every month on day {number}"
        case Every(own=own):
            since = {
                "": f", counted from {day(schedule.anchor)}" if schedule.anchor else "",
                JOINED: f" since one {'became a member' if members else 'joined'}",
                LAST_RECORD: " since the last adverse record, which each such record starts anew",
            }[own]
            return f"every {said.number(schedule).removeprefix('1 ')}{since}"
        case Duration():
            return f"every {said.number(schedule).removeprefix('1 ')}"
        case _:
            return f"every {said.number(schedule.every).removeprefix('1 ')}"
