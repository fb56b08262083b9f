"""Kernels compiled by Numba's public decorator alone give the same bits, and are kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from bench.proofs import numba_versions
from demerit.chance import compiled, ways
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1, I64x2, U8x1
from demerit.chance.packing import opener, pack
from demerit.errors import WrongUse
from demerit.lab.cache import COMPILING, compiling


class Numbers(NamedTuple):
    """A named tuple that is packed, with every kind of reading: an item, a row, a length, a whole number."""

    small: U8x1
    table: I64x2
    more: int


open_numbers = opener(Numbers)


@kernel
def hashed(row: I64x1, key: np.uint64) -> int:
    """Return a sum of hashes of a row."""
    total = np.uint64(0)
    for n in range(row.shape[0]):
        total += compiled.mix(key ^ np.uint64(row[n]))
    return int(total >> np.uint64(1))


@kernel
def folded(directory: I64x1, key: np.uint64, shift: int) -> int:
    """Return what all of the numbers come to, and write into the table."""
    numbers = open_numbers(directory)
    total = np.int64(0)
    for n in range(numbers.small.shape[0]):
        total ^= hashed(numbers.table[n], key) + numbers.small[n] * shift
        numbers.table[n, 0] = total - numbers.more
    return int(total)


def told() -> list[int]:
    """Return what the kernels say here; also what the processes below print."""
    rng = np.random.default_rng(7)
    table = rng.integers(-(2**62), 2**62, (5, 4))
    directory = pack(Numbers(np.array([3, 255, 0, 9, 128], np.uint8), table, -5))
    return [folded(directory.words, np.uint64(2**64 - 3), -2), *table[:, 0].tolist()]


def elsewhere(cache: Path) -> list[str]:
    """Return the lines of a process that goes the public way: numbers, modules, what is kept."""
    script = (
        "import sys; from tests.unit import test_ways as it\n"
        "from demerit.chance.compiling import is_kept\n"
        "was = is_kept(it.folded)\n"
        "print(it.told())\n"
        "print('demerit.chance.whole' in sys.modules, was, is_kept(it.folded))\n"
        "print(sum(it.folded.dispatcher.stats.cache_hits.values()))"
    )
    root = Path(__file__).parents[2]
    env = os.environ | {
        ways.VARIABLE: ways.PLAIN,
        "DEMERIT_CACHE": str(cache),
        "PYTHONPATH": os.pathsep.join([str(root), *sys.path]),
    }
    env.pop("NUMBA_CACHE_DIR", None)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=env, cwd=root)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_public_way_gives_the_same_bits_without_whole_and_keeps_its_code(tmp_path: Path) -> None:
    """The whole engine goes that way in bench/proofs/numba_versions.py."""
    own = str(told())
    assert elsewhere(tmp_path) == [own, "False False True", "0"]
    assert elsewhere(tmp_path) == [own, "False True True", "1"]


@pytest.mark.parametrize("numba", ["0.62.0", "0.68.1", "0.68.2rc1"])
def test_versions_that_were_tried_go_the_quick_way(numba: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways, "_numba", lambda: numba)
    monkeypatch.delenv(ways.VARIABLE, raising=False)
    assert ways.why_public() == "" and compiling() == COMPILING


@pytest.mark.parametrize("numba", ["0.61.2", "0.69.0rc1", "0.100.0", "1.0.0", "0+unknown", "unknown"])
def test_versions_that_were_not_tried_go_the_public_way_and_say_so(
    numba: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "_numba", lambda: numba)
    monkeypatch.delenv(ways.VARIABLE, raising=False)
    why = f"Numba {numba} is none of the versions tried, 0.62 to below 0.69"
    assert ways.why_public() == why and compiling() == f"{COMPILING}: for minutes, because {why}"


def test_the_variable_sends_every_version_the_public_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ways.VARIABLE, ways.PLAIN)
    assert ways.why_public() == "DEMERIT_COMPILE is plain"
    monkeypatch.setenv(ways.VARIABLE, "plane")
    with pytest.raises(WrongUse, match="DEMERIT_COMPILE is plane: it may be plain, or not set"):
        ways.why_public()


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (["a", "b"], "the same bits"),
        (["a", "c"], "OTHER BITS"),
        (None, "failed: uv made no environment: no registry"),
    ],
)
def test_the_matrix_fails_where_a_version_differs_or_cannot_be_had(
    found: list[str] | None,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def environment(way: numba_versions.Way) -> Path:
        if found is None:
            raise numba_versions.Failed("uv made no environment: no registry")
        return Path("python")

    told = {"digests": found, "seconds": 1.0, "python": "3.11.7", "numpy": "2.3.5"}
    monkeypatch.setattr(numba_versions, "environment", environment)
    monkeypatch.setattr(numba_versions, "tried", lambda way, python: told)
    monkeypatch.setattr(numba_versions, "digests", lambda: {"digests": ["a", "b"]})
    if found == ["a", "b"]:
        numba_versions.main(["--ends"])
    else:
        with pytest.raises(SystemExit, match="1"):
            numba_versions.main(["--ends"])
    assert said in capsys.readouterr().out
