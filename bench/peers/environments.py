"""An environment for each peer, outside the repository, from the versions pinned in pins/*.txt.

    python -m bench.peers.environments [NAME ...]

makes all of them, or those named, with uv; one that is there already is left as it is. They lie below
DEMERIT_BENCH, or demerit-bench in the user's cache folder, named by the digest of what is pinned, so that
another pin makes another environment. The two programs in C are compiled there as well.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PINNED = HERE / "pins"
FLAGS = ("-O3", "-march=native", "-mprefer-vector-width=512", "-ffp-contract=off", "-fopenmp")
"""For gcc and clang; a compiler that does not know 512-bit vectors is asked again without the third."""


def cache() -> Path:
    """Return the folder that holds environments and programs."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("DEMERIT_BENCH") or Path(base) / "demerit-bench")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def folder(name: str) -> Path:
    """Return where the environment of that name lies, made or not."""
    pins = (PINNED / f"{name}.txt").read_text("utf-8")
    return cache() / f"{name}-{_digest(pins, '.'.join(map(str, sys.version_info[:2])))}"


def python(name: str) -> Path | None:
    """Return the Python of an environment, or None if it has not been made."""
    found = folder(name) / "bin" / "python"
    return found if (folder(name) / "made").is_file() else None


def make(name: str) -> Path:
    """Return the Python of an environment, making it if need be."""
    there = python(name)
    if there is not None:
        return there
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    where = folder(name)
    interpreter = where / "bin" / "python"
    base = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([uv, "venv", "-q", "--clear", "--python", base, str(where)], check=True)
    pins = str(PINNED / f"{name}.txt")
    asked = [uv, "pip", "install", "-q", "--compile-bytecode", "--python", str(interpreter), "-r", pins]
    subprocess.run(asked, check=True)
    (where / "made").write_text("", "utf-8")
    return interpreter


def compiler_path() -> str | None:
    """Return the C compiler, or None without one."""
    return shutil.which("gcc") or shutil.which("cc") or shutil.which("clang")


def program(source: Path) -> Path | None:
    """Return the compiled program of a C file, compiling it if need be; None without a C compiler."""
    compiler = compiler_path()
    if compiler is None:
        return None
    where = cache() / f"{source.stem}-{_digest(source.read_text('utf-8'), *FLAGS)}"
    if not where.is_file():
        where.parent.mkdir(parents=True, exist_ok=True)
        made = where.with_suffix(f".{os.getpid()}")  # others may compile it at the same time
        for flags in (FLAGS, [flag for flag in FLAGS if "vector-width" not in flag]):
            tried = subprocess.run(
                [compiler, *flags, str(source), "-o", str(made), "-lm"], capture_output=True, text=True
            )
            if tried.returncode == 0:
                break
        else:
            raise SystemExit(f"{compiler} could not compile {source.name}:\n{tried.stderr}")
        made.replace(where)
    return where


def main(names: list[str]) -> None:
    """Make the environments named, or all, and say where they are."""
    for name in names or sorted(each.stem for each in PINNED.glob("*.txt")):
        print(f"{name}: {make(name)}", flush=True)
    for source in sorted(HERE.glob("*.c")):
        print(f"{source.name}: {program(source) or 'no C compiler'}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
