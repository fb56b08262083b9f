"""Feed the loader what nobody would write: it loads or explains, and does nothing else.

Coverage-guided (atheris, https://pypi.org/project/atheris/, in the dependency group `fuzz`): what reaches new
lines of the reader, the validation or the parsers is kept and changed further. Where inputs go in, and what
counts as a failure, stands in loader_doors.py.

    uv run --group fuzz python -m bench.proofs.loader_fuzz [inputs] [seed]

ends with how many inputs went in by each door, how many loaded, how many were explained, and how long the
slowest took; a failing input is printed and kept by atheris. A door that let nothing in or explained nothing
has not been tried, and fails as well. loader_fuzz.md beside this file holds a recorded run.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # only in the group `fuzz`

with atheris.instrument_imports(include=["demerit"]):
    from bench.proofs.loader_doors import DOORS, check


def main(inputs: int, seed: int) -> None:
    """Fuzz and print what came of it as a table in Markdown."""
    counts: Counter[tuple[str, str]] = Counter()
    slowest: dict[str, float] = {}
    started = time.monotonic()

    def one(data: bytes) -> None:
        before = time.process_time()
        door, outcome = check(data)
        slowest[door] = max(slowest.get(door, 0.0), time.process_time() - before)
        counts[door, outcome] += 1
        if sum(counts.values()) == inputs:
            report(counts, slowest, time.monotonic() - started)

    atheris.Setup([sys.argv[0], f"-runs={inputs}", f"-seed={seed}", "-max_len=64"], one)
    atheris.Fuzz()


def report(counts: Counter[tuple[str, str]], slowest: dict[str, float], seconds: float) -> None:
    """Print, by door, how many inputs loaded and were explained, and the CPU seconds of the slowest."""
    print("| door | loaded | explained | slowest, s of CPU |\n|---|---|---|---|")
    for name, _, _ in DOORS:
        loaded, explained = counts[name, "loaded"], counts[name, "explained"]
        print(f"| {name} | {loaded:,} | {explained:,} | {slowest.get(name, 0):.2f} |")
    print(f"\n{sum(counts.values()):,} inputs in {seconds:,.0f} s, nothing else came out.", flush=True)
    assert all(counts[name, outcome] for name, _, _ in DOORS for outcome in ("loaded", "explained"))


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:]]
    main(*(numbers + [1_000_000, 1][len(numbers) :]))
