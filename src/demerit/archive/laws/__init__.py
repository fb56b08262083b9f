"""Conservation laws: sums that must hold in every run, whatever regime and society.

* `law` says what a law is; `checking` asks a run's tables which laws they break.
* `everywhere` holds what is said of every table alike; `stocks`, `records`, `consequences` and `sums` what is
  said of the cube's, by subject; `panel` what must hold in the life of everybody that a run keeps.
"""

from __future__ import annotations

from typing import Final

from demerit.archive.laws.checking import breaches
from demerit.archive.laws.consequences import CONSEQUENCES
from demerit.archive.laws.everywhere import EVERYWHERE
from demerit.archive.laws.law import Law
from demerit.archive.laws.panel import PANEL_LAWS
from demerit.archive.laws.records import RECORDS
from demerit.archive.laws.stocks import STOCKS
from demerit.archive.laws.sums import SUMS

__all__ = ["LAWS", "PANEL_LAWS", "breaches"]

LAWS: Final[tuple[Law, ...]] = (*EVERYWHERE, *STOCKS, *RECORDS, *CONSEQUENCES, *SUMS)
"""Every law of the cube, in the order in which they are checked."""
