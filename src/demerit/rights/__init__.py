"""Rights rules over a regime's text: where somebody who knows the law should be asked, and what.

It reads text, never people and never a run. What a rule cannot see is part of the rule.

The verb is `lint` (`demerit.lint`, `demerit lint`); a room of that name would hide the function.
"""

from demerit.rights.catalogue import CATALOGUE, RULES, UNASKED
from demerit.rights.contexts import FAMILIES
from demerit.rights.dangers import DANGERS, Danger
from demerit.rights.findings import (
    Finding,
    Linted,
    NotLookedAt,
    Place,
    Uncovered,
    catalogue_as_dict,
)
from demerit.rights.linting import lint
from demerit.rights.rule import SEVERITIES, Rule, Source
from demerit.rights.telling import catalogue_text, how_asked, letter_of, question_in_general
from demerit.rights.thresholds import THRESHOLDS, Threshold

__all__ = [
    "CATALOGUE",
    "DANGERS",
    "FAMILIES",
    "RULES",
    "SEVERITIES",
    "THRESHOLDS",
    "UNASKED",
    "Danger",
    "Finding",
    "Linted",
    "NotLookedAt",
    "Place",
    "Rule",
    "Source",
    "Threshold",
    "Uncovered",
    "catalogue_as_dict",
    "catalogue_text",
    "how_asked",
    "letter_of",
    "lint",
    "question_in_general",
]
