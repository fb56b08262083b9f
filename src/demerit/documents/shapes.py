"""What may stand at a place of a file, as its models say: followed key by key beside the data.

Messages about unknown keys, and rules that reach every number of a kind, ask the models the same question:
which classes may stand below this key. A part that tells its kinds apart by `kind` is followed by the kind
that the data name, and by all of them where they name none, as in an amendment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined


def flat(annotation: Any) -> list[Any]:
    """Return the classes and containers that an annotation may stand for, as they may be written too."""
    origin = get_origin(annotation)
    if origin in (dict, list, tuple) or isinstance(annotation, type):
        return [annotation]
    metadata = getattr(annotation, "__metadata__", ())
    arguments = get_args(annotation)[:1] if metadata else get_args(annotation)
    found = [each for argument in arguments if argument is not type(None) for each in flat(argument)]
    return [*found, *written(metadata)]


def written(metadata: Iterable[Any]) -> list[Any]:
    """Return the classes that may be written where a validator among the metadata makes others of them."""
    given = (getattr(each, "json_schema_input_type", PydanticUndefined) for each in metadata)
    return [kind for each in given if each not in (PydanticUndefined, Any) for kind in flat(each)]


def below(kind: Any, part: str | int) -> list[Any]:
    """Return what may stand below a key, or a place of a list, of what may stand here."""
    if is_model(kind):
        return list(_under(kind, str(part)))
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return flat(arguments[1])
    return [each for argument in arguments if argument is not Ellipsis for each in flat(argument)]


@lru_cache(4096)
def _under(model: type[BaseModel], key: str) -> tuple[Any, ...]:
    """Return what may stand below a key of a model; the same keys are asked for in every entry."""
    fields = fields_under(model, key)
    return tuple(each for field in fields for each in (*flat(field.annotation), *written(field.metadata)))


def fitting(kinds: list[Any], data: Any) -> list[Any]:
    """Return those of several kinds of part that the `kind` of the data names; all, where it names none."""
    if not isinstance(data, Mapping) or "kind" not in data:
        return kinds
    return [each for each in kinds if _fits(each, data["kind"])] or kinds


def fields_under(model: type[BaseModel], key: str) -> Iterator[FieldInfo]:
    """Yield the field of a model that a file writes under a key, if there is one."""
    for name, field in model.model_fields.items():
        if key == (field.alias or name):
            yield field


def is_model(kind: Any) -> bool:
    """Return whether a class is a part of a file with keys of its own."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _fits(kind: Any, named: object) -> bool:
    field = kind.model_fields.get("kind") if is_model(kind) else None
    return field is None or named in get_args(field.annotation)
