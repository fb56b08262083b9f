"""The decision points of demography: a name for every place where chance decides who lives where and when.

Both forms of the population take their keys from here, in this order. A point's key depends on its name
only, so a new one changes none of the others.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import point

NAMES = (
    "region",
    "urban",
    "plots",
    "guests",
    "tenure",
    "household",
    "stage",
    "fifth",
    "group",
    "age",
    "sex",
    "tier",
    "away",
    "move",
    "death",
    "birth",
    "couple",
    "marriage",
    "stay",
    "organisation",
    "turnover",
    "size",
    "month",
    "job",
)
(
    REGION,
    URBAN,
    PLOTS,
    GUESTS,
    TENURE,
    HOUSEHOLD,
    STAGE,
    FIFTH,
    GROUP,
    AGE,
    SEX,
    TIER,
    AWAY,
    MOVE,
    DEATH,
    BIRTH,
    COUPLE,
    MARRIAGE,
    STAY,
    ORGANISATION,
    TURNOVER,
    SIZE,
    MONTH,
    JOB,
) = range(len(NAMES))

POINTS = np.array([point("society." + name) for name in NAMES], np.uint64)
"""Constants of the points, in the order of NAMES."""
