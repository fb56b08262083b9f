"""Rights rules over a regime's text: where somebody who knows the law should be asked, and what.

It reads text, never people and never a run. What a rule cannot see is part of the rule.
"""

from demerit.lint.catalogue import RULES
from demerit.lint.linting import Finding, Linted, lint
from demerit.lint.rule import Rule, Source, Threshold

__all__ = ["RULES", "Finding", "Linted", "Rule", "Source", "Threshold", "lint"]
