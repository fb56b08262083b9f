"""Machine code that is kept as files: whose it is, that it is whole, that calling it does what is written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from demerit.chance import entries
from demerit.chance.kernels import Kernel
from demerit.chance.kinds import I64x1, U8x1


def weighed(numbers: I64x1, factor: np.uint64, shift: int, more: I64x1) -> int:
    """Return a sum in which every argument tells; `more` gets what was added last."""
    total = 0
    for n in range(numbers.shape[0]):
        total += int(factor) * numbers[n] + shift * n
        more[n] = total
    return total


def of_bytes(numbers: U8x1) -> int:
    """Return the first, of a kind that is not called by address."""
    return int(numbers[0])


def by_hand(numbers: list[int], factor: int, shift: int) -> int:
    return sum(factor * number + shift * n for n, number in enumerate(numbers))


def test_code_called_by_address_gives_what_is_written(tmp_path: Path) -> None:
    numbers, more = [3, -5, 8], np.zeros(3, np.int64)
    kernel = Kernel(weighed, lambda: tmp_path)
    found = kernel(np.array(numbers, np.int64), np.uint64(7), -2, more)
    assert found == by_hand(numbers, 7, -2) == more[2]
    assert kernel.file.is_file()


def test_kept_code_is_taken_up_without_the_compiler(tmp_path: Path) -> None:
    Kernel(weighed, lambda: tmp_path)(np.ones(2, np.int64), np.uint64(1), 0, np.zeros(2, np.int64))
    code = (
        "import sys, pathlib, numpy as np\n"
        "from demerit.chance.kernels import Kernel\n"
        "from tests.unit.test_kernels import weighed\n"
        f"kernel = Kernel(weighed, lambda: pathlib.Path({str(tmp_path)!r}))\n"
        "found = kernel(np.array([4], np.int64), np.uint64(5), 9, np.zeros(1, np.int64))\n"
        "print(found, 'numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["20", "False"]


@pytest.mark.parametrize("left", [b"", b"no digest", b"\n\n", b"0" * 64 + b"\nweighed\ncode"])
def test_a_file_that_is_not_whole_is_as_good_as_none(tmp_path: Path, left: bytes) -> None:
    kernel = Kernel(weighed, lambda: tmp_path)
    kernel.file.write_bytes(left)
    assert entries.kept(kernel.file) is None
    assert kernel(np.ones(1, np.int64), np.uint64(6), 0, np.zeros(1, np.int64)) == 6
    assert entries.kept(kernel.file) is not None


def test_a_file_cut_anywhere_is_not_whole(tmp_path: Path) -> None:
    file = tmp_path / "code.o"
    entries.keep(file, entries.Code("weighed", bytes(range(256))))
    whole = file.read_bytes()
    assert entries.kept(file) == ("weighed", bytes(range(256)))
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert entries.kept(file) is None, length


def test_code_of_another_machine_or_compiler_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Kernel(weighed, lambda: tmp_path).file
    entries._machine.cache_clear()
    monkeypatch.setenv("NUMBA_CPU_NAME", "generic")
    other = Kernel(weighed, lambda: tmp_path).file
    entries._machine.cache_clear()
    assert own != other and own.parent == other.parent


def test_what_is_of_another_kind_goes_through_numba(tmp_path: Path) -> None:
    assert entries.kinds_of(weighed) == ("array", "unsigned", "signed", "array")
    assert entries.kinds_of(of_bytes) is None
    kernel = Kernel(of_bytes, lambda: tmp_path)
    assert kernel(np.array([9], np.uint8)) == 9 and not kernel.file.exists()


@pytest.mark.parametrize("processors", [1, 2])
def test_two_kernels_are_made_at_the_same_time_and_kept(tmp_path: Path, processors: int) -> None:
    """With one processor this process makes both; with two another makes the first and keeps it."""
    code = (
        f"import os; os.cpu_count = lambda: {processors}\n"
        "import numpy as np\n"
        "from demerit.chance.compiling import is_kept\n"
        "from demerit.chance.making import take_together\n"
        "from tests.unit.two_kernels import greatest, summed\n"
        "take_together((summed, greatest))\n"
        "numbers = np.array([4, 9, 2])\n"
        "print(is_kept(summed), is_kept(greatest), 'dispatcher' in vars(summed))\n"
        "print(summed(numbers), greatest(numbers))"
    )
    env = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout.splitlines() == [f"True True {processors == 1}", "15 9"]
