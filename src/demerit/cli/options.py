"""Options that belong together, declared as one class and handed to a verb as one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import wraps
from inspect import signature
from typing import Any, get_type_hints


def spread(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Let the fields of each dataclass that a verb takes be options of their own on the command line."""
    hints = get_type_hints(verb, include_extras=True)
    groups: dict[str, Any] = {
        name: kind for name, kind in hints.items() if name != "return" and is_dataclass(kind)
    }
    shown = []
    for parameter in signature(verb).parameters.values():
        if parameter.name not in groups:
            shown.append(parameter.replace(annotation=hints[parameter.name]))
            continue
        kind = groups[parameter.name]
        inside = get_type_hints(kind, include_extras=True)
        shown += [
            parameter.replace(name=each.name, annotation=inside[each.name], default=each.default)
            for each in fields(kind)
        ]

    @wraps(verb)
    def gathered(**given: Any) -> Any:
        for name, kind in groups.items():
            given[name] = kind(**{each.name: given.pop(each.name) for each in fields(kind)})
        return verb(**given)

    gathered.__signature__ = signature(verb).replace(parameters=shown)  # type: ignore[attr-defined]
    gathered.__annotations__ = {each.name: each.annotation for each in shown} | {"return": hints["return"]}
    return gathered
