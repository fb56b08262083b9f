"""What each verb takes, as data: for the reference pages, and for the tests that hold verbs to the bounds.

It reads the signatures that typer reads, not typer's own objects, which change from version to version.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import typer
from typer.models import ArgumentInfo, OptionInfo


@dataclass(frozen=True)
class Taken:
    """One argument or option of a verb.

    Attributes:
        name: the parameter of the Python function.
        spelled: `--people` for an option, `RUN` for an argument.
        value: what stands after an option (`N`, `DATE`), empty for a flag and for an argument.
        type: the type of its value, without None.
        required: True where the verb cannot do without.
        default: what holds if it is not given, as text; empty for nothing.
        help: one sentence.
    """

    name: str
    spelled: str
    value: str
    type: Any
    required: bool
    default: str
    help: str

    @property
    def is_option(self) -> bool:
        """Whether it is an option, not an argument."""
        return self.spelled.startswith("--")


@dataclass(frozen=True)
class Verb:
    """A verb: its name, help text, example and what it takes."""

    name: str
    help: str
    example: str
    takes: tuple[Taken, ...]


def verbs(app: typer.Typer) -> dict[str, Verb]:
    """Return the verbs of a command line by name, in the order of its help."""
    found = {}
    for command in app.registered_commands:
        function = command.callback
        if function is None:
            continue
        hints = get_type_hints(function, include_extras=True)
        takes = tuple(
            _taken(each, hints[each.name]) for each in inspect.signature(function).parameters.values()
        )
        name = command.name or function.__name__
        found[name] = Verb(name, inspect.getdoc(function) or "", command.epilog or "", takes)
    return found


def _taken(parameter: inspect.Parameter, annotation: Any) -> Taken:
    kind, info = get_args(annotation)[:2] if get_origin(annotation) is Annotated else (annotation, None)
    types = (
        [each for each in get_args(kind) if each is not type(None)] if get_origin(kind) is not list else []
    )
    plain = types[0] if types else kind
    required = parameter.default is inspect.Parameter.empty
    shown = getattr(info, "show_default", True)
    default = (
        shown
        if isinstance(shown, str)
        else ""
        if parameter.default in (None, False)
        else str(parameter.default)
    )
    spelled = _option(info, parameter.name)
    if isinstance(info, ArgumentInfo):
        spelled = info.metavar or parameter.name.upper()
    assert isinstance(info, ArgumentInfo | OptionInfo), f"{parameter.name} says neither Argument nor Option"
    is_flag = plain is bool
    value = "" if is_flag or isinstance(info, ArgumentInfo) else (info.metavar or "N")
    return Taken(
        parameter.name, spelled, value, plain, required, "" if required else default, info.help or ""
    )


def _option(info: Any, name: str) -> str:
    """Return how an option is spelled; inside Annotated typer keeps the spelling where the default stands."""
    given = [getattr(info, "default", None), *(getattr(info, "param_decls", None) or ())]
    spelled = [each for each in given if isinstance(each, str) and each.startswith("--")]
    return spelled[0] if spelled else f"--{name.replace('_', '-')}"
