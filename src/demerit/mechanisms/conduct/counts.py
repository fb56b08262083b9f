"""What is counted of acts, and what each conduct is."""

from __future__ import annotations

from demerit.counted.axes import CONDUCT, ENTITY_KEY, GROUP, STEP, YEAR
from demerit.counted.counted import Counted
from demerit.counted.table import DRAW, Table, count, text_key
from demerit.counted.values import SPHERES, VALENCES

ACTS = Counted(
    "acts",
    "what people did, and how much of it was recorded",
    (CONDUCT, GROUP, YEAR),
    (
        count("acts", "acts", "true acts"),
        count(
            "recorded",
            "acts",
            "acts of the year whose record began within the run; the rest are missed, struck, or too late",
        ),
        count("deterred", "acts", "beside the acts: let go for the risk of a record"),
    ),
)

ACTS_BY_STEP = Counted(
    "acts_by_step",
    "what people did and what they let go, step by step",
    (STEP, CONDUCT),
    (
        count("acts", "acts", "true acts"),
        count("deterred", "acts", "beside the acts: let go for the risk of a record"),
        count(
            "unable",
            "acts",
            "of the acts: by somebody who could not have paid, or by a rule or another act, so not by choice",
        ),
        count(
            "strained",
            "acts",
            "of the acts by choice, done or let go: those that only being without the job brings",
        ),
    ),
    keys=("entity", "conduct", "step"),
)

CONDUCTS = Table(
    "conducts",
    "what each conduct of the society's catalogue is, as its file says",
    (
        DRAW,
        ENTITY_KEY,
        *CONDUCT.keys,
        text_key("valence", "whether it harms or helps others", allowed=VALENCES),
        text_key("protected", "the protected sphere that it belongs to, or none", allowed=SPHERES),
        count("gravity", "0 to 5", "how grave it is, 0 trifling"),
    ),
)

COUNTED = (ACTS, ACTS_BY_STEP)
