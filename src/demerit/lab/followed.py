"""Two lives of a run's panel for its report: one listed without the act, one by the rule's own terms.

A report of counts alone leaves open what a week on a list is made of, and a life picked by hand says more of
who picked it. So the two are picked by a rule: of all in the panel who fit, the one in the middle by refusals
during the time on the list. Everything about them stands in the panel. Only what lay behind the listing of
somebody through whom another is listed is walked again, because that other may be in no panel.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import duckdb

    from demerit.archive.manifest import Manifest
    from demerit.explain import Spell, Trace
    from demerit.report.lives import Followed
    from demerit.scenario.resolve import Resolved

CASES: Final = ("listed", "wrongly listed", "through others")
"""Parts of the panel in which the two are looked for."""
SEVERE, SLIGHT = 3, 1
"""From which severity, up to which gravity of conduct, the ground of a listing is slight conduct."""

_ENTRIES = """
    SELECT person, coalesce(ledger.entry, truth.entry) AS entry, coalesce(ledger.step, truth.step) AS step,
        coalesce(ledger.date, truth.date) AS date, coalesce(ledger.kind, truth.kind) AS kind,
        coalesce(ledger.what, truth.what) AS what, coalesce(ledger."by", truth."by") AS "by",
        CASE WHEN ledger.kind = 'sighting' THEN truth.outcome ELSE coalesce(ledger.outcome, truth.outcome) END
            AS outcome,
        coalesce(ledger.amount, truth.amount) AS amount, coalesce(ledger.after, truth.after) AS after,
        coalesce(ledger."case", truth."case") AS "case",
        CASE WHEN ledger.kind IS NULL THEN 'lab' ELSE 'record' END AS known_to
    FROM panel_ledger AS ledger FULL JOIN panel_truth AS truth USING (person, entry)
    WHERE person IN (SELECT person FROM panel_people WHERE list_contains(?, part))
    ORDER BY person, entry
"""
_PEOPLE = """
    SELECT district, slot, occupant, enters, leaves, born, sex, tier, "group", fifth, region, residence, role
    FROM panel_people WHERE person = ? LIMIT 1
"""


class _Row(NamedTuple):
    """An entry as the panel keeps it; a sighting with what only the lab knows of it."""

    person: str
    entry: int
    step: int
    date: str
    kind: str
    what: str
    by: str
    outcome: str
    amount: int
    after: int
    case: int
    known_to: str


class _Fit(NamedTuple):
    """Somebody who fits, with the time on a list to tell of."""

    refused: int
    person: str
    spell: Spell


def followed(folder: Path, manifest: Manifest) -> Followed:
    """Return the two lives that the report of a verified run tells."""
    from demerit.archive.reader import reader
    from demerit.lab.reopening import reopened
    from demerit.report.lives import Followed

    if not manifest.has_panel:
        return Followed(people=0)
    resolved = reopened(folder)
    with reader(folder, companions=False) as connection:
        count = connection.execute("SELECT count(DISTINCT person) FROM panel_people").fetchone()
        lives: dict[str, list[_Row]] = defaultdict(list)
        for values in connection.execute(_ENTRIES, [list(CASES)]).fetchall():
            row = _Row(*values)
            lives[row.person].append(row)
        without = _fitting(lives, _without_act)
        through = _fitting(lives, _through_others) if not without else []
        own = _fitting(lives, _by_terms(resolved))
        told = {
            name: _told(folder, manifest, resolved, connection, lives, fits)
            for name, fits in (("wrongly", without or through), ("own", own))
        }
    return Followed(
        people=int(count[0]) if count else 0,
        wrongly=told["wrongly"],
        wrongly_fit=len(without or through),
        own=told["own"],
        own_fit=len(own),
    )


_Rule = Callable[[Sequence[_Row], Sequence["Spell"]], "Spell | None"]
"""Which time on a list makes somebody fit, if any."""


def _fitting(lives: dict[str, list[_Row]], rule: _Rule) -> list[_Fit]:
    from demerit.explain import spells
    from demerit.mechanisms.attempts.words import REFUSED

    found = []
    for person, rows in lives.items():
        spell = rule(rows, spells(rows))
        if spell is not None:
            refused = sum(
                row.kind == REFUSED.name
                and spell.list in row.by.split(", ")
                and row.step > spell.begins
                and (spell.ends is None or row.step <= spell.ends)
                for row in rows
            )
            found.append(_Fit(refused, person, spell))
    return sorted(found, key=lambda fit: (fit.refused, fit.person))


def _false(rows: Sequence[_Row]) -> set[int]:
    from demerit.mechanisms.sources.words import SIGHTING

    return {row.case for row in rows if row.kind == SIGHTING.name and row.outcome == "of no act"}


def _without_act(rows: Sequence[_Row], found: Sequence[Spell]) -> Spell | None:
    false = _false(rows)
    return next((spell for spell in found if spell.wrongful and false & set(spell.cases)), None)


def _through_others(rows: Sequence[_Row], found: Sequence[Spell]) -> Spell | None:
    return next((spell for spell in found if spell.through), None)


def _by_terms(resolved: Resolved) -> _Rule:
    """Return the rule of who is listed by the rule's own terms, and never falsely or through others."""
    from demerit.mechanisms.lists.words import RECORD_BEGINS
    from demerit.regime.amendments import epochs
    from demerit.scenario.modelled import burdens

    hard = {
        listed
        for _, form in epochs(resolved.regime)
        for name, it in burdens(form).items()
        for listed, _ in it.form.brought_by(form, it)
        if it.severity_in(resolved.society) >= SEVERE
    }
    conducts = resolved.society.conducts

    def counts(row: _Row, listed: str) -> bool:
        conduct = conducts[row.what]
        return conduct.protected is None and (conduct.gravity > SLIGHT or listed not in hard)

    def rule(rows: Sequence[_Row], found: Sequence[Spell]) -> Spell | None:
        if any(spell.wrongful or spell.through for spell in found):
            return None
        false = _false(rows)
        for spell in found:
            if false & set(spell.cases):
                continue
            held = [row for row in rows if row.kind == RECORD_BEGINS.name and row.case in spell.cases]
            if any(counts(row, spell.list) for row in held):
                return spell
        return None

    return rule


def _told(
    folder: Path,
    manifest: Manifest,
    resolved: Resolved,
    connection: duckdb.DuckDBPyConnection,
    lives: dict[str, list[_Row]],
    fits: Sequence[_Fit],
) -> tuple[Trace, Spell] | None:
    """Return the life in the middle of those who fit, and the time to tell of; None where nobody does."""
    from demerit.archive.persons import Place
    from demerit.explain import traced
    from demerit.lab.lives import behind, facts_of, person_of

    if not fits:
        return None
    fit = fits[len(fits) // 2]
    query = connection.execute(_PEOPLE, [fit.person])
    names = [column for column, *_ in query.description or ()]
    facts: dict[str, Any] = dict(zip(names, query.fetchone() or (), strict=True))
    calendar, place = manifest.calendar, Place(facts["district"], facts["slot"], facts["occupant"])
    entries = [{k: v for k, v in row._asdict().items() if k != "person"} for row in lives[fit.person]]
    trace = traced(
        folder,
        facts_of(manifest, resolved, 0),
        person_of(calendar, place, facts),
        entries,
        behind(resolved, place, 0, entries) if fit.spell.through else (),
        (),
        facts["leaves"],
    )
    return trace, fit.spell
