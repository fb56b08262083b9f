"""Directories of packed named tuples, as compiled functions see them: a pointer to words, read by field."""

from __future__ import annotations

from functools import cache
from typing import Any

from llvmlite import ir
from numba.core import types
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr, make_intrinsic_template
from numba.extending import models, register_model
from numba.np.arrayobj import make_array

from demerit.chance.fields import Field, field_value
from demerit.chance.layouts import layout

_WORD = ir.IntType(64)
_DTYPES = {
    "int64": types.int64,
    "int32": types.int32,
    "uint64": types.uint64,
    "uint16": types.uint16,
    "uint8": types.uint8,
}


class Packed(types.Type):
    """The compiled type of a packed named tuple: attribute names with their types and places."""

    def __init__(self, name: str, fields: dict[str, tuple[Any, int]]) -> None:
        """Take type and first word in the directory of each field."""
        self.fields = fields
        super().__init__(name=f"packed({name})")

    @property
    def key(self) -> Any:
        """Return what tells one packed type from another: short, as the compiler asks a million times."""
        return self.name


@cache
def packed_type(kind: Any, constant: bool) -> Packed:
    """Return the compiled type of a named tuple class, from its annotations."""
    fields: dict[str, tuple[Any, int]] = {}
    for place in layout(kind):
        if place.inner is not None:
            fields[place.name] = packed_type(place.inner, constant), place.word
        elif place.dimensions:
            fields[place.name] = Field(_DTYPES[place.dtype], place.dimensions, constant), place.word
        else:
            fields[place.name] = types.int64, place.word
    return Packed(f"{'constant ' if constant else ''}{kind.__name__}", fields)


def opening(kind: Any, constant: bool) -> Any:
    """Return the compiled type of the function that reads a directory as a named tuple of class `kind`."""
    packed = packed_type(kind, constant)

    def open_directory(context: Any, directory: Any) -> Any:
        def generate(target: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return make_array(signature.args[0])(target, builder, arguments[0]).data

        return packed(types.Array(types.int64, 1, "C")), generate

    return types.Function(make_intrinsic_template(kind, open_directory, f"open_{kind.__name__}"))


@register_model(Packed)
class _PackedModel(models.PrimitiveModel):  # type: ignore[misc]  # numba is untyped
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _WORD.as_pointer())


@infer_getattr
class _PackedAttributes(AttributeTemplate):  # type: ignore[misc]  # numba is untyped
    key = Packed

    def generic_resolve(self, kind: Packed, attribute: str) -> Any:
        found = kind.fields.get(attribute)
        return found[0] if found else None


@lower_getattr_generic(Packed)  # type: ignore[untyped-decorator]  # numba is untyped
def _read(context: Any, builder: Any, kind: Packed, directory: Any, attribute: str) -> Any:
    wanted, place = kind.fields[attribute]

    def word(offset: int) -> Any:
        at = builder.gep(directory, [ir.Constant(ir.IntType(32), place + offset)], source_etype=_WORD)
        value = builder.load(at, typ=_WORD)
        value.set_metadata("invariant.load", builder.module.add_metadata([]))  # nothing writes a directory
        return value

    if isinstance(wanted, Packed):
        return builder.inttoptr(word(0), _WORD.as_pointer())
    if not isinstance(wanted, Field):
        return word(0)
    return field_value(context, builder, wanted, word(0), [word(1 + k) for k in range(wanted.ndim)])
