"""Lists that are no burden: benefits, with what is granted in error and withheld, and notes, apart from both.

Nobody on these is called listed: that word, and every ground, is kept for lists that burden people.
"""

from __future__ import annotations

from demerit.audit import RunSource, receiving
from demerit.audit.figures import NOUN
from demerit.report.colours import ACCENT, SECOND
from demerit.report.crossed import Column, Crossed
from demerit.report.facts import Facts
from demerit.report.quoting import quotable
from demerit.report.sections import Panels
from demerit.report.sentences import words_of


def benefits(source: RunSource, facts: Facts, entity: str) -> Panels | None:
    """Return who receives which benefit, rightly or not, and from whom it is withheld; None without any."""
    found = receiving.received(source, entity)
    if not found:
        return None
    noun, most = NOUN[entity], max(found, key=lambda each: each.receiving.mid)
    unit = f"per 100,000 {noun} at a time"
    return Crossed(
        key=f"benefits-{entity}",
        of=f"Synthetic {noun} {{}}, by benefit",
        head="Benefit",
        rows=[words_of(each.name) for each in found],
        columns=(
            Column("Receiving", [each.receiving for each in found], "receiving it, rightly or not", unit),
            Column(
                "Granted in error",
                [each.granted_in_error for each in found],
                "to whom it is granted in error",
                unit,
                SECOND,
            ),
            Column("Withheld", [each.withheld for each in found], "from whom it is withheld", unit, ACCENT),
        ),
        last="Receiving in the sample, at a time",
    ).panels(
        facts,
        f"Of 100,000 synthetic {noun}, {facts.mid(most.receiving)} receive {words_of(most.name)} at a time,"
        " on average over the run",
        "How many are on each list that is a benefit, on average over the run. Granted in error: on it, and"
        " not in the shadow, scored on a true record. Withheld: on it in the shadow alone. The two fall on"
        " different people, and neither makes up for the other. Weeks on a benefit stand under no ground.",
        f"Synthetic {noun} and benefits, {unit}",
    )


def notes(source: RunSource, facts: Facts, entity: str) -> Panels | None:
    """Return how many are on each list that is a note; None without any."""
    found = receiving.noted(source, entity)
    if not found:
        return None
    noun = NOUN[entity]
    unit = f"per 100,000 {noun} at a time"
    return Crossed(
        key=f"notes-{entity}",
        of=f"Synthetic {noun} {{}}, by note",
        head="Note",
        rows=[words_of(figure.at) for figure in found],
        columns=(Column("On it", found, "on a list that is a note", unit, SECOND),),
        last="In the sample, at a time",
    ).panels(
        facts,
        f"Lists that note something of synthetic {noun} and burden nobody by themselves, such as warnings",
        "How many are on each list that is a note, on average over the run. It is neither a burden nor a"
        " benefit; rules may ask for it, and what follows then stands with the list that they make.",
        f"Synthetic {noun} on notes, {unit}",
    )


def received(source: RunSource, facts: Facts) -> str:
    """Say how many persons receive which benefit, and who wrongly, as a sentence; nothing without any."""
    told = []
    for each in receiving.received(source, "person"):
        of = facts.about(words_of(each.name))
        said = f"{of.span(each.receiving)} receive {words_of(each.name)} at a time"
        if quotable(each.granted_in_error):
            said += f", {of.span(each.granted_in_error)} of them in error"
        if quotable(each.withheld):
            said += f", and from {of.span(each.withheld)} it is withheld whom a true record would give it"
        told.append(said)
    return f"Of every 100,000 synthetic people, {'; '.join(told)}." if told else ""
