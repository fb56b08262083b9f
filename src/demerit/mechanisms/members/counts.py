"""What is counted of members."""

from __future__ import annotations

from demerit.counted.axes import STEP, VALUE, Axis
from demerit.counted.counted import Counted
from demerit.counted.table import count

REASONS = "reasons"
"""The letter of what gives members reason to leave."""
MOST_REASONS = 8
"""How many of these a regime may name, and a society say something of."""
SCHEMES = "schemes"
"""The word for how many have members: the regime, or none where it is about everybody."""

MEMBERS = Counted(
    "members",
    "whom the regime is about, step by step, where it says who they are",
    (
        Axis(SCHEMES, (), lambda names, at: {}, lambda names: [0] * len(names.others[SCHEMES])),
        STEP,
        VALUE,
    ),
    (
        count("members", "persons", "members at the beginning of the step"),
        count("joined", "persons", "who became members as the step began, or came into the society as such"),
        count("left", "persons", "who ceased to be members as the step began, and are still there"),
        count("gone", "persons", "members who died, or left the society, as the step began"),
    ),
    keys=("entity", "step", "axis", "value"),
)
COUNTED = (MEMBERS,)
