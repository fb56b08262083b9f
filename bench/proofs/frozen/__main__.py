"""Hold what the engine does now against what it did when the cases were frozen, column by column.

An engine that is built anew must not change what comes out. Two hundred regimes drawn at random, in
societies drawn at random, lie beside this module as files (`cases/`; `make.py` drew them), and with them the
digest of every column of every table that they, and the scenarios of the gallery, gave when they were frozen
(`digests.json`).

    python -m bench.proofs.frozen > bench/proofs/frozen.md

runs all of them again in one process (minutes), prints a page in Markdown, and says on the way which columns
differ. It ends with exit code 1 if one does, or is missing; columns and tables that came later are left out.
`--cases N` runs the first N of them; `--record` writes the digests anew, with names those of these runs
alone, which is right only where a change of numbers is meant: a file that says the same elsewhere draws other
values of its assumed ranges. `version-1/` holds the gallery's regimes, and some of these cases, as they were
in version 1 of the language; tests/guarantee/test_upgraded.py holds what they are carried to against them
with the same values. A toy of it is a test (tests/guarantee/test_frozen.py).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bench.proofs.frozen.page import page
from bench.proofs.frozen.running import Outcome, Record, differing, names, outcomes


def check(cases: int | None = None) -> tuple[list[Outcome], dict[str, list[str]], Record]:
    """Run what was frozen; return what came of it, what is not as recorded, and the record.

    Args:
        cases: how many are run, from the first; all of them and the gallery's scenarios if None.
    """
    record = Record.read()
    found, wrong = [], {}
    chosen = list(record.found)[:cases]
    for number, outcome in enumerate(outcomes(chosen, record.columns), 1):
        found.append(outcome)
        if different := differing(outcome, record):
            wrong[outcome.name] = different
        _tell(f"{number} of {len(chosen)} {outcome.name}: {', '.join(different) or 'as recorded'}")
    return found, wrong, record


def record_anew(some: Sequence[str] = ()) -> None:
    """Run and write the digests anew.

    Args:
        some: names of cases and scenarios; everything if none is given.
    """
    from demerit.chance.compiling import source_digest

    chosen = some or names()
    record = Record.read() if some else Record(engine=source_digest())
    for number, outcome in enumerate(outcomes(chosen, record.columns or None), 1):
        record.take(outcome)
        if some:
            record.anew[outcome.name] = source_digest()
        _tell(f"{number} of {len(chosen)} {outcome.name}: recorded")
    record.write()


def main(arguments: Sequence[str]) -> int:
    """Print the page and return the exit code."""
    from demerit.chance.compiling import source_digest

    parser = argparse.ArgumentParser(prog="python -m bench.proofs.frozen", description="frozen cases")
    parser.add_argument("--cases", type=int, metavar="N", help="only the first N")
    parser.add_argument("--record", nargs="*", metavar="NAME", help="write the digests anew, of all or these")
    asked = parser.parse_args(arguments)
    if asked.record is not None:
        if asked.cases is not None:
            parser.error("--record records all cases, or those named")
        record_anew(asked.record)
        return 0
    found, wrong, record = check(asked.cases)
    given = "" if asked.cases is None else f" --cases {asked.cases}"
    print(page(given, source_digest(), found, wrong, record))
    return 1 if wrong else 0


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
