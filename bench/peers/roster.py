"""Who is measured beside demerit on the reference task, how each is started, and at which sizes."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.peers import environments

HERE = environments.HERE
ROOT = HERE.parents[1]


@dataclass(frozen=True, slots=True)
class Peer:
    """One implementation of R0d.

    `files` are what its law rests on, the one that is run first; `environment` names its pins, None for C.
    `largest` bounds the districts it is timed with, because it would take minutes beyond; `parallel` says
    whether it has any use for a second thread.
    """

    name: str
    files: tuple[str, ...]
    environment: str | None
    largest: int = 100_000
    parallel: bool = False

    def digest(self) -> str:
        """Return a digest of everything that decides what it computes."""
        texts = [(HERE / file).read_text("utf-8") for file in self.files]
        if self.environment is not None:
            texts.append((environments.PINNED / f"{self.environment}.txt").read_text("utf-8"))
        return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]

    def command(self, districts: int, weeks: int, seed: int, threads: int = 1) -> list[str] | None:
        """Return how it is started, or None where it has not been set up."""
        if self.environment is None:
            program = environments.program(HERE / self.files[0])
            return (
                None
                if program is None
                else [str(program), "wide", *map(str, (districts, weeks, threads, seed))]
            )
        python = environments.python(self.environment)
        return (
            None
            if python is None
            else [str(python), str(HERE / self.files[0]), *map(str, (districts, weeks, seed))]
        )

    def run(self, districts: int, weeks: int, seed: int, threads: int = 1) -> dict[str, Any] | None:
        """Return what it says of one run, with the process's CPU time; None where it is not set up.

        Raises SystemExit with its own words if it fails.
        """
        command = self.command(districts, weeks, seed, threads)
        if command is None:
            return None
        said, cpu = timed(command, quiet(threads))
        return {**said, "process_cpu_s": cpu}


PEERS = (
    Peer("C", ("r0d.c",), None, parallel=True),
    Peer("Numba", ("loop_numba.py", "law.py"), "numba", parallel=True),
    Peer("NumPy", ("arrays_numpy.py", "law.py"), "numpy"),
    Peer("OpenFisca", ("formulas_openfisca.py", "law.py"), "openfisca", largest=248),
    Peer("Starsim", ("module_starsim.py", "law.py"), "starsim", largest=248),
    Peer("Polars", ("frames_polars.py", "law.py"), "polars", largest=248, parallel=True),
    Peer("mesa-frames", ("agents_mesa_frames.py", "frames_polars.py", "law.py"), "mesa-frames", largest=25),
    Peer("Mesa", ("agents_mesa.py", "law.py"), "mesa", largest=25),
)
"""The reference first; the others as quick as they are."""
REFERENCE = PEERS[0]
DISTRICT = 4032
THREADS = ("NUMBA_NUM_THREADS", "POLARS_MAX_THREADS", "OMP_NUM_THREADS")


def quiet(threads: int = 1) -> dict[str, str]:
    """Return this environment with a number of threads, and without what leads a peer to other sources."""
    left_out = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    kept |= dict.fromkeys(THREADS, str(threads))
    own = {"OPENBLAS_NUM_THREADS": "1", "NUMBA_CACHE_DIR": str(environments.cache() / "numba")}
    return kept | own | {"OMP_WAIT_POLICY": "passive"}  # a thread that waits is not to count as work


def timed(
    command: list[str], env: dict[str, str] | None = None, cwd: Path | None = None
) -> tuple[Any, float]:
    """Run a program that prints one line of JSON last; return what it says and its CPU time in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, capture_output=True, text=True, env=quiet() if env is None else env, cwd=cwd
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(
            f"{' '.join(Path(word).name for word in command[:3])} failed:\n{done.stderr[-2000:]}"
        )
    return json.loads(
        done.stdout.splitlines()[-1]
    ), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
