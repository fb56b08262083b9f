"""Run the same scenarios on other threads, instruction sets and Pythons, and killed: the bits are the same.

Every gallery regime runs for a year with its companions, a few districts and two draws, each time in a
process of its own. What is varied:

- threads: one and two;
- the instruction set that Numba compiles for, and the kernels that NumPy chooses: SSE2, AVX2, AVX-512, each
  with a cache of its own, and what this processor offers (a small loop is compiled beside the engine and its
  instructions are read, so that a set which was only asked for is seen);
- Python: every other one on this machine that has the libraries;
- SIGKILL in the middle of each run, which then goes on.

    python -m bench.proofs.same_bits [people] > bench/proofs/same_bits.md

prints a record in Markdown; same_bits.md beside this file holds one. It ends with exit code 1 if a digest
differs. Each set compiles once (minutes), below DEMERIT_CACHE. A toy of it is a test
(tests/guarantee/test_same_bits.py).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
WITNESSES = {"AVX-512": r"%zmm|%k[1-7]|vpmullq|vpsraq|vpternlog", "AVX2": r"%ymm", "SSE2": r"%xmm"}
"""Registers and instructions that only code for a set names, the newest first."""
X86 = ("x86_64", "AMD64")
NUMPY = ("X86_V3", "X86_V4", "AVX512_ICL", "AVX512_SPR")
"""NumPy's groups of kernels above its least, in order; older versions name their parts."""


@dataclass(frozen=True)
class Way:
    """One way to run: its name, threads, and what it changes in the surroundings.

    Attributes:
        name: as the record calls it.
        threads: workers of each run.
        target: Numba's name of a processor, or empty for this one.
        numpy_off: how many of NumPy's groups are switched off, from the last.
        python: the interpreter.
        kill: whether each run is killed once, in its middle.
    """

    name: str
    threads: int = 2
    target: str = ""
    numpy_off: int = 0
    python: str = sys.executable
    kill: bool = False

    def environment(self) -> dict[str, str]:
        """Return the variables of its process; a target has a cache of its own."""
        made = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
        if self.target:
            from demerit.chance.compiling import cache_folder

            own = cache_folder().parent.parent / "same-bits" / self.target
            made |= {"NUMBA_CPU_NAME": self.target, "NUMBA_CPU_FEATURES": "", "DEMERIT_CACHE": str(own)}
        if self.numpy_off:
            made["NPY_DISABLE_CPU_FEATURES"] = " ".join(dispatched()[-self.numpy_off :])
        return made


def dispatched() -> list[str]:
    """Return the groups of kernels that NumPy would choose among on this machine."""
    from numpy._core import _multiarray_umath as numpy_core

    known = [name for name in numpy_core.__cpu_dispatch__ if numpy_core.__cpu_features__.get(name)]
    return sorted(known, key=lambda name: (NUMPY.index(name) if name in NUMPY else -1, known.index(name)))


def scenarios() -> list[str]:
    """Return the scenarios of the gallery; `none` runs beside each of them."""
    from demerit.documents import gallery

    return gallery.names("scenario")


def ways() -> Iterator[Way]:
    """Yield every way, the plainest first; what this machine cannot run is left out."""
    offered = dispatched()
    wider = sum(name in offered for name in NUMPY[1:])
    yield Way("one thread", threads=1)
    yield Way("two threads")
    yield Way("two threads, each run killed once", kill=True)
    if platform.machine() in X86:
        yield Way("SSE2", target="x86-64", numpy_off=len(offered))
    if "X86_V3" in offered:
        yield Way("AVX2", target="haswell", numpy_off=wider)
    if "X86_V4" in offered:
        yield Way("AVX-512", target="skylake-avx512")
    for python in other_pythons():
        yield Way(f"Python at {Path(python).name}", python=python)


def other_pythons() -> list[str]:
    """Return interpreters of other versions that can load the libraries."""
    found: dict[str, str] = {}
    names = {f"python3.{minor}" for minor in range(11, 20)} - {f"python3.{sys.version_info.minor}"}
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        for name in names:
            if (place := Path(folder) / name).exists():
                found.setdefault(name, str(place))
    loads = "import numba, numpy, duckdb, pydantic, ruamel.yaml"
    return [
        place
        for place in found.values()
        if subprocess.run([place, "-c", loads], capture_output=True, check=False).returncode == 0
    ]


def run_all(people: int, threads: int, out: Path) -> dict[str, Any]:
    """Run every scenario in this process; return the digests and what the process was."""
    import numpy
    from numpy._core import _multiarray_umath as numpy_core

    import demerit

    digests: dict[str, list[str]] = {}
    for name in scenarios():
        start = demerit.plan(name).start
        end = start + dt.timedelta(days=364)
        done = demerit.run(
            name, out=out / name, people=people, draws=2, start=start, end=end, workers=threads
        )
        beside = (done.against, done.truthful)
        digests[name] = [each.manifest.result_digest for each in (done, *beside) if each is not None]
    features = numpy_core.__cpu_features__
    return {
        "digests": digests,
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "kernels": [name for name in dispatched() if features.get(name)],
        "set": newest_set(),
    }


def newest_set() -> str:
    """Return the newest set that a small loop, compiled here and now like all else, makes use of."""
    import numba
    import numpy

    @numba.njit  # type: ignore[untyped-decorator]
    def loop(values: Any, out: Any) -> None:
        for place in range(values.size):
            out[place] = (values[place] * 3) ^ (values[place] >> 7)

    values = numpy.arange(4096, dtype=numpy.int64)
    loop(values, numpy.empty_like(values))
    text = "\n".join(loop.inspect_asm().values())
    return next((name for name, pattern in WITNESSES.items() if re.search(pattern, text)), "none")


def child(way: Way, people: int, out: Path) -> subprocess.Popen[str]:
    """Begin a process that runs all scenarios in one way."""
    command = [way.python, "-m", "bench.proofs.same_bits", "--child", str(people), str(way.threads), str(out)]
    return subprocess.Popen(
        command, cwd=ROOT, env=way.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def result(way: Way, people: int, folder: Path) -> dict[str, Any]:
    """Return what a way's process found; a way that kills begins again until nothing is left to kill."""
    out = folder / re.sub(r"\W+", "-", way.name)
    kills = 0
    if way.kill:
        for name in scenarios():
            process = child(way, people, out)
            part = out / f"{name}.part"
            while process.poll() is None and not (part / "cube" / "inputs.parquet").is_file():
                time.sleep(0.001)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            kills += part.is_dir() and not (out / name).exists()
        if not kills:
            raise SystemExit(f"{way.name}: every run was over before it was killed; ask for more people")
    started = time.monotonic()
    process = child(way, people, out)
    told, wrong = process.communicate()
    if process.returncode:
        raise SystemExit(f"{way.name}: {wrong}")
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    shutil.rmtree(out)
    return {**found, "kills": kills, "seconds": time.monotonic() - started}


def folded(digests: dict[str, list[str]]) -> str:
    """Return one short digest for all histories of a way."""
    return hashlib.sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest()[:16]


def processor() -> str:
    """Return the processor's name and the instruction sets that matter here."""
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.processor() or platform.machine()
    name = next(iter(re.findall(r"model name\s*: (.*)", text)), platform.machine())
    flags = set(next(iter(re.findall(r"flags\s*: (.*)", text)), "").split())
    wanted = ("sse2", "sse4_2", "avx", "avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl")
    return f"{name} ({', '.join(flag for flag in wanted if flag in flags)})"


def main(people: int) -> None:
    """Print the record, and fail if anything differs."""
    import demerit
    from demerit.chance.compiling import source_digest

    demerit.warmup()
    names = ", ".join(scenarios())
    print(f"# The same bits\n\n`python -m bench.proofs.same_bits {people}`: the scenarios {names},")
    print(f"a year each, with companions, {people:,} synthetic people and 2 draws, in a process of its own")
    print(f"for each row. Engine {source_digest()[:16]}, Numba {version('numba')}, NumPy {version('numpy')}.")
    print(f"Processor: {processor()}.\n")
    print("| way | Python | compiled for | a loop uses | NumPy's kernels | threads | kills | digest |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    seen: dict[str, dict[str, list[str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for way in ways():
            found = result(way, people, Path(folder))
            digest = folded(found["digests"])
            seen.setdefault(digest, found["digests"])
            kernels = ", ".join(found["kernels"]) or "the least"
            row = (way.name, found["python"], way.target or "this processor", found["set"], kernels)
            print(f"| {' | '.join(row)} | {way.threads} | {found['kills']} | {digest} |", flush=True)
    histories = sum(len(each) for each in next(iter(seen.values())).values())
    if not other_pythons():
        print(f"\nOnly Python {platform.python_version()} has the libraries here: no other was tried.")
    same = len(seen) == 1
    print(f"\nDigests of {histories} histories in every way: {'all the same' if same else 'DIFFERENT'}.")
    if not same:
        raise SystemExit(1)
    print("\n| scenario | history | result digest |\n|---|---|---|")
    for name, digests in next(iter(seen.values())).items():
        for number, digest in enumerate(digests):
            print(f"| {name} | {('itself', 'beside', 'beside')[number]} | {digest[:32]} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps(run_all(int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))))
    else:
        main(int((sys.argv[1:] + ["20000"])[0]))
