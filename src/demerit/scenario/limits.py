"""What the tables and counts of a run have room for, asked of files before anything is run.

Single numbers have bounds where they are declared. Here stand those that only together grow too large: lists
and grades of all forms of a regime, records of one person, money summed over a run. Each is refused at
a line, with the bound, so that no count can ever pass the whole number that holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from demerit.counted.values import MOST_GRADES
from demerit.documents import Document
from demerit.errors import Problem
from demerit.mechanisms.lists.lowering_ways import MOST_WAYS, ways_of
from demerit.mechanisms.scores.language_named import MOST_SCORES
from demerit.mechanisms.triggers.language import MOST_TRIGGERS, triggers_of
from demerit.quantities import DAYS_PER_YEAR, Money
from demerit.regime.model import Regime
from demerit.scenario.codes import MAX_LISTS
from demerit.scenario.model import Scenario
from demerit.scenario.modelled import favours, working_sources
from demerit.society.recipe import Recipe

MOST_IN_FORCE = 60_000
"""Records that one person may have in force: 16 bits count them, chance being left some room."""
MOST_MONEY = 1 << 62
"""The most money that all debts, or all favours, of a run may come to."""


def beyond_engine(forms: Sequence[Regime], document: Document) -> Iterator[Problem]:
    """Yield where a regime has more of something than the engine holds, whatever the society.

    Args:
        forms: its dated forms, all of them.
        document: the regime's file.
    """
    lists = dict.fromkeys(name for form in forms for name in form.lists)
    if len(lists) > MAX_LISTS:
        yield document.problem(
            ("lists",),
            f"a regime has at most {MAX_LISTS} lists, those of its amendments among them",
            found=str(len(lists)),
            allowed=f"at most {MAX_LISTS}",
            next_step="join lists, or make two regimes",
        )
    many = len(list(ways_of(forms, list(lists))))
    if many > MOST_WAYS:
        yield document.problem(
            ("lists",),
            f"a regime has at most {MOST_WAYS} ways onto its lists, those of its amendments among them",
            found=str(many),
            allowed=f"at most {MOST_WAYS}",
            next_step="join the conditions or the conducts of some ways",
        )
    rules = dict.fromkeys(name for form in forms for name in triggers_of(form))
    if len(rules) > MOST_TRIGGERS:
        yield document.problem(
            ("triggers",),
            f"a regime has at most {MOST_TRIGGERS} triggers, those of its amendments among them",
            found=str(len(rules)),
            allowed=f"at most {MOST_TRIGGERS}",
            next_step="join triggers that have one event",
        )
    for form in forms:
        for name, score in form.scores.items():
            if len(score.grades) > MOST_GRADES:
                yield document.problem(
                    ("scores", name, "grades"),
                    f"a score has at most {MOST_GRADES} grades",
                    found=str(len(score.grades)),
                    allowed=f"at most {MOST_GRADES}",
                    next_step="join grades",
                )
    names = dict.fromkeys(name for form in forms for name in form.scores)
    if len(names) > MOST_SCORES:
        yield document.problem(
            ("scores",),
            f"a regime keeps at most {MOST_SCORES} scores, those of its amendments among them",
            found=str(len(names)),
            allowed=f"at most {MOST_SCORES}",
            next_step="join scores, or make two regimes",
        )


def beyond_counts(
    scenario: Scenario, forms: Sequence[Regime], society: Recipe, slots: int, document: Document
) -> Iterator[Problem]:
    """Yield what a run of these files could count beyond the numbers that hold it.

    Args:
        scenario: when and how long.
        forms: the regime's dated forms.
        society: where it runs.
        slots: places of persons in all districts.
        document: the regime's file.
    """
    years = Decimal(scenario.calendar.steps * scenario.calendar.step_days) / DAYS_PER_YEAR
    for form in forms:
        records = {name: _records_a_year(form, society, name) for name in form.conducts}
        if (most := years * sum(records.values(), Decimal(0))) > MOST_IN_FORCE:
            yield document.problem(
                ("conducts",),
                f"in {years:.0f} years one person could come to {most:,.0f} records",
                found=", ".join(f"{name} {a_year:,.0f} a year" for name, a_year in records.items()),
                allowed=f"at most {MOST_IN_FORCE:,}",
                next_step="run fewer years, or lower the ceilings of these conducts in the society",
            )
        for place, sums in (
            ("debts", _claimed(form, society, records)),
            ("consequences", _cost(form, society)),
        ):
            if (most := sums * years * slots) > MOST_MONEY:
                yield document.problem(
                    (place,),
                    f"over all people and years this could sum to {most:.1e} in money",
                    allowed=f"at most {MOST_MONEY:.1e}",
                    next_step="run fewer people or years, or count in a larger currency",
                )


def _records_a_year(form: Regime, society: Recipe, conduct: str) -> Decimal:
    """Return how many records of a conduct one person or organisation could have a year at most, by rates."""
    done = society.conducts.get(conduct)
    found = done.rate.most * done.ceiling if done is not None else Decimal(0)
    for source in working_sources(form).values():
        if conduct in source.sees and source.false_records is not None:
            factors = source.false_records_by.values if source.false_records_by is not None else {}
            found += source.false_records.most * max((each.most for each in factors.values()), default=1)
        if source.income_test is not None and source.income_test.conduct == conduct:
            found += DAYS_PER_YEAR / max(Decimal(1), source.income_test.every.days)
    return found


def _claimed(form: Regime, society: Recipe, records: dict[str, Decimal]) -> Decimal:
    """Return how much money records could claim of one person a year at most."""
    found = Decimal(0)
    for name, debt in form.owing.items():
        conduct = society.conducts.get(name)
        amount = debt.amount if isinstance(debt.amount, Money) else conduct.amount if conduct else None
        if conduct is not None and amount is not None:
            found += records[name] * amount.most * debt.most_over
    for source in working_sources(form).values():
        if (test := source.income_test) is not None and test.conduct in form.owing:
            sums = records[test.conduct] * test.benefit.most * test.months
            found += sums * form.owing[test.conduct].most_over
    return found


def _cost(form: Regime, society: Recipe) -> Decimal:
    """Return how much favours to one person could cost a year at most."""
    found = Decimal(0)
    for favour in favours(form).values():
        for kind in favour.kinds:
            tried = society.attempts.get(kind)
            if tried is not None and favour.public_cost is not None:
                found += tried.rate.most * tried.ceiling * favour.public_cost.most
    return found
