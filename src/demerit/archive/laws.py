"""Conservation laws of the cube: sums that must hold in every run, whatever regime and society.

Each law is a sentence and one query that yields the rows which break it, so a reader can check a run with
nothing but DuckDB, and a report can print what was checked. All sums are of integers and exact. A law that
finds a row has found damage or an error in the engine; there is no tolerance.

Values of an axis balance one by one only where nobody moves between them while present
(`schema.CONSTANT_AXES`); on the others (age, tier, residence) only the sums over values do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import duckdb

from demerit.archive.manifest import Manifest
from demerit.archive.schema import ANY_LIST, CLASSES, CONSTANT_AXES, ENTERED_WRONGLY, OUTFLOWS, TABLES, Table

_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Law:
    """One law: its short name, its sentence, the table it is about, and the query of offending rows.

    The query's three columns say where, what was expected and what was found.
    """

    name: str
    sentence: str
    table: str
    query: str


@dataclass(frozen=True, slots=True)
class Breach:
    """Offending rows of one law: how many, and the first few as (where, expected, found)."""

    law: Law
    rows: int
    first: tuple[tuple[str, str, str], ...]


def breaches(
    connection: duckdb.DuckDBPyConnection, manifest: Manifest, laws: Sequence[Law] | None = None
) -> list[Breach]:
    """Return every law, of these or of all of the cube, that the tables in `connection` break.

    `connection` holds the tables of one run in its main schema (`reader.reader`); three temporary tables,
    `run_steps`, `run_dates` and `run_size`, are made in it for the laws' sake.
    """
    _prepare(connection, manifest)
    found = []
    for law in LAWS if laws is None else laws:
        try:
            rows = connection.execute(
                f"SELECT place, expected::VARCHAR, found::VARCHAR, count(*) OVER () FROM ({law.query})"
                f" AS broken(place, expected, found) ORDER BY place LIMIT {_SHOWN}"
            ).fetchall()
        except duckdb.DataError as error:  # no honest count comes near 2^63
            rows = [("some row", "sums below 2^63", str(error).splitlines()[0], 1)]
        if rows:
            first = tuple((str(place), str(expected), str(seen)) for place, expected, seen, _ in rows)
            found.append(Breach(law, int(rows[0][3]), first))
    return found


def _prepare(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> None:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE run_size AS"
        " SELECT $draws AS draws, $districts AS districts, $steps AS steps",
        {"draws": manifest.draws, "districts": manifest.districts, "steps": manifest.steps},
    )
    days = [manifest.calendar.date(step) for step in range(manifest.steps)]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE run_steps AS"
        " SELECT unnest($steps::BIGINT[]) AS step, unnest($quarters::VARCHAR[]) AS quarter",
        {
            "steps": list(range(manifest.steps)),
            "quarters": [f"{day.year}-Q{(day.month + 2) // 3}" for day in days],
        },
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE run_dates AS"
        " SELECT unnest($steps::BIGINT[]) AS step, unnest($dates::VARCHAR[]) AS date",
        {"steps": list(range(manifest.steps)), "dates": [day.isoformat() for day in days]},
    )


def _query(keys: tuple[str, ...], expected: str, found: str, source: str) -> str:
    """SQL of offending rows, each named by its `keys`, such as `draw 3, list black, step 17`."""
    place = " || ', ' || ".join(f"'{key} ' || \"{key}\"" for key in keys)
    return f"SELECT {place}, {expected}, {found} FROM {source}"


def _draws(table: Table) -> Law:
    source = f"{table.name}, run_size WHERE draw < 0 OR draw >= draws GROUP BY draw"
    return Law(
        f"{table.name}-draws",
        f"the draws of {table.name} are draws of the run",
        table.name,
        _query(("draw",), "'below ' || any_value(draws)", "draw", source),
    )


def _not_negative(table: Table) -> Law:
    names = ", ".join(f'"{name}"' for name in table.counts)
    source = f"(SELECT *, list_min([{names}]) AS worst FROM {table.name}) WHERE worst < 0"
    return Law(
        f"{table.name}-not-negative",
        f"no count of {table.name} is below zero",
        table.name,
        _query(table.keys, "'at least 0'", "worst", source),
    )


def _at_most(name: str, part: str, whole: str) -> Law:
    table = TABLES[name]
    return Law(
        f"{name}-{part}-within-{whole}".replace("_", "-"),
        f"{part} of {name} is at most {whole}",
        name,
        _query(table.keys, f"'at most ' || {whole}", part, f"{name} WHERE {part} > {whole}"),
    )


def _every_step(name: str) -> Law:
    keys = tuple(key for key in TABLES[name].keys if key != "step")
    source = (
        f"(SELECT {', '.join(keys)}, count(*) AS rows, min(step) AS first, max(step) AS last FROM {name}"
        " GROUP BY ALL), run_size WHERE rows <> steps OR first <> 0 OR last <> steps - 1"
    )
    return Law(
        f"{name}-every-step",
        f"{name} has one row for every step of the run",
        name,
        _query(keys, "steps || ' rows'", "rows || ' rows'", source),
    )


def _axes(name: str) -> Law:
    table = TABLES[name]
    keys = tuple(key for key in table.keys if key not in ("axis", "value"))
    listed, joined = ", ".join(keys), ", ".join((*keys, "axis"))
    sums = ", ".join(f'sum("{count}")::BIGINT AS "{count}"' for count in table.counts)
    source = f"""(
        WITH sums AS (SELECT {listed}, axis, {sums} FROM {name} GROUP BY ALL),
        parts AS (UNPIVOT (FROM sums WHERE axis <> 'all')
            ON {", ".join(f'"{count}"' for count in table.counts)} INTO NAME count VALUE part),
        wholes AS (UNPIVOT (FROM sums WHERE axis = 'all')
            ON {", ".join(f'"{count}"' for count in table.counts)} INTO NAME count VALUE whole),
        axes AS (SELECT DISTINCT entity, axis FROM sums WHERE axis <> 'all'),
        expected AS (SELECT w.* REPLACE (a.axis AS axis) FROM wholes w JOIN axes a USING (entity))
        SELECT {joined}, count, coalesce(part, 0) AS part, coalesce(whole, 0) AS whole
        FROM parts FULL JOIN expected USING ({joined}, count)
    ) WHERE part <> whole"""
    return Law(
        f"{name}-axes",
        f"on every axis, {name} adds up to all",
        name,
        _query((*keys, "axis", "count"), "whole", "part", source),
    )


def _quarter(column: str, name: str, weekly: str, low: str = "sum(total)") -> Law:
    """Law on a quarter's sum: between `low` and the sum over lists (or domains) of their weekly totals.

    Somebody on several lists counts once in a quarter and once in each list, so the sum is only a bound
    there; with one list `low` is the sum.
    """
    kind = {"people": "entity", "lists": "list", "attempts": "domain"}[name]
    source = f"""(
        WITH each AS (SELECT draw, quarter, {kind}, sum("{weekly}")::BIGINT AS total
            FROM {name} JOIN run_steps USING (step) WHERE entity = 'person' AND axis = 'all' GROUP BY ALL),
        weekly AS (SELECT draw, quarter, {low} AS low, sum(total) AS high FROM each GROUP BY ALL),
        quarterly AS (SELECT draw, quarter, sum("{column}") AS found FROM quarters GROUP BY ALL)
        SELECT draw, quarter, coalesce(low, 0) AS low, coalesce(high, 0) AS high, coalesce(found, 0) AS found
        FROM quarterly FULL JOIN weekly USING (draw, quarter)
    ) WHERE found NOT BETWEEN low AND high"""
    return Law(
        f"quarters-{column}".replace("_", "-"),
        f"{column} of a quarter add up from {weekly} of {name} in its steps",
        "quarters",
        _query(("draw", "quarter"), "low || ' to ' || high", "found", source),
    )


def _moment(measure: str) -> Law:
    if measure == "refusals":
        totals = (
            f"SELECT draw, entity, '{ANY_LIST}' AS list, step, sum(refusals)::BIGINT AS total FROM attempts"
            " WHERE axis = 'all' GROUP BY ALL"
        )
    else:
        totals = f"SELECT draw, entity, list, step, {measure} AS total FROM lists WHERE axis = 'all'"
    source = f"""(
        SELECT m.*, coalesce(total, 0) AS total
        FROM (FROM moments WHERE measure = '{measure}') m
        LEFT JOIN ({totals}) USING (draw, entity, list, step)
    ) WHERE sum_x <> total"""
    return Law(
        f"moments-{measure}".replace("_", "-"),
        f"the districts' {measure} add up to the run's",
        "moments",
        _query(("draw", "entity", "list", "step"), "total", "sum_x", source),
    )


_CONSTANT: Final = ", ".join(f"'{axis}'" for axis in CONSTANT_AXES)
_ONE_LIST: Final = "CASE WHEN count(*) = 1 THEN sum(total) ELSE 0 END"

_PEOPLE_BALANCE: Final = f"""(
    SELECT *, before + entered - died - "left" AS due FROM (
        SELECT *, lag(present) OVER (PARTITION BY draw, entity, axis, value ORDER BY step) AS before
        FROM people WHERE axis IN ({_CONSTANT}))
) WHERE present <> due"""

_LISTS_BALANCE: Final = f"""(
    SELECT *, coalesce(before, 0) + inflow - ({" + ".join(f"out_{kind}" for kind in OUTFLOWS)}) AS due FROM (
        SELECT *, lag(stock) OVER (PARTITION BY draw, entity, list, axis, value ORDER BY step) AS before
        FROM lists WHERE axis IN ({_CONSTANT}))
) WHERE stock <> due"""

_PRESENT: Final = """(
    SELECT l.*, coalesce(p.present, 0) AS present, coalesce(p.died, 0) AS died
    FROM lists l LEFT JOIN people p USING (draw, entity, step, axis, value)
) WHERE stock > present OR out_death > died"""

_SANCTION: Final = """(
    SELECT a.*, coalesce(s.stock, 0) AS stock
    FROM (FROM attempts WHERE refusals > 0 AND axis IN ('all', 'region')) a
    LEFT JOIN (SELECT draw, step + 1 AS step, axis, value, sum(stock) AS stock FROM lists GROUP BY ALL) s
    USING (draw, step, axis, value)
) WHERE stock = 0"""

_RECORDED: Final = """(
    SELECT a.*, coalesce(r.records, 0) AS records
    FROM (SELECT draw, entity, conduct, "group", sum(recorded) AS recorded FROM acts GROUP BY ALL) a
    LEFT JOIN (SELECT draw, entity, conduct, "group", sum(records) AS records
        FROM records WHERE truth = 'act' GROUP BY ALL) r
    USING (draw, entity, conduct, "group")
) WHERE recorded > records"""

_BY_TIER: Final = """(
    SELECT draw, entity, coalesce(p.records, 0) AS by_tier, coalesce(r.records, 0) AS records
    FROM (SELECT draw, entity, sum(records)::BIGINT AS records FROM points GROUP BY ALL) p
    FULL JOIN (SELECT draw, entity, sum(records)::BIGINT AS records FROM records GROUP BY ALL) r
    USING (draw, entity)
) WHERE by_tier <> records"""

_SPELLS: Final = f"""(
    WITH flows AS (UNPIVOT (
            SELECT draw, entity, list, max_by(stock, step)::BIGINT AS standing,
                {", ".join(f'sum(out_{kind})::BIGINT AS "{kind}"' for kind in OUTFLOWS)}
            FROM lists WHERE axis = 'all' GROUP BY ALL)
        ON standing, {", ".join(f'"{kind}"' for kind in OUTFLOWS)} INTO NAME exit VALUE flow),
    ended AS (SELECT draw, entity, list, exit, sum(count)::BIGINT AS spells FROM spells GROUP BY ALL)
    SELECT draw, entity, list, exit, coalesce(flow, 0) AS flow, coalesce(spells, 0) AS spells
    FROM flows FULL JOIN ended USING (draw, entity, list, exit)
) WHERE flow <> spells"""

_RELATIONS: Final = """(
    WITH weekly AS (
        SELECT draw, entity, list, quarter, sum(inflow)::BIGINT AS inflow,
            sum(through_true)::BIGINT AS through_true, sum(through_false)::BIGINT AS through_false
        FROM lists JOIN run_steps USING (step) WHERE axis = 'all' GROUP BY ALL),
    quarterly AS (
        SELECT draw, entity, list, quarter, sum(entries)::BIGINT AS entries,
            sum(weeks_true)::BIGINT AS weeks_true, sum(weeks_false)::BIGINT AS weeks_false
        FROM relations GROUP BY ALL)
    SELECT draw, entity, list, quarter, coalesce(inflow, 0) AS inflow, coalesce(entries, 0) AS entries,
        coalesce(through_true, 0) || ' true, ' || coalesce(through_false, 0) || ' false' AS weeks,
        coalesce(weeks_true, 0) || ' true, ' || coalesce(weeks_false, 0) || ' false' AS found
    FROM weekly FULL JOIN quarterly USING (draw, entity, list, quarter)
)"""

_SQUARES: Final = """(
    SELECT *, 'n ' || n || ', sums ' || sum_x || ' and ' || sum_n || ', of squares ' || sum_x2 || ' and '
        || sum_n2 || ', of products ' || sum_xn AS found
    FROM moments
), run_size WHERE n <> districts OR n::HUGEINT * sum_x2 < sum_x::HUGEINT * sum_x
    OR n::HUGEINT * sum_n2 < sum_n::HUGEINT * sum_n
    OR sum_xn::HUGEINT * sum_xn > sum_x2::HUGEINT * sum_n2"""

_MOMENT_PEOPLE: Final = """(
    SELECT m.*, coalesce(p.present, 0) AS present
    FROM moments m LEFT JOIN (FROM people WHERE axis = 'all') p USING (draw, entity, step)
) WHERE sum_n <> present"""

_ACTS_BY_STEP: Final = """(
    SELECT draw, entity, conduct, y.acts || ' acts, ' || y.deterred || ' let go' AS whole,
        s.acts || ' acts, ' || s.deterred || ' let go' AS found
    FROM (SELECT draw, entity, conduct, sum(acts)::BIGINT AS acts, sum(deterred)::BIGINT AS deterred
        FROM acts GROUP BY ALL) y
    FULL JOIN (SELECT draw, entity, conduct, sum(acts)::BIGINT AS acts, sum(deterred)::BIGINT AS deterred
        FROM acts_by_step GROUP BY ALL) s
    USING (draw, entity, conduct)
    WHERE y.acts IS DISTINCT FROM s.acts OR y.deterred IS DISTINCT FROM s.deterred
)"""

_WORK: Final = """(
    WITH jobs AS (SELECT draw, quarter, fifth, sum(jobs_lost)::BIGINT AS lost,
            sum(jobs_found)::BIGINT AS found, sum(working)::BIGINT AS working,
            sum(jobless)::BIGINT AS jobless FROM work GROUP BY ALL),
    there AS (SELECT draw, quarter, value AS fifth, sum(entered)::BIGINT AS entered,
            max_by(present, step)::BIGINT AS present
        FROM people JOIN run_steps USING (step) WHERE entity = 'person' AND axis = 'fifth' GROUP BY ALL)
    SELECT j.*, coalesce(entered, 0) AS entered, coalesce(present, 0) AS present,
        coalesce(lag(jobless) OVER (PARTITION BY draw, fifth ORDER BY quarter), 0) AS before
    FROM jobs j LEFT JOIN there USING (draw, quarter, fifth)
)"""

_MONEY: Final = """(
    SELECT draw, fifth, truth, sum(claimed)::BIGINT AS claimed, sum(paid)::BIGINT AS paid,
        sum(cancelled)::BIGINT AS cancelled, sum(refunded)::BIGINT AS refunded
    FROM money GROUP BY ALL
)"""

LAWS: Final[tuple[Law, ...]] = (
    *(_draws(table) for table in TABLES.values()),
    *(_not_negative(table) for table in TABLES.values() if table.counts),
    _every_step("people"),
    _every_step("lists"),
    Law(
        "people-balance",
        "present = present a step before + entered - died - left",
        "people",
        _query(TABLES["people"].keys, "due", "present", _PEOPLE_BALANCE),
    ),
    Law(
        "lists-balance",
        "stock = stock a step before (none before the first) + inflow - all outflows",
        "lists",
        _query(TABLES["lists"].keys, "due", "stock", _LISTS_BALANCE),
    ),
    _axes("people"),
    _axes("lists"),
    _axes("grades"),
    _axes("attempts"),
    _at_most("lists", ENTERED_WRONGLY, "inflow"),
    _at_most("lists", ENTERED_WRONGLY, "wrongful"),
    _at_most("lists", "without_act", "stock"),
    _at_most("lists", "unable", "stock"),
    _at_most("lists", "through_others", "stock"),
    Law(
        "wrongful-is-of-false-origin",
        "whoever would not be listed without false records is in a class of false origin",
        "lists",
        _query(
            TABLES["lists"].keys,
            "'at most ' || (unfounded + overcharged + through_false)",
            "wrongful",
            "lists WHERE wrongful > unfounded + overcharged + through_false",
        ),
    ),
    Law(
        "classes-share-the-stock",
        "everybody on a list stands in exactly one class of harm",
        "lists",
        _query(
            TABLES["lists"].keys,
            "stock",
            "classes",
            f"(SELECT *, {' + '.join(CLASSES)} AS classes FROM lists) WHERE classes <> stock",
        ),
    ),
    _at_most("attempts", "refusals", "attempts"),
    _at_most("attempts", "refusals_without_act", "refusals"),
    _at_most("attempts", "refusals_unable", "refusals"),
    _at_most("attempts", "gated", "attempts"),
    Law(
        "favours-are-of-attempts-that-succeed",
        "whoever is favoured or charged at an attempt is not refused at it",
        "attempts",
        _query(
            TABLES["attempts"].keys,
            "'at most ' || (attempts - refusals)",
            "greatest(favoured, charged)",
            "attempts WHERE greatest(favoured, charged) > attempts - refusals",
        ),
    ),
    _at_most("records", "records", "sightings"),
    _at_most("records", "misplaced", "records"),
    Law(
        "misplaced-are-without-the-act",
        "no record that stands on one's own act is misplaced",
        "records",
        _query(TABLES["records"].keys, "0", "misplaced", "records WHERE truth = 'act' AND misplaced > 0"),
    ),
    _at_most("acts", "recorded", "acts"),
    Law(
        "acts-by-step-are-acts",
        "acts and acts let go, step by step, add up to those by year",
        "acts_by_step",
        _query(
            ("draw", "entity", "conduct"),
            "coalesce(whole, 'no acts')",
            "coalesce(found, 'none')",
            _ACTS_BY_STEP,
        ),
    ),
    Law(
        "jobless-lost-a-job",
        "whoever is without the job was before, entered the society, or lost it and has not found one",
        "work",
        _query(
            ("draw", "quarter", "fifth"),
            "'at most ' || (before + entered + lost - found)",
            "jobless",
            f"{_WORK} WHERE jobless > before + entered + lost - found",
        ),
    ),
    Law(
        "workers-are-present",
        "whoever works, or is without the job, is there",
        "work",
        _query(
            ("draw", "quarter", "fifth"),
            "'at most ' || present",
            "working + jobless",
            f"{_WORK} WHERE working + jobless > present",
        ),
    ),
    _at_most("quarters", "listed_weeks", "person_weeks"),
    _at_most("quarters", "without_act_weeks", "listed_weeks"),
    _at_most("quarters", "unable_weeks", "listed_weeks"),
    _at_most("quarters", "through_weeks", "listed_weeks"),
    Law(
        "listed-are-present",
        "whoever is on a list, or dies on one, is there",
        "lists",
        _query(
            TABLES["lists"].keys,
            "'at most ' || present || ' listed, ' || died || ' died'",
            "stock || ' listed, ' || out_death || ' died'",
            _PRESENT,
        ),
    ),
    Law(
        "refusals-have-a-sanction",
        "where somebody is refused, somebody of the region was on a list at the end of the step before",
        "attempts",
        _query(TABLES["attempts"].keys, "'no refusals'", "refusals", _SANCTION),
    ),
    Law(
        "recorded-acts-have-records",
        "acts counted as recorded have at least as many true records",
        "acts",
        _query(("draw", "entity", "conduct", "group"), "'at most ' || records", "recorded", _RECORDED),
    ),
    Law(
        "records-by-tier",
        "records by tier add up to the records by source",
        "points",
        _query(("draw", "entity"), "records", "by_tier", _BY_TIER),
    ),
    Law(
        "money-is-paid-or-cancelled-once",
        "over a run, what is paid and what is cancelled is at most what was claimed",
        "money",
        _query(
            ("draw", "fifth", "truth"),
            "'at most ' || claimed",
            "paid + cancelled",
            f"{_MONEY} WHERE paid + cancelled > claimed",
        ),
    ),
    Law(
        "money-is-refunded-after-payment",
        "over a run, what is refunded is at most what was paid",
        "money",
        _query(
            ("draw", "fifth", "truth"),
            "'at most ' || paid",
            "refunded",
            f"{_MONEY} WHERE refunded > paid",
        ),
    ),
    _quarter("person_weeks", "people", "present"),
    _quarter("listed_weeks", "lists", "stock", low="max(total)"),
    _quarter("without_act_weeks", "lists", "without_act", low=_ONE_LIST),
    _quarter("unable_weeks", "lists", "unable", low=_ONE_LIST),
    _quarter("through_weeks", "lists", "through_others", low=_ONE_LIST),
    _quarter("entries", "lists", "inflow"),
    _quarter("refusals", "attempts", "refusals"),
    Law(
        "spells-are-flows",
        "spells that ended add up to the outflow of their kind, spells that stand to the last stock",
        "spells",
        _query(("draw", "entity", "list", "exit"), "flow", "spells", _SPELLS),
    ),
    Law(
        "relations-weeks",
        "the weeks of all relations are those on a list through others, true and false",
        "relations",
        _query(
            ("draw", "entity", "list", "quarter"),
            "weeks",
            "found",
            f"{_RELATIONS} WHERE weeks <> found",
        ),
    ),
    Law(
        "relations-entries",
        "entries that a tie began are at most the list's inflow",
        "relations",
        _query(
            ("draw", "entity", "list", "quarter"),
            "'at most ' || inflow",
            "entries",
            f"{_RELATIONS} WHERE entries > inflow",
        ),
    ),
    *(_moment(measure) for measure in ("stock", "inflow", "without_act", "unable", "refusals")),
    Law(
        "moments-are-of-districts",
        "moments are sums over the run's districts, their squares no smaller than the sums allow",
        "moments",
        _query(TABLES["moments"].keys, "'n ' || districts || ' and squares to match'", "found", _SQUARES),
    ),
    Law(
        "moments-have-the-people",
        "the entities present in the districts add up to the run's",
        "moments",
        _query(TABLES["moments"].keys, "present", "sum_n", _MOMENT_PEOPLE),
    ),
)
"""Every law, in the order in which they are checked."""
