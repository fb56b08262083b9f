"""Laws of who is there and who is on lists: what comes in and what goes out makes what stands.

Values of an axis balance one by one only where nobody moves between them while present (`CONSTANT_AXES`); on
the others (age, tier, residence) only the sums over values do.
"""

from __future__ import annotations

from typing import Final

from demerit.archive.laws.law import Law, at_most, law
from demerit.counted.values import CONSTANT_AXES, ENTERED_WRONGLY, GROUNDS, GROUNDS_WRONGFUL, OUTFLOWS

_CONSTANT: Final = ", ".join(f"'{axis}'" for axis in CONSTANT_AXES)

_PEOPLE_BALANCE: Final = f"""(
    SELECT *, before + entered - died - "left" AS due FROM (
        SELECT *, lag(present) OVER (PARTITION BY draw, entity, axis, value ORDER BY step) AS before
        FROM people WHERE axis IN ({_CONSTANT}))
) WHERE present <> due"""

OF_LISTS: Final = ("lists", "benefits", "notes")
"""The tables of lists: those that are a burden, a benefit or a note."""

_FLOWS: Final = ", ".join(
    ("draw, entity, list, step, axis, value, stock, inflow", *(f"out_{kind}" for kind in OUTFLOWS))
)
_EVERY_LIST: Final = f"({' UNION ALL '.join(f'SELECT {_FLOWS} FROM {name}' for name in OF_LISTS)})"


def _balance(name: str) -> Law:
    return law(
        f"{name}-balance",
        "stock = stock a step before (none before the first) + inflow - all outflows",
        name,
        "due",
        "stock",
        f"""(
    SELECT *, coalesce(before, 0) + inflow - ({" + ".join(f"out_{kind}" for kind in OUTFLOWS)}) AS due FROM (
        SELECT *, lag(stock) OVER (PARTITION BY draw, entity, list, axis, value ORDER BY step) AS before
        FROM {name} WHERE axis IN ({_CONSTANT}))
) WHERE stock <> due""",
    )


def _present(name: str) -> Law:
    return law(
        "listed-are-present" if name == "lists" else f"{name}-are-of-people-present",
        "whoever is on a list, or dies on one, is there",
        name,
        "'at most ' || present || ' listed, ' || died || ' died'",
        "stock || ' listed, ' || out_death || ' died'",
        f"""(
    SELECT l.*, coalesce(p.present, 0) AS present, coalesce(p.died, 0) AS died
    FROM {name} l LEFT JOIN people p USING (draw, entity, step, axis, value)
) WHERE stock > present OR out_death > died""",
    )


_SPELLS: Final = f"""(
    WITH flows AS (UNPIVOT (
            SELECT draw, entity, list, max_by(stock, step)::BIGINT AS standing,
                {", ".join(f'sum(out_{kind})::BIGINT AS "{kind}"' for kind in OUTFLOWS)}
            FROM {_EVERY_LIST} WHERE axis = 'all' GROUP BY ALL)
        ON standing, {", ".join(f'"{kind}"' for kind in OUTFLOWS)} INTO NAME exit VALUE flow),
    ended AS (SELECT draw, entity, list, exit, sum(count)::BIGINT AS spells FROM spells GROUP BY ALL)
    SELECT draw, entity, list, exit, coalesce(flow, 0) AS flow, coalesce(spells, 0) AS spells
    FROM flows FULL JOIN ended USING (draw, entity, list, exit)
) WHERE flow <> spells"""

_RELATIONS: Final = """(
    WITH weekly AS (
        SELECT draw, entity, list, quarter, sum(inflow)::BIGINT AS inflow,
            sum(through_true)::BIGINT AS through_true, sum(through_false)::BIGINT AS through_false
        FROM (SELECT draw, entity, list, step, axis, inflow,
                through_others - through_others_wrongful AS through_true,
                through_others_wrongful AS through_false FROM lists
            UNION ALL SELECT draw, entity, list, step, axis, inflow, 0, 0 FROM benefits
            UNION ALL SELECT draw, entity, list, step, axis, inflow, 0, 0 FROM notes)
        JOIN run_steps USING (step) WHERE axis = 'all' GROUP BY ALL),
    quarterly AS (
        SELECT draw, entity, list, quarter, sum(entries)::BIGINT AS entries,
            sum(weeks_true)::BIGINT AS weeks_true, sum(weeks_false)::BIGINT AS weeks_false
        FROM relations GROUP BY ALL)
    SELECT draw, entity, list, quarter, coalesce(inflow, 0) AS inflow, coalesce(entries, 0) AS entries,
        coalesce(through_true, 0) || ' true, ' || coalesce(through_false, 0) || ' false' AS weeks,
        coalesce(weeks_true, 0) || ' true, ' || coalesce(weeks_false, 0) || ' false' AS found
    FROM weekly FULL JOIN quarterly USING (draw, entity, list, quarter)
)"""


STOCKS: Final[tuple[Law, ...]] = (
    law(
        "people-balance",
        "present = present a step before + entered - died - left",
        "people",
        "due",
        "present",
        _PEOPLE_BALANCE,
    ),
    *(_balance(name) for name in OF_LISTS),
    *(_present(name) for name in OF_LISTS),
    at_most("benefits", "granted_in_error", "stock"),
    at_most("benefits", "inflow_in_error", "inflow"),
    at_most("benefits", "inflow_in_error", "granted_in_error"),
    at_most("lists", ENTERED_WRONGLY, "inflow"),
    at_most("lists", ENTERED_WRONGLY, "wrongful"),
    at_most("lists", "without_act", "stock"),
    at_most("lists", "could_not_pay", "stock"),
    at_most("lists", "mixed", "own_terms"),
    at_most("lists", "by_measurement", "counted_for_more"),
    *(at_most("lists", f"{ground}_wrongful", ground) for ground in GROUNDS),
    law(
        "wrongful-inside-its-grounds",
        "whoever is not listed in the shadow is so under one ground, and none that holds in the shadow",
        "lists",
        "wrongful || ' under grounds, none as protected, slight or by own terms'",
        "found",
        f"(SELECT *, {' + '.join(GROUNDS_WRONGFUL)} AS found FROM lists) WHERE found <> wrongful"
        " OR protected_wrongful + slight_wrongful + own_terms_wrongful > 0",
    ),
    law(
        "no-act-is-through-others-or-unfounded",
        "whoever has no act of their own that keeps them there is listed through others or unfounded",
        "lists",
        "through_others + unfounded",
        "without_act",
        "lists WHERE without_act <> through_others + unfounded",
    ),
    law(
        "grounds-share-the-stock",
        "everybody on a list stands under exactly one ground",
        "lists",
        "stock",
        "grounds",
        f"(SELECT *, {' + '.join(GROUNDS)} AS grounds FROM lists) WHERE grounds <> stock",
    ),
    law(
        "spells-are-flows",
        "spells that ended add up to the outflow of their kind, spells that stand to the last stock",
        "spells",
        "flow",
        "spells",
        _SPELLS,
        ("draw", "entity", "list", "exit"),
    ),
    law(
        "relations-weeks",
        "the weeks of all relations are those on a list through others, true and false",
        "relations",
        "weeks",
        "found",
        f"{_RELATIONS} WHERE weeks <> found",
        ("draw", "entity", "list", "quarter"),
    ),
    law(
        "relations-entries",
        "entries that a tie began are at most the list's inflow",
        "relations",
        "'at most ' || inflow",
        "entries",
        f"{_RELATIONS} WHERE entries > inflow",
        ("draw", "entity", "list", "quarter"),
    ),
)
"""Laws of people, lists, spells and relations."""
