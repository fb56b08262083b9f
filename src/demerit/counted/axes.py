"""Axes of counted tables: by what counts go, how long that is, and what its places are called.

A length is a letter of the totals (T steps, Q quarters, Y years, V axis values, L lists, C conducts,
S sources, A kinds of attempt, G strata) or a number. Some axes tell persons from organisations, each place of
one kind; where two axes of a table do, only places that agree mean anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np

from demerit.chance.constants import Named
from demerit.chance.layouts import length_of
from demerit.counted.table import Coded, Column, Integers, number_key, text_key
from demerit.counted.values import ANY_LIST, ENTITIES, GROUPS, LIST_KINDS, MEASURES, NO_TIER


class Naming(Protocol):
    """What gives places their names back: the names of a scenario."""

    @property
    def conducts(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def conduct_entities(self) -> Sequence[int]: ...  # noqa: D102
    @property
    def sources(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def lists(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def list_entities(self) -> Sequence[int]: ...  # noqa: D102
    @property
    def list_kinds(self) -> Sequence[int]: ...  # noqa: D102
    @property
    def domains(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def domain_entities(self) -> Sequence[int]: ...  # noqa: D102
    @property
    def first_year(self) -> int: ...  # noqa: D102
    @property
    def quarters(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def strata(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def axis_values(self) -> Sequence[tuple[int, str, str]]: ...  # noqa: D102
    @property
    def others(self) -> Mapping[str, Sequence[tuple[str, ...]]]: ...  # noqa: D102
    def categories(self, axis: str) -> Sequence[str]: ...  # noqa: D102


Columns = Mapping[str, Coded | Integers]
_Named = Callable[[Naming], Sequence[str]]
_Entities = Callable[[Naming], Sequence[int]]


@dataclass(frozen=True)
class Axis(Named):
    """One axis.

    Attributes:
        length: a letter of the totals, or a number.
        keys: the key columns that say in a row where on the axis it is.
        columns: for given places, what these key columns hold.
        entities: for each place whether it is of persons (0) or organisations (1); None if it does not say.
        words: its places where they are always the same; compiled code reads their numbers by name.
        category: the axis of the society whose categories its places are, or empty.
        joins: the axes that it joins, if it does.
    """

    length: str
    keys: tuple[Column, ...]
    columns: Callable[[Naming, Integers], Columns]
    entities: _Entities | None = None
    words: tuple[str, ...] = ()
    category: str = ""
    joins: tuple[Axis, ...] = ()

    unknown = "no such place on this axis:"

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place of each of its words, spaces as underscores."""
        return {word.replace(" ", "_"): place for place, word in enumerate(self.words)}

    def used(self, names: Naming, lengths: Mapping[str, int]) -> int:
        """Return how many of its places a scenario can use."""
        if self.joins:
            return int(np.prod([axis.used(names, lengths) for axis in self.joins]))
        if self.category:
            return len(names.categories(self.category))
        length = length_of(self.length)
        assert length is not None  # no axis is of any length
        return length.of(lengths)

    def meaning(self, said: str) -> Axis:
        """Return the axis with other words on what its only key means in a table."""
        (key,) = self.keys
        return replace(self, keys=(replace(key, meaning=said),))


def coded(texts: Sequence[str], places: Integers) -> Coded:
    """Return the texts of some places as a column."""
    return Coded(np.asarray(places, np.int32), tuple(texts))


def _entity(entities: Sequence[int], places: Integers) -> Coded:
    return Coded(np.asarray(entities, np.int32)[places], ENTITIES)


def named(key: Column, length: str, labels: _Named, entities: _Entities | None = None) -> Axis:
    """Return an axis whose places have names of the scenario, each of persons or organisations if it says."""
    return Axis(
        length, (key,), lambda names, at: {key.name: coded(tuple(labels(names)) or ("",), at)}, entities
    )


def by_name(key: Column, letter: str) -> Axis:
    """Return an axis of persons and organisations whose places a mechanism names, by one word each."""
    return named(key, letter, lambda names: [name for (name,) in names.others[letter]])


def fixed(key: Column, words: tuple[str, ...]) -> Axis:
    """Return an axis whose places are always the same."""
    return Axis(str(len(words)), (key,), lambda names, at: {key.name: coded(words, at)}, words=words)


def category(key: Column, most: int) -> Axis:
    """Return an axis by a trait of persons, with room for `most` categories of it."""
    return Axis(
        str(most),
        (key,),
        lambda names, at: {key.name: coded(names.categories(key.name), at)},
        category=key.name,
    )


def numbered(key: Column, length: str, first: Callable[[Naming], int] = lambda names: 0) -> Axis:
    """Return an axis whose places are numbers from `first` on."""
    return Axis(length, (key,), lambda names, at: {key.name: at + first(names)})


def told(letter: str, *keys: Column) -> Axis:
    """Return an axis of persons whose places a mechanism names by itself, under the letter of its length."""

    def columns(names: Naming, at: Integers) -> Columns:
        places = names.others[letter]
        return {key.name: coded([place[n] for place in places], at) for n, key in enumerate(keys)}

    return Axis(letter, keys, columns, lambda names: [0] * len(names.others[letter]))


def _values(names: Naming, at: Integers) -> Columns:
    axes, values = (_texts([each[field] for each in names.axis_values]) for field in (1, 2))
    return {"axis": Coded(axes.codes[at], axes.labels), "value": Coded(values.codes[at], values.labels)}


def _texts(texts: Sequence[str | int]) -> Coded:
    labels = tuple(dict.fromkeys(map(str, texts)))
    places = {label: place for place, label in enumerate(labels)}
    return Coded(np.array([places[str(text)] for text in texts], np.int32), labels)


OTHER_KIND = -1
"""In place of an entity: of neither, so that the place means nothing."""
ENTITY_KEY = text_key("entity", "whether persons or organisations are counted", allowed=ENTITIES)
"""The key that axes share which tell persons from organisations."""
ENTITY = Axis(str(len(ENTITIES)), (), lambda names, at: {}, lambda names: (0, 1), words=ENTITIES)
STEP = numbered(
    number_key("step", "number from 0", "step of the run's calendar; a week unless the manifest says a day"),
    "T",
)
VALUE = Axis(
    "V",
    (
        text_key("axis", "by what the row counts; `all` counts everybody once"),
        text_key("value", "the axis's value, such as `region 01`, `18-24`, `urban away`; `all` on axis all"),
    ),
    _values,
    lambda names: [entity for entity, _, _ in names.axis_values],
)
LIST = named(
    text_key("list", "a list of the regime"),
    "L",
    lambda names: names.lists,
    lambda names: names.list_entities,
)


def lists_of(kind: str, meaning: str) -> Axis:
    """Return the axis of the lists that are a burden, a benefit or a note; all others mean nothing on it."""
    code = LIST_KINDS.index(kind)
    return replace(
        LIST.meaning(meaning),
        entities=lambda names: [
            entity if found == code else OTHER_KIND
            for entity, found in zip(names.list_entities, names.list_kinds, strict=True)
        ],
    )


CONDUCT = named(
    text_key("conduct", "a conduct of the society's catalogue"),
    "C",
    lambda names: names.conducts,
    lambda names: names.conduct_entities,
)
SOURCE = named(text_key("source", "a source of the regime"), "S", lambda names: names.sources)
DOMAIN = named(
    text_key("domain", "a kind of attempt, such as flight, rail, loan"),
    "A",
    lambda names: names.domains,
    lambda names: names.domain_entities,
)
QUARTER = named(
    text_key("quarter", "calendar quarter in which the step began, such as 2014-Q1", unit="quarter"),
    "Q",
    lambda names: names.quarters,
)
YEAR = numbered(
    number_key("year", "calendar year", "year in which the step began"), "Y", lambda names: names.first_year
)
GROUP = category(text_key("group", "stylised group, A to H", unit="code"), GROUPS)
TIER = category(text_key("tier", "tier"), 4)
RESIDENCE = category(text_key("residence", "residence and registration"), 5)
FIFTH = category(text_key("fifth", "income fifth, 1 the poorest", unit="code"), 5)
AGE = category(text_key("age", "age band", unit="years"), 8)
TIER_OR_NONE = Axis(
    "5",
    (text_key("tier", f"tier; `{NO_TIER}` for organisations"),),
    lambda names, at: {"tier": coded((*names.categories("tier"), NO_TIER), at)},
    lambda names: (0, 0, 0, 0, 1),
)
STRATUM = named(
    text_key(
        "region",
        "a region that a rule names, `other regions` for the rest; `all` where no rule differs by region",
    ),
    "G",
    lambda names: names.strata,
)
LIST_OR_ENTITY = named(
    text_key("list", "a list of the regime; `any` where the measure belongs to no single list"),
    "L + 2",
    lambda names: (*names.lists, ANY_LIST, ANY_LIST),
    lambda names: (*names.list_entities, 0, 1),
)
MEASURE = fixed(text_key("measure", "what x counts", allowed=MEASURES), MEASURES)


def joined(*axes: Axis) -> Axis:
    """Return several axes as one, whose places count the last of them fastest."""
    sizes = [int(axis.length) for axis in axes]

    def columns(names: Naming, at: Integers) -> Columns:
        found: dict[str, Coded | Integers] = {}
        for axis, size in zip(reversed(axes), reversed(sizes), strict=True):
            at, place = np.divmod(at, size)
            found |= axis.columns(names, place)
        return found

    keys = tuple(key for axis in axes for key in axis.keys)
    return Axis(str(int(np.prod(sizes))), keys, columns, joins=axes)


def strides(*axes: Axis) -> tuple[int, ...]:
    """Return by how much a place of joined axes moves with each of them."""
    sizes = [int(axis.length) for axis in axes]
    return tuple(int(np.prod(sizes[n + 1 :])) for n in range(len(sizes)))
