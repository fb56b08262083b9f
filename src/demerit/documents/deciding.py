"""Which keys of a file decide something in a run, and which are there for readers, for lint or for `check`.

A key that nothing reads is a promise that nobody keeps: somebody writes it, sees it accepted and believes
that it was counted. So every key is of the engine, or its model says beside it that it decides nothing, to
whom it speaks and what holds instead. What `check` says of a file, the reference and the test that walks over
all keys follow from that one declaration.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from demerit.documents.once import once
from demerit.documents.reading import Document, Where
from demerit.errors import Problem

Speaks = Literal["lint", "check", "readers"]
TO: Mapping[Speaks, str] = {
    "lint": "for lint to ask about",
    "check": "for `check` to hold the rest of the file against",
    "readers": "for readers",
}
"""To whom a key speaks that decides nothing, in words."""


@dataclass(frozen=True, slots=True)
class DecidesNothing:
    """Beside a field of a model: the key, and all below it, decides nothing in a run.

    Attributes:
        to: to whom it speaks.
        instead: what holds in every run instead, where somebody could take the key for a rule; else empty.
    """

    to: Speaks
    instead: str = ""

    def __str__(self) -> str:
        """Return that it decides nothing, and what holds instead or to whom it speaks."""
        return f"decides nothing in a run{f': {self.instead}' if self.instead else f'; it is {TO[self.to]}'}"


@dataclass(frozen=True, slots=True)
class Key:
    """A key that a kind of file may hold.

    Attributes:
        path: from the top of the file; `*` stands for any name or place, `KEY:Model` tells kinds of a part
            apart.
        owner: the model that has it.
        field: how the model declares it.
        mark: what says that it decides nothing, its own or that of what it stands below; None if it decides.
    """

    path: tuple[str, ...]
    owner: type[BaseModel]
    field: FieldInfo
    mark: DecidesNothing | None

    def __str__(self) -> str:
        """Return the path with dots."""
        return ".".join(self.path)


def keys(
    model: type[BaseModel], at: tuple[str, ...] = (), above: DecidesNothing | None = None
) -> Iterator[Key]:
    """Yield every key of a kind of file, those of parts below the part's own.

    Args:
        model: the class of the file's top, or of a part.
        at: path of the part.
        above: what says that the whole part decides nothing.
    """
    for name, field in model.model_fields.items():
        if once(field.metadata) is not None:
            continue  # what it says stands in other keys when the file is read
        path, mark = (*at, field.alias or name), mark_of(field) or above
        yield Key(path, model, field, mark)
        inner = list(_models(field.annotation))
        several = sum(not steps for _, steps in inner) > 1
        for part, steps in inner:
            kind = (*path[:-1], f"{path[-1]}:{part.__name__}") if several else path
            yield from keys(part, (*kind, *steps), mark)


def mark_of(field: FieldInfo) -> DecidesNothing | None:
    """Return what a field itself says of deciding nothing."""
    return next((each for each in field.metadata if isinstance(each, DecidesNothing)), None)


def _models(annotation: Any) -> Iterator[tuple[type[BaseModel], tuple[str, ...]]]:
    """Yield the parts that a field may hold, each with the steps down to it."""
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        yield annotation, ()
        return
    many = get_origin(annotation) in (dict, list, Mapping)
    for inner in get_args(annotation)[-1:] if many else get_args(annotation):
        for part, steps in _models(inner):
            yield part, ("*", *steps) if many else steps


def idle(forms: Sequence[tuple[Document, BaseModel]]) -> list[Problem]:
    """Return what of a file decides nothing, as notes for whoever wrote it, in the order of lines.

    A key that somebody could take for a rule has a note of its own, where it first stands; the others are
    named together.

    Args:
        forms: the file in all its dated forms, with their documents; one form if nothing amends it.
    """
    found: dict[str, Problem] = {}
    others: dict[Speaks, dict[str, None]] = {}
    for document, value in forms:
        for path, mark in _marked(value, ()):
            key = pattern(value, path)
            if not mark.instead:
                others.setdefault(mark.to, {})[key] = None
                continue
            note = document.problem(path, f"this {mark}", found="", key=True)
            if key not in found or note.line < found[key].line:
                found[key] = note
    notes = sorted(found.values(), key=lambda note: (note.line, note.column))
    if others:
        said = "; ".join(f"{', '.join(names)} ({TO[to]})" for to, names in others.items())
        notes.append(forms[0][0].problem((), f"decide nothing in a run: {said}", found=""))
    return notes


def unmet(value: BaseModel) -> dict[str, str]:
    """Return what holds instead of each key of a file that somebody could take for a rule, by its pattern.

    Keys of a row of the mechanisms that nothing models are left out, for the file names that row itself.
    """
    return {
        pattern(value, path): mark.instead
        for path, mark in _marked(value, ())
        if mark.instead and "(row " not in mark.instead
    }


def pattern(value: BaseModel, path: Where) -> str:
    """Return a path with dots, and `*` for names and places that the file itself gives."""
    return ".".join(_patterned(value, path))


def _marked(value: Any, at: Where) -> Iterator[tuple[Where, DecidesNothing]]:
    """Yield the path of each key that is written down and decides nothing."""
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            if name not in value.model_fields_set:
                continue
            held, path = getattr(value, name), (*at, field.alias or name)
            if (mark := mark_of(field)) is None:
                yield from _marked(held, path)
            elif not field.is_required() and held == field.get_default(call_default_factory=True):
                continue  # what holds where it is left out says nothing
            else:
                yield path, mark
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from _marked(held, (*at, str(key)))
    elif isinstance(value, (list, tuple)):
        for place, held in enumerate(value):
            yield from _marked(held, (*at, place))


def _patterned(value: Any, path: Where) -> Iterator[str]:
    for part in path:
        if isinstance(value, BaseModel):
            yield str(part)
            name = next(n for n, field in type(value).model_fields.items() if (field.alias or n) == part)
            value = getattr(value, name)
        else:
            yield "*"
            value = value[part]
