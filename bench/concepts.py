"""What each concept of the language costs: a regime that asks for all of them, and the same without one.

    python -m bench.concepts [districts] [rounds] > bench/records/concepts.md

The regime is tests/examples/every-concept.yaml in the small society of the tests. All variants are lived in
one process, one after another, as many rounds as are asked for, and the least CPU time of each counts: what
else the machine does only adds. Taking a concept away also takes away what it did to people, and with that
what others had to do. On a busy machine a difference below a twentieth is not told from chance.
"""

from __future__ import annotations

import copy
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.proofs.keys.walk_of_keys import put
from demerit.documents import read
from demerit.engine.districts import Desk
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS
from tests import toy

REGIME = Path(__file__).parents[1] / "tests" / "examples" / "every-concept.yaml"
STEPS = 40
ALL = "all of them"
_WATCHED = "lists.watched.enter"
WITHOUT: Mapping[str, Mapping[str, Any]] = {
    "members who may leave": {"members": "none"},
    "periods and clean times": {"lists.cold": ..., "periods": ...},
    "a mean of ratings": {
        "scores.trust": ...,
        "conducts.default.points.trust": ...,
        "conducts.noise.points": ...,
        "triggers.warned.clear": ...,
        f"{_WATCHED}.0": {"while": "points < 10"},
    },
    "a share of records": {"scores.late": ..., f"{_WATCHED}.1": {"while": "points < 10"}},
    "a risk score": {"scores.risk": ..., f"{_WATCHED}.2": {"while": "points < 10"}},
    "records and listings counted": {"lists.often": ..., "triggers.back": ..., "safeguards.young": ...},
    "triggers": {"triggers": {}, "lists.memo": ...},
    "offers": {
        "offers": {},
        "lists.taught": ...,
        "triggers.passed": ...,
        "consequences.cheap": ...,
        "consequences.gate.but_not": ...,
    },
    "weights": {"weights": [], "amendments": []},
    "linkage": {"linkage": "none"},
    "points and lists that pass to others": {"spillover": "none"},
    "debts": {"debts": "none", "lists.black.release_on_payment": ...},
    "a test of ability": {"adjudication.ability_test": ...},
    "discretion": {"adjudication.official.discretion": ...},
    "false records": {"sources.courts.false_records": ...},
    "stops": {"lists.black.stops": ...},
    "prices and favours": {"consequences.dear": ..., "consequences.cheap": ...},
    "slower services": {"consequences.net": ...},
    "safeguards of records": {"safeguards.of_records": "none", "safeguards.court": ...},
    "safeguards of listings": {
        "safeguards.of_listings": "none",
        "safeguards.board": ...,
        "lists.often.safeguards": ...,
        "safeguards.young": ...,
    },
    "safeguards of a class": {"lists.often.safeguards": ..., "safeguards.young": ...},
}
"""What is taken away, or put instead, of each concept."""


def regime(without: str = ALL) -> dict[str, Any]:
    """Return the regime that asks for every concept, or for all but one."""
    whole = copy.deepcopy(read(REGIME).data)
    for place, value in WITHOUT.get(without, {}).items():
        put(whole, place, value)
    return whole


def seconds(t: Tables, districts: int) -> float:
    """Return the CPU seconds of living some districts."""
    desk = Desk(t)
    desk.run(t, 1, 0, 1, SLOTS)
    begun = time.process_time()
    desk.run(t, 1, 0, districts, SLOTS)
    return time.process_time() - begun


def main(districts: int, rounds: int) -> None:
    """Measure and print a table in Markdown."""
    tables = {name: toy.tables(regime(name), STEPS) for name in (ALL, *WITHOUT)}
    least = dict.fromkeys(tables, float("inf"))
    for _ in range(rounds):
        for name, t in tables.items():
            least[name] = min(least[name], seconds(t, districts))
    weeks = districts * SLOTS * STEPS
    whole = least[ALL]
    print("# What each concept of the language costs\n")
    print(f"`python -m bench.concepts {districts} {rounds}`: a regime that asks for every concept takes")
    print(
        f"{whole / weeks * 1e9:,.0f} ns of CPU per slot and week ({weeks:,} of these). Without one of them:\n"
    )
    print("| without | ns | of the whole |\n|---|---:|---:|")
    for name in sorted(WITHOUT, key=lambda name: least[name]):
        print(f"| {name} | {least[name] / weeks * 1e9:,.0f} | {(whole - least[name]) / whole:+.1%} |")


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:]]
    main(*(numbers + [16, 5][len(numbers) :]))
