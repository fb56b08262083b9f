"""What the check found, as a page."""

from __future__ import annotations

from collections.abc import Sequence

from bench.proofs.frozen import features
from bench.proofs.frozen.running import CASES, DAYS, DRAWS, PEOPLE, Outcome, Record, is_case


def page(
    asked: str, engine: str, found: Sequence[Outcome], wrong: dict[str, list[str]], record: Record
) -> str:
    """Return the page in Markdown.

    Args:
        asked: the options of the command.
        engine: the digest of the sources that ran.
        found: what came of each case and scenario.
        wrong: by name, the columns that are not as recorded.
        record: what they were held against.
    """
    cases = [each for each in found if is_case(each.name)]
    histories = sum(len(each.digests) for each in found)
    columns = sum(len(them) for each in found for tables in each.digests.values() for them in tables.values())
    seconds = sum(each.seconds for each in found)
    lines = [
        "# Frozen cases",
        "",
        f"`python -m bench.proofs.frozen{asked}`: {len(cases)} regimes in societies drawn at random and",
        f"written to files (`frozen/cases/`), and {len(found) - len(cases)} scenarios of the gallery,",
        f"{DAYS} days each, {PEOPLE:,} synthetic people and {DRAWS} draws, with what runs beside them.",
        "The digest of each column of each table, lives of the panel included, is held against",
        f"`frozen/digests.json`, recorded with engine {record.engine[:16]}{_anew(record)}."
        " Columns and tables that came later",
        f"are left out. This engine: {engine[:16]}. {seconds:.0f} seconds in one process, on one thread.",
        "",
        f"Histories: {histories:,}. Columns with rows: {columns:,}. Not as recorded:"
        f" {sum(len(them) for them in wrong.values()):,}, in {len(wrong)} of {len(found)} runs.",
        "",
        *_wrong(wrong),
        "## What the cases make use of",
        "",
        "Decided: cases that have it in which a column that shows it is more than zero somewhere.",
        "",
        "| part | cases that have it | shown by | decided |",
        "|---|---|---|---|",
        *_features(cases),
        "",
        "## What is more than zero",
        "",
        "Of the columns of whole numbers. Never: not in one history.",
        "",
        "| table | histories with rows | never more than zero |",
        "|---|---|---|",
        *_tables(found, record),
    ]
    return "\n".join(lines)


def _anew(record: Record) -> str:
    """Return what was recorded later, and with which engines."""
    engines: dict[str, list[str]] = {}
    for name, engine in sorted(record.anew.items()):
        engines.setdefault(engine[:16], []).append(name)
    return "".join(f", {', '.join(them)} anew with {engine}" for engine, them in engines.items())


def _wrong(wrong: dict[str, list[str]]) -> list[str]:
    if not wrong:
        return []
    rows = [f"| {name} | {', '.join(them)} |" for name, them in wrong.items()]
    return ["| run | not as recorded |", "|---|---|", *rows, ""]


def _features(cases: Sequence[Outcome]) -> list[str]:
    held = ((features.files(CASES / f"{each.name}.yaml"), each.told["itself"]) for each in cases)
    return [
        f"| {name} | {having} | {shown or '-'} | {'-' if showing is None else showing} |"
        for name, having, shown, showing in features.counted(held)
    ]


def _tables(found: Sequence[Outcome], record: Record) -> list[str]:
    told = {name for each in found for names in each.told.values() for name in names}
    lines = []
    for table, columns in record.columns.items():
        rows = sum(bool(tables.get(table)) for each in found for tables in each.digests.values())
        counts = [name for name, kind in columns.items() if kind == "int"]
        never = [name for name in counts if f"{table}.{name}" not in told]
        lines.append(f"| {table} | {rows} | {', '.join(never) or '-'} |")
    return lines
