"""Named tuples of arrays for compiled functions, handed on as one pointer.

Numba passes a named tuple field by field: with a hundred arrays every call has a thousand arguments, and the
first run took five minutes to compile and a hundred times too long to go. Here a tuple's arrays are entered
in a directory of addresses and lengths, and a compiled function gets the directory. Inside, `t.act_point[c]`
reads as before, because the type resolves its attributes; nothing is copied and nothing is counted.

The fields' types come from their annotations, which say kind and dimensions: `I64x2` is a two-dimensional
array of int64. Two things must hold, and `pack` sees to both: arrays are contiguous and of the declared type,
and whoever holds the directory holds the arrays too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import intrinsic, models, register_model
from numba.np.arrayobj import make_array
from numpy.typing import NDArray

from demerit.chance.fields import Field, field_value

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

    def __init__(self, name: str, fields: tuple[tuple[str, Any, int], ...]) -> None:
        """Take (attribute, type, first word in the directory) for each field."""
        self.fields = fields
        super().__init__(name=f"packed({name})")

    @property
    def key(self) -> Any:
        """Return what tells one packed type from another: short, as the compiler asks a million times."""
        return self.name

    def field(self, attribute: str) -> tuple[Any, int] | None:
        """Return type and place of an attribute, or None."""
        for name, kind, place in self.fields:
            if name == attribute:
                return kind, place
        return None


@register_model(Packed)
class _PackedModel(models.PrimitiveModel):  # type: ignore[misc]  # numba is untyped
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _WORD.as_pointer())


@infer_getattr
class _PackedAttributes(AttributeTemplate):  # type: ignore[misc]  # numba is untyped
    key = Packed

    def generic_resolve(self, kind: Packed, attribute: str) -> Any:
        found = kind.field(attribute)
        return found[0] if found else None


@lower_getattr_generic(Packed)  # type: ignore[untyped-decorator]  # numba is untyped
def _read(context: Any, builder: Any, kind: Packed, directory: Any, attribute: str) -> Any:
    found = kind.field(attribute)
    assert found is not None
    wanted, place = found

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


def packed_type(kind: Any) -> Packed:
    """Return the compiled type of a named tuple class, from its annotations."""
    if kind not in _KNOWN:
        _KNOWN[kind] = _packed_type(kind)
    return _KNOWN[kind]


_KNOWN: dict[Any, Packed] = {}


def _packed_type(kind: Any) -> Packed:
    hints = get_type_hints(kind, include_extras=True)
    fields: list[tuple[str, Any, int]] = []
    place = 0
    for name in kind._fields:
        hint = hints[name]
        if get_origin(hint) is Annotated:
            _, dtype, dimensions = get_args(hint)
            fields.append((name, Field(_DTYPES[dtype], dimensions), place))
            place += 1 + dimensions
        elif hint is int:
            fields.append((name, types.int64, place))
            place += 1
        elif hasattr(hint, "_fields"):
            fields.append((name, packed_type(hint), place))
            place += 1
        else:
            raise TypeError(
                f"{kind.__name__}.{name} is annotated {hint}, not as a packed array, an int or a named tuple"
            )
    return Packed(kind.__name__, tuple(fields))


def opener(kind: type[Any]) -> Callable[[NDArray[np.int64]], Any]:
    """Return what compiled functions call to read a directory as a named tuple of class `kind`."""
    packed = packed_type(kind)

    @intrinsic  # type: ignore[untyped-decorator]  # numba is untyped
    def open_directory(context: Any, directory: Any) -> Any:
        def generate(target: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return make_array(signature.args[0])(target, builder, arguments[0]).data

        return packed(types.Array(types.int64, 1, "C")), generate

    opened: Callable[[NDArray[np.int64]], Any] = open_directory
    return opened


class Directory(NamedTuple):
    """A packed named tuple: the words that compiled functions read, and the arrays that they point into."""

    words: NDArray[np.int64]
    holds: tuple[Any, ...]


def pack(columns: Any) -> Directory:
    """Return the directory of a named tuple.

    Raises:
        TypeError: an array is not of the annotated type and dimensions, or not contiguous.
    """
    kind = packed_type(type(columns))
    words: list[int] = []
    holds: list[Any] = []
    for (name, wanted, _), value in zip(kind.fields, columns, strict=True):
        if isinstance(wanted, Packed):
            inner = pack(value)
            holds.append(inner)
            words.append(inner.words.ctypes.data)
        elif isinstance(wanted, types.Array):
            if (
                value.dtype.name != str(wanted.dtype)
                or value.ndim != wanted.ndim
                or not value.flags.c_contiguous
            ):
                raise TypeError(
                    f"{kind.name}: {name} is {value.dtype} of {value.ndim} dimensions, not {wanted.whole}"
                )
            holds.append(value)
            words += [value.ctypes.data, *value.shape]
        else:
            words.append(int(value))
    return Directory(np.array(words, np.int64), tuple(holds))
