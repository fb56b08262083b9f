"""A compiled function as Python sees it: its machine code is taken up when it is first called."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property, update_wrapper
from pathlib import Path
from typing import Any

from demerit.chance import entries, keeping, ways


class Kernel:
    """A function that is compiled on first use.

    What can be called by address needs no compiler where its machine code is kept; all else, such as what
    tests call with arrays of other kinds, goes through Numba. Where `ways` says so, everything does.

    Attributes:
        py_func: the function as written.
    """

    def __init__(self, function: Callable[..., Any], folder: Callable[[], Path]) -> None:
        """Take a function, and what says where machine code is kept."""
        update_wrapper(self, function)
        self.py_func = function
        self._folder = folder
        self._first = threading.Lock()
        self._taken: Callable[..., Any] | None = None

    def __call__(self, *arguments: Any) -> Any:
        """Call the machine code."""
        if self._taken is None:
            self.make()
        assert self._taken is not None
        return self._taken(*arguments)

    @property
    def taken(self) -> bool:
        """Whether this process has the machine code."""
        return self._taken is not None

    def make(self) -> None:
        """Have the machine code taken up, and kept where it can be, without calling it."""
        if self._taken is None:
            with self._first:
                if self._taken is None:
                    self._taken = self._take_up()

    @property
    def file(self) -> Path:
        """Where the machine code is kept if it can be called by address, or noted that Numba keeps it."""
        return entries.file_of(self.py_func, self._folder(), "public" if ways.why_public() else "o")

    @cached_property
    def dispatcher(self) -> Any:
        """What Numba compiles this function with, for itself and for those that call it."""
        from demerit.chance import frozen

        frozen.Frozen({})  # its attributes must be known before anything is compiled
        if ways.why_public():
            from demerit.chance import public

            return public.dispatcher(self.py_func, self._folder())
        from demerit.chance.whole import Dispatcher

        return Dispatcher(self.py_func, self._folder())

    @property
    def _numba_type_(self) -> Any:
        """What Numba takes this function for where compiled code names it."""
        return self.dispatcher._numba_type_

    def _take_up(self) -> Callable[..., Any]:
        kinds = entries.kinds_of(self.py_func)
        if kinds is None:
            dispatcher: Callable[..., Any] = self.dispatcher
            return dispatcher
        if ways.why_public():
            return self._from_numba(kinds)
        code = entries.kept(self.file)
        if code is None:
            code = self.dispatcher.code(kinds)
            entries.keep(self.file, code)
        return entries.callable_of(code, kinds)

    def _from_numba(self, kinds: tuple[str, ...]) -> Callable[..., Any]:
        from demerit.chance import public

        made = public.made(self.dispatcher, kinds)
        keeping.keep(self.file, b"")
        return made
