"""What a scenario asks for that changes nothing of its run; said by `check` and by the run itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from demerit.regime import amendments, unreached

if TYPE_CHECKING:
    from demerit.scenario.resolve import Resolved


def remarks(resolved: Resolved) -> tuple[str, ...]:
    """Return sentences without their full stop on what changes nothing of a run, or stands for too few.

    Of amendments before the run's first day the last is in force and holds what those before it say, so
    nothing is said of them.
    """
    calendar = resolved.scenario.calendar
    dates = [begins for begins, _ in amendments.epochs(resolved.regime)]
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
    return (*_empty(resolved), *found, *_never(resolved), *_finer(resolved))


def _empty(resolved: Resolved) -> Iterator[str]:
    """Yield lists that nobody can ever be on under the forms that hold during a run."""
    calendar, forms = resolved.scenario.calendar, amendments.epochs(resolved.regime)
    held = [form for day, form in forms if day is None or day < calendar.end]
    begun = [form for day, form in forms if day is None or day <= calendar.start]
    yield from (said for _, said in unreached.empty_lists(held[len(begun) - 1 :]))


def _never(resolved: Resolved) -> Iterator[str]:
    """Yield what has ended before a run begins, or begins after it ends."""
    calendar, forms = resolved.scenario.calendar, amendments.epochs(resolved.regime)
    *_, (_, at_first) = ((day, form) for day, form in forms if day is None or day <= calendar.start)
    if at_first.sunset is not None and at_first.sunset <= calendar.start:
        yield (
            f"nothing of the regime holds when this run begins on {calendar.start}: by its `sunset` it ended"
            f" on {at_first.sunset}"
        )
    late = {
        (name, conduct.since)
        for _, form in forms
        for name, conduct in form.conducts.items()
        if conduct.since is not None and conduct.since >= calendar.end
    }
    for name, since in sorted(late):
        yield (
            f"by its `since` the conduct {name} counts from {since}, and changes nothing of this run, which"
            f" ends on {calendar.end}"
        )


def _finer(resolved: Resolved) -> Iterator[str]:
    """Yield a remark where there are more synthetic people than people for whom they stand."""
    people, whole = resolved.scenario.people, int(resolved.society.represents.value)
    if people > whole:
        yield (
            f"the {people:,} synthetic people are more than the {whole:,} that they stand for, so what is"
            " scaled to these can be less than one"
        )
