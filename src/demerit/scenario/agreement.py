"""What a regime and the society it is to run in must agree on.

A regime names conducts and attempts of the society's catalogue, and each is done by persons or by
organisations. Only a scenario knows both, so only here can a name be found missing, at its line in the
regime's file.
"""

from __future__ import annotations

from collections.abc import Iterator

from demerit.documents import Document
from demerit.documents.reading import Where
from demerit.errors import Problem, nearest_name
from demerit.mechanisms import declared
from demerit.mechanisms.debts.lowering import MOST_CLAIMED
from demerit.quantities import Money
from demerit.regime.model import Regime
from demerit.regime.parts import Consequence
from demerit.scenario.modelled import favours, refusals, working_sources
from demerit.society.recipe import Recipe


def disagreements(regime: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield what the regime names and the society does not have, or has for another entity.

    Args:
        regime: the form of a regime in one span between amendments.
        society: where it is to run.
        document: the regime's file, for the places of the problems.
    """
    yield from _conducts(regime, society, document)
    yield from _sources(regime, society, document)
    yield from _refusals(regime, society, document)
    yield from _gates(regime, society, document)
    yield from _favours(regime, society, document)
    yield from _debts(regime, society, document)
    yield from _matches(regime, society, document)
    yield from _chances(regime, document)
    for of_mechanism in declared("lowering", "disagreements"):
        yield from of_mechanism(regime, society, document)


def _conducts(regime: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield conducts that nobody in the society shows."""
    for name in regime.conducts:
        if name not in society.conducts:
            yield document.problem(
                ("conducts", name),
                f"the society {society.society} has no conduct {name!r}",
                found=name,
                key=True,
                allowed=", ".join(society.conducts),
                nearest=nearest_name(name, society.conducts),
                next_step="mend the name, or declare the conduct in a society of your own",
            )


def _sources(regime: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield conducts that a source reports on for those who do not show them."""
    for source_name, source in regime.sources.items():
        for conduct in source.sees:
            if conduct in society.conducts and society.conducts[conduct].by != source.entity:
                yield document.problem(
                    ("sources", source_name, "sees", conduct),
                    f"{conduct} is done by {society.conducts[conduct].by}s, "
                    f"and this source reports on {source.entity}s",
                    found=conduct,
                    key=True,
                    next_step="mend the source's `entity`, or see another conduct",
                )


def _refusals(regime: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield refusals of what nobody tries, or nobody of those on the list."""
    for name, consequence in refusals(regime).items():
        holds = regime.entity_of(consequence)
        lists = " and ".join(listed for listed, _ in regime.bearing(consequence))
        for kind, place in _kinds(name, consequence):
            if kind not in society.attempts:
                yield _not_tried(kind, place, society, document)
            elif society.attempts[kind].by != holds:
                yield document.problem(
                    place,
                    f"{kind} is tried by {society.attempts[kind].by}s, and the list {lists} holds {holds}s",
                    found=kind,
                    next_step="refuse what those on the list try",
                )


def _kinds(name: str, consequence: Consequence) -> Iterator[tuple[str, Where]]:
    """Yield the kinds of attempt that a consequence touches, each where it stands."""
    at: Where = ("consequences", name)
    for number, kind in enumerate(consequence.kinds):
        yield kind, (*at, consequence.form.key, number)


def _gates(regime: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield attempts that ask for the identifier and that nobody makes."""
    for number, domain in enumerate(regime.linkage.gates if regime.linkage else ()):
        if domain not in society.attempts:
            yield document.problem(
                ("linkage", "gates", number),
                f"nobody in the society {society.society} tries {domain!r}",
                found=domain,
                allowed=", ".join(society.attempts),
                nearest=nearest_name(domain, society.attempts),
                next_step="mend the name, or remove it",
            )


def _favours(regime: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield favours at what nobody tries or no person does, and costs in another currency."""
    unit = f"{society.incomes.currency} per case"
    for name, consequence in favours(regime).items():
        for kind, place in _kinds(name, consequence):
            if kind not in society.attempts:
                yield _not_tried(kind, place, society, document)
            elif society.attempts[kind].by != "person":
                yield document.problem(
                    place,
                    f"{kind} is tried by organisations, and favours and prices are for persons in this model",
                    found=kind,
                    next_step="favour what persons try",
                )
        if consequence.public_cost is not None and consequence.public_cost.unit != unit:
            yield document.problem(
                ("consequences", name, "public_cost"),
                f"this cost is in {consequence.public_cost.unit}, the society counts in {unit}",
                found=consequence.public_cost.unit,
                allowed=unit,
                next_step="mend the unit",
            )


def _debts(regime: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield conducts whose records are to claim money that the society does not put on them."""
    currency = society.incomes.currency
    for name, debt in regime.owing.items():
        conduct = society.conducts.get(name)
        if conduct is None:
            continue
        if conduct.by != "person":
            yield document.problem(
                debt.at,
                f"{name} is done by organisations, and debts are those of persons in this model",
                found=name,
                key=True,
                next_step="name conduct of persons",
            )
        elif isinstance(debt.amount, Money) and debt.amount.unit != currency:
            yield document.problem(
                (*debt.at, "amount"),
                f"this amount is in {debt.amount.unit}, the society counts in {currency}",
                found=debt.amount.unit,
                allowed=currency,
                next_step="mend the unit",
            )
        elif (amount := debt.amount if isinstance(debt.amount, Money) else conduct.amount) is None:
            yield document.problem(
                debt.at,
                f"the society {society.society} puts no amount of money on {name}",
                found=name,
                key=True,
                allowed=", ".join(each for each, it in society.conducts.items() if it.amount)
                or "none has one",
                next_step=f"add `amount: ... {currency}` to it in a society of your own",
            )
        elif (most := amount.most * debt.most_over) > MOST_CLAIMED:
            yield document.problem(
                debt.at,
                f"a debt for {name} could reach {most:,.0f}",
                found=name,
                key=True,
                allowed=f"at most {MOST_CLAIMED:,}",
                next_step="lower the penalty, or count in a larger currency",
            )


def _matches(regime: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield income tests in another currency, of organisations' conduct, or beyond what can be summed."""
    currency = society.incomes.currency
    for name, source in working_sources(regime).items():
        if (test := source.income_test) is None:
            continue
        place = ("sources", name, "income_test")
        for key in ("benefit", "free", "least"):
            unit = currency if key == "least" else f"{currency} per month"
            if (amount := getattr(test, key)).unit != unit:
                yield document.problem(
                    (*place, key),
                    f"this amount is in {amount.unit}, the society counts in {unit}",
                    found=amount.unit,
                    allowed=unit,
                    next_step="mend the unit",
                )
        if test.conduct in society.conducts and society.conducts[test.conduct].by != "person":
            yield document.problem(
                (*place, "conduct"),
                f"{test.conduct} is done by organisations, and incomes are those of persons",
                found=test.conduct,
                next_step="name conduct of persons",
            )
        over = regime.owing[test.conduct].most_over if test.conduct in regime.owing else 1
        if (most := test.benefit.most * test.months * over) > MOST_CLAIMED:
            yield document.problem(
                (*place, "benefit"),
                f"a debt for the benefits of {test.months} months could reach {most:,.0f}",
                found=str(test.benefit),
                allowed=f"at most {MOST_CLAIMED:,}",
                next_step="lower it or the penalty, or count in a larger currency",
            )


def _not_tried(kind: str, place: Where, society: Recipe, document: Document) -> Problem:
    """Return the problem of a consequence for what nobody tries."""
    return document.problem(
        place,
        f"nobody in the society {society.society} tries {kind!r}",
        found=kind,
        allowed=", ".join(society.attempts),
        nearest=nearest_name(kind, society.attempts),
        next_step="name one of its attempts",
    )


def _chances(regime: Regime, document: Document) -> Iterator[Problem]:
    """Yield combinations that would leave the range of a chance in some draw."""
    for at, bundle in regime.bundles.values():
        appeal, reasons = bundle.appeal, bundle.reasons
        if appeal is None or reasons is None:
            continue
        highest = [each.most for each in (appeal.chance, reasons.raises_appeal)]
        if highest[0] * highest[1] > 1:
            yield document.problem(
                (*at, "reasons", "raises_appeal"),
                f"with reasons the chance of an appeal could reach {highest[0] * highest[1]:.2f}",
                allowed="at most 1",
                next_step="lower it, or the chance of an appeal",
            )
