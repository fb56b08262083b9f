"""Keep the headline figures of every gallery run, so that each change of a number gets one named reason.

    python -m bench.headlines --reason "grounds"     # measure with this checkout, add or renew a column
    python -m bench.headlines --reason "grounds" --demerit OTHER/.venv/bin/demerit --commit abc1234

Every scenario of the gallery runs at the modest size of `SIZES`, on the seed that it has. What a page says
first is read off the cube (Parquet), never off a page: how many are listed, what each list's weeks rest on
and how many are wrongful, what is refused, what acts are let go or come less often. So a checkout of another
day is measured by the same questions; where a column is called otherwise or is not there, `NAMES` says so and
the cell is empty. Columns stand in `records/headlines.json`, the table of them in `records/headlines.md`.

Figures of runs this small are for telling changes apart and for nothing else.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import duckdb

from demerit import documents

ROOT: Final = Path(__file__).parents[1]
KEPT: Final = ROOT / "bench" / "records" / "headlines.json"
SIZES: Final = {
    "benefit-flag": (20_000, 4),
    "china-lists-2018": (40_000, 4),
    "interview-2019": (40_000, 4),
    "penalty-points": (20_000, 4),
    "r0d": (20_000, 1),
    "town": (5_000, 4),
}
"""People and draws of each scenario."""
NAMES: Final = {
    "through others": ("through_true + through_false", "through_others"),
    "unfounded": ("unfounded",),
    "unable": ("unable",),
    "counted for more": ("overcharged", "counted_for_more"),
    "protected": ("protected",),
    "slight conduct, hard consequence": ("disproportionate", "slight"),
    "the rule's own terms": ("by_terms", "own_terms"),
}
"""Each ground, and what its column was called, the oldest first; the first that is there is read."""
PER: Final = 100_000
Figures = dict[str, list[float | None]]


class Cube:
    """The tables of one history, asked in SQL; `{lists}` in a question stands for the file of that table."""

    def __init__(self, folder: Path) -> None:
        """Open the cube of a run's folder."""
        self.folder = folder / "cube"
        self.database = duckdb.connect()
        self.draws = int(self.one("SELECT max(draw) + 1 FROM {people}") or 0)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of an answer."""
        tables = {path.stem: f"'{path}'" for path in self.folder.glob("*.parquet")}
        return self.database.sql(sql.format(**tables)).fetchall()

    def one(self, sql: str) -> Any:
        """Return a single value."""
        return self.rows(sql)[0][0]

    def columns(self, table: str) -> set[str]:
        """Return the names of a table's columns."""
        return {name for name, *_ in self.rows(f"DESCRIBE SELECT * FROM {{{table}}}")}

    def by_draw(self, sql: str) -> list[float]:
        """Return a number for each draw, 0 where the answer has none; `sql` gives draw and number."""
        found = {int(draw): float(number or 0) for draw, number in self.rows(sql)}
        return [found.get(draw, 0.0) for draw in range(self.draws)]


def ratio(above: list[float], below: list[float], by: float = 1.0) -> list[float | None]:
    """Return quotients draw by draw, None where nothing is divided by."""
    return [by * a / b if b else None for a, b in zip(above, below, strict=True)]


def figures(run: Path) -> Figures:
    """Return the headline figures of a run: a value a draw, by name."""
    main = Cube(run)
    years = main.by_draw(
        "SELECT draw, sum(present) / 52.1775 FROM {people}"
        " WHERE axis = 'all' AND entity = 'person' GROUP BY draw"
    )
    found = dict(_listed(main))
    for entity, name in main.rows("SELECT DISTINCT entity, list FROM {lists} ORDER BY entity DESC, list"):
        found |= _one_list(main, run, entity, name)
    refused = (
        "SELECT draw, sum(refusals) FROM {attempts} WHERE axis = 'all' AND entity = 'person' GROUP BY draw"
    )
    found["refusals of persons per 100,000 and year"] = ratio(main.by_draw(refused), years, PER)
    found |= _records(main)
    return found | _order(main, run, years)


def _listed(main: Cube) -> Iterator[tuple[str, list[float | None]]]:
    last = "WHERE quarter = (SELECT max(quarter) FROM {quarters})"
    weeks = f"SELECT draw, sum(listed_weeks) FROM {{quarters}} {last} GROUP BY draw"
    lived = f"SELECT draw, sum(person_weeks) FROM {{quarters}} {last} GROUP BY draw"
    yield (
        "persons on any list per 100,000, mean of the last quarter",
        ratio(main.by_draw(weeks), main.by_draw(lived), PER),
    )


def _one_list(main: Cube, run: Path, entity: str, name: str) -> Figures:
    where = f"axis = 'all' AND entity = '{entity}'"
    of = f"FROM {{lists}} WHERE {where} AND list = '{name}'"
    end = "AND step = (SELECT max(step) FROM {people})"
    weeks = main.by_draw(f"SELECT draw, sum(stock) {of} GROUP BY draw")
    present = main.by_draw(f"SELECT draw, present FROM {{people}} WHERE {where} {end}")
    columns, said = main.columns("lists"), f"{name} ({entity}s)"
    found: Figures = {
        f"{said}: per 100,000 on the last day": ratio(
            main.by_draw(f"SELECT draw, stock {of} {end}"), present, PER
        ),
        f"{said}: wrongful, % of weeks": ratio(
            main.by_draw(f"SELECT draw, sum(wrongful) {of} GROUP BY draw"), weeks, 100
        ),
    }
    for ground, formulas in NAMES.items():
        known = [formula for formula in formulas if set(formula.split(" + ")) <= columns]
        if ground == "unable" and "by_terms" in columns:
            known = []  # a mark beside the classes then, and none of them
        if known:
            share = main.by_draw(f"SELECT draw, sum({known[0]}) {of} GROUP BY draw")
            found[f"{said}: {ground}, % of weeks"] = ratio(share, weeks, 100)
    if (run / "truthful").is_dir():
        true = Cube(run / "truthful").by_draw(f"SELECT draw, sum(stock) {of} GROUP BY draw")
        more = [a - b for a, b in zip(weeks, true, strict=True)]
        found[f"{said}: more than on a true record, % of weeks"] = ratio(more, weeks, 100)
    return found


def _records(main: Cube) -> Figures:
    records = "SELECT draw, sum(records) FROM {records} WHERE entity = 'person'"
    return {
        "records of persons without their act, %": ratio(
            main.by_draw(f"{records} AND truth = 'none' GROUP BY draw"),
            main.by_draw(f"{records} GROUP BY draw"),
            100,
        )
    }


def _order(main: Cube, run: Path, years: list[float]) -> Figures:
    """Return how many acts of persons come less often, by gravity, and how many are let go."""
    conducts = documents.read(run / "society.yaml").data["conducts"]
    kinds: dict[str, list[str]] = {}
    for name, conduct in conducts.items():
        if conduct.get("by", "person") == "person":
            kind = (
                "protected" if conduct.get("protected", "none") != "none" else f"gravity {conduct['gravity']}"
            )
            kinds.setdefault(kind, []).append(name)
    found: Figures = {}
    for kind, names in sorted(kinds.items()):
        among = ", ".join(map(repr, names))
        of = f"FROM {{acts}} WHERE entity = 'person' AND conduct IN ({among}) GROUP BY draw"
        let_go = main.by_draw(f"SELECT draw, sum(deterred) {of}")
        found[f"acts let go, {kind}, per 100,000 and year"] = ratio(let_go, years, PER)
        if (run / "against").is_dir():
            here = main.by_draw(f"SELECT draw, sum(acts) {of}")
            there = Cube(run / "against").by_draw(f"SELECT draw, sum(acts) {of}")
            fewer = [b - a for a, b in zip(here, there, strict=True)]
            found[f"fewer acts than beside, {kind}, per 100,000 and year"] = ratio(fewer, years, PER)
    return found


def measure(demerit: str, only: list[str]) -> dict[str, Figures]:
    """Run the scenarios with one `demerit` and return their figures by scenario."""
    found: dict[str, Figures] = {}
    for name, (people, draws) in SIZES.items():
        if only and name not in only:
            continue
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "run"
            words = ["run", name, "--people", str(people), "--draws", str(draws), "--out", str(out)]
            done = subprocess.run([demerit, *words], capture_output=True, text=True)
            if done.returncode != 0:
                raise SystemExit(f"demerit {' '.join(words)} failed:\n{done.stderr[-2000:]}")
            found[name] = figures(out)
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr)
    return found


def cell(values: list[float | None] | None) -> str:
    """Return mean and range over draws as a table shows them; nothing where nothing was counted."""
    known = [value for value in values or [] if value is not None]
    if not known:
        return ""
    middle, low, high = sum(known) / len(known), min(known), max(known)
    if low == high:
        return _shown(middle)
    return f"{_shown(middle)} ({_shown(low)} to {_shown(high)})"


def _shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def table(columns: list[dict[str, Any]]) -> str:
    """Return every column beside each other, a table a scenario; a cell that did not move is written `=`."""
    sizes = "; ".join(f"{name} {people:,} people x {draws} draws" for name, (people, draws) in SIZES.items())
    lines = [
        "<!-- Written by python -m bench.headlines from headlines.json. -->\n",
        "# Headline figures after each reason for which numbers changed\n",
        "Synthetic people, in this model: mean of the draws (smallest to largest). `=`: as in the column"
        f" before; empty: not counted then. {sizes}.\n",
        "| column | reason | commit |\n|---|---|---|",
        *(f"| {i} | {column['reason']} | {column['commit']} |" for i, column in enumerate(columns)),
    ]
    for scenario in SIZES:
        names = dict.fromkeys(name for c in columns for name in c["figures"].get(scenario, {}))
        if not names:
            continue
        lines += ["", f"## {scenario}\n", "| figure | " + " | ".join(map(str, range(len(columns)))) + " |"]
        lines.append("|---|" + "---|" * len(columns))
        for name in names:
            cells = [cell(column["figures"].get(scenario, {}).get(name)) for column in columns]
            if not any(cells):
                continue  # a list that nobody enters has no weeks
            shown = ["=" if i and said and said == cells[i - 1] else said for i, said in enumerate(cells)]
            lines.append(f"| {name} | {' | '.join(shown)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, and add or renew the column of the reason."""
    parser = argparse.ArgumentParser(prog="python -m bench.headlines", description=__doc__.partition("\n")[0])
    parser.add_argument("--reason", help="why numbers changed: the name of the column; none: print only")
    parser.add_argument("--demerit", default=str(Path(sys.executable).with_name("demerit")))
    parser.add_argument("--commit", help="what was measured; by default this checkout's commit")
    parser.add_argument("--only", nargs="+", default=[], choices=SIZES, help="scenarios, instead of all")
    asked = parser.parse_args()
    head = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    commit = asked.commit or subprocess.run(head, capture_output=True, text=True, check=True).stdout.strip()
    column = {
        "reason": asked.reason or "now",
        "commit": commit,
        "figures": measure(asked.demerit, asked.only),
    }
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else []
    columns = [each for each in kept if each["reason"] != column["reason"]]
    place = next((i for i, each in enumerate(kept) if each["reason"] == column["reason"]), len(kept))
    columns.insert(place, column)
    if asked.reason:
        text = json.dumps(columns, indent=1, allow_nan=False)
        KEPT.write_text(text + "\n", encoding="utf-8")
        KEPT.with_suffix(".md").write_text(table(columns), encoding="utf-8")
    else:
        print(table(columns))


if __name__ == "__main__":
    main()
