"""What a run cannot show, said on the page itself and not only in the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from demerit.audit import RunSource
from demerit.regime.working import ROWS
from demerit.report.facts import Facts
from demerit.report.sentences import districts_caution


def limits(source: RunSource, facts: Facts) -> tuple[str, ...]:
    """Return sentences on what the run cannot show; the run's own warnings stand last."""
    manifest = source.manifest
    found = []
    if caution := districts_caution(source, facts):
        found.append(caution)
    if manifest.not_modelled:
        rows = [f"{row} ({ROWS[row]})" if row in ROWS else row for row in manifest.not_modelled]
        found.append(
            "The regime has parts that no mechanism models yet, and the run leaves them out:"
            f" {'; '.join(rows)}."
        )
    found += [
        "The people are invented. No figure describes a real person, and none describes a real town.",
        "A range says how far the answer moves with what was assumed. What nobody thought to vary, such"
        " as a mechanism that is missing, is in no range.",
        "People in this run answer the regime only as their society declares: by paying, by losing work and"
        " finding it and by what follows from that, by letting acts be that might be recorded, and by obeying"
        " what a list forbids. Withdrawal from lawful activity, good deeds done to be seen, and approval are"
        " not modelled yet.",
        "“No act of their own” means that no act of that person stands behind any record that holds them"
        " on the list. “Counted for more” is of points only: no term in this run is longer than the rule"
        " says.",
        "The grounds say what a week on the list rests on. They do not say whether anybody was told, given"
        " reasons or heard, and an act that nobody recorded is in none of them.",
        "Wrongful and wrongly spared compare with the same people who act and try the same things. What a"
        " false record makes somebody do afterwards is not in these two numbers"
        + ("; it is in wrongful in total." if source.truthful else "."),
        "People are linked only inside districts of 4,096 places; relatives, employers and customers"
        " elsewhere are left out, and so are organisations larger than a district.",
        "Published counts mix people with organisations, and repeated entries with first ones. A number"
        " that is met can be met for a wrong reason.",
    ]
    found += [text for table, text in PARTS.items() if _has(source, table)]
    found += [_sentence(warning) for warning in manifest.warnings]
    return tuple(found)


PARTS: Final[Mapping[str, str]] = {
    "acts.deterred": (
        "People let an act be for the risk of a record alone, never for how hard the list is, and learn of"
        " records only inside their district. Acts moved to where nobody looks are left out."
    ),
    "work.jobless": (
        "Whoever loses a job comes back to the same place or stays without; incomes do not fall with the job,"
        " and no organisation closes for being listed."
    ),
    "relations.entries": (
        "A listing passes only over the ties that the regime names; colleagues, in-laws and former spouses"
        " from before the run are left out."
    ),
    "money.debts": (
        "A true act owes what the society's file says: amounts that are wrong in part, interest, instalments"
        " and costs of collection are left out."
    ),
    "stopped.stopped": (
        "Whoever is stopped from something does nothing else instead, here or elsewhere, and nobody does it"
        " for them. How far somebody obeys does not change with time on the list, or with being caught."
    ),
    "records.misplaced": (
        "Whom a record is put on by mistake is anybody of the district: people of the same name or age are no"
        " likelier, and nobody is mistaken again and again for the same other."
    ),
}
"""What is left out of a part that a run may have, by the column that counts it."""


def _has(source: RunSource, place: str) -> bool:
    """Return whether a run counts anything in a column."""
    table, column = place.split(".")
    return any(source.per_draw(f"SELECT draw, sum({column})::BIGINT FROM {table} GROUP BY draw"))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
