"""What is told of slower services."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.counted.axes import Naming
from demerit.counted.kinds import Field, Kind, Named
from demerit.counted.table import Integers
from demerit.mechanisms.degraded.counts import PLACES


def _named(part: int) -> Named:
    """Return what names the consequence (0) or the service (1) of places."""

    def names(names: Naming, values: Integers) -> tuple[Sequence[str], Integers]:
        return [place[part] for place in names.others[PLACES]], values

    return names


_FIELDS = (Field("what", _named(0)), Field("by", _named(1)))
_RULE = (("consequences", "{what}", "slow"),)
_SERVICE = (("services", "{by}"),)

SLOWER = Kind(
    "service slower",
    "record",
    _FIELDS,
    {"": "has slower service: {by} ({what})"},
    regime=_RULE,
    society=_SERVICE,
)
RESTORED = Kind(
    "service restored",
    "record",
    _FIELDS,
    {"": "has ordinary service again: {by} ({what})"},
    regime=_RULE,
    society=_SERVICE,
)
KINDS = (SLOWER, RESTORED)
