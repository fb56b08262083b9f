"""M22, said back: what whoever is on a list cannot do, or may not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.documents.models import Derived
from demerit.mechanisms import extension
from demerit.mechanisms.stops.language import OfList
from demerit.regime.saying import quoted, series
from demerit.regime.sentences import LISTED, Reads, Said, Sentence


def stopped(form: Any) -> Iterator[Sentence]:
    """Say which acts and attempts each list stops, and how."""
    for name, rule in form.lists.items():
        if isinstance(rule, Derived) or (stops := extension(OfList, rule).stops) is None:
            continue
        what = series([quoted(each) for each in (*stops.acts, *stops.attempts)], "or")
        how = "cannot do" if stops.how == "barred" else "is forbidden"
        obeys = "" if stops.how == "barred" else " How many obey, the society says."
        yield Said().sentence(
            ("lists", name, "stops"), f"Whoever is on the list {quoted(name)} {how} {what}.{obeys}"
        )
        if rule.severity:
            yield Said().sentence(
                ("lists", name, "severity"), f"The regime calls that {rule.severity} of 5 in hardness."
            )


READS = (Reads(LISTED, 1, stopped),)
