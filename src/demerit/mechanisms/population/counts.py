"""What is counted of who is there."""

from demerit.counted.axes import STEP, VALUE, fixed
from demerit.counted.counted import Counted
from demerit.counted.table import count, text_key

PEOPLE = Counted(
    "people",
    "who is there, step by step",
    (STEP, VALUE),
    (
        count("present", "entities", "present at the end of the step"),
        count("entered", "entities", "born, arrived or founded during the step"),
        count("died", "entities", "died (or dissolved) during the step"),
        count("left", "entities", "left the society otherwise during the step"),
    ),
    gaps="kept",
)

_WHAT = fixed(
    text_key("what", "`births`: into a household without a free slot", allowed=("births",)), ("births",)
)

LEFT_OUT = Counted(
    "left_out",
    "what the society declares and the model had no room for",
    (_WHAT,),
    (count("count", "births", "how many of them did not happen"),),
    gaps="kept",
)

COUNTED = (PEOPLE, LEFT_OUT)
