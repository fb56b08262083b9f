"""Laws of what people did and what stands on record of it: no more than was reported, or done."""

from __future__ import annotations

from typing import Final

from demerit.archive.laws.law import Law, at_most, law

_RECORDED: Final = """(
    SELECT a.*, coalesce(r.records, 0) AS records
    FROM (SELECT draw, entity, conduct, "group", sum(recorded) AS recorded FROM acts GROUP BY ALL) a
    LEFT JOIN (SELECT draw, entity, conduct, "group", sum(records) AS records
        FROM records WHERE truth = 'act' GROUP BY ALL) r
    USING (draw, entity, conduct, "group")
) WHERE recorded > records"""

_SO_FAR: Final = """(
    SELECT draw, entity, source, conduct, truth, "group", year,
        (sum(records) OVER so_far)::BIGINT AS begun, (sum(sightings) OVER so_far)::BIGINT AS seen
    FROM records
    WINDOW so_far AS (PARTITION BY draw, entity, source, conduct, truth, "group" ORDER BY year)
) WHERE begun > seen"""

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

_STRAINED: Final = "acts_by_step WHERE strained > acts + deterred - unable"

_NO_CONDUCT: Final = """(
    SELECT draw, entity, conduct FROM (SELECT DISTINCT draw, entity, conduct FROM acts_by_step) a
    ANTI JOIN conducts USING (draw, entity, conduct)
)"""

_BY_TIER: Final = """(
    SELECT draw, entity, coalesce(p.records, 0) AS by_tier, coalesce(r.records, 0) AS records
    FROM (SELECT draw, entity, sum(records)::BIGINT AS records FROM points GROUP BY ALL) p
    FULL JOIN (SELECT draw, entity, sum(records)::BIGINT AS records FROM records GROUP BY ALL) r
    USING (draw, entity)
) WHERE by_tier <> records"""


_CLAIMS: Final = """(
    SELECT draw, entity, list, sum(appealed)::BIGINT AS appealed, sum(won)::BIGINT AS won
    FROM claims WHERE axis = 'all' GROUP BY ALL
) WHERE won > appealed"""

RECORDS: Final[tuple[Law, ...]] = (
    law(
        "records-after-sightings",
        "no more records have begun by the end of a year than were reported by then",
        "records",
        "'at most ' || seen",
        "begun",
        _SO_FAR,
    ),
    at_most("records", "misplaced", "records"),
    at_most("claims", "appealed", "withheld"),
    law(
        "claims-are-won-after-appeal",
        "over a run, what is won of benefits withheld in error was appealed",
        "claims",
        "'at most ' || appealed",
        "won",
        _CLAIMS,
        ("draw", "entity", "list"),
    ),
    at_most("rulings", "stopped_at_review", "reviewed"),
    at_most("rulings", "stopped_at_hearing", "heard"),
    at_most("rulings", "won", "appealed"),
    at_most("records", "called_by_error", "sightings"),
    law(
        "misplaced-are-without-the-act",
        "no record that stands on one's own act is misplaced",
        "records",
        "0",
        "misplaced",
        "records WHERE truth = 'act' AND misplaced > 0",
    ),
    at_most("acts", "recorded", "acts"),
    law(
        "recorded-acts-have-records",
        "acts counted as recorded have at least as many true records",
        "acts",
        "'at most ' || records",
        "recorded",
        _RECORDED,
        ("draw", "entity", "conduct", "group"),
    ),
    law(
        "acts-by-step-are-acts",
        "acts and acts let go, step by step, add up to those by year",
        "acts_by_step",
        "coalesce(whole, 'no acts')",
        "coalesce(found, 'none')",
        _ACTS_BY_STEP,
        ("draw", "entity", "conduct"),
    ),
    at_most("acts_by_step", "unable", "acts"),
    law(
        "strained-acts-are-by-choice",
        "acts that only strain brings are among those by choice, done or let go",
        "acts_by_step",
        "'at most ' || acts + deterred - unable",
        "strained",
        _STRAINED,
    ),
    law(
        "acts-are-of-conducts",
        "every conduct that anybody does is one that the society declares",
        "conducts",
        "'one row'",
        "'none'",
        _NO_CONDUCT,
        ("draw", "entity", "conduct"),
    ),
    law(
        "gravity-is-0-to-5",
        "the gravity of a conduct goes from 0 to 5",
        "conducts",
        "'0 to 5'",
        "gravity",
        "conducts WHERE gravity > 5",
    ),
    law(
        "records-by-tier",
        "records by tier add up to the records by source",
        "points",
        "records",
        "by_tier",
        _BY_TIER,
        ("draw", "entity"),
    ),
)
"""Laws of acts, records and points."""
