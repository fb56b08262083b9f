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
    from demerit.lab import (
        Candidate,
        Checked,
        Exported,
        FactCheck,
        Life,
        Plan,
        Rows,
        Run,
        Started,
        Upgraded,
        Verified,
        check,
        lint,
        new,
        open,
        plan,
        read,
        run,
        upgrade,
        warmup,
    )
    from demerit.regime.readback import Reading
    from demerit.rights import Linted

__all__ = [
    "Candidate",
    "CeilingExceeded",
    "Checked",
    "DemeritError",
    "Exported",
    "FactCheck",
    "Interrupted",
    "InvalidFile",
    "Life",
    "Linted",
    "Plan",
    "Problem",
    "Reading",
    "Rows",
    "Run",
    "RunDamaged",
    "Started",
    "Upgraded",
    "Verified",
    "WrongUse",
    "check",
    "lint",
    "new",
    "open",
    "plan",
    "read",
    "run",
    "upgrade",
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

_ROOMS = {"Linted": "demerit.rights", "Reading": "demerit.regime.readback"}
"""Where a name comes from that the lab only hands on."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'demerit' has no attribute {name!r}")
    room = "demerit.errors" if name in _ERRORS else _ROOMS.get(name, "demerit.lab")
    return getattr(import_module(room), name)


def __dir__() -> list[str]:
    return sorted(__all__)
