"""M23, lowered: bundles of safeguards, and which of them stands between whom and what; how soon people pay.

Names: `e` span between amendments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple, Self

import numpy as np

from demerit.chance import hazard_q32, probability
from demerit.documents.reading import Where
from demerit.mechanisms.redress.counts import CLAIMED, RULED, WAITED
from demerit.mechanisms.redress.language import Appeal, Bundle, Hearing
from demerit.regime.guarding import Guard
from demerit.regime.list_kinds import BENEFIT as BENEFITS
from demerit.regime.list_kinds import kinds_of
from demerit.regime.model import Regime
from demerit.scenario import spans
from demerit.scenario.codes import BENEFIT, Ints, Keys, Rows
from demerit.scenario.conditions import NO_CONDITION
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import chance_of, ints, steps_of
from demerit.scenario.rates import points


class Payment(NamedTuple):
    """When somebody pays what a record claims."""

    before: Annotated[Ints, "2"]  # hazard of paying before a listing, for (able, unable)
    listed: Annotated[Ints, "2"]  # hazard of paying while listed

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower how soon somebody pays what a record claims, before a listing and while listed."""
        declared = draw.society.responses.payment
        hazards = [declared.able.value, declared.unable.value]
        return cls(
            before=ints([hazard_q32(rate, draw.days) for rate in hazards]),
            listed=ints([hazard_q32(rate * declared.listed.value, draw.days) for rate in hazards]),
        )


class Guards(NamedTuple):
    """Bundles of safeguards, those of all spans one after another, and which of them stands where.

    The first has no safeguard.
    """

    of_record: Annotated[Rows, "E, C"]  # bundle of the records of each conduct
    of_listing: Annotated[Rows, "E, L"]  # bundle of the listings on each list
    to: Annotated[Ints, "Q"]  # expression of those whom a bundle is for, or -1
    earned: Annotated[Rows, "E, L"]  # expression that must hold for a repair of a listing, or -1
    ruled_at: Annotated[Ints, "C"]  # place of a conduct in what is counted of its cases, or -1
    claimed_at: Annotated[Ints, "L"]  # place of a benefit in what is counted of those withheld, or -1
    waits_at: Annotated[Ints, "L"]  # place of a list in what is counted of its pending listings, or -1
    listing: Annotated[Keys, "L"]  # decision point of listings on each list, from records
    review_share: Annotated[Ints, "Q"]  # Q53, and so below
    review_stops: Annotated[Ints, "Q"]
    review_delay: Annotated[Ints, "Q"]
    hearing_share: Annotated[Ints, "Q"]
    hearing_stops: Annotated[Ints, "Q"]
    hearing_unable: Annotated[Ints, "Q"]
    hearing_delay: Annotated[Ints, "Q"]
    hearing_exempts: Annotated[Ints, "Q"]  # of a listing that is right
    notice_share: Annotated[Ints, "Q"]
    notice_ahead: Annotated[Ints, "Q"]
    notice_lapses: Annotated[Ints, "Q"]  # 1 where a listing does not begin whose condition holds no more
    appeal_chance: Annotated[Ints, "Q"]
    appeal_success: Annotated[
        Rows, "Q, 4"
    ]  # Q53, for what is (right, wrong), or stands by protected or by slight conduct alone
    appeal_delay: Annotated[Ints, "Q"]
    appeal_suspends: Annotated[Ints, "Q"]  # 0 or 1
    claim_chance: Annotated[Ints, "Q"]  # that a benefit withheld in error is appealed
    claim_success: Annotated[Ints, "Q"]
    claims: Annotated[Ints, "1"]  # 1 where any may be in any span
    correction_chance: Annotated[Ints, "Q"]
    correction_delay: Annotated[Ints, "Q"]
    repair_chance: Annotated[Ints, "Q"]
    repair_after: Annotated[Ints, "Q"]
    repair_delay: Annotated[Ints, "Q"]
    precedes: Annotated[Ints, "Q"]  # 1 where something may come before a listing
    waits: Annotated[Ints, "1"]  # 1 where that is so of a list in any span

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower every bundle of every span, each with a number."""
        made = _Bundles()
        of_record = [
            [made.number(e, form.guard_of_record(name), False) for name in draw.names.conducts]
            for e, form in enumerate(draw.forms)
        ]
        of_listing = [
            [
                made.number(e, form.guard_of_listing(name), kind == BENEFIT)
                for name, kind in zip(draw.names.lists, draw.names.list_kinds, strict=True)
            ]
            for e, form in enumerate(draw.forms)
        ]
        reviews = [it.human_review if it else None for it in made.bundles]
        hearings = [it.hearing if it else None for it in made.bundles]
        notices = [it.notice if it else None for it in made.bundles]
        appeals = [it.appeal if it else None for it in made.bundles]
        chances = spans.each(made.bundles, _appeal_chance)
        giving = ints(made.giving)  # an appeal there is of what is withheld alone
        corrections = [it.correction if it else None for it in made.bundles]
        repairs = [it.repair if it else None for it in made.bundles]
        precedes = made.preceding()
        return cls(
            of_record=ints(of_record).reshape(len(draw.forms), -1),
            of_listing=ints(of_listing).reshape(len(draw.forms), -1),
            to=made.whom(draw),
            ruled_at=_places(draw.names.conducts, named(draw.forms)[RULED]),
            claimed_at=_places(draw.names.lists, named(draw.forms)[CLAIMED]),
            waits_at=_places(draw.names.lists, named(draw.forms)[WAITED]),
            earned=ints([_earned(draw, form) for form in draw.forms]).reshape(len(draw.forms), -1),
            listing=points("listing", draw.names.lists),
            review_share=spans.each(reviews, lambda it: chance_of(it.share)),
            review_stops=spans.each(reviews, lambda it: chance_of(it.stops_wrong)),
            review_delay=spans.each(reviews, lambda it: steps_of(it.delay, draw.days)),
            hearing_share=spans.each(hearings, lambda it: chance_of(it.share)),
            hearing_stops=spans.each(hearings, lambda it: chance_of(it.stops_wrong)),
            hearing_unable=spans.each(hearings, _recognises),
            hearing_delay=spans.each(hearings, lambda it: steps_of(it.delay, draw.days)),
            hearing_exempts=spans.each(hearings, lambda it: chance_of(it.exempts) if it.exempts else 0),
            notice_share=spans.each(notices, lambda it: chance_of(it.share)),
            notice_ahead=spans.each(notices, lambda it: steps_of(it.ahead, draw.days)),
            notice_lapses=spans.each(notices, lambda it: int(it.lapses)),
            appeal_chance=np.where(giving, 0, chances),
            appeal_success=ints([_success(it) for it in appeals]).reshape(-1, 4),
            appeal_delay=spans.each(appeals, lambda it: steps_of(it.delay, draw.days)),
            appeal_suspends=np.where(giving, 0, spans.each(appeals, lambda it: int(it.suspensive))),
            claim_chance=np.where(giving, chances, 0),
            claim_success=spans.each(appeals, lambda it: chance_of(it.success_if_wrong)),
            claims=ints([int(bool(named(draw.forms)[CLAIMED]))]),
            correction_chance=spans.each(corrections, lambda it: chance_of(it.chance)),
            correction_delay=spans.each(corrections, lambda it: steps_of(it.delay, draw.days)),
            repair_chance=spans.each(repairs, lambda it: chance_of(it.chance)),
            repair_after=spans.each(repairs, lambda it: steps_of(it.after, draw.days)),
            repair_delay=spans.each(repairs, lambda it: steps_of(it.delay, draw.days)),
            precedes=precedes,
            waits=ints([int(precedes[ints(of_listing)].any())]),
        )

    def earning(self, e: int) -> list[int]:
        """Return the conditions of repairs that may be asked in span `e`: its own and earlier ones."""
        return [number for number in self.earned[: e + 1].ravel().tolist() if number != NO_CONDITION]


class _Bundles:
    """Bundles as they are asked for, each with its number; the first is none."""

    def __init__(self) -> None:
        self.bundles: list[Bundle | None] = [None]
        self.spans: list[int] = [0]
        self.giving: list[int] = [0]
        """1 where it is of benefits."""
        self._numbers: dict[tuple[int, Where, bool], int] = {}

    def number(self, e: int, guard: Guard | None, gives: bool) -> int:
        """Return the number of a bundle of span `e`; that of benefits (`gives`) is another one."""
        if guard is None:
            return 0
        key = (e, guard.at, gives)
        if key not in self._numbers:
            self._numbers[key] = len(self.bundles)
            self.bundles.append(guard.bundle)
            self.spans.append(e)
            self.giving.append(int(gives))
        return self._numbers[key]

    def whom(self, draw: Draw) -> Ints:
        """Return the expression of those whom each bundle is for, or -1."""
        asked = [(e, None if it is None else it.to) for e, it in zip(self.spans, self.bundles, strict=True)]
        return ints([draw.conditions.number(draw.forms[e], whom, "person") for e, whom in asked])

    def preceding(self) -> Ints:
        """Return 1 for each bundle of which anything may come before a listing."""
        asked = zip(self.bundles, self.giving, strict=True)
        return ints([int(it is not None and _precedes(it, bool(gives))) for it, gives in asked])


def _earned(draw: Draw, form: Regime) -> list[int]:
    """Return what must hold for a repair of a listing on each list, in one form."""
    guards = [form.guard_of_listing(name) for name in draw.names.lists]
    repairs = [None if guard is None else guard.bundle.repair for guard in guards]
    return [
        NO_CONDITION
        if repair is None or repair.condition is None
        else draw.conditions.number(form, repair.condition, form.lists[name].entity)
        for name, repair in zip(draw.names.lists, repairs, strict=True)
    ]


def _recognises(hearing: Hearing) -> int:
    """Return the chance that a hearing recognises somebody who could not, of a record."""
    return chance_of(hearing.recognises_unable) if hearing.recognises_unable is not None else 0


def _places(names: Sequence[str], counted: Sequence[tuple[str, ...]]) -> Ints:
    """Return the place of each name among those that are counted, or -1."""
    found = {name: place for place, (name,) in enumerate(counted)}
    return ints([found.get(name, -1) for name in names])


def named(forms: Sequence[Regime]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Return the conducts that have safeguards, and the lists that have some before a listing, by name."""
    asked = [(name, form.guard_of_record(name)) for form in forms for name in form.conducts]
    conducts = {name for name, guard in asked if guard is not None and set(guard.bundle.given) - {"repair"}}
    kinds = kinds_of(forms)
    guards = [(name, form.guard_of_listing(name)) for form in forms for name in form.lists]
    bundles = [(name, guard.bundle, kinds[name] == BENEFITS) for name, guard in guards if guard is not None]
    lists = {name for name, bundle, gives in bundles if _precedes(bundle, gives)}
    claimed = {name for name, bundle, gives in bundles if gives and bundle.appeal is not None}
    return {
        RULED: [(name,) for name in sorted(conducts)],
        WAITED: [(name,) for name in sorted(lists)],
        CLAIMED: [(name,) for name in sorted(claimed)],
    }


def _precedes(bundle: Bundle, gives: bool) -> bool:
    """Return whether anything of a bundle may come before a listing; nobody appeals before a benefit."""
    before = any(part is not None for part in (bundle.notice, bundle.hearing, bundle.human_review))
    return before if gives else bundle.precedes


def lengths(tables: Any) -> Mapping[str, int]:
    """Return how many of these the tables have."""
    return {
        RULED: int(tables.redress.ruled_at.max(initial=-1)) + 1,
        WAITED: int(tables.redress.waits_at.max(initial=-1)) + 1,
        CLAIMED: int(tables.redress.claimed_at.max(initial=-1)) + 1,
        "claims": int(tables.redress.claims[0]),
        "claimed": tables.lists.kind.shape[0] * int(tables.redress.claims[0]),
    }


def _success(appeal: Appeal | None) -> list[int]:
    """Return the chances that an appeal succeeds, by what it goes by."""
    if appeal is None:
        return [0, 0, 0, 0]
    right = appeal.success_if_right
    others = (appeal.success_if_protected or right, appeal.success_if_slight or right)
    return [chance_of(each) for each in (right, appeal.success_if_wrong, *others)]


def mended(form: Regime) -> bool:
    """Return whether a record may be found wrong in a form of the regime, by an appeal or a correction."""
    guards = [form.guard_of_record(name) for name in form.conducts]
    bundles = [guard.bundle for guard in guards if guard is not None]
    return any(each.appeal is not None or each.correction is not None for each in bundles)


def ways_off(form: Regime) -> bool:
    """Return whether a safeguard may end a listing in a form of the regime."""
    return any(form.guard_of_listing(name) is not None for name in form.lists)


def _appeal_chance(bundle: Bundle) -> int:
    """Return the chance of an appeal as Q53, raised by reasons where they are given."""
    appeal, reasons = bundle.appeal, bundle.reasons
    if appeal is None:
        return 0
    return probability(appeal.chance.value * (reasons.raises_appeal.value if reasons else 1))
