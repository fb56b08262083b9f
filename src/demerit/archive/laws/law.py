"""What a law is: a sentence, and one query that yields the rows which break it.

So a reader can check a run with nothing but DuckDB, and a report can print what was checked. All sums are of
integers and exact. A law that finds a row has found damage or an error in the engine; there is no tolerance.
"""

from __future__ import annotations

from dataclasses import dataclass

from demerit.archive.schema import TABLES


@dataclass(frozen=True, slots=True)
class Law:
    """One law: its short name, its sentence, the table it is about, and the query of offending rows.

    The query's three columns say where, what was expected and what was found.
    """

    name: str
    sentence: str
    table: str
    query: str


def law(
    name: str, sentence: str, table: str, expected: str, found: str, source: str, keys: tuple[str, ...] = ()
) -> Law:
    """Return the law that `source`, SQL of offending rows, is empty.

    `expected` and `found` are SQL over its rows. `keys` name the columns that say where, such as
    `draw 3, list black, step 17`: the table's own unless given.
    """
    named = keys or TABLES[table].keys
    place = " || ', ' || ".join(f"'{key} ' || \"{key}\"" for key in named)
    return Law(name, sentence, table, f"SELECT {place}, {expected}, {found} FROM {source}")


def at_most(table: str, part: str, whole: str) -> Law:
    """Return the law that the column `part` of a table is in every row at most its column `whole`."""
    return law(
        f"{table}-{part}-within-{whole}".replace("_", "-"),
        f"{part} of {table} is at most {whole}",
        table,
        f"'at most ' || {whole}",
        part,
        f"{table} WHERE {part} > {whole}",
    )
