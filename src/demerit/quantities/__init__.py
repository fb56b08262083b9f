"""Numbers with units and evidence, dates and calendars."""

from demerit.quantities.dates import DAYS_PER_YEAR, Calendar, add_term
from demerit.quantities.dimensions import DIMENSIONS, Count, Duration, Factor, Money, Points, Rate, Share
from demerit.quantities.numerals import Range, number_text
from demerit.quantities.quantity import Quantity
from demerit.quantities.tables import Factors, Rates, Shares, ShareTable, Table

__all__ = [
    "DAYS_PER_YEAR",
    "DIMENSIONS",
    "Calendar",
    "Count",
    "Duration",
    "Factor",
    "Factors",
    "Money",
    "Points",
    "Quantity",
    "Range",
    "Rate",
    "Rates",
    "Share",
    "ShareTable",
    "Shares",
    "Table",
    "add_term",
    "number_text",
]
