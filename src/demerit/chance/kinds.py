"""Kinds of arrays that compiled functions read: what an annotation says about type and dimensions.

`I64x2` is a two-dimensional array of int64. `packing` reads the annotations of named tuples and gives
compiled functions their fields; to everything else they are plain arrays. A `t` at the end: the last two axes
lie the other way round in memory, and that is how compiled functions see them (`packing.turned`).
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
from numpy.typing import NDArray

_I64 = NDArray[np.int64]
_I32 = NDArray[np.int32]
_U64 = NDArray[np.uint64]
_U32 = NDArray[np.uint32]
_U8 = NDArray[np.uint8]
_U16 = NDArray[np.uint16]

I64x1 = Annotated[_I64, "int64", 1]
I64x2 = Annotated[_I64, "int64", 2]
I64x3 = Annotated[_I64, "int64", 3]
I64x4 = Annotated[_I64, "int64", 4]
I64x5 = Annotated[_I64, "int64", 5]
I64x6 = Annotated[_I64, "int64", 6]
I64x3t = Annotated[_I64, "int64", 3, "turned"]
I64x4t = Annotated[_I64, "int64", 4, "turned"]
I32x1 = Annotated[_I32, "int32", 1]
I32x2 = Annotated[_I32, "int32", 2]
U64x1 = Annotated[_U64, "uint64", 1]
U32x1 = Annotated[_U32, "uint32", 1]
U32x2 = Annotated[_U32, "uint32", 2]
U8x1 = Annotated[_U8, "uint8", 1]
U8x2 = Annotated[_U8, "uint8", 2]
U16x1 = Annotated[_U16, "uint16", 1]
U16x2 = Annotated[_U16, "uint16", 2]
I32x3 = Annotated[_I32, "int32", 3]
U16x3 = Annotated[_U16, "uint16", 3]
