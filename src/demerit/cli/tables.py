"""The verbs about a run's tables: query, export."""

from __future__ import annotations

import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demerit.cli.output import SYNTHETIC, Answer, AsJson, argument, option
from demerit.cli.runs import RunFolder

if TYPE_CHECKING:
    from demerit import lab

UNBOUNDED = 10_000
"""Columns of text where no terminal limits them: a file or a pipe gets each row on one line."""


def add_to(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    example = "SELECT draw, sum(refusals) FROM attempts WHERE axis = 'all' GROUP BY draw"
    app.command(epilog=f'Example: demerit query runs/small "{example}"')(query)
    app.command(epilog="Example: demerit export runs/small --to small-tables")(export)


def query(
    run: RunFolder,
    sql: Annotated[str, argument(metavar="SQL", help="One SELECT.")],
    limit: Annotated[int, typer.Option(min=1, help="Rows shown.")] = 1000,
    as_json: AsJson = False,
) -> Answer:
    """Answer one SELECT about the tables of a run; nothing beyond the run can be reached or changed.

    SHOW TABLES lists them, DESCRIBE TABLE shows the columns of one; the runs beside it are the schemas
    against and truthful. The run is verified first.
    """
    from demerit import lab

    found = lab.open(run).query(sql, limit=limit)
    return Answer(_drawn(found), found.as_dict(), as_json=as_json)


def _drawn(found: lab.Rows) -> str:
    """Return an answer as a table as wide as the terminal, or as its widest row where there is none."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    numeric = [
        all(isinstance(row[place], int | float | Decimal) or row[place] is None for row in found.rows)
        for place in range(len(found.columns))
    ]
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name, is_number in zip(found.columns, numeric, strict=True):
        drawn.add_column(Text(name), justify="right" if is_number else "left", overflow="fold")
    for row in found.rows:
        drawn.add_row(*(Text("" if value is None else str(value)) for value in row))
    text = StringIO()
    width = None if sys.stdout is not None and sys.stdout.isatty() else UNBOUNDED
    Console(file=text, width=width, color_system=None).print(drawn)
    lines = [line.rstrip() for line in text.getvalue().splitlines() if line.strip()]
    return "\n".join([*lines, "", f"{found.sentence}. {SYNTHETIC}"])


def export(
    run: RunFolder,
    to: Annotated[Path, option("--to", metavar="DIR", help="The folder to write; new or empty.")],
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="csv, or arrow where pyarrow is installed.")
    ] = "csv",
    as_json: AsJson = False,
) -> Answer:
    """Copy every table of a run to a folder for other programs, each marked as about synthetic people.

    README.txt and datapackage.json stand beside them with units and meanings. The run is verified first.
    """
    from demerit import lab

    done = lab.open(run).export(to, format=format)
    text = f"{len(done.files)} files {done.how} in {done.folder}\n{SYNTHETIC}"
    return Answer(text, done.as_dict(), as_json=as_json)
