"""Arrays as compiled functions read them: an index is a place, never counted from the end.

Numba lets a signed index count from the end, as Python does: each access then asks whether the index is below
zero and reads the length to add it. With five columns a line that is a third of all instructions, and none of
our kernels means it. A `Column` is Numba's array with places taken as they are.
"""

from __future__ import annotations

import operator
from typing import Any

from numba.core import types
from numba.core.extending import models, register_model
from numba.core.imputils import impl_ret_borrowed, lower_builtin
from numba.core.types.containers import BaseTuple
from numba.np import arrayobj


class Column(types.Array):
    """The type of an array in a packed named tuple, and of what indexing one yields."""

    def __init__(self, dtype: Any, ndim: int, layout: Any = "C") -> None:
        """Take what Numba's array type takes."""
        super().__init__(dtype, ndim, layout, name=f"column({dtype}, {ndim}d, {layout})")

    def copy(self, dtype: Any = None, ndim: Any = None, layout: Any = None, readonly: Any = None) -> Any:
        """Return the same with some of it changed, as typing asks for what an index yields."""
        return Column(
            self.dtype if dtype is None else dtype,
            self.ndim if ndim is None else ndim,
            self.layout if layout is None else layout,
        )

    def unify(self, typingctx: Any, other: Any) -> Any:
        """Return the one type that a name has which is bound to this or to another column."""
        same = isinstance(other, Column) and (other.dtype, other.ndim) == (self.dtype, self.ndim)
        if not same:
            return super().unify(typingctx, other)
        return self if other.layout == self.layout else self.copy(layout="A")


register_model(Column)(models.ArrayModel)


def _places(context: Any, builder: Any, kind: Any, index: Any) -> tuple[Any, Any]:
    """Return types and values of an index, whole numbers as unsigned ones, to which nothing is ever added."""
    kinds, values = arrayobj.normalize_indices(
        context,
        builder,
        kind.types if isinstance(kind, BaseTuple) else (kind,),
        [builder.extract_value(index, n) for n in range(len(kind))]
        if isinstance(kind, BaseTuple)
        else (index,),
    )
    return tuple(types.uintp if isinstance(k, types.Integer) else k for k in kinds), values


@lower_builtin(operator.getitem, Column, types.Integer)  # type: ignore[untyped-decorator]
@lower_builtin(operator.getitem, Column, BaseTuple)  # type: ignore[untyped-decorator]
def _get(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    kind, index_kind = signature.args
    array = arrayobj.make_array(kind)(context, builder, arguments[0])
    kinds, values = _places(context, builder, index_kind, arguments[1])
    found = arrayobj._getitem_array_generic(
        context, builder, signature.return_type, kind, array, kinds, values
    )
    return impl_ret_borrowed(context, builder, signature.return_type, found)


@lower_builtin(operator.setitem, Column, types.Integer, types.Any)  # type: ignore[untyped-decorator]
@lower_builtin(operator.setitem, Column, BaseTuple, types.Any)  # type: ignore[untyped-decorator]
def _set(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    kind, index_kind, value_kind = signature.args
    kinds, values = _places(context, builder, index_kind, arguments[1])
    if len(kinds) < kind.ndim or not all(isinstance(k, types.Integer) for k in kinds):
        return arrayobj.setitem_array(context, builder, signature, arguments)
    array = arrayobj.make_array(kind)(context, builder, arguments[0])
    at, _, _ = arrayobj.basic_indexing(context, builder, kind, array, kinds, values)
    value = context.cast(builder, arguments[2], value_kind, kind.dtype)
    arrayobj.store_item(context, builder, kind, value, at)
    return None
