"""Guarantee 1: the same scenario gives the same bits on any number of threads and processes, in any order of
work, and on any instruction set.
"""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import demerit
from bench.proofs.same_bits import X86, dispatched, ways
from demerit.archive.folder import PartFolder, begin
from demerit.chance import compiled
from demerit.chance.compiling import cache_folder
from demerit.engine import run as running
from demerit.engine.districts import Desk
from demerit.engine.totals import Totals, add, new_totals
from demerit.scenario.tables import Tables
from tests import toy
from tests.guarantee.test_conservation import LIVELY
from tests.property.strategies import hurried

STEPS = 12
ROOT = Path(__file__).parent.parent.parent


def tables() -> Tables:
    return hurried(toy.tables(toy.regime(**LIVELY), STEPS))


def fingerprint(totals: Totals) -> str:
    digest = hashlib.sha256()
    for array in totals:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def one_district() -> str:
    """Return the fingerprint of a district; also what the processes below print."""
    return fingerprint(toy.compiled(tables(), 9, 5, 6))


def test_one_two_and_three_threads_write_the_same_cube(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CELL", 1)
    scenario = toy.resolved(toy.regime(**LIVELY), STEPS, people=14_000, draws=3)
    assert scenario.districts >= 5
    counted = []
    for workers in (1, 2, 3):
        with begin(tmp_path / f"threads-{workers}", "5e" * 32) as part:
            assert isinstance(part, PartFolder)
            counted.append(running.run(scenario, part, workers))
    assert counted[0] == counted[1] == counted[2]
    assert len({table.digest for table in counted[0].tables.values()}) == len(counted[0].tables)


def test_the_size_of_a_task_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = toy.resolved(toy.regime(**LIVELY), STEPS, people=14_000, draws=1)
    digests = []
    for districts in (1, 4, 16):
        monkeypatch.setattr(running, "CELL", districts)
        with begin(tmp_path / f"cells-of-{districts}", "5e" * 32) as part:
            assert isinstance(part, PartFolder)
            tables = running.run(scenario, part, 2).tables
        digests.append({name: table.digest for name, table in tables.items()})
    assert digests[0] == digests[1] == digests[2]


def test_districts_in_any_order_on_any_desk_add_up_to_the_same() -> None:
    t = tables()
    whole = fingerprint(toy.compiled(t, 2, 0, 7))
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(7)
        summed = new_totals(t)
        desks = [Desk(t), Desk(t)]
        for number, district in enumerate(order.tolist()):
            add(summed, desks[number % 2].run(t, 2, district, district + 1))
        assert fingerprint(summed) == whole


def chances() -> str:
    """Return the fingerprint of what the quick kernels of chance say; also what a process prints."""
    hashes = [int(compiled.lane(np.uint64(7), index)) for index in range(256)]
    numbers = [
        *hashes,
        *(int(compiled.neglog(np.uint64(each))) for each in hashes),
        *(int(compiled.log_q32(1 + (each >> 40))) for each in hashes),
        *(int(compiled.exp_q32(-(each >> 28))) for each in hashes),
        *(int(compiled.permute12(np.uint64(7), place)) for place in range(4096)),
        *(int(word) for word in compiled.threefry(np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(4))),
    ]
    return hashlib.sha256(repr(numbers).encode()).hexdigest()


def elsewhere(function: str, **changed: str) -> str:
    """Return what a function of this module says in another process, in other surroundings."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(demerit.__file__).parent.parent)]),
        "DEMERIT_CACHE": str(cache_folder().parent.parent),
        **changed,
    }
    script = f"from tests.guarantee import test_same_bits as it; print(it.{function}())"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_another_process_with_the_least_kernels_of_numpy_gives_the_same_bits() -> None:
    """SSE2, AVX2 and AVX-512 are tried by bench/proofs/same_bits.py; same_bits.md holds what came of it."""
    assert elsewhere("one_district", NPY_DISABLE_CPU_FEATURES=" ".join(dispatched())) == one_district()


def test_chance_compiled_without_any_extension_of_the_processor_gives_the_same_bits(tmp_path: Path) -> None:
    """`generic` has no wide vectors and no fused steps."""
    least = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": "", "DEMERIT_CACHE": str(tmp_path)}
    assert elsewhere("chances", **least) == chances()


def test_the_proof_tries_threads_kills_and_every_instruction_set_of_this_machine() -> None:
    made = {way.name: way for way in ways()}
    assert {made["one thread"].threads, made["two threads"].threads} == {1, 2}
    assert any(way.kill for way in made.values())
    targets = {way.target: way.environment() for way in made.values() if way.target}
    assert len({each["DEMERIT_CACHE"] for each in targets.values()}) == len(targets)
    assert bool(targets) == (platform.machine() in X86)
    assert all(each["NPY_DISABLE_CPU_FEATURES"].split() == dispatched() for each in [*targets.values()][:1])
