"""The arrays of a packed named tuple as compiled functions see them: an address and a shape.

Numba's own array has seven parts, and an index that counts from the end if it is negative; each reading of a
place then takes some thirty instructions, which the compiler has to type, write, read and take away again.
Kernels index from the start only, and read their arrays in thousands of places: a `Field` takes four. What is
done more rarely than reading and writing one place (slices, rows) goes through Numba's own array.

A negative index reads outside of the array; tests/guarantee/test_indices.py lives all of the gallery with a
check before every reading and writing.
"""

from __future__ import annotations

import operator
from typing import Any

from llvmlite import ir
from numba.core import cgutils, typing
from numba.core import types as numba_types
from numba.core.imputils import lower_builtin, lower_getattr
from numba.extending import models, register_model
from numba.np import arrayobj

types: Any = numba_types
_WORD = ir.IntType(64)


class Field(types.Array):  # type: ignore[misc]  # numba is untyped
    """The compiled type of an array of a packed tuple: contiguous, indexed from its start."""

    def __init__(self, dtype: Any, ndim: int, constant: bool = False) -> None:
        """Take type of the items and number of dimensions; nothing writes into a `constant` one."""
        self.constant = constant
        super().__init__(dtype, ndim, "C", name=f"{'constant' if constant else 'field'}({dtype}, {ndim}d)")

    @property
    def key(self) -> Any:
        """Return what tells one field's type from another's."""
        return (*super().key, self.constant)

    def copy(self, dtype: Any = None, ndim: Any = None, layout: Any = None, readonly: Any = None) -> Any:
        """Return the type of a part of it: a field too where that is contiguous."""
        if layout not in (None, "C"):
            return super().copy(dtype, ndim, layout, readonly)
        return Field(
            self.dtype if dtype is None else dtype, self.ndim if ndim is None else ndim, self.constant
        )

    @property
    def whole(self) -> Any:
        """Numba's own type of the same array."""
        return types.Array(self.dtype, self.ndim, "C")


@register_model(Field)
class _FieldModel(models.StructModel):  # type: ignore[misc]  # numba is untyped
    def __init__(self, manager: Any, kind: Field) -> None:
        members = [("data", types.CPointer(kind.dtype)), ("shape", types.UniTuple(types.intp, kind.ndim))]
        super().__init__(manager, kind, members)


def field_value(context: Any, builder: Any, kind: Field, address: Any, shape: list[Any]) -> Any:
    """Return the value of a field at an address (a word) with lengths (words)."""
    pointer = builder.inttoptr(address, context.get_data_type(kind.dtype).as_pointer())
    return _value(context, builder, kind, pointer, shape)


def _value(context: Any, builder: Any, kind: Field, pointer: Any, shape: list[Any]) -> Any:
    value = cgutils.get_null_value(context.get_value_type(kind))
    value = builder.insert_value(value, pointer, 0)
    return builder.insert_value(value, cgutils.pack_array(builder, shape), 1)


def address(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    """Return the pointer to the items of a field, or of Numba's own array."""
    if isinstance(kind, Field):
        return builder.extract_value(value, 0)
    return arrayobj.make_array(kind)(context, builder, value).data


def _whole(context: Any, builder: Any, kind: Field, value: Any) -> Any:
    """Return a field as Numba's own array."""
    size = context.get_abi_sizeof(context.get_data_type(kind.dtype))
    shape = cgutils.unpack_tuple(builder, builder.extract_value(value, 1), kind.ndim)
    items, strides = ir.Constant(_WORD, 1), [ir.Constant(_WORD, size)]
    for length in reversed(shape):
        items = builder.mul(items, length)
        strides.insert(0, builder.mul(strides[0], length))
    array = arrayobj.make_array(kind.whole)(context, builder)
    arrayobj.populate_array(
        array, builder.extract_value(value, 0), shape, strides[1:], ir.Constant(_WORD, size), meminfo=None
    )
    return array._getvalue()


def _place(context: Any, builder: Any, kind: Field, value: Any, indices: list[tuple[Any, Any]]) -> Any:
    """Return the pointer to one item, or to the first of a row; `indices` are types with values."""
    shape = builder.extract_value(value, 1)
    at = None
    for axis in range(kind.ndim):
        if at is not None:
            at = builder.mul(at, builder.extract_value(shape, axis))
        if axis < len(indices):
            kind_of, index = indices[axis]
            word = context.cast(builder, index, kind_of, types.intp)
            at = word if at is None else builder.add(at, word)
    return builder.gep(builder.extract_value(value, 0), [at])


def _indices(builder: Any, kind: Any, index: Any) -> list[tuple[Any, Any]] | None:
    """Return types with values of an index; None where it is no place but a part of the array."""
    if isinstance(kind, types.BaseTuple):
        found = list(zip(kind.types, cgutils.unpack_tuple(builder, index, len(kind)), strict=True))
    else:
        found = [(kind, index)]
    return found if all(isinstance(each, types.Integer) for each, _ in found) else None


@lower_builtin(operator.getitem, Field, types.Integer)  # type: ignore[untyped-decorator]
@lower_builtin(operator.getitem, Field, types.SliceType)  # type: ignore[untyped-decorator]
@lower_builtin(operator.getitem, Field, types.BaseTuple)  # type: ignore[untyped-decorator]
def _get(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    kind, index_kind = signature.args
    value, index = arguments
    indices = _indices(builder, index_kind, index)
    if indices is not None:
        place = _place(context, builder, kind, value, indices)
        if len(indices) == kind.ndim:
            item = context.unpack_value(builder, kind.dtype, place)
            if kind.constant:
                item.set_metadata("invariant.load", builder.module.add_metadata([]))
            return item
        shape = cgutils.unpack_tuple(builder, builder.extract_value(value, 1), kind.ndim)
        return _value(context, builder, signature.return_type, place, shape[len(indices) :])
    part = signature.return_type.whole if isinstance(signature.return_type, Field) else signature.return_type
    own = typing.signature(part, kind.whole, index_kind)
    generic = (
        arrayobj.getitem_array_tuple
        if isinstance(index_kind, types.BaseTuple)
        else arrayobj.getitem_arraynd_intp
    )
    found = generic(context, builder, own, (_whole(context, builder, kind, value), index))
    if part is signature.return_type:
        return found
    array = arrayobj.make_array(part)(context, builder, found)
    shape = cgutils.unpack_tuple(builder, array.shape, part.ndim)
    return _value(context, builder, signature.return_type, array.data, shape)


@lower_builtin(operator.setitem, Field, types.Any, types.Any)  # type: ignore[untyped-decorator]
def _set(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    kind, index_kind, item_kind = signature.args
    value, index, item = arguments
    indices = _indices(builder, index_kind, index)
    if indices is None or len(indices) != kind.ndim:
        own = signature.replace(args=(kind.whole, index_kind, item_kind))
        return arrayobj.setitem_array(
            context, builder, own, (_whole(context, builder, kind, value), index, item)
        )
    place = _place(context, builder, kind, value, indices)
    context.pack_value(builder, kind.dtype, context.cast(builder, item, item_kind, kind.dtype), place)
    return context.get_dummy_value()


@lower_getattr(Field, "shape")  # type: ignore[untyped-decorator]
def _shape(context: Any, builder: Any, kind: Field, value: Any) -> Any:
    return builder.extract_value(value, 1)


@lower_builtin(len, Field)  # type: ignore[untyped-decorator]
def _length(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    return builder.extract_value(builder.extract_value(arguments[0], 1), 0)
