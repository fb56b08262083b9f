"""The closed words of the tables: what a column of text may hold, and names that several tables share.

A word that is written into files stands here once, so that who writes it, who reads it and who checks it
cannot spell it differently.
"""

from __future__ import annotations

from typing import Final

SYNTHETIC: Final = "All people in this file are synthetic (invented)."
"""The sentence that travels with every table."""

AGAINST: Final = "against"
TRUTHFUL: Final = "truthful"
COMPANIONS: Final = (AGAINST, TRUTHFUL)
"""Names of the runs that may lie inside a run, as folders, and of their schemas in a reader: the same people
on the same luck under another regime, and under the same regime on a true record."""

LIST_KINDS: Final = ("burden", "benefit", "note")
"""What being on a list is to somebody, in the order of their codes."""

ALL: Final = "all"
"""The axis (and its one value) that counts everybody once."""

ENTITIES: Final = ("person", "organisation")
PERSON_AXES: Final = (ALL, "region", "age", "sex", "tier", "residence", "fifth", "group")
ORGANISATION_AXES: Final = (ALL, "region", "size")
CONSTANT_AXES: Final = (ALL, "region", "sex", "fifth", "group", "size")
"""Axes on which nobody moves while present: there, stocks balance value by value."""

TRUTHS: Final = ("act", "none")
DEBT_TRUTHS: Final = (*TRUTHS, "averaged")
"""What a debt rests on; `averaged`: on nothing but the averaging of income."""
OUTFLOWS: Final = (
    "death",
    "left",
    "left_scheme",
    "sunset",
    "correction",
    "appeal",
    "payment",
    "repair",
    "taken_off",
    "rule",
    "fulfilled",
    "expiry",
    "ceased",
    "tie",
)
"""How a spell on a list ends: each has its column `out_...` in the table lists."""
EXITS: Final = (*OUTFLOWS, "standing")
"""The same for the table spells; `standing` spells were still going when the run ended."""

SCORE_PLACES: Final = "scores"
"""Under what mechanisms name the scores of a regime: each with its grades, best first."""
MEASURES: Final = ("stock", "inflow", "refusals", "without_act", "could_not_pay")
COMPARED: Final = ("wrongful", "spared")
"""Columns of lists that compare the stock with its shadow."""
ENTERED_WRONGLY: Final = "inflow_wrongful"
"""Column of lists that compares the inflow with the shadow."""
GROUNDS: Final = (
    "through_others",
    "unfounded",
    "unable",
    "counted_for_more",
    "protected",
    "slight",
    "own_terms",
)
"""Grounds in order of first match; every week on a list falls under exactly one."""
GROUNDS_WRONGFUL: Final = tuple(f"{ground}_wrongful" for ground in GROUNDS)
"""Columns of lists: of the weeks under a ground, those that are not listed in the shadow."""
SPHERES: Final = ("none", "belief", "speech", "intimate", "health", "status")
"""Which protected sphere a conduct belongs to, or none."""
VALENCES: Final = ("harmful", "prosocial")
"""Whether a conduct harms or helps others."""
NO_TIER: Final = "none"
"""The `tier` of organisations."""
STANDINGS: Final = ("nothing", "listed", "employer listed", "both")
"""How somebody stands at work: on a published list or known for one, working for a listed organisation."""
OTHER_REGIONS: Final = "other regions"
"""The `region` of moments of all regions that no rule names."""
ANY_LIST: Final = "any"
"""The `list` of moments that belong to no single list (refusals)."""
PARTS: Final = ("random", "listed", "wrongly listed", "wrongly spared", "through others")
"""Why somebody is in the panel: by equal chance, for estimates; or as a case, for stories only."""
GROUPS: Final = 8
"""How many stylised groups a society may have."""
MOST_GRADES: Final = 16
RELATIONS: Final = (
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
STEP_WEEKS: Final = "person-weeks (person-steps where a step is not a week)"
ENTITY_WEEKS: Final = "entity-weeks (entity-steps where a step is not a week)"
