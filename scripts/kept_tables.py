"""Write the tables that take a moment to work out; tests/unit/test_tables.py holds the files to the same."""

from __future__ import annotations

import numpy as np

from demerit.chance import tables
from demerit.society.propensities import worked_out_quantiles

MADE = {
    "log": tables.log_table,
    "exp2": tables.exp2_table,
    "normal": lambda: np.array(worked_out_quantiles(), np.int64),
}
"""What works out each table of `tables.KEPT`, by its file's name."""

if __name__ == "__main__":
    tables.KEPT.mkdir(exist_ok=True)
    for name, make in MADE.items():
        np.save(tables.KEPT / f"{name}.npy", make())
