"""What Numba works out again for every operation, worked out once while a whole is compiled.

A hundred thousand operations are of a few kinds: `int64 + int64` goes through thirty candidates each time,
the size of an `int64` is found by parsing a program, and how long every variable lives is worked out five
times for counting references, of which kernels have none. None of this changes what is compiled: a signature
is looked up under the function and the types that it was found for, a size under its type.

Numba's own functions are replaced while its compiler lock is held, and put back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from numba.core import transforms
from numba.core.base import BaseContext
from numba.core.postproc import PostProcessor
from numba.core.types.functions import BaseFunction


@contextmanager
def shortcuts() -> Iterator[None]:
    """Replace what is asked too often; the caller holds Numba's compiler lock."""
    signatures: dict[Any, tuple[Any, Any]] = {}
    sizes: dict[Any, int] = {}
    find, measure = BaseFunction.get_call_type, BaseContext.get_abi_sizeof

    def get_call_type(self: Any, context: Any, args: Any, kws: Any) -> Any:
        if kws:
            return find(self, context, args, kws)
        key = id(self), args
        if key not in signatures:
            signatures[key] = find(self, context, args, kws), self  # kept, so that its id stays its own
        return signatures[key][0]

    def get_abi_sizeof(self: Any, kind: Any) -> int:
        if kind not in sizes:
            sizes[kind] = measure(self, kind)
        return sizes[kind]

    def run(self: Any, emit_dels: bool = False, extend_lifetimes: bool = False) -> None:
        self.func_ir.blocks = transforms.canonicalize_cfg(self.func_ir.blocks)
        self.func_ir.generator_info = None

    with ExitStack() as put_back:
        put_back.enter_context(_instead(BaseFunction, "get_call_type", get_call_type))
        put_back.enter_context(_instead(BaseContext, "get_abi_sizeof", get_abi_sizeof))
        put_back.enter_context(_instead(PostProcessor, "run", run))
        yield


@contextmanager
def _instead(owner: Any, name: str, function: Any) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, function)
    try:
        yield
    finally:
        setattr(owner, name, before)
