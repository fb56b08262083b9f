"""What is counted of triggers."""

from __future__ import annotations

from demerit.counted.axes import QUARTER, VALUE, by_name
from demerit.counted.counted import Counted
from demerit.counted.table import count, text_key

PLACES = "triggers"
"""The length of what is counted by trigger."""

ACTIONS = Counted(
    "triggers",
    "how often triggers acted and what they did, each quarter, as recorded; where several add to one score in"
    " a step, what its bounds keep back is left out of the last by name",
    (
        QUARTER,
        by_name(text_key("trigger", "a trigger of the regime"), PLACES),
        VALUE,
    ),
    (
        count("acted", "times", "events on which it acted, of whose condition held and chance fell so"),
        count("cleared", "points", "by how much scores that it cleared differed from their start"),
        count("better", "points", "by how much it moved scores to their better side, by setting and adding"),
        count("worse", "points", "the same to their worse side, as a number above zero"),
        count("put_on", "spells", "spells on lists that it began"),
        count("taken_off", "times", "times that it ended what kept somebody on a list"),
    ),
    keys=("entity", "trigger", "quarter", "axis", "value"),
)
COUNTED = (ACTIONS,)
