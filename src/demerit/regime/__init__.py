"""The regime language: a scoring regime as data, checked, dated and hashed."""

from demerit.regime.amendments import Epoch, epochs
from demerit.regime.directions import directions
from demerit.regime.expressions import Names, Op, evaluate, opcodes, variable_codes
from demerit.regime.loading import (
    digest,
    drawn,
    drawn_values,
    evidence,
    from_document,
    in_force,
    load,
    schema,
)
from demerit.regime.model import Amendment, NotModelled, Regime
from demerit.regime.notes import notes
from demerit.regime.parsing import parse
from demerit.regime.trees import Expr
from demerit.regime.working import ROWS, WORKING, rows_used

__all__ = [
    "ROWS",
    "WORKING",
    "Amendment",
    "Epoch",
    "Expr",
    "Names",
    "NotModelled",
    "Op",
    "Regime",
    "digest",
    "directions",
    "drawn",
    "drawn_values",
    "epochs",
    "evaluate",
    "evidence",
    "from_document",
    "in_force",
    "load",
    "notes",
    "opcodes",
    "parse",
    "rows_used",
    "schema",
    "variable_codes",
]
