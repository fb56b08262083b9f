"""How much of the real schemes of tests/schemes can be said, by what a run of each would count?

    python -m bench.proofs.schemes [people] [NAME ...] > bench/proofs/schemes.md

runs every scheme that the language can say something of, and each row of its sheet that it can say, with
100,000 people (the sheets ask for no fewer), compares by the sheets' rules (tests/schemes/comparing.py) and
prints the record in Markdown that schemes.md beside this file holds. A rule counts as said by figures that
move, never by what a file says of itself. It ends with exit code 1 if a figure does not pass.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path

from tests.schemes import sheets, telling
from tests.schemes.comparing import Result
from tests.schemes.running import Scheme, result, scheme

PEOPLE = 100_000


def main() -> int:
    """Run, compare and print."""
    given = sys.argv[1:]
    people = int(given.pop(0)) if given and given[0].isdigit() else PEOPLE
    schemes = [scheme(name) for name in given or sheets.names()]
    results = [_result(each, people) for each in schemes]
    command = " ".join(["python -m bench.proofs.schemes", str(people), *given])
    lines = [
        "# How much of real schemes can be said",
        "",
        f"Made by `{command}` on {dt.date.today().isoformat()}, with {people:,} synthetic people a scheme.",
        "The set-ups are invented: no figure is a finding about any country, firm or person.",
        "",
        *telling.sums(results),
        "",
    ]
    for found, each in zip(results, schemes, strict=True):
        lines += [*telling.scheme_page(found, each), ""]
    print("\n".join(lines[:-1]))
    missed = any(not figure.passes for found in results for figure in found.figures.values())
    return int(missed or any(moved.outcome == "missed" for found in results for moved in found.moved))


def _result(each: Scheme, people: int) -> Result:
    print(f"{each.sheet.scheme} ...", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        return result(each, Path(folder), people, each.full_step)


if __name__ == "__main__":
    sys.exit(main())
