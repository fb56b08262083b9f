"""Numbers that stand for names in the tables of a scenario, and the kinds of arrays there."""

from __future__ import annotations

from demerit.chance.constants import Numbers
from demerit.chance.kinds import I64x1, I64x2, I64x3, U64x1
from demerit.counted.values import LIST_KINDS
from demerit.society.traits import AXES

Ints = I64x1
Keys = U64x1
Rows = I64x2
Blocks = I64x3

MAX_LISTS = 16
"""Lists that work at a time: a bit each in 16 bits a slot and history."""
NO_SCORE, LEDGER, ROLLING_MEAN, RISK_SCORE, SHARE = range(5)
"""Kinds of score by code."""
COVERED = ("people", "households", "places")
"""What a coverage is a share of, in the order of their codes."""
BURDEN, BENEFIT, NOTE = range(len(LIST_KINDS))
"""What being on a list is to somebody, by code."""
OF_PEOPLE, OF_HOUSEHOLDS, OF_PLACES = range(len(COVERED))
CATEGORIES = 64
AGE_SEX = 16
STATUS = 201
PLACES = STATUS * AGE_SEX
"""Places of rates by tier x fifth x residence, with the job and without; the last, of nobody, is 0."""
STANDINGS = 4
"""Standings of somebody at work: 1 if listed where it is published, plus 2 if the employer is listed."""
AT = Numbers(
    (
        *AXES["person"],
        *(each if each == "size" else f"{each}_of_organisations" for each in AXES["organisation"]),
    )
)
"""Axes of the cube in their order, persons' first: where the values of each begin (`Tables.axes.starts`)."""
BY = Numbers((*AXES["person"], "size"))
"""What a share or factor may differ by, in the order of the codes; `all` where it does not."""
