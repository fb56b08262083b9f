"""The six histories of everybody, and which of them need not be kept in a regime.

Whatever a regime keeps of people (records, scores, spells on lists) is kept in six histories of the same
people on the same luck. Each leaves out something that the one before has:

- *recorded*: as the regime has it;
- *acted*: records on an act only, with the points as given and the court's errors of ability;
- *able*: acted, with ability rightly found where the regime has a test of it;
- *shadow*: able, with the points of the rule: no noise in a risk score, no discretion;
- *without protected*: the shadow less protected conduct and inputs;
- *without slight*: that less conduct of gravity 0 and 1.

Acts, attempts, payments and sightings are as they happened in all of them. On which ground somebody is on a
list is read off where the spell is last found (`mechanisms.lists.grounds`).

In a regime that can make no false record the second history is the first in every step of every life, and so
on: then one row serves both. Worked out from what the regime and the society declare over all spans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple, Self

import numpy as np

from demerit.mechanisms.scores.language import Graded
from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.mechanisms.scores.lowering import points_given
from demerit.mechanisms.triggers.language import asks_for_exits, setting_off
from demerit.regime.counting import ANY
from demerit.regime.model import Regime
from demerit.scenario.codes import Ints
from demerit.scenario.draw import Draw
from demerit.scenario.modelled import working_sources
from demerit.scenario.numbers import ints
from demerit.society.catalogue import Conduct

SLIGHT = 1
"""Highest gravity of conduct that counts as slight."""
RECORDED, ACTED, ABLE, SHADOW, WITHOUT_PROTECTED, WITHOUT_SLIGHT = range(6)
HISTORIES = 6
AS_GIVEN = ABLE
"""The last history in which points are as given, and scores have their noise; from the next on they are the
rule's."""
BLIND = WITHOUT_PROTECTED
"""From this history on protected conduct and inputs are left out."""

TIED_RECORDED, TIED_SHADOW = range(2)
"""The histories of ties: listings that spill over as recorded, and in the shadow, which serves all others."""


class Histories(NamedTuple):
    """Which histories are kept."""

    kept: Annotated[Ints, "H"]  # the rows that are kept, ascending: those that serve some history
    row: Annotated[Ints, "6"]  # the row of each history; of those that cannot differ, of the first
    exits: Annotated[Ints, "1"]  # 1 where a trigger asks by which exit somebody leaves, so in every history

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Return which rows of histories are kept, from the row of each history."""
        rows = history_rows(draw.forms, draw.society.conducts)
        exits = any(asks_for_exits(form) for form in draw.forms)
        return cls(kept=np.unique(rows), row=rows, exits=ints([int(exits)]))


def history_rows(epochs: Sequence[Regime], conducts: Mapping[str, Conduct]) -> Ints:
    """Return [6], the row of each history: its own, or that of one before that it always equals.

    Args:
        epochs: the forms of the regime, one a span.
        conducts: the society's catalogue.
    """
    counted = {name for form in epochs for name in _counted(form)}
    if any(ANY in term.of for form in epochs for term in form.terms if term.what == "records"):
        counted = {name for form in epochs for name in form.conducts}
    rows = [RECORDED] * HISTORIES

    def differs(history: int, may: bool) -> None:
        rows[history] = history if may else rows[history - 1]

    differs(ACTED, any(_may_be_false(form) or _answers_mismatches(form) for form in epochs))
    differs(ABLE, any(_tests_ability(form) for form in epochs))
    differs(SHADOW, any(_counts_for_more(form) for form in epochs))
    blind = any(_reads_protected(form) for form in epochs)
    differs(WITHOUT_PROTECTED, blind or any(conducts[name].protected is not None for name in counted))
    differs(WITHOUT_SLIGHT, any(conducts[name].gravity <= SLIGHT for name in counted))
    if rows[ACTED] == RECORDED != rows[SHADOW] and any(form.spillover is not None for form in epochs):
        rows[ACTED] = ACTED  # listings that spill over are the shadow's in all histories but the recorded one
        rows[ABLE] = ABLE if rows[ABLE] == ABLE else ACTED
    return ints(rows)


def _counted(form: Regime) -> set[str]:
    """Return the conducts whose records list, score, are counted, set off a trigger or may be spared."""
    asked = form.listing | form.counted | setting_off(form)
    asked |= {name for offer in form.offers.values() for name in offer.spares_records}
    return {name for name in form.conducts if name in asked or _scored(form, name)}


def _scored(form: Regime, conduct: str) -> bool:
    """Return whether a record of a conduct may be worth anything to a score."""
    return any(low or high for low, high in points_given(form, conduct))


def _may_be_false(form: Regime) -> bool:
    """Return whether a record may stand on no act of whom it is about."""
    sources = working_sources(form).values()
    return form.linkage is not None or any(
        source.kind == "income-match" or source.false_records is not None for source in sources
    )


def _answers_mismatches(form: Regime) -> bool:
    """Return whether people may choose something for being taken for others, as recorded alone."""
    return any(offer.after_mismatch for offer in form.offers.values())


def _tests_ability(form: Regime) -> bool:
    return form.adjudication is not None and form.adjudication.ability_test is not None


def _counts_for_more(form: Regime) -> bool:
    """Return whether points may be others than the rule's: by discretion, or by noise in a risk score."""
    chosen = any(low < high for name in form.conducts for low, high in points_given(form, name))
    return chosen or any(_measures(score) for score in form.scores.values())


def _measures(score: Graded) -> bool:
    """Return whether a score is worked out with errors."""
    return isinstance(score, RiskScore) and any(feature.noise for feature in score.features.values())


def _reads_protected(form: Regime) -> bool:
    """Return whether the regime declares that it reads a protected trait."""
    return bool(form.protected_input)


NEEDS: Mapping[str, tuple[int, int]] = {
    "unfounded": (RECORDED, ACTED),
    "unable": (ACTED, ABLE),
    "counted_for_more": (ABLE, SHADOW),
    "protected": (SHADOW, WITHOUT_PROTECTED),
    "slight": (WITHOUT_PROTECTED, WITHOUT_SLIGHT),
    "mixed": (WITHOUT_PROTECTED, WITHOUT_SLIGHT),
}
"""The two histories that must be able to differ for a ground, or a part of one, to have any week."""


def impossible(epochs: Sequence[Regime], conducts: Mapping[str, Conduct]) -> tuple[str, ...]:
    """Return the grounds, columns of the table `lists`, under which no week can fall in a regime.

    Without protected conduct and inputs none is protected, without points beyond the rule none is counted for
    more, without ties none is listed through others.

    Args:
        epochs: the forms of the regime, one a span.
        conducts: the society's catalogue.
    """
    rows = history_rows(epochs, conducts).tolist()
    found = [ground for ground, (one, other) in NEEDS.items() if rows[one] == rows[other]]
    if all(form.spillover is None for form in epochs):
        found.append("through_others")
    return tuple(found)
