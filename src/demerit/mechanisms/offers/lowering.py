"""M22, M23, lowered: what is open to whom in each span, how people answer, and when it is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Any, NamedTuple, Self, get_args

import numpy as np

from demerit.chance import PoissonTables, poisson_tables, probability
from demerit.chance.tables import DAYS_PER_YEAR
from demerit.documents import Document
from demerit.errors import Problem
from demerit.mechanisms.offers.counts import OFFERED, OfferKind
from demerit.mechanisms.offers.language import Offer
from demerit.mechanisms.offers.society import Answer
from demerit.regime.model import Regime
from demerit.scenario import spans
from demerit.scenario.codes import Blocks, Ints, Keys, Rows
from demerit.scenario.conditions import NO_CONDITION
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import Q30, chance_of, ints, whole
from demerit.scenario.rates import points
from demerit.society.recipe import Recipe
from demerit.society.traits import FIFTHS, SLOTS

Q32 = 1 << 32
_A = {kind: f"an {kind}" if kind == "exam" else f"a {kind}" for kind in get_args(OfferKind)}
NO_LIST = -1
NOBODY, ALL = -(1 << 40), 1 << 40
"""Utilities far beyond any noise: nobody takes it, and all do."""


class Offers(NamedTuple):
    """What people may choose, a place each; times at which each might be taken follow from the society."""

    poisson: Annotated[PoissonTables, "N = offers"]
    point: Annotated[Keys, "offers"]
    by_fifth: Annotated[Rows, "offers, 5"]  # Q30, share of the highest rate at which each fifth takes it
    there: Annotated[Rows, "E, offers"]  # 1 where it stands open in the span
    instead: Annotated[Blocks, "E, C, offers"]  # 1 where it is offered instead of a record of the conduct
    asked: Annotated[Rows, "E, C"]  # 1 where any is
    utility: Annotated[
        Rows, "offers, 5"
    ]  # Q32, log of the odds that each fifth takes it instead, NOBODY, ALL
    entering: Annotated[Rows, "E, offers"]  # list that it is offered instead of entering, or -1
    entered: Annotated[Rows, "E, L"]  # 1 where any is instead of entering the list
    spares: Annotated[Ints, "1"]  # 1 where any is in any span
    puts_on: Annotated[Rows, "E, offers"]  # list that whoever passes it is put on, or -1
    unlisted: Annotated[Ints, "offers"]  # what it costs besides, in the society's currency
    condition: Annotated[Rows, "E, offers"]  # expression of those whom it is open to, or -1
    costs: Annotated[Rows, "E, offers"]  # in the society's currency
    passing: Annotated[Rows, "E, offers"]  # Q53, share of those who take it that pass
    ends: Annotated[Rows, "offers, T"]  # step in which it is passed or failed by whoever takes it in step t

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower what is offered in each span; what a span does not offer is open to nobody."""
        names = [name for (name,) in draw.names.others[OFFERED]]
        answers = [_answer(draw, name) for name in names]
        tops = [max(_factors(each)) for each in answers]
        instead = _instead(draw, names)

        def asked(form: Regime, name: str) -> int:
            offer = form.offers.get(name)
            return NO_CONDITION if offer is None else draw.conditions.number(form, offer.open_to, "person")

        def costs(form: Regime, name: str) -> int:
            return whole(given.costs) if (given := form.offers.get(name)) and given.costs else 0

        def passing(form: Regime, name: str) -> int:
            given = form.offers.get(name)
            return chance_of(given.share_passing) if given and given.share_passing else probability(1)

        entering = _lists(draw, names, lambda offer: offer.spares_entering)
        return cls(
            poisson=poisson_tables(
                [
                    (each.rate.value if each.rate else 0) * top * SLOTS * draw.days / DAYS_PER_YEAR
                    for each, top in zip(answers, tops, strict=True)
                ]
            ),
            point=points("offer", names),
            by_fifth=ints(
                [
                    [int(factor * Q30 / top) if top else 0 for factor in _factors(each)]
                    for each, top in zip(answers, tops, strict=True)
                ]
            ).reshape(len(names), len(FIFTHS)),
            there=spans.table(draw.forms, names, lambda form, name: int(_stands_open(form, name))),
            instead=instead,
            asked=ints(instead.any(axis=2)),
            utility=ints([[_utility(each, factor) for factor in _factors(each)] for each in answers]).reshape(
                len(names), len(FIFTHS)
            ),
            entering=entering,
            entered=(entering[:, :, None] == np.arange(len(draw.names.lists))).any(axis=1).astype(np.int64),
            spares=ints([int(bool((entering >= 0).any()))]),
            puts_on=_lists(draw, names, lambda offer: offer.puts_on),
            unlisted=ints([whole(each.unlisted_cost) if each.unlisted_cost else 0 for each in answers]),
            condition=spans.table(draw.forms, names, asked),
            costs=spans.table(draw.forms, names, costs),
            passing=spans.table(draw.forms, names, passing),
            ends=ints(
                [[_end(draw, name, step) for step in range(draw.calendar.steps)] for name in names]
            ).reshape(len(names), draw.calendar.steps),
        )


def _instead(draw: Draw, names: Sequence[str]) -> Blocks:
    """Return [E, C, offers] 1 where an offer is made instead of a record of a conduct."""
    conducts = draw.names.conducts
    return ints(
        [
            [[int(_stands_for(form, name, conduct)) for name in names] for conduct in conducts]
            for form in draw.forms
        ]
    ).reshape(len(draw.forms), len(conducts), len(names))


def _lists(draw: Draw, names: Sequence[str], which: Callable[[Offer], str | None]) -> Rows:
    """Return [E, offers] a list that an offer names, or -1."""

    def of(form: Regime, name: str) -> int:
        listed = which(form.offers[name]) if name in form.offers else None
        return NO_LIST if listed is None else draw.names.lists.index(listed)

    return spans.table(draw.forms, names, of)


def _stands_open(form: Regime, name: str) -> bool:
    return name in form.offers and form.offers[name].stands_open


def _stands_for(form: Regime, name: str, conduct: str) -> bool:
    """Return whether an offer is made instead of a record of a conduct."""
    offer = form.offers.get(name)
    return offer is not None and conduct in offer.spares_records


def _utility(answer: Answer, factor: Decimal) -> int:
    """Return the log of the odds, Q32, that an offer is taken instead of what it stands for."""
    share = answer.chance.value * factor if answer.chance is not None else Decimal(0)
    if share in (0, 1):
        return ALL if share else NOBODY
    return int(((share / (1 - share)).ln() * Q32).to_integral_value())


def _factors(answer: Answer) -> list[Decimal]:
    """Return the factor of each fifth."""
    found = answer.by_fifth.as_dict() if answer.by_fifth is not None else dict.fromkeys(FIFTHS, Decimal(1))
    return [found[fifth] for fifth in FIFTHS]


def _answer(draw: Draw, name: str) -> Answer:
    """Return how people answer an offer, by the kind that it has in the first span that has it."""
    kind = next(form.offers[name].kind for form in draw.forms if name in form.offers)
    return (draw.society.responses.offers or {})[kind]


def _end(draw: Draw, name: str, step: int) -> int:
    """Return the step in which an offer is passed or failed that is taken in a step."""
    offer = draw.forms[int(draw.spans[step])].offers.get(name)
    if offer is None or offer.duration is None:
        return step
    return max(draw.calendar.due(step, offer.duration.value, offer.duration.unit), step)


def named(forms: Sequence[Regime]) -> dict[str, list[tuple[str]]]:
    """Return what is offered in any span, in order of first appearance."""
    return {OFFERED: [(name,) for name in dict.fromkeys(name for form in forms for name in form.offers)]}


def lengths(tables: Any) -> dict[str, int]:
    """Return how many offers there are."""
    return {OFFERED: tables.offers.point.shape[0]}


def disagreements(form: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield kinds of offer that the society has no answer to, and costs in another currency."""
    answers = society.responses.offers or {}
    for name, offer in form.offers.items():
        if offer.kind not in answers:
            yield document.problem(
                ("offers", name, "kind"),
                f"the society {society.society} does not say how people answer {_A[offer.kind]} that is"
                " offered",
                found=offer.kind,
                allowed=", ".join(answers) or "it says it of no kind",
                next_step=f"declare `offers: {{{offer.kind}: {{rate: ...}}}}` under `responses` in a society"
                " of your own",
            )
        else:
            yield from _no_answer(name, offer, answers[offer.kind], society, document)
            yield from _costs_besides(name, offer, answers[offer.kind], society, document)
        yield from _other_currency(name, offer, society, document)


def _no_answer(
    name: str, offer: Offer, answer: Answer, society: Recipe, document: Document
) -> Iterator[Problem]:
    key, when = ("rate", "stands open") if offer.stands_open else ("chance", "is made to somebody")
    if getattr(answer, key) is None:
        yield document.problem(
            ("offers", name, "kind"),
            f"the society {society.society} does not say how people answer {_A[offer.kind]} that {when}",
            found=offer.kind,
            next_step=f"add `{key}` to `responses.offers.{offer.kind}` in a society of your own",
        )


def _costs_besides(
    name: str, offer: Offer, answer: Answer, society: Recipe, document: Document
) -> Iterator[Problem]:
    cost, currency = answer.unlisted_cost, society.incomes.currency
    if cost is not None and cost.unit != currency:
        yield document.problem(
            ("offers", name, "kind"),
            f"what {_A[offer.kind]} costs besides is in {cost.unit}, and the society"
            f" {society.society} counts in {currency}",
            found=str(cost),
            allowed=currency,
            next_step=f"mend `responses.offers.{offer.kind}.unlisted_cost` of the society",
        )


def _other_currency(name: str, offer: Offer, society: Recipe, document: Document) -> Iterator[Problem]:
    currency = society.incomes.currency
    if offer.costs is not None and offer.costs.unit != currency:
        yield document.problem(
            ("offers", name, "costs"),
            f"this is in {offer.costs.unit}, and the society counts in {currency}",
            found=offer.costs.unit,
            allowed=currency,
            next_step="mend the unit",
        )
