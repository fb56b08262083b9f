"""The page about what runs in a step: the order of `engine/plan.py` as a table, read from the code.

`refresh-reference` writes it into docs/mechanisms/step.md, and tests/docs/test_reference.py compares.
"""

from __future__ import annotations

from collections.abc import Sequence

from scripts import plan_table

HEADER = "<!-- Written by scripts/refresh-reference from the code of the engine; change that. -->\n\n"
LEAD = """# What runs in a step

Both engines take a district through a step in this order. A row is a mechanism, or a function that the step
calls and that is no mechanism's. A mechanism that another one calls stands in the row behind it. [The
index](README.md) says what each row of the list of mechanisms (M01, M02 ...) is.

All of this is read from the code: decision points, tables read, columns written and events told are those of
the functions of a mechanism and of all that these call. Where they call another mechanism, what that one uses
stands in its own row and not here. Points named after what a file declares have `<...>` for the name.
"""
ORDER = ("mechanism", "rows", "stage", "runs inside", "decision points", "tells")
USES = ("mechanism", "reads", "writes")


def page() -> str:
    """Return the page."""
    rows = plan_table.table()
    parts = [
        "## The order",
        _table(rows, ORDER),
        "## What is read and written",
        "Reads are parts of `Tables` (`scenario/tables.py`) with the fields used, or a whole part where it is"
        " handed on; writes\nare columns of `State` (`engine/state.py`).",
        _table(rows, USES),
    ]
    return HEADER + LEAD + "\n" + "\n\n".join(parts) + "\n"


def _table(rows: Sequence[dict[str, str]], columns: Sequence[str]) -> str:
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    for row in rows:
        cells = (row[column].replace("<", "&lt;").replace("|", "\\|") for column in columns)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
