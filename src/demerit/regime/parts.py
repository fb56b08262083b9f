"""All parts of a regime: what it knows (`observing`, `linkage`), rules on, does (`outcomes`) and guards."""

from demerit.regime.adjudication import AbilityTest, Adjudication, Discretion, Ruling
from demerit.regime.by_axis import ByAxis, FactorsBy, ShareOrBy, SharesBy
from demerit.regime.linkage import Linkage
from demerit.regime.observing import Condition, Conduct, IncomeTest, Operator, Source
from demerit.regime.outcomes import (
    BETWEEN,
    Consequence,
    Debts,
    Entry,
    ListRule,
    Monitoring,
    Pilot,
    Rollout,
    Spill,
    Spillover,
    Surveillance,
    passes,
)
from demerit.regime.safeguards import (
    Appeal,
    Correction,
    Hearing,
    HumanReview,
    Notice,
    Reasons,
    Repair,
    Safeguards,
)
from demerit.regime.tiers import TierRule

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
    "Debts",
    "Discretion",
    "Entry",
    "FactorsBy",
    "Hearing",
    "HumanReview",
    "Linkage",
    "IncomeTest",
    "ListRule",
    "Monitoring",
    "Notice",
    "Operator",
    "Pilot",
    "Reasons",
    "Repair",
    "Rollout",
    "Ruling",
    "Safeguards",
    "ShareOrBy",
    "SharesBy",
    "Source",
    "Spill",
    "Spillover",
    "Surveillance",
    "TierRule",
    "passes",
]
