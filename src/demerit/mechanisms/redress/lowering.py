"""M23, lowered: bundles of safeguards, and which of them stands between whom and what; how soon people pay.

Names: `e` span between amendments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple, Self

from demerit.chance import hazard_q32, probability
from demerit.documents.reading import Where
from demerit.mechanisms.redress.counts import RULED, WAITED
from demerit.mechanisms.redress.language import Appeal, Bundle, Hearing, Safeguards
from demerit.regime.guarding import Guard
from demerit.regime.model import Regime
from demerit.scenario import spans
from demerit.scenario.codes import Ints, Keys, Rows
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
    earned: Annotated[Rows, "E, L"]  # expression that must hold for a repair of a listing, or -1
    ruled_at: Annotated[Ints, "C"]  # place of a conduct in what is counted of its cases, or -1
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
            [made.number(e, form.guard_of_record(name)) for name in draw.names.conducts]
            for e, form in enumerate(draw.forms)
        ]
        of_listing = [
            [made.number(e, form.guard_of_listing(name)) for name in draw.names.lists]
            for e, form in enumerate(draw.forms)
        ]
        reviews = [it.human_review if it else None for it in made.bundles]
        hearings = [it.hearing if it else None for it in made.bundles]
        notices = [it.notice if it else None for it in made.bundles]
        appeals = [it.appeal if it else None for it in made.bundles]
        corrections = [it.correction if it else None for it in made.bundles]
        repairs = [it.repair if it else None for it in made.bundles]
        precedes = ints([int(it is not None and it.precedes) for it in made.bundles])
        return cls(
            of_record=ints(of_record).reshape(len(draw.forms), -1),
            of_listing=ints(of_listing).reshape(len(draw.forms), -1),
            ruled_at=_places(draw.names.conducts, named(draw.forms)[RULED]),
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
            appeal_chance=spans.each(made.bundles, _appeal_chance),
            appeal_success=ints([_success(it) for it in appeals]).reshape(-1, 4),
            appeal_delay=spans.each(appeals, lambda it: steps_of(it.delay, draw.days)),
            appeal_suspends=spans.each(appeals, lambda it: int(it.suspensive)),
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
        self._numbers: dict[tuple[int, Where, bool], int] = {}

    def number(self, e: int, guard: Guard | None) -> int:
        """Return the number of a bundle of span `e`; the seven, said once, are another one for listings."""
        if guard is None:
            return 0
        key = (e, guard.at, isinstance(guard.bundle, Safeguards))
        if key not in self._numbers:
            self._numbers[key] = len(self.bundles)
            self.bundles.append(guard.bundle)
        return self._numbers[key]


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
    guards = [(name, form.guard_of_listing(name)) for form in forms for name in form.lists]
    lists = {name for name, guard in guards if guard is not None and guard.bundle.precedes}
    return {RULED: [(name,) for name in sorted(conducts)], WAITED: [(name,) for name in sorted(lists)]}


def lengths(tables: Any) -> Mapping[str, int]:
    """Return how many of these the tables have."""
    return {
        RULED: int(tables.redress.ruled_at.max(initial=-1)) + 1,
        WAITED: int(tables.redress.waits_at.max(initial=-1)) + 1,
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
