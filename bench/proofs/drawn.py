"""Both engines over many random regimes, and how often each concept of the language was used in them.

    python -m bench.proofs.drawn [regimes] [seed] > bench/proofs/drawn.md

The suite compares forty regimes, always the same (tests/property/test_engines_agree.py); here as many others
as one has time for. A concept is used where a regime says its key with anything but `none`, and where
somebody's history comes to its plain functions. The first difference ends the proof with its regime.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from hypothesis import Phase, given
from hypothesis import seed as seeded

from tests.property.reached import Name, every_key, plain_functions
from tests.property.test_engines_agree import HISTORIES, compare, drawn

_KEYS = 2
"""Parts of a key that the table goes by, such as `lists.*`, with what stands below it."""


def main(regimes: int, seed: int) -> None:
    """Compare the engines and print the tables."""
    entered: Counter[Name] = Counter()
    said: Counter[str] = Counter()
    done: list[int] = []
    started = time.process_time()

    @seeded(seed)
    @drawn(regimes, phases=[Phase.generate], database=None, derandomize=False)
    @given(**HISTORIES)
    def agree(**history: Any) -> None:
        compare(entered, said, **history)
        done.append(1)

    agree()
    print("# Both engines over random regimes\n")
    print(
        f"`python -m bench.proofs.drawn {regimes} {seed}`: in {len(done):,} random regimes and societies the"
    )
    print("compiled engine equals the plain one to the bit, in every count and in what happens to everybody.")
    print(f"{time.process_time() - started:,.0f} s of CPU.\n")
    print("\n".join([*functions(entered, len(done)), "", *keys(said, len(done))]))


def functions(entered: Counter[Name], regimes: int) -> Iterator[str]:
    """Yield the table of mechanisms: how many regimes come to one, and to its rarest function."""
    yield "| mechanism | plain functions | regimes that come to it | to its rarest function | which |"
    yield "|---|---:|---:|---:|---|"
    rooms: dict[str, list[Name]] = defaultdict(list)
    for name in plain_functions():
        rooms[name[0].partition("/")[0]].append(name)
    for room, names in sorted(rooms.items()):
        rarest = min(names, key=lambda name: (entered[name], name))
        most = max(entered[name] for name in names)
        yield f"| {room} | {len(names)} | {most:,} | {entered[rarest]:,} | {'.'.join(rarest)} |"
    never = sorted(name for name in plain_functions() if not entered[name])
    left = ", ".join(map(".".join, never)) or "nothing is left out"
    yield f"\nOf {regimes:,} regimes none comes to: {left}."


def keys(said: Counter[str], regimes: int) -> Iterator[str]:
    """Yield the table of keys: how many regimes say the part of the file, and its rarest key."""
    yield "| part of the file | keys | regimes that say it | its rarest key | which that is |"
    yield "|---|---:|---:|---:|---|"
    parts: dict[str, list[str]] = defaultdict(list)
    for key in every_key():
        parts[".".join(key.split(".")[:_KEYS])].append(key)
    for part, names in sorted(parts.items()):
        rarest = min(names, key=lambda name: (said[name], name))
        most = max(said[name] for name in names)
        yield f"| `{part}` | {len(names)} | {most:,} | {said[rarest]:,} | `{rarest}` |"
    never = sorted(f"`{name}`" for name in every_key() if not said[name])
    yield f"\nOf {regimes:,} regimes none says: {', '.join(never) or 'nothing is left out'}."


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:]]
    main(*(numbers + [1000, 1][len(numbers) :]))
