"""Societies: declared aggregates in, synthetic people out.

A recipe holds shares and rates only. Lowered for one draw it becomes integer tables, and from those
tables, a seed and a district's number come the district's people and organisations for a whole run:
`plain` to read, `compiled` to run, the same to the bit. Both are imported by name, because `compiled` brings
Numba along, and checking a file should not wait for it.
"""

from demerit.society.contradiction import NoSociety
from demerit.society.loading import checked, load
from demerit.society.lower import lower
from demerit.society.margins import Margin, margins
from demerit.society.propensities import propensity_table
from demerit.society.recipe import Recipe
from demerit.society.tables import Population, SocietyTables, districts_for, new_population

__all__ = [
    "Margin",
    "NoSociety",
    "Population",
    "Recipe",
    "SocietyTables",
    "checked",
    "districts_for",
    "load",
    "lower",
    "margins",
    "new_population",
    "propensity_table",
]
