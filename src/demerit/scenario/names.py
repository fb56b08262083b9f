"""What the positions in the tables are called: the names that a run's counts get back when they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from demerit.counted.values import ALL, LIST_KINDS, SCORE_PLACES
from demerit.mechanisms import declared
from demerit.quantities import Calendar
from demerit.regime.list_kinds import kinds_of
from demerit.regime.model import Regime
from demerit.scenario.modelled import working_sources
from demerit.scenario.strata import strata
from demerit.society.recipe import Recipe
from demerit.society.traits import AXES, CATEGORIES


@dataclass(frozen=True, slots=True)
class Names:
    """Names by position; entities are 0 for persons and 1 for organisations."""

    conducts: tuple[str, ...]
    conduct_entities: tuple[int, ...]
    sources: tuple[str, ...]
    lists: tuple[str, ...]
    list_entities: tuple[int, ...]
    list_kinds: tuple[int, ...]
    """A burden, a benefit or a note, by code."""
    domains: tuple[str, ...]
    domain_entities: tuple[int, ...]
    regions: int
    groups: int
    first_year: int
    quarters: tuple[str, ...]
    conduct_gravities: tuple[int, ...] = ()
    """0 (trifling) to 5, by conduct."""
    conduct_spheres: tuple[str, ...] = ()
    """Which protected sphere each conduct belongs to, or `none`."""
    conduct_valences: tuple[str, ...] = ()
    """Whether each conduct harms or helps others."""
    strata: tuple[str, ...] = (ALL,)
    """Regions within which districts differ by chance alone (`strata.py`)."""
    stratum: tuple[int, ...] = ()
    """Which of them each region is in."""
    others: Mapping[str, Sequence[tuple[str, ...]]] = field(default_factory=dict)
    """What mechanisms name by themselves (`named` in their `lowering`): places by the letter of a length."""

    @property
    def scores(self) -> list[str]:
        """Return the names of the scores in the order of their numbers; `none` alone where there is none."""
        return [name for name, *_ in self.others[SCORE_PLACES]]

    def categories(self, axis: str) -> list[str]:
        """Return the categories of an axis that this society has."""
        names = CATEGORIES[axis]
        if axis == "region":
            return list(names[: self.regions])
        if axis == "group":
            return list(names[: self.groups])
        return list(names)

    @property
    def axis_values(self) -> tuple[tuple[int, str, str], ...]:
        """Return every value of every axis, persons' first: entity, axis, value."""
        return tuple(
            (code, axis, value)
            for code, entity in enumerate(("person", "organisation"))
            for axis in AXES[entity]
            for value in self.categories(axis)
        )

    @property
    def axis_starts(self) -> list[int]:
        """Return where each axis begins among the values, persons' axes first, and where the last ends."""
        starts = [0]
        for axis in (*AXES["person"], *AXES["organisation"]):
            starts.append(starts[-1] + len(self.categories(axis)))
        return starts


def names_of(calendar: Calendar, forms: Sequence[Regime], society: Recipe) -> Names:
    """Return every name that gets a position, in order of first appearance over a regime's amendments."""
    lists: dict[str, str] = {}
    sources: dict[str, None] = {}
    for form in forms:
        lists.update({name: rule.entity for name, rule in form.lists.items() if name not in lists})
        sources.update(dict.fromkeys(working_sources(form)))
    kinds = kinds_of(forms)
    regions = society.residence.regions.people.names
    apart, stratum = strata(forms, CATEGORIES["region"][: len(regions)])
    return Names(
        conducts=tuple(society.conducts),
        conduct_entities=tuple(int(conduct.by == "organisation") for conduct in society.conducts.values()),
        sources=tuple(sources),
        lists=tuple(lists),
        list_entities=tuple(int(entity == "organisation") for entity in lists.values()),
        list_kinds=tuple(LIST_KINDS.index(kinds[name]) for name in lists),
        domains=tuple(society.attempts),
        domain_entities=tuple(int(attempt.by == "organisation") for attempt in society.attempts.values()),
        regions=len(regions),
        groups=len(society.groups.names),
        first_year=calendar.start.year,
        quarters=tuple(dict.fromkeys(map(calendar.quarter, range(calendar.steps)))),
        conduct_gravities=tuple(int(conduct.gravity) for conduct in society.conducts.values()),
        conduct_spheres=tuple(conduct.protected or "none" for conduct in society.conducts.values()),
        conduct_valences=tuple(conduct.valence for conduct in society.conducts.values()),
        strata=apart,
        stratum=stratum,
        others={
            letter: tuple(places)
            for named in declared("lowering", "named")
            for letter, places in named(forms).items()
        },
    )
