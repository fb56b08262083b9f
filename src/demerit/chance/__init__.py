"""Keyed chance: every random number is a pure function of (seed, decision point, step, district, index).

Why so: the world of possible acts, sightings and choices is fixed by the seed and a regime only decides
which of them happen, are seen and count. Two regimes on one seed are then two histories of the same
synthetic people, and any one of them can be replayed alone. There is no generator state anywhere.

Two twins hold the same functions under the same names: `plain` on Python integers, for reading and
for the plain engine, and `compiled` in Numba, for the compiled one. `tables` makes the integer tables
that both read; `points` names the decision points; `assumptions` draws values from assumed
ranges; `worlds` gives each draw of a run a world of its own.
"""

from demerit.chance.assumptions import assumed_unit, assumed_units
from demerit.chance.points import point
from demerit.chance.tables import NEVER, PoissonTables, hazard_q32, poisson_tables, probability
from demerit.chance.worlds import world

__all__ = [
    "NEVER",
    "PoissonTables",
    "assumed_unit",
    "assumed_units",
    "hazard_q32",
    "point",
    "poisson_tables",
    "probability",
    "world",
]
