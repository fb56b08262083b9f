"""Compiled functions as parts of a whole: each is typed and lowered once, and optimised with its caller only.

Left to itself Numba compiles every function once for each combination of argument types (int32 here, int64
there, a constant elsewhere: `events.happen` came to 47), turns each of them into machine code with everything
it calls, and does so again one floor up. With two hundred functions that took 75 s, of which the engine used
the last two. Here

- integers are handed over as the annotation says, `np.uint64` as unsigned and everything else as int64, so
  that a function has one signature wherever it is called from;
- a function that compiled code calls is a *part*: Numba's own lowering, without wrappers for Python and
  without machine code;
- a function that Python calls is a *whole*: all its parts are linked, each once, and optimised together.

This leans on names inside Numba (`Dispatcher.get_call_template`, `JITCodeLibrary`, the `no_compile` flag that
its own subroutines use), which is why it is one small module, and used only with versions that it was tried
with (`ways`); with `numba.njit` in its place (`public`) everything runs the same, and is slow to start.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import llvmlite.binding as llvm
from numba.core import cgutils, compiler, sigutils, typed_passes, types, typing, untyped_passes
from numba.core.caching import FunctionCache
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler_lock import global_compiler_lock
from numba.core.dispatcher import _FunctionCompiler  # type: ignore[attr-defined]  # numba is untyped
from numba.core.registry import CPUDispatcher

from demerit.chance.entries import Code
from demerit.chance.public import KINDS, keep_in
from demerit.chance.shortcuts import shortcuts

_OPTIONS: Final = {
    "nopython": True,
    "nogil": True,
    "error_model": "numpy",
    "boundscheck": False,
    "_nrt": False,
}


class _Linked(JITCodeLibrary):  # type: ignore[misc]  # numba is untyped
    """The code of one function, which remembers the parts that it calls and links none of them on the way."""

    def __init__(self, codegen: Any, name: str) -> None:
        """Begin without code."""
        super().__init__(codegen, name)
        self.calls: list[Any] = []

    def add_linking_library(self, library: Any) -> None:
        """Remember what is called."""
        self.calls.append(library)


class _Part(_Linked):
    """A function that compiled code calls, never optimised nor made executable alone."""

    def add_ir_module(self, ir_module: Any) -> None:
        """Take what is lowered as it is, for linking; it is verified with the whole."""
        for function in ir_module.functions:
            if not function.is_declaration and function.linkage in ("", "external"):
                function.linkage = "linkonce_odr"
        module = llvm.parse_assembly(cgutils.normalize_ir_text(str(ir_module)))
        module.name, module.data_layout = ir_module.name, self._codegen._data_layout
        self._final_module = module

    def finalize(self) -> None:
        """Take nothing more; whoever links this part links those it calls."""
        self._raise_if_finalized()
        self._finalized = True


class _Whole(_Linked):
    """A function that Python calls, with all its parts, each linked once and at the end."""

    def finalize(self) -> None:
        """Link every part that is called from here, directly or not, and optimise all of it together."""
        found: dict[Any, None] = {}
        waiting = list(self.calls)
        while waiting:
            library = waiting.pop()
            if library not in found:
                found[library] = None
                if isinstance(library, _Part):
                    waiting += library.calls
        self._linking_libraries = list(found)
        super().finalize()

    def _optimize_final_module(self) -> None:
        """Optimise once: the cheap round before is there for reference counts, of which there are none."""
        manager, builder = self._codegen._module_pass_manager()
        with self._recorded_timings.record("Module passes", builder):
            manager.run(self._final_module, builder)


class _Object(_Whole):
    """A whole as an object file, which somebody else places in memory."""

    object_file: bytes

    def _finalize_final_module(self) -> None:
        """Make the file; nothing is handed to Numba's own engine."""
        self._verify_declare_only_symbols()
        self._finalize_dynamic_globals()
        if self._dynamic_globals:
            raise RuntimeError(f"{self.name} holds addresses of this process: {self._dynamic_globals}")
        self.object_file = self._codegen._tm.emit_object(self._final_module)


class _Flags(compiler.Flags):  # type: ignore[misc]  # numba is untyped
    """Numba's compile flags with a quick hash: it keys a look-up of every operation that is typed."""

    __slots__ = ()

    def __hash__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _Flags):
            return bool(self._values == other._values)
        return bool(super().__eq__(other))


class _Lean(compiler.CompilerBase):  # type: ignore[misc]  # numba is untyped
    """Numba's order of passes but for those about what kernels do not use, such as closures and literals."""

    def define_pipelines(self) -> list[Any]:
        """Return the one pipeline."""
        passes = compiler.PassManager("kernel")
        passes.add_pass(untyped_passes.TranslateByteCode, "bytecode to Numba's own form")
        passes.add_pass(untyped_passes.FixupArgs, "arguments")
        passes.add_pass(untyped_passes.IRProcessing, "what lives where")
        passes.add_pass(untyped_passes.GenericRewrites, "constant places in tuples")
        passes.add_pass(untyped_passes.ReconstructSSA, "one name a value")
        passes.add_pass(typed_passes.NopythonTypeInference, "types")
        passes.add_pass(typed_passes.PreLowerStripPhis, "no phi nodes")
        passes.add_pass(typed_passes.IRLegalization, "legal form")
        passes.add_pass(typed_passes.AnnotateTypes, "types written down")
        passes.add_pass(typed_passes.NativeLowering, "LLVM's form")
        passes.add_pass(typed_passes.NoPythonBackend, "result")
        passes.finalize()
        return [passes]


class _WholeCompiler(_FunctionCompiler):  # type: ignore[misc]  # numba is untyped
    """Compiles a function for Python: Numba's own way, into a `_Whole`."""

    def _compile_core(self, args: Any, return_type: Any) -> Any:
        with global_compiler_lock, _uncollected(), shortcuts():
            return self.into(_Whole, args, return_type, part=False)

    def into(self, kind: Any, args: Any, return_type: Any, *, part: bool) -> Any:
        """Return the result of compiling for argument types `args` into a new library of class `kind`."""
        flags = _Flags()
        self.targetdescr.options.parse_as_flags(flags, self.targetoptions)
        if part:
            flags.no_compile = flags.no_cpython_wrapper = flags.no_cfunc_wrapper = True
        codegen = self.targetdescr.target_context.codegen()
        library = kind(codegen, self.py_func.__qualname__)
        library.enable_object_caching()
        return compiler.compile_extra(
            self.targetdescr.typing_context,
            self.targetdescr.target_context,
            self.py_func,
            args=args,
            return_type=return_type,
            flags=flags,
            locals=self.locals,
            library=library,
            pipeline_class=self.pipeline_class,
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Switch the collector off: a compiler makes millions of small objects and hardly a circle."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _Kept(FunctionCache):  # type: ignore[misc]  # numba is untyped
    """Machine code kept as files, taken up without the imports that only compiling needs."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return what is kept for a signature, or None."""
        with self._guard_against_spurious_io_errors():
            return self._load_overload(sig, target_context)


class Dispatcher(CPUDispatcher):  # type: ignore[misc]  # numba is untyped
    """What compiles a function: as a part where compiled code calls it, as a whole where Python does.

    Without Numba's allocator (`_nrt=False`) nothing is counted when an array changes hands, which was most of
    the time of small functions with many columns. `np.empty` then does not compile: callers bring the room.
    """

    def __init__(self, py_func: Callable[..., Any], folder: Path) -> None:
        """Take the function, and where machine code is kept."""
        super().__init__(py_func, {}, dict(_OPTIONS))
        self._folder = folder
        self._compiler = _WholeCompiler(py_func, self.targetdescr, self.targetoptions, self.locals, _Lean)
        self._kept: Any = None
        self._parts: dict[tuple[Any, ...], tuple[object, Any]] = {}
        self._given = [py_func.__annotations__.get(name) for name in self._compiler.pysig.parameters]

    def code(self, kinds: tuple[str, ...]) -> Code:
        """Return the machine code for arguments of these kinds (`entries.kinds_of`), called by address."""
        args = tuple(KINDS[kind] for kind in kinds)
        with global_compiler_lock, _uncollected(), shortcuts():
            result = self._compiler.into(_Object, args, types.int64, part=True)
            result.library.finalize()
        return Code(result.fndesc.llvm_func_name, result.library.object_file)

    def compile(self, sig: Any) -> Any:
        """Return the machine code for Python's arguments, kept or made."""
        if self._kept is None:
            keep_in(self._folder)
            self._kept = self._cache = _Kept(self.py_func)
        return super().compile(sig)

    def get_call_template(self, args: Any, kws: Any) -> Any:
        """Return how compiled code calls this function: as a part, with integers as they are annotated."""
        pysig, args = self._compiler.fold_argument_types(args, kws)
        wanted = tuple(_as_given(kind, given) for kind, given in zip(args, self._given, strict=True))
        _, result = self._part(wanted)
        name = self.py_func.__name__
        template = typing.make_concrete_template(
            f"CallTemplate({name})", key=name, signatures=[result.signature]
        )
        return template, pysig, args, {}

    def get_overload(self, sig: Any) -> object:
        """Return what stands for this function in compiled code."""
        args, _ = sigutils.normalize_signature(sig)
        return self._part(tuple(args))[0]

    def _part(self, args: tuple[Any, ...]) -> tuple[object, Any]:
        with global_compiler_lock:
            if args not in self._parts:
                result = self._compiler.into(_Part, args, None, part=True)
                place = object()
                self.targetctx.insert_user_function(place, result.fndesc, [result.library])
                self._parts[args] = place, result
            return self._parts[args]


def _as_given(kind: Any, given: Any) -> Any:
    """Return the type that an argument is handed over as."""
    if given == "np.uint64" and isinstance(kind, types.Integer):
        return types.uint64
    if isinstance(kind, types.Integer):
        return types.int64
    return kind
