"""What a scenario asks for that changes nothing of its run; said by `check` and by the run itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from demerit import regime as regimes

if TYPE_CHECKING:
    from demerit.scenario.resolve import Resolved


def remarks(resolved: Resolved) -> tuple[str, ...]:
    """Return sentences without their full stop on amendments that hold in no step of a run.

    Of amendments before the run's first day the last is in force and holds what those before it say, so
    nothing is said of them.
    """
    calendar = resolved.scenario.calendar
    dates = [begins for begins, _ in regimes.epochs(resolved.regime)]
    found = []
    for begins, following in pairwise([*dates, None]):
        if begins is None:  # as first written
            continue
        first = calendar.first_step_on_or_after(begins)
        if begins >= calendar.end:
            found.append(
                f"the amendment from {begins} changes nothing of this run, which ends on {calendar.end}"
            )
        elif first >= calendar.steps:
            found.append(
                f"the amendment from {begins} changes nothing of this run: it would begin with the first step"
                f" after it, and the run ends on {calendar.end}"
            )
        elif following is not None and begins >= calendar.start:
            if calendar.first_step_on_or_after(following) == first:
                found.append(
                    f"the amendment from {begins} holds in no step by itself: that of {following} begins with"
                    " the same step"
                )
    return tuple(found)
