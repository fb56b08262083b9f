"""One district walked again with everybody followed: what any life of a run is told from.

A district's history is a pure function of tables, seed and number, so what is written down now is what
happened when the run counted it.
"""

from __future__ import annotations

from demerit.archive.schema.kinds import KINDS
from demerit.engine.districts import Desk
from demerit.engine.lives import KIND, NUMBER, SLOT, B, Entries, H, Ints, entries, in_order
from demerit.mechanisms.ties.words import TIE_BEGINS
from demerit.scenario.lower import lower
from demerit.scenario.resolve import Resolved
from demerit.society.traits import ALL_SLOTS, SLOTS


class Walked:
    """Everything that happened in one district of one draw."""

    def __init__(self, resolved: Resolved, draw: int, district: int) -> None:
        """Walk the district."""
        tables = lower(resolved, draw)
        slots = resolved.slots if district == resolved.districts - 1 else SLOTS
        seed = resolved.scenario.world(draw)
        self._resolved, self._district = resolved, district
        self._rows = in_order(Desk(tables).follow(tables, seed, district, slots, range(ALL_SLOTS)))

    def rows_of(self, slot: int, number: int) -> Ints:
        """Return what happened to one occupant, as rows of events."""
        rows: Ints = self._rows[(self._rows[:, SLOT] == slot) & (self._rows[:, NUMBER] == number)]
        return rows

    def life(self, slot: int, number: int) -> Entries:
        """Return what happened to one occupant, as entries with names."""
        return self._named(self.rows_of(slot, number))

    def carried_from(self, slot: int, number: int) -> Entries:
        """Return the entries of others whom a tie to this occupant put on a list."""
        rows = self._rows
        tied = (rows[:, KIND] == TIE_BEGINS.number) & (rows[:, B] == slot) & (rows[:, H] == number)
        return self._named(rows[tied])

    def _named(self, rows: Ints) -> Entries:
        return entries([(self._district, rows)], self._resolved.names, self._resolved.scenario.calendar)


def on_record(number: int) -> bool:
    """Return whether a kind of event stands on record; the others are known to the lab alone."""
    return KINDS[number].side == "record"
