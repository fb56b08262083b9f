"""Laws of the panel: what must hold in the life of every person that a run keeps.

Each is a sentence and one query of the rows that break it. They say that the entries of a life
follow from each other: a score from its points, a refusal from a listing, a listing from what carries it, a
record from a ruling, a ruling from a sighting. That the entries are those of the run, only a replay can say.
"""

from __future__ import annotations

from typing import Final

from demerit.archive.laws.law import Law

_WHERE: Final = "person || ', entry ' || entry"
_CARRIES: Final = """
    SELECT person, entry, step, "by" AS list, 1 AS change FROM panel_ledger WHERE kind = 'record'
    UNION ALL
    SELECT person, entry, step, "by", -1 FROM panel_ledger WHERE kind = 'record ceases'
    UNION ALL
    SELECT person, entry, step, what, CASE WHEN kind IN ('tie carries', 'condition holds') THEN 1 ELSE -1 END
    FROM panel_ledger
    WHERE kind IN ('tie carries', 'tie ceases', 'condition holds', 'condition ceases')
"""


def _law(name: str, sentence: str, table: str, query: str) -> Law:
    return Law(f"panel-{name}", sentence, table, query)


def _score(table: str, kind: str) -> Law:
    return _law(
        kind.replace(" ", "-"),
        f"a {kind} is its start plus the sum of its entries, one by one",
        table,
        f"""SELECT {_WHERE}, due, after FROM (
            SELECT *, sum(amount) OVER (PARTITION BY person, what ORDER BY entry) AS due
            FROM {table} WHERE kind = '{kind}') WHERE after <> due""",
    )


def _known(table: str) -> Law:
    return _law(
        f"{table.removeprefix('panel_')}-people",
        f"whoever has entries in {table} is in the panel, and was there at the time",
        table,
        f"""SELECT e.person || ', entry ' || e.entry, 'steps ' || p.enters || ' to ' || p.leaves, e.step
            FROM {table} e LEFT JOIN (SELECT DISTINCT person, enters, leaves FROM panel_people) p
            USING (person)
            WHERE p.person IS NULL OR e.step < p.enters OR e.step > p.leaves""",
    )


def _traces(kind: str, to: str, outcome: str = "") -> Law:
    """Every entry of `kind` has an entry of the kind `to` of the same case before it."""
    condition = f" AND outcome = '{outcome}'" if outcome else ""
    return _law(
        f"{kind}-has-{to}".replace(" ", "-"),
        f"every {kind} goes back to a {outcome} {to}".replace("  ", " "),
        "panel_ledger",
        f"""SELECT e.person || ', entry ' || e.entry, '{to} of case ' || e."case", 'none'
            FROM (FROM panel_ledger WHERE kind = '{kind}') e
            LEFT JOIN (SELECT person, "case", min(entry) AS first FROM panel_ledger
                WHERE kind = '{to}'{condition} GROUP BY ALL) o USING (person, "case")
            WHERE first IS NULL OR first > entry""",
    )


PANEL_LAWS: Final[tuple[Law, ...]] = (
    *(
        _law(
            f"{table.removeprefix('panel_')}-draw",
            f"everybody in {table} is of draw 0",
            table,
            f"SELECT person, 0, draw FROM {table} WHERE draw <> 0",
        )
        for table in ("panel_people", "panel_truth", "panel_ledger")
    ),
    _known("panel_truth"),
    _known("panel_ledger"),
    *(
        _law(
            f"{table.removeprefix('panel_')}-dates",
            f"the date of an entry in {table} is the first day of its step",
            table,
            f"""SELECT e.person || ', entry ' || e.entry, d.date, e.date
                FROM {table} e LEFT JOIN run_dates d USING (step) WHERE d.date IS DISTINCT FROM e.date""",
        )
        for table in ("panel_truth", "panel_ledger")
    ),
    _score("panel_ledger", "score"),
    _score("panel_truth", "shadow score"),
    _law(
        "refused-is-listed",
        "whoever is refused was on each list that refuses when the step began",
        "panel_ledger",
        """SELECT r.person || ', entry ' || r.entry, 'on ' || r.list, coalesce(sum(l.change), 0) FROM (
                SELECT person, entry, step, unnest(string_split("by", ', ')) AS list
                FROM panel_ledger WHERE kind = 'refused') r
            LEFT JOIN (SELECT person, entry, step, what AS list,
                    CASE kind WHEN 'listed' THEN 1 ELSE -1 END AS change
                FROM panel_ledger WHERE kind IN ('listed', 'off the list')) l
            ON l.person = r.person AND l.list = r.list AND l.entry < r.entry
                AND (l.change < 0 OR l.step < r.step)
            GROUP BY r.person, r.entry, r.list HAVING coalesce(sum(l.change), 0) <> 1""",
    ),
    _law(
        "listed-is-carried",
        "a listing begins when a record, a tie or a condition carries it",
        "panel_ledger",
        f"""SELECT l.person || ', entry ' || l.entry, 'something that carries ' || l.what, 'nothing'
            FROM (FROM panel_ledger WHERE kind = 'listed') l
            LEFT JOIN ({_CARRIES}) c ON c.person = l.person AND c.list = l.what AND c.entry < l.entry
            GROUP BY l.person, l.entry, l.what HAVING coalesce(sum(c.change), 0) < 1""",
    ),
    _traces("record", "ruling", "recorded"),
    _traces("ruling", "sighting"),
    _law(
        "sightings-are-true-or-false",
        "every sighting is told apart by the lab: of an act of this case, or of none",
        "panel_truth",
        """SELECT s.person || ', entry ' || s.entry,
                CASE WHEN a."case" IS NULL THEN 'of no act' ELSE 'of an act' END,
                coalesce(t.outcome, 'nothing')
            FROM (FROM panel_ledger WHERE kind = 'sighting') s
            LEFT JOIN (FROM panel_truth WHERE kind = 'sighting') t USING (person, entry)
            LEFT JOIN (SELECT DISTINCT person, "case" FROM panel_truth WHERE kind = 'act') a
                ON a.person = s.person AND a."case" = s."case"
            WHERE t.outcome IS DISTINCT FROM
                CASE WHEN a."case" IS NULL THEN 'of no act' ELSE 'of an act' END""",
    ),
)
"""Every law of the panel, in the order in which they are checked."""
