"""Points that a rule gives or takes, bounded."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from demerit.documents import Whole

MOST_POINTS = 1_000_000
"""The most points that one record, one listing near or one return may move a score; real rules use thousands.

A tier may multiply them by 100, a step may sum those of every record: all of it stays far within 64 bits, and
a score ends at its floor and cap, or at 2^30 on either side where it has none.
"""

GivenPoints = Annotated[Whole, Field(ge=-MOST_POINTS, le=MOST_POINTS)]
"""Points of one record, with a sign."""
