"""Numbers that stand for names in the tables of a scenario, and the kinds of arrays there."""

from __future__ import annotations

from demerit.chance.kinds import I64x1, I64x2, I64x3, U64x1

Ints = I64x1
Keys = U64x1
Rows = I64x2
Blocks = I64x3

MAX_LISTS = 16
"""Lists that work at a time: a bit each in 16 bits a slot and history."""
MOST_GRADES = 16
NO_SCORE, LEDGER, ROLLING_MEAN, RISK_SCORE = range(4)
"""Kinds of score by code."""
RELATIONS = (
    "household",
    "acquaintance",
    "parent",
    "adult_child",
    "sibling",
    "spouse",
    "former_spouse",
    "leader",
    "organisation",
)
"""Relations that a listing may fall on, in the order of their codes."""
COVERED = ("people", "households", "places")
"""What a coverage is a share of, in the order of their codes."""
OF_PEOPLE, OF_HOUSEHOLDS, OF_PLACES = range(len(COVERED))
CATEGORIES = 64
AGE_SEX = 16
STATUS = 201
PLACES = STATUS * AGE_SEX
"""Places of rates by tier x fifth x residence, with the job and without; the last, of nobody, is 0."""
STANDINGS = 4
"""Standings of somebody at work: 1 if listed where it is published, plus 2 if the employer is listed."""
