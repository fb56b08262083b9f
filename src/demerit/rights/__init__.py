"""Rights rules over a regime's text: where somebody who knows the law should be asked, and what.

It reads text, never people and never a run. What a rule cannot see is part of the rule.

The verb is `lint` (`demerit.lint`, `demerit lint`); a room of that name would hide the function.
"""

from demerit.rights.catalogue import RULES
from demerit.rights.linting import Finding, Linted, lint
from demerit.rights.rule import Rule, Source, Threshold

__all__ = ["RULES", "Finding", "Linted", "Rule", "Source", "Threshold", "lint"]
