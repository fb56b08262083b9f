"""Laws of what a listing or a record costs: attempts, what is stopped, what is offered, work and money."""

from __future__ import annotations

from typing import Final

from demerit.archive.laws.law import Law, at_most, law

_SANCTION: Final = """(
    SELECT a.*, coalesce(s.stock, 0) AS stock
    FROM (FROM attempts WHERE refusals > 0 AND axis IN ('all', 'region')) a
    LEFT JOIN (SELECT draw, step + 1 AS step, axis, value, sum(stock) AS stock FROM lists GROUP BY ALL) s
    USING (draw, step, axis, value)
) WHERE stock = 0"""

_STOPS: Final = """(
    SELECT a.*, coalesce(s.stock, 0) AS stock
    FROM (FROM stopped WHERE stopped > 0 AND axis IN ('all', 'region')) a
    LEFT JOIN (
        SELECT draw, step + 1 AS step, entity, axis, value, sum(stock) AS stock FROM lists GROUP BY ALL
    ) s
    USING (draw, step, entity, axis, value)
) WHERE stock = 0"""

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


_OFFERS: Final = """(
    SELECT draw, offer, fifth, sum(taken)::BIGINT AS taken, sum(passed)::BIGINT AS passed,
        sum(failed)::BIGINT AS failed
    FROM offers GROUP BY ALL
)"""

CONSEQUENCES: Final[tuple[Law, ...]] = (
    at_most("attempts", "refusals", "attempts"),
    at_most("attempts", "refusals_without_act", "refusals"),
    at_most("attempts", "refusals_could_not_pay", "refusals"),
    at_most("attempts", "mismatches", "attempts"),
    at_most("attempts", "gated", "attempts"),
    at_most("offers", "taken_in_error", "taken"),
    at_most("offers", "money_in_error", "money"),
    at_most("offers", "unlisted", "money"),
    law(
        "offers-end-once",
        "over a run, what is passed and failed of an offer was taken",
        "offers",
        "'at most ' || taken",
        "passed + failed",
        f"{_OFFERS} WHERE passed + failed > taken",
        ("draw", "offer", "fifth"),
    ),
    at_most("money", "overclaimed", "claimed"),
    law(
        "overclaimed-is-of-an-act",
        "what lies beyond an act's own amount is claimed of somebody who did it",
        "money",
        "'nothing overclaimed'",
        "overclaimed",
        "money WHERE truth <> 'act' AND overclaimed > 0",
    ),
    at_most("stopped", "obeyed", "stopped"),
    at_most("stopped", "wrongful", "stopped"),
    law(
        "stops-have-a-list",
        "where a list stops something, somebody of the region was on a list at the end of the step before",
        "stopped",
        "'nothing stopped'",
        "stopped",
        _STOPS,
    ),
    law(
        "favours-are-of-attempts-that-succeed",
        "whoever is favoured or charged at an attempt is not refused at it",
        "attempts",
        "'at most ' || (attempts - refusals - mismatches)",
        "greatest(favoured, charged)",
        "attempts WHERE greatest(favoured, charged) > attempts - refusals - mismatches",
    ),
    law(
        "refusals-have-a-sanction",
        "where somebody is refused, somebody of the region was on a list at the end of the step before",
        "attempts",
        "'no refusals'",
        "refusals",
        _SANCTION,
    ),
    law(
        "jobless-lost-a-job",
        "whoever is without the job was before, entered the society, or lost it and has not found one",
        "work",
        "'at most ' || (before + entered + lost - found)",
        "jobless",
        f"{_WORK} WHERE jobless > before + entered + lost - found",
        ("draw", "quarter", "fifth"),
    ),
    law(
        "workers-are-present",
        "whoever works, or is without the job, is there",
        "work",
        "'at most ' || present",
        "working + jobless",
        f"{_WORK} WHERE working + jobless > present",
        ("draw", "quarter", "fifth"),
    ),
    law(
        "money-is-paid-or-cancelled-once",
        "over a run, what is paid and what is cancelled is at most what was claimed",
        "money",
        "'at most ' || claimed",
        "paid + cancelled",
        f"{_MONEY} WHERE paid + cancelled > claimed",
        ("draw", "fifth", "truth"),
    ),
    law(
        "money-is-refunded-after-payment",
        "over a run, what is refunded is at most what was paid",
        "money",
        "'at most ' || paid",
        "refunded",
        f"{_MONEY} WHERE refunded > paid",
        ("draw", "fifth", "truth"),
    ),
)
"""Laws of attempts, of what is stopped and offered, of work and of money."""
