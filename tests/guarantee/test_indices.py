"""No compiled function reads or writes outside of its arrays.

A `Field` is an address and a shape, and an index of it is neither wrapped nor checked (`chance/fields.py`).
Here the engine is compiled once more with a check before every reading and writing, which ends the process,
and all of the gallery is lived with it.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys

from demerit.chance.compiling import cache_root

CHECKED = """
import os, sys
from typing import NamedTuple
from llvmlite import ir
from numba.core import cgutils, types
from demerit.chance import fields

place = fields._place

def checked(context, builder, kind, value, indices):
    stop = cgutils.get_or_insert_function(builder.module, ir.FunctionType(ir.VoidType(), []), "llvm.trap")
    for axis, (kind_of, index) in enumerate(indices):
        word = context.cast(builder, index, kind_of, types.intp)
        length = builder.extract_value(builder.extract_value(value, 1), axis)
        with cgutils.if_unlikely(builder, builder.icmp_unsigned(">=", word, length)):
            builder.call(stop, [])
    return place(context, builder, kind, value, indices)

fields._place = checked
"""
GALLERY = """
from demerit.documents import gallery
from demerit.engine.districts import Desk
from demerit.engine.panel import people_of
from demerit.lab.planning import resolved
from demerit.scenario.lower import lower
from demerit.society.traits import ALL_SLOTS, SLOTS

for name in gallery.names("scenario"):
    scenario = resolved(name, {"people": 2_000, "draws": 1})
    tables = lower(scenario, 0)
    followed = Desk(tables).follow(tables, 1, 0, SLOTS, range(ALL_SLOTS))
    people_of(scenario, tables.society, 0, [(0, 0)])
    print(name, len(followed))
"""
PLANTED = """
import numpy as np
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1
from demerit.chance.packing import opener, pack

class Numbers(NamedTuple):
    numbers: I64x1

opened = opener(Numbers)

def read(directory: "I64x1", at: "int") -> "int":
    return opened(directory).numbers[at]

directory = pack(Numbers(np.arange(5)))
print(kernel(read)(directory.words, int(sys.argv[1])))
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own that compiles with checks; the same code finds what it made before."""
    cache = cache_root() / "checked" / hashlib.sha256((CHECKED + code).encode()).hexdigest()[:16]
    return subprocess.run(
        [sys.executable, "-c", CHECKED + code, *arguments],
        capture_output=True,
        text=True,
        env={"DEMERIT_CACHE": str(cache), "PATH": "", "PYTHONPATH": ":".join(sys.path)},
    )


def test_all_of_the_gallery_stays_within_its_arrays() -> None:
    done = run(GALLERY)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    lines = done.stdout.splitlines()
    assert len(lines) >= 6 and all(int(line.split()[-1]) > 1000 for line in lines)


def test_a_planted_index_outside_is_seen() -> None:
    assert run(PLANTED, "4").stdout == "4\n"
    for outside in ("5", "-1"):
        done = run(PLANTED, outside)
        assert done.returncode < 0 and done.stdout == "", done
