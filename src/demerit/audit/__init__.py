"""What a run did to people: figures with intervals, and how they compare with published counts."""

from demerit.audit.directions import Direction, direction, foremost, of_ratio
from demerit.audit.figures import Figure
from demerit.audit.intervals import Interval, Parts, between_districts, interval, parts, quantile
from demerit.audit.source import RunSource

__all__ = [
    "Direction",
    "Figure",
    "Interval",
    "Parts",
    "RunSource",
    "between_districts",
    "direction",
    "foremost",
    "interval",
    "of_ratio",
    "parts",
    "quantile",
]
