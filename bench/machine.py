"""What a measurement was made on, and how busy that was: without both, a figure of cost says nothing."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version

from bench.peers.environments import compiler_path


def load() -> float:
    """Return the load average of the last minute; 0 where the system keeps none."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0


def facts() -> dict[str, str]:
    """Return processor, cores, memory, system and versions, as words."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": _memory(),
        "system": platform.system(),
        "python": platform.python_version(),
        "numba": version("numba"),
        "numpy": version("numpy"),
        "compiler": _compiler(),
    }


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().splitlines()
    except OSError:
        return []


def _processor() -> str:
    info = dict(line.partition(":")[::2] for line in _lines("/proc/cpuinfo") if ":" in line)
    info = {key.strip(): value.strip() for key, value in info.items()}
    name = info.get("model name") or platform.processor() or platform.machine()
    flags = info.get("flags", "").split()
    widest = next((wide for wide in ("avx512f", "avx2", "sse4_2") if wide in flags), "")
    return f"{name} ({widest})" if widest else name


def _memory() -> str:
    for line in _lines("/proc/meminfo"):
        if line.startswith("MemTotal:"):
            return f"{int(line.split()[1]) / 1024**2:.0f} GiB"
    return "unknown"


def _compiler() -> str:
    found = compiler_path()
    if found is None:
        return "none"
    said = subprocess.run([found, "--version"], capture_output=True, text=True).stdout.splitlines()
    return said[0] if said else "unknown"
