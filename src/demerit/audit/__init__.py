"""What a run did to people: figures with intervals, and how they compare with published counts."""

from demerit.audit.figures import Figure
from demerit.audit.intervals import Interval, Parts, between_districts, interval, parts, quantile
from demerit.audit.source import RunSource

__all__ = [
    "Figure",
    "Interval",
    "Parts",
    "RunSource",
    "between_districts",
    "interval",
    "parts",
    "quantile",
]
