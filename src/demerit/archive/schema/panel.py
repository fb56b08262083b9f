"""The tables of the panel: a few invented people whom a run keeps with their lives, as dated entries.

What only the lab knows and what the regime knows are two tables, so that a reader of the one cannot use the
other by accident; an entry has one number in both.
"""

from __future__ import annotations

from typing import Final

from demerit.counted.table import DRAW, Table, count, number_key, text, text_key
from demerit.counted.values import PARTS

_PERSON = text_key(
    "person", "id of the invented person, a function of district, slot and occupant", unit="id"
)
_ENTRY = number_key(
    "entry", "number from 0", "place in the person's life; truth and ledger share one numbering"
)
_ENTRIES = (
    DRAW,
    _PERSON,
    _ENTRY,
    count("step", "number from 0", "step of the run's calendar"),
    text("date", "first day of the step", unit="date"),
    text("kind", "what kind of entry it is"),
    text("what", "the conduct, domain or list that it is about, or nothing"),
    text("by", "the source, ruler, list or person that it comes by, or nothing"),
    text("outcome", "how it came out, or why, or nothing"),
    count("amount", "points, or the kind's own unit", "how much; 0 where it is no amount"),
    count("after", "points", "the score after it, of kinds that move a score; else 0"),
    count("case", "number from 1", "act or false sighting that it goes back to, by person; 0 for none"),
)

PANEL: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        Table(
            "panel_people",
            "invented people who are followed: a random part with equal weights, and cases, which stand for"
            " nobody but themselves",
            (
                DRAW,
                text_key("part", "why the person is here", allowed=PARTS),
                _PERSON,
                text("weight", "people of the draw that one of the random part stands for", unit="people"),
                count("district", "number from 0", "where the person lives"),
                count("slot", "number from 0", "place in the district; the same household has one plot"),
                count("occupant", "number from 0", "which of the slot's occupants"),
                count("household", "number from 0", "first slot of the household's plot"),
                count("enters", "step", "first step in which the person is there"),
                count("leaves", "step", "first step in which not; the number of steps if there at the end"),
                text("exit", "how the person leaves"),
                count("born", "days", "day of birth, counted from the first day of the run"),
                text("sex", "sex"),
                text("tier", "tier while of working age"),
                text("group", "stylised group, A to H", unit="code"),
                text("fifth", "income fifth, 1 the poorest", unit="code"),
                text("region", "region"),
                text("residence", "residence and registration on entering"),
                text("role", "what the person is in the household on entering"),
            ),
        ),
        Table(
            "panel_truth",
            "what only the lab knows of the people of the panel: what they did and tried, which sightings"
            " were of an act, and the shadow, in which no record is false",
            _ENTRIES,
        ),
        Table(
            "panel_ledger",
            "what was seen, decided and recorded of the people of the panel, and what followed; nothing in it"
            " tells what is true",
            _ENTRIES,
        ),
    )
}
"""Every table of the panel, by name; all of draw 0."""
