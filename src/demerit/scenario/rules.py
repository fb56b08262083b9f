"""What the regime rules, lowered: one row of every table for each span between amendments.

What a regime writes but no mechanism models yet (its `not_modelled` rows) leaves no trace here; `check`, the
manifest and the report name it instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

import numpy as np

from demerit.chance import PoissonTables, point, poisson_tables, probability
from demerit.chance.tables import DAYS_PER_YEAR
from demerit.quantities import Calendar, Duration, Share
from demerit.regime import Regime
from demerit.regime.expressions import CODES, Op, opcodes, variable_codes
from demerit.regime.parts import AbilityTest, Consequence, FactorsBy, ListRule, SharesBy, Source
from demerit.scenario.names import Names
from demerit.scenario.tables import CATEGORIES, MAX_LISTS, Ints, Keys
from demerit.society.traits import AXES, ORGANISATIONS, SLOTS
from demerit.society.traits import CATEGORIES as CATEGORY_NAMES

Q30 = 1 << 30
RELATIONS = ("household", "acquaintance")
ADULT = 18
_AXIS_CODE = {axis: code for code, axis in enumerate((*AXES["person"], "size"))}
_ZERO = Decimal(0)


class Rules(NamedTuple):
    """The parts of `Tables` that the regime decides; see there for shapes and units."""

    watch_start: Ints
    watch_source: Ints
    watch_sensitivity: Ints
    source_point: Keys
    source_delay: Ints
    cover_axis: Ints
    cover: Ints
    false_poisson: PoissonTables
    false_point: Keys
    false_entity: Ints
    false_axis: Ints
    false_ratio: Ints
    false_conduct: Ints
    uphold: Ints
    rule_delay: Ints
    review_share: Ints
    review_stops: Ints
    review_delay: Ints
    hearing_share: Ints
    hearing_stops: Ints
    hearing_unable: Ints
    hearing_delay: Ints
    notice_share: Ints
    notice_ahead: Ints
    ability_test: Ints
    finds_able: Ints
    appeal_chance: Ints
    appeal_success: Ints
    appeal_delay: Ints
    appeal_suspends: Ints
    correction_chance: Ints
    correction_delay: Ints
    repair_chance: Ints
    repair_after: Ints
    repair_delay: Ints
    list_entity: Ints
    list_conduct: Ints
    list_if: Ints
    list_term: Ints
    list_payment: Ints
    block_start: Ints
    block_list: Ints
    block_if: Ints
    spill_start: Ints
    spill_relation: Ints
    spill_list: Ints
    spill_chance: Ints
    spill_if: Ints
    code_start: Ints
    code: Ints


def rules(epochs: Sequence[Regime], names: Names, calendar: Calendar) -> Rules:
    """Lower the spans of a regime whose assumed values have been drawn."""
    return _Lowering(epochs, names, calendar).rules()


def steps_of(duration: Duration | None, step_days: int) -> int:
    """Return a duration in whole steps, rounded up; none is 0."""
    if duration is None:
        return 0
    return int((duration.days / step_days).to_integral_value(ROUND_CEILING))


def working_sources(regime: Regime) -> dict[str, Source]:
    """Return the sources that a mechanism models: those that read records."""
    return {name: source for name, source in regime.sources.items() if source.kind == "records"}


def refusals(regime: Regime) -> dict[str, Consequence]:
    """Return the consequences that a mechanism models: refusals that fall on the listed person."""
    return {
        name: consequence
        for name, consequence in regime.consequences.items()
        if consequence.refuse is not None
        and consequence.falls_on == "self"
        and consequence.refuse in regime.lists
    }


def _share(share: Share | None) -> int:
    return probability(share.value) if share is not None else 0


def _ints(rows: object) -> Ints:
    return np.array(rows, np.int64)


class _Lowering:
    """Builds the arrays span by span, collecting expressions on the way."""

    def __init__(self, epochs: Sequence[Regime], names: Names, calendar: Calendar) -> None:
        self.epochs, self.names, self.calendar = epochs, names, calendar
        self.code: list[tuple[int, int]] = []
        self.code_start = [0]
        self.known: dict[tuple[tuple[int, int], ...], int] = {}

    def rules(self) -> Rules:
        """Return all tables."""
        return Rules(
            **self._detection(),
            **self._adjudication(),
            **self._lists(),
            **self._consequences(),
            **self._codes(),
        )

    def _each(self, value: Callable[[Regime], int | list[int]]) -> Ints:
        return _ints([value(regime) for regime in self.epochs])

    # detection

    def _detection(self) -> dict[str, object]:
        sources, conducts = self.names.sources, self.names.conducts
        each = [working_sources(regime) for regime in self.epochs]
        start, who, sensitivity = [], [], []
        for known in each:
            row = [len(who)]
            for conduct in conducts:
                for number, name in enumerate(sources):
                    if name in known and conduct in known[name].sees:
                        who.append(number)
                        sensitivity.append(int(known[name].sees[conduct].value * Q30))
                row.append(len(who))
            start.append(row)
        days = self.calendar.step_days
        return {
            "watch_start": _ints(start),
            "watch_source": _ints(who),
            "watch_sensitivity": _ints(sensitivity),
            "source_point": np.array([point(f"source.{name}") for name in sources], np.uint64),
            "source_delay": _ints(
                [
                    [steps_of(known[name].delay, days) if name in known else 0 for name in sources]
                    for known in each
                ]
            ),
            "cover_axis": _ints(
                [[_axis(known[name].coverage) if name in known else 0 for name in sources] for known in each]
            ),
            "cover": _ints([[_covered(known.get(name)) for name in sources] for known in each]).reshape(
                len(each), len(sources), CATEGORIES
            ),
            **self._false(each),
        }

    def _false(self, each: Sequence[Mapping[str, Source]]) -> dict[str, object]:
        """Return the false sightings: a ceiling a source over all spans, and present rates over it."""
        sources, conducts = self.names.sources, self.names.conducts
        ceilings = [
            max((max(_false_rates(known.get(name))) for known in each), default=_ZERO) for name in sources
        ]
        entities = [
            max(int(known[name].entity == "organisation") for known in each if name in known)
            for name in sources
        ]
        means = [
            rate * (ORGANISATIONS if entity else SLOTS) * self.calendar.step_days / DAYS_PER_YEAR
            for rate, entity in zip(ceilings, entities, strict=True)
        ]
        ratio = np.zeros((len(each), len(sources), CATEGORIES), np.int64)
        axis = np.zeros((len(each), len(sources)), np.int64)
        named = np.full((len(each), len(sources), len(conducts)), Q30, np.int64)
        for e, known in enumerate(each):
            for number, name in enumerate(sources):
                if name in known:
                    source = known[name]
                    axis[e, number] = _axis(source.false_records_by)
                    if ceilings[number]:
                        ratio[e, number] = [
                            int(rate / ceilings[number] * Q30) for rate in _false_rates(source)
                        ]
                    seen = [conduct in source.sees for conduct in conducts]
                    so_far = np.cumsum(seen)
                    named[e, number] = so_far * Q30 // max(int(so_far[-1]), 1)
        return {
            "false_poisson": poisson_tables(means),
            "false_point": np.array([point(f"source.{name}.false") for name in sources], np.uint64),
            "false_entity": _ints(entities),
            "false_axis": axis,
            "false_ratio": ratio,
            "false_conduct": named,
        }

    # adjudication and safeguards

    def _adjudication(self) -> dict[str, object]:
        days, conducts = self.calendar.step_days, self.names.conducts

        def ability(regime: Regime) -> AbilityTest | None:
            return regime.adjudication.ability_test if regime.adjudication else None

        def test(regime: Regime) -> list[int]:
            asked = ability(regime)
            return [int(asked is not None and name in asked.conducts) for name in conducts]

        def finds(regime: Regime) -> list[int]:
            asked = ability(regime)
            return [_share(asked.finds_able_if_able), _share(asked.finds_able_if_unable)] if asked else [0, 0]

        def appeal(regime: Regime) -> int:
            given, reasons = regime.safeguards.appeal, regime.safeguards.reasons
            if given is None:
                return 0
            return probability(given.chance.value * (reasons.raises_appeal.value if reasons else 1))

        return {
            "uphold": self._each(
                lambda r: (
                    [_share(a.official.upholds_false), _share(a.official.upholds_true)]
                    if (a := r.adjudication)
                    else [0, 0]
                )
            ),
            "rule_delay": self._each(lambda r: steps_of(a.delay, days) if (a := r.adjudication) else 0),
            "review_share": self._each(lambda r: _share(s.share) if (s := r.safeguards.human_review) else 0),
            "review_stops": self._each(
                lambda r: _share(s.stops_wrong) if (s := r.safeguards.human_review) else 0
            ),
            "review_delay": self._each(
                lambda r: steps_of(s.delay, days) if (s := r.safeguards.human_review) else 0
            ),
            "hearing_share": self._each(lambda r: _share(s.share) if (s := r.safeguards.hearing) else 0),
            "hearing_stops": self._each(
                lambda r: _share(s.stops_wrong) if (s := r.safeguards.hearing) else 0
            ),
            "hearing_unable": self._each(
                lambda r: _share(s.recognises_unable) if (s := r.safeguards.hearing) else 0
            ),
            "hearing_delay": self._each(
                lambda r: steps_of(s.delay, days) if (s := r.safeguards.hearing) else 0
            ),
            "notice_share": self._each(lambda r: _share(s.share) if (s := r.safeguards.notice) else 0),
            "notice_ahead": self._each(
                lambda r: steps_of(s.ahead, days) if (s := r.safeguards.notice) else 0
            ),
            "ability_test": self._each(test),
            "finds_able": self._each(finds),
            "appeal_chance": self._each(appeal),
            "appeal_success": self._each(
                lambda r: (
                    [_share(s.success_if_right), _share(s.success_if_wrong)]
                    if (s := r.safeguards.appeal)
                    else [0, 0]
                )
            ),
            "appeal_delay": self._each(
                lambda r: steps_of(s.delay, days) if (s := r.safeguards.appeal) else 0
            ),
            "appeal_suspends": self._each(lambda r: int(s.suspensive) if (s := r.safeguards.appeal) else 0),
            "correction_chance": self._each(
                lambda r: _share(s.chance) if (s := r.safeguards.correction) else 0
            ),
            "correction_delay": self._each(
                lambda r: steps_of(s.delay, days) if (s := r.safeguards.correction) else 0
            ),
            "repair_chance": self._each(lambda r: _share(s.chance) if (s := r.safeguards.repair) else 0),
            "repair_after": self._each(
                lambda r: steps_of(s.after, days) if (s := r.safeguards.repair) else 0
            ),
            "repair_delay": self._each(
                lambda r: steps_of(s.delay, days) if (s := r.safeguards.repair) else 0
            ),
        }

    # lists

    def _lists(self) -> dict[str, object]:
        lists, conducts, steps = self.names.lists, self.names.conducts, self.calendar.steps
        assert len(lists) <= MAX_LISTS
        enters = np.zeros((len(self.epochs), len(lists), len(conducts)), np.int64)
        condition = np.full((len(self.epochs), len(lists)), -1, np.int64)
        payment = np.full((len(self.epochs), len(lists)), -1, np.int64)
        term = np.full((len(self.epochs), len(lists), steps), 1 << 30, np.int64)
        for e, regime in enumerate(self.epochs):
            for number, name in enumerate(lists):
                rule = regime.lists.get(name)
                if rule is None:
                    continue
                enters[e, number] = [int(conduct in rule.enter.on) for conduct in conducts]
                condition[e, number] = self._entry_condition(regime, rule)
                if rule.release_on_payment is not None:
                    payment[e, number] = steps_of(rule.release_on_payment, self.calendar.step_days)
                if rule.term is not None:
                    term[e, number] = [
                        self.calendar.due(step, rule.term.value, rule.term.unit) for step in range(steps)
                    ]
        return {
            "list_entity": _ints(self.names.list_entities),
            "list_conduct": enters,
            "list_if": condition,
            "list_term": term,
            "list_payment": payment,
        }

    def _entry_condition(self, regime: Regime, rule: ListRule) -> int:
        """Return the condition to enter a list: the declared one, and 18 years unless minors are listed."""
        codes = self._opcodes(regime, rule.enter.condition, rule.entity)
        if rule.entity == "person" and not rule.minors:
            adult = [(int(Op.LOAD), CODES["age"]), (int(Op.PUSH), ADULT), (int(Op.GE), 0)]
            codes = [*codes, *adult, (int(Op.AND), 0)] if codes else adult
        return self._expression(codes)

    # consequences

    def _consequences(self) -> dict[str, object]:
        block_start, block_list, block_if = [], [], []
        for regime in self.epochs:
            row = [len(block_list)]
            for domain in self.names.domains:
                for name, consequence in refusals(regime).items():
                    if (consequence.domain or name) == domain:
                        block_list.append(self.names.lists.index(str(consequence.refuse)))
                        block_if.append(
                            self._expression(
                                self._opcodes(regime, consequence.applies_if, regime.entity_of(consequence))
                            )
                        )
                row.append(len(block_list))
            block_start.append(row)
        spill_start, relation, listed, chance, condition = [0], [], [], [], []
        for regime in self.epochs:
            for name, spill in regime.spillover.relations.items() if regime.spillover else ():
                if name in RELATIONS and spill.lists is not None:
                    relation.append(RELATIONS.index(name))
                    listed.append(self.names.lists.index(spill.lists))
                    chance.append(_share(spill.chance) if spill.chance else probability(1))
                    condition.append(
                        self._expression(self._opcodes(regime, regime.spillover.applies_to, "person"))
                    )
            spill_start.append(len(listed))
        return {
            "block_start": _ints(block_start),
            "block_list": _ints(block_list),
            "block_if": _ints(block_if),
            "spill_start": _ints(spill_start),
            "spill_relation": _ints(relation),
            "spill_list": _ints(listed),
            "spill_chance": _ints(chance),
            "spill_if": _ints(condition),
        }

    # expressions

    def _opcodes(self, regime: Regime, condition: object, entity: str) -> list[tuple[int, int]]:
        if condition is None:
            return []
        return opcodes(regime.expression(str(condition), entity), variable_codes(self.names.lists))

    def _expression(self, codes: list[tuple[int, int]]) -> int:
        """Return the number of an expression, -1 for none; equal ones share a number."""
        if not codes:
            return -1
        whole = tuple((int(operation), int(argument)) for operation, argument in codes)
        if whole not in self.known:
            self.known[whole] = len(self.code_start) - 1
            self.code += whole
            self.code_start.append(len(self.code))
        return self.known[whole]

    def _codes(self) -> dict[str, object]:
        return {"code_start": _ints(self.code_start), "code": _ints(self.code).reshape(-1, 2)}


def _axis(by: object) -> int:
    return _AXIS_CODE[by.by] if isinstance(by, (SharesBy, FactorsBy)) else 0


def _covered(source: Source | None) -> list[int]:
    """Return the covered share of each category of the source's axis, Q30."""
    if source is None:
        return [0] * CATEGORIES
    if isinstance(source.coverage, SharesBy):
        names = CATEGORY_NAMES[source.coverage.by]
        shares = [source.coverage.of(name).value for name in names]
    else:
        shares = [source.coverage.value] * CATEGORIES
    return [int(share * Q30) for share in shares] + [0] * (CATEGORIES - len(shares))


def _false_rates(source: Source | None) -> list[Decimal]:
    """Return the yearly rate of false sightings in each category of its axis."""
    if source is None or source.false_records is None:
        return [_ZERO] * CATEGORIES
    rate = source.false_records.value
    if source.false_records_by is None:
        return [rate] * CATEGORIES
    factors = source.false_records_by.values
    rates = [
        rate * (factors[name].value if name in factors else 1)
        for name in CATEGORY_NAMES[source.false_records_by.by]
    ]
    return rates + [_ZERO] * (CATEGORIES - len(rates))
