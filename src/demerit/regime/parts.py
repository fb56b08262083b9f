"""All parts of a regime: what it knows (`observing`, `linkage`), rules on, does (`outcomes`) and guards."""

from demerit.mechanisms.adjudication.language import AbilityTest, Adjudication, Discretion, Ruling
from demerit.mechanisms.linkage.language import Linkage
from demerit.mechanisms.redress.language import (
    Appeal,
    Correction,
    Hearing,
    HumanReview,
    Notice,
    Reasons,
    Repair,
    Safeguards,
)
from demerit.mechanisms.sources.language import Condition, Conduct, IncomeTest, Operator, Source
from demerit.mechanisms.ties.language import (
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
from demerit.regime.by_axis import ByAxis, FactorsBy, ShareOrBy, SharesBy
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
