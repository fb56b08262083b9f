"""What is counted of listings that pass over ties."""

from __future__ import annotations

from demerit.counted.axes import LIST, QUARTER, fixed
from demerit.counted.counted import Counted
from demerit.counted.table import count, text_key
from demerit.counted.values import ENTITY_WEEKS, RELATIONS

_RELATION = fixed(
    text_key("relation", "what the listed one is to whoever passes it on, such as spouse"), RELATIONS
)

LISTED_BY_TIES = Counted(
    "relations",
    "by which relation listings pass to others, each quarter; of several, the first in the order of the"
    " regime language",
    (LIST, _RELATION, QUARTER),
    (
        count("entries", "entries", "entries to the list that a tie began"),
        count("weeks_true", ENTITY_WEEKS, "on the list only by a tie to somebody listed for true"),
        count("weeks_false", ENTITY_WEEKS, "on the list only by a tie to somebody listed by a false record"),
    ),
)

COUNTED = (LISTED_BY_TIES,)
