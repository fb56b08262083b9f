"""What is counted of slower services."""

from __future__ import annotations

from demerit.counted.axes import STEP, VALUE, told
from demerit.counted.counted import Counted
from demerit.counted.table import count, text_key
from demerit.counted.values import STEP_WEEKS

PLACES = "D"
"""The letter of what is counted: a consequence and one of its services each."""

DEGRADED = Counted(
    "degraded",
    "weeks of degraded service, by the consequence that slows it, step by step; weeks x (1 - `times`) is what"
    " is lost, in weeks of the whole service",
    (
        STEP,
        told(
            PLACES,
            text_key("consequence", "a consequence of the regime that slows a service"),
            text_key("service", "a service of the society"),
        ),
        VALUE,
    ),
    (
        count("weeks", STEP_WEEKS, "with the service slower, at the end of the step"),
        count("wrongful", STEP_WEEKS, "of these: not slower in the shadow"),
    ),
    keys=("entity", "consequence", "service", "step", "axis", "value"),
)
COUNTED = (DEGRADED,)
