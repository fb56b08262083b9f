"""Machine code of several kernels made at the same time, each by a process of its own.

A compiler written in Python keeps one processor busy and holds the interpreter's lock, so that only another
process helps. It keeps what it made where this one looks for it. Where it does not get that far, whatever the
reason, the kernel is compiled when it is called first: nothing is lost but time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from demerit.chance.compiling import is_kept
from demerit.chance.kernels import Kernel

_MAKE: Final = (
    "import importlib, sys; sys.path[:] = sys.argv[3:];"
    " getattr(importlib.import_module(sys.argv[1]), sys.argv[2]).make()"
)
_ONE_AT_A_TIME: Final = threading.Lock()


def take_together(kernels: tuple[Callable[..., Any], ...]) -> None:
    """Have this process take up the machine code of `kernels`, made at the same time where it is not kept."""
    with _ONE_AT_A_TIME:
        wanted = [each for each in kernels if isinstance(each, Kernel) and not each.taken]
        missing = [each for each in wanted if not is_kept(each)]
        helping: list[subprocess.Popen[bytes]] = []
        with suppress(OSError):
            if sys.executable and (os.cpu_count() or 1) > 1:
                helping += [_process(each) for each in missing[:-1]]
        for each in missing[-1:]:
            each.make()
        for process in helping:
            process.wait()
        for each in wanted:
            each.make()


def _process(kernel: Kernel) -> subprocess.Popen[bytes]:
    """Return a process that makes a kernel's machine code."""
    name = kernel.py_func.__name__
    return subprocess.Popen(
        [sys.executable, "-c", _MAKE, kernel.py_func.__module__, name, *sys.path],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
