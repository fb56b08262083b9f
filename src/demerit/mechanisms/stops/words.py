"""What is told of acts and attempts that a list stops."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.counted.kinds import BY_LISTS, CONDUCT, DOMAIN, Form, Kind, Told, Where, fixed

_HOW = fixed("outcome", ("barred", "forbidden"))


def _rules(entry: Told, form: Form) -> Sequence[Where]:
    """Return what the lists that stop it say of that."""
    return [("lists", name, "stops") for name in entry.by.split(", ")]


ACT_STOPPED = Kind(
    "act stopped",
    "truth",
    (CONDUCT, BY_LISTS, _HOW),
    {
        "": "would do and cannot: {what}, barred by {by}",
        "forbidden": "would do and does not: {what}, forbidden by {by}",
    },
    regime=_rules,
    society=(("conducts", "{what}"),),
)
ATTEMPT_STOPPED = Kind(
    "attempt stopped",
    "truth",
    (DOMAIN, BY_LISTS, _HOW),
    {
        "": "would try and cannot: {what}, barred by {by}",
        "forbidden": "would try and does not: {what}, forbidden by {by}",
    },
    regime=_rules,
    society=(("attempts", "{what}"),),
)
KINDS = (ACT_STOPPED, ATTEMPT_STOPPED)
