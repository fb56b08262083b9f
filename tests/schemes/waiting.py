"""What of the regime language the rules that cannot be said yet wait for, in a few words each."""

from __future__ import annotations

from typing import Final

CONCEPTS: Final = {
    "counts": "a length for each conduct after which its entries stop counting",
    "ways": "ways onto a list (while, once, record, by) with lengths, cases, `until`, `at_most`, dates",
    "terms": "counted terms in conditions: records, listings and offers in a window, tenure, days listed",
    "scores": "scores by name: means with a least number, shares, features of terms with bounds",
    "weights": "factors of points by condition, and named periods",
    "triggers": "events and dates that add, set or clear points, or put somebody on a list",
    "schedules": "schedules since a day of one's own, such as the last record or joining",
    "offers": "courses, examinations and choices, and how people answer to them",
    "stops": "measures during which there are no acts, or that people obey",
    "members": "holdings such as a licence with a beginning, and consent",
    "gates": "a share of gates that ask, and mismatches there",
    "safeguards": "safeguards of listings, and of records by a trait",
    "money": "debts of a set sum",
    "groups": "groups of households or clients that answer together (M17)",
    "incomes": "what people earn month by month, by class (of the society)",
    "no key": "something that no key of version 2 says",
}
"""By name; a scheme's `waits` names them."""
