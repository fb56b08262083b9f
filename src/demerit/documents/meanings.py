"""What the keys of a file mean: the sentence below each field of a model, read when somebody asks.

Pydantic would read it off the source while a class is made, which every command would wait for, and only
schemas, the reference and messages about missing keys want it.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from typing import Any

from pydantic import BaseModel


@cache
def meanings(model: Any) -> dict[str, str]:
    """Return the docstring below each field of a model, its bases' included, by the field's name."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel and base.__dict__.get("__annotations__"):
            found |= _below(base)
    return {name: text for name, text in found.items() if name in model.model_fields}


def _below(model: type[BaseModel]) -> dict[str, str]:
    """Return the docstrings below the fields that a class itself declares."""
    (declared,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(declared, ast.ClassDef)
    found = {}
    for field, text in zip(declared.body, declared.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
                found[field.target.id] = inspect.cleandoc(str(text.value.value))
    return found
