"""Demerit: a laboratory for scoring regimes, run on synthetic people.

The public names, nothing else. They are loaded when first used, so that `import demerit` and
`demerit --help` cost nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demerit.errors import (
        CeilingExceeded,
        DemeritError,
        Interrupted,
        InvalidFile,
        Problem,
        RunDamaged,
        WrongUse,
    )
    from demerit.lab import Checked, Plan, Run, Verified, check, open, plan, run, warmup

__all__ = [
    "CeilingExceeded",
    "Checked",
    "DemeritError",
    "Interrupted",
    "InvalidFile",
    "Plan",
    "Problem",
    "Run",
    "RunDamaged",
    "Verified",
    "WrongUse",
    "check",
    "open",
    "plan",
    "run",
    "warmup",
]

_ERRORS = {
    "CeilingExceeded",
    "DemeritError",
    "Interrupted",
    "InvalidFile",
    "Problem",
    "RunDamaged",
    "WrongUse",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'demerit' has no attribute {name!r}")
    room = "demerit.errors" if name in _ERRORS else "demerit.lab"
    return getattr(import_module(room), name)


def __dir__() -> list[str]:
    return sorted(__all__)
