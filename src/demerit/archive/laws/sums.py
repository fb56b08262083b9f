"""Laws of what is counted twice: quarters and sums over districts add up to what the steps say.

The two are kept beside the steps because they hold what steps do not: several traits together, and how far
districts differ.
"""

from __future__ import annotations

from typing import Final

from demerit.archive.laws.law import Law, at_most, law
from demerit.archive.laws.stocks import OF_LISTS
from demerit.counted.values import ANY_LIST, GROUNDS, MEASURES

_ONE_LIST: Final = "CASE WHEN count(*) = 1 THEN sum(total) ELSE 0 END"

_SQUARES: Final = """(
    SELECT *, sum(n) OVER (PARTITION BY draw, entity, list, step, measure) AS everywhere,
        'n ' || everywhere || ', sums ' || sum_x || ' and ' || sum_n || ', of squares ' || sum_x2 || ' and '
        || sum_n2 || ', of products ' || sum_xn AS found
    FROM moments
), run_size WHERE everywhere <> districts OR n::HUGEINT * sum_x2 < sum_x::HUGEINT * sum_x
    OR n::HUGEINT * sum_n2 < sum_n::HUGEINT * sum_n
    OR sum_xn::HUGEINT * sum_xn > sum_x2::HUGEINT * sum_n2"""

_MOMENT_PEOPLE: Final = """(
    SELECT m.*, coalesce(p.present, 0) AS present
    FROM (SELECT draw, entity, list, step, measure, sum(sum_n)::BIGINT AS sum_n FROM moments GROUP BY ALL) m
    LEFT JOIN (FROM people WHERE axis = 'all') p USING (draw, entity, step)
) WHERE sum_n <> present"""


def _quarter(column: str, name: str, weekly: str, low: str = "sum(total)") -> Law:
    """Law on a quarter's sum: between `low` and the sum over lists (or domains) of their weekly totals.

    Somebody on several lists counts once in a quarter and once in each list, so the sum is only a bound
    there; with one list `low` is the sum.
    """
    kind = {"people": "entity", "attempts": "domain"}.get(name, "list")
    source = f"""(
        WITH each AS (SELECT draw, quarter, {kind}, sum("{weekly}")::BIGINT AS total
            FROM {name} JOIN run_steps USING (step) WHERE entity = 'person' AND axis = 'all' GROUP BY ALL),
        weekly AS (SELECT draw, quarter, {low} AS low, sum(total) AS high FROM each GROUP BY ALL),
        quarterly AS (SELECT draw, quarter, sum("{column}") AS found FROM quarters GROUP BY ALL)
        SELECT draw, quarter, coalesce(low, 0) AS low, coalesce(high, 0) AS high, coalesce(found, 0) AS found
        FROM quarterly FULL JOIN weekly USING (draw, quarter)
    ) WHERE found NOT BETWEEN low AND high"""
    return law(
        f"quarters-{column}".replace("_", "-"),
        f"{column} of a quarter add up from {weekly} of {name} in its steps",
        "quarters",
        "low || ' to ' || high",
        "found",
        source,
        ("draw", "quarter"),
    )


def _moment(measure: str) -> Law:
    if measure == "refusals":
        totals = (
            f"SELECT draw, entity, '{ANY_LIST}' AS list, step, sum(refusals)::BIGINT AS total FROM attempts"
            " WHERE axis = 'all' GROUP BY ALL"
        )
    else:
        totals = f"SELECT draw, entity, list, step, {measure} AS total FROM lists WHERE axis = 'all'"
        if measure in ("stock", "inflow"):
            totals = " UNION ALL ".join(totals.replace("FROM lists", f"FROM {name}") for name in OF_LISTS)
    source = f"""(
        SELECT m.*, coalesce(total, 0) AS total
        FROM (SELECT draw, entity, list, step, sum(sum_x)::BIGINT AS sum_x FROM moments
            WHERE measure = '{measure}' GROUP BY ALL) m
        LEFT JOIN ({totals}) USING (draw, entity, list, step)
    ) WHERE sum_x <> total"""
    return law(
        f"moments-{measure}".replace("_", "-"),
        f"the districts' {measure} add up to the run's",
        "moments",
        "total",
        "sum_x",
        source,
        ("draw", "entity", "list", "step"),
    )


_SCORES: Final = """(
    SELECT draw, entity, quarter, score,
        coalesce(g.recorded, 0) || ' and ' || coalesce(g.shadow, 0) AS graded,
        coalesce(s.recorded, 0) || ' and ' || coalesce(s.shadow, 0) AS scored
    FROM (SELECT draw, entity, quarter, score, sum(recorded)::BIGINT AS recorded,
            sum(shadow)::BIGINT AS shadow
        FROM grades WHERE axis = 'all' GROUP BY ALL) g
    FULL JOIN (SELECT draw, entity, quarter, score, sum(recorded)::BIGINT AS recorded,
            sum(shadow)::BIGINT AS shadow
        FROM scores GROUP BY ALL) s
    USING (draw, entity, quarter, score)
) WHERE graded <> scored"""

_GROUND_WEEKS: Final = """(
    WITH listed AS (SELECT draw, quarter, sum(listed_weeks)::BIGINT AS listed FROM quarters GROUP BY ALL),
    found AS (SELECT draw, quarter, sum(weeks)::BIGINT AS weeks FROM grounds GROUP BY ALL)
    SELECT draw, quarter, coalesce(listed, 0) AS listed, coalesce(weeks, 0) AS weeks
    FROM listed FULL JOIN found USING (draw, quarter)
) WHERE listed <> weeks"""

_SUM: Final = " + ".join(GROUNDS)
_REFUSALS: Final = f"""(
    WITH tried AS (SELECT draw, entity, domain, quarter, axis, value, sum(refusals)::BIGINT AS tried
        FROM attempts JOIN run_steps USING (step) GROUP BY ALL),
    found AS (SELECT draw, entity, domain, quarter, axis, value, {_SUM} AS found FROM refusals)
    SELECT draw, entity, domain, quarter, axis, value, coalesce(tried, 0) AS tried,
        coalesce(found, 0) AS found
    FROM tried FULL JOIN found USING (draw, entity, domain, quarter, axis, value)
) WHERE tried <> found"""
_REFUSED: Final = """(
    WITH tried AS (SELECT draw, entity, left(quarter, 4)::BIGINT AS year, axis, value,
            sum(refusals + mismatches)::BIGINT AS tried
        FROM attempts JOIN run_steps USING (step) GROUP BY ALL),
    found AS (SELECT draw, entity, year, axis, value, sum(entities)::BIGINT AS found
        FROM refused GROUP BY ALL)
    SELECT draw, entity, year, axis, value, coalesce(tried, 0) AS tried, found
    FROM found LEFT JOIN tried USING (draw, entity, year, axis, value)
) WHERE found > tried"""

SUMS: Final[tuple[Law, ...]] = (
    law(
        "refusals-have-grounds",
        "every refusal stands under exactly one ground",
        "refusals",
        "tried",
        "found",
        _REFUSALS,
    ),
    law(
        "refusals-wrongful-within-all",
        "wrongful of refusals is at most all of them",
        "refusals",
        f"'at most ' || ({_SUM})",
        "wrongful",
        f"refusals WHERE wrongful > {_SUM}",
    ),
    law(
        "refused-were-refused",
        "whoever is refused in a year is refused at some attempt of it",
        "refused",
        "'at most ' || tried",
        "found",
        _REFUSED,
        ("draw", "entity", "year", "axis", "value"),
    ),
    law(
        "refused-before-is-before",
        "the year in which somebody was last refused lies before",
        "refused",
        "'before ' || year",
        "before",
        "refused WHERE before >= year",
    ),
    law(
        "scores-are-graded",
        "whoever has a score has a grade: both count the same people, as recorded and in the shadow",
        "scores",
        "graded",
        "scored",
        _SCORES,
        ("draw", "entity", "quarter", "score"),
    ),
    at_most("quarters", "listed_weeks", "person_weeks"),
    at_most("quarters", "without_act_weeks", "listed_weeks"),
    at_most("quarters", "could_not_pay_weeks", "listed_weeks"),
    at_most("quarters", "through_weeks", "listed_weeks"),
    _quarter("person_weeks", "people", "present"),
    _quarter("listed_weeks", "lists", "stock", low="max(total)"),
    _quarter("without_act_weeks", "lists", "without_act", low=_ONE_LIST),
    _quarter("could_not_pay_weeks", "lists", "could_not_pay", low=_ONE_LIST),
    _quarter("through_weeks", "lists", "through_others", low=_ONE_LIST),
    _quarter("entries", "lists", "inflow"),
    at_most("quarters", "receiving_weeks", "person_weeks"),
    _quarter("receiving_weeks", "benefits", "stock", low="max(total)"),
    _quarter("refusals", "attempts", "refusals"),
    at_most("grounds", "wrongful", "weeks"),
    law(
        "grounds-share-the-listed-weeks",
        "every person-week on any list stands under exactly one ground",
        "grounds",
        "listed",
        "weeks",
        _GROUND_WEEKS,
        ("draw", "quarter"),
    ),
    *(_moment(measure) for measure in MEASURES),
    law(
        "moments-are-of-districts",
        "moments are sums over the run's districts, their squares no smaller than the sums allow",
        "moments",
        "'n ' || districts || ' and squares to match'",
        "found",
        _SQUARES,
    ),
    law(
        "moments-have-the-people",
        "the entities present in the districts add up to the run's",
        "moments",
        "present",
        "sum_n",
        _MOMENT_PEOPLE,
        ("draw", "entity", "list", "step", "measure"),
    ),
)
"""Laws of quarters and moments."""
