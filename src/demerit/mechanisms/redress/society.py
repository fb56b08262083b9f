"""How soon people pay what a record claims, as a society declares it."""

from __future__ import annotations

from demerit.documents import Part
from demerit.quantities import Factor, Rate


class Payment(Part):
    """How quickly people perform a judgment or pay what they owe."""

    able: Rate
    """Of those who can, before any list."""
    unable: Rate
    """Of those who could not when they defaulted."""
    listed: Factor
    """What being listed multiplies both rates by."""
