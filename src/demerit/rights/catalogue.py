"""All forty rules, R01 to R40: which can be asked of a text, which need a run, which lack a word in part.

Numbers are kept, so that a finding can be quoted and found again. Evidence codes of sources are those of a
file's `references`: most articles were not read in full, and the code says so beside each. Which law applies
depends on where a regime runs, which no file says: a source is a place where the question has been answered,
not a law that binds this regime.
"""

from __future__ import annotations

from demerit.rights.rule import Rule
from demerit.rights.rules import (
    evaluation,
    government,
    outcomes,
    process,
    relations,
    remedies,
    traits,
    watching,
)

CATALOGUE: tuple[Rule, ...] = tuple(
    sorted(
        (
            rule
            for subject in (evaluation, watching, relations, process, remedies, outcomes, traits, government)
            for rule in subject.RULES
        ),
        key=lambda rule: rule.id,
    )
)
"""All of them, in the order of their numbers."""
RULES: tuple[Rule, ...] = tuple(rule for rule in CATALOGUE if rule.find is not None)
"""Those that the text of a regime alone can answer."""
UNASKED: tuple[Rule, ...] = tuple(rule for rule in CATALOGUE if rule.find is None)
"""Those that cannot be asked without a run."""
