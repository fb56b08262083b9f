"""All parts of a regime, each from the folder of the mechanism that it belongs to."""

from demerit.mechanisms.adjudication.language import AbilityTest, Adjudication, Discretion, Ruling
from demerit.mechanisms.attempts.language import Consequence
from demerit.mechanisms.averaging.language import IncomeTest
from demerit.mechanisms.conduct.language import Conduct
from demerit.mechanisms.linkage.language import Linkage
from demerit.mechanisms.lists.language import ListRule, OwnList
from demerit.mechanisms.redress.language import (
    Appeal,
    Correction,
    Hearing,
    HumanReview,
    Notice,
    Reasons,
    Repair,
)
from demerit.mechanisms.sources.language import Source
from demerit.mechanisms.ties.language import BETWEEN, Spill, Spillover, passes
from demerit.regime.by_axis import ByAxis, FactorsBy, ShareOrBy, SharesBy
from demerit.regime.given import Condition
from demerit.regime.operator import Operator
from demerit.regime.surveillance import Monitoring, Pilot, Rollout, Surveillance

__all__ = [
    "BETWEEN",
    "AbilityTest",
    "Adjudication",
    "Appeal",
    "ByAxis",
    "Condition",
    "Conduct",
    "Consequence",
    "Correction",
    "Discretion",
    "FactorsBy",
    "Hearing",
    "HumanReview",
    "Linkage",
    "IncomeTest",
    "ListRule",
    "Monitoring",
    "Notice",
    "Operator",
    "OwnList",
    "Pilot",
    "Reasons",
    "Repair",
    "Rollout",
    "Ruling",
    "ShareOrBy",
    "SharesBy",
    "Source",
    "Spill",
    "Spillover",
    "Surveillance",
    "passes",
]
