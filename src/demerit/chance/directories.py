"""Directories of packed named tuples, as compiled functions see them: a pointer to words, read by field."""

from __future__ import annotations

from functools import cache
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr, make_intrinsic_template
from numba.extending import models, register_model
from numba.np.arrayobj import make_array

from demerit.chance.fields import Field, field_value
from demerit.chance.layouts import Place, cleared, layout

_WORD = ir.IntType(64)
_DTYPES = {
    "int64": types.int64,
    "int32": types.int32,
    "uint64": types.uint64,
    "uint16": types.uint16,
    "uint32": types.uint32,
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
    whole = f"{kind.__module__}.{kind.__qualname__}"  # two rooms may call different things alike
    return Packed(f"{'constant ' if constant else ''}{whole}", fields)


def opening(kind: Any, constant: bool) -> Any:
    """Return the compiled type of the function that reads a directory as a named tuple of class `kind`."""
    packed = packed_type(kind, constant)

    def open_directory(context: Any, directory: Any) -> Any:
        def generate(target: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return make_array(signature.args[0])(target, builder, arguments[0]).data

        return packed(types.Array(types.int64, 1, "C")), generate

    return types.Function(make_intrinsic_template(kind, open_directory, f"open_{kind.__name__}"))


def clearing(kind: Any) -> Any:
    """Return the compiled type of the function that clears a named tuple of class `kind`."""
    packed = packed_type(kind, False)

    def clear_all(context: Any, columns: Any) -> Any:
        def generate(target: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            for first, place in cleared(kind):
                _clear(target, builder, arguments[0], first, place)
            return target.get_dummy_value()

        return types.none(packed), generate

    return types.Function(make_intrinsic_template(kind, clear_all, f"clear_{kind.__name__}"))


def _clear(context: Any, builder: Any, directory: Any, first: int, place: Place) -> None:
    """Set every item of one array to what its annotation says."""
    dtype = _DTYPES[place.dtype]
    items: Any = ir.Constant(_WORD, 1)
    for axis in range(place.dimensions):
        items = builder.mul(items, _word(builder, directory, first + 1 + axis))
    kind = context.get_data_type(dtype)
    start = builder.inttoptr(_word(builder, directory, first), kind.as_pointer())
    with cgutils.for_range(builder, items, intp=_WORD) as loop:
        builder.store(ir.Constant(kind, place.cleared), builder.gep(start, [loop.index], source_etype=kind))


def _word(builder: Any, directory: Any, place: int) -> Any:
    """Return one word of a directory."""
    at = builder.gep(directory, [ir.Constant(ir.IntType(32), place)], source_etype=_WORD)
    value = builder.load(at, typ=_WORD)
    value.set_metadata("invariant.load", builder.module.add_metadata([]))  # nothing writes a directory
    return value


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

    if isinstance(wanted, Packed):  # a part: its words stand here
        return builder.gep(directory, [ir.Constant(ir.IntType(32), place)], source_etype=_WORD)
    if not isinstance(wanted, Field):
        return _word(builder, directory, place)
    first, *shape = (_word(builder, directory, place + k) for k in range(1 + wanted.ndim))
    return field_value(context, builder, wanted, first, shape)
