"""How long points that are held against somebody stay: R20, of scores.

A record may cease to count after a length; or points come back by a schedule, or a score is cleared by one.
What asks for more than the date, or than a clean time, is no way back that everybody has.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from demerit.mechanisms.scores.language import Ledger
from demerit.mechanisms.triggers.language import Trigger, triggers_of
from demerit.regime.model import Regime
from demerit.regime.schedules import Every, Monthly, Schedule, Yearly
from demerit.rights.reach import scored_against
from demerit.rights.rule import Form, Found, Hit, beyond
from demerit.rights.thresholds import DAYS_PER_YEAR, KEPT_YEARS

MONTHS = 12


class _Back(NamedTuple):
    """What brings points back by a schedule: where it stands, and how many a year; None for all at once."""

    place: tuple[str, ...]
    turns: Decimal
    points: Decimal | None

    def years(self, most: int) -> Decimal:
        """Return in how many years so many points are back."""
        each = self.turns * self.points / most if self.points is not None else self.turns
        return 1 / each if each else Decimal(10_000)


def lasting_points(form: Form) -> Found:
    """Yield where lost points neither expire nor come back within the threshold."""
    for name, score in form.regime.scores.items():
        if isinstance(score, Ledger):
            yield from _lasting_in(form, name)


def _lasting_in(form: Form, name: str) -> Found:
    """Yield where records count in a score for ever, or longer than the threshold."""
    regime = form.regime
    held = scored_against(regime, name)
    most = max((abs(regime.points_of(conduct, name)) for conduct in held), default=0)
    back = _soonest(regime, name, most)
    if back is not None and any(regime.life_of(conduct) is None for conduct in held):
        yield from _comes_back(back, most, f"points of {name}")
    for conduct in held:
        place, life = ("conducts", conduct, "counts"), regime.life_of(conduct)
        if life is not None:
            years, change = life.days / DAYS_PER_YEAR, f"less than {KEPT_YEARS.clear}"
            yield from beyond(KEPT_YEARS, years, place, f"records of {conduct}", change, before="counts: ")
        elif back is None:
            yield Hit(place, "counts: ever", f"records of {conduct}", "write a length")


def _comes_back(back: _Back, most: int, what: str) -> Found:
    """Yield a way back that takes longer than the threshold."""
    before, after = "what the gravest record takes is back after ", ", and nothing expires"
    change = "write an expiry, or let points come back sooner"
    yield from beyond(KEPT_YEARS, back.years(most), back.place, what, change, before=before, after=after)


def _soonest(regime: Regime, name: str, most: int) -> _Back | None:
    """Return what brings so many points back soonest to everybody, or to everybody with a clean time."""
    score = regime.scores[name]
    better = 1 if isinstance(score, Ledger) and score.lower_is_worse else -1
    found = [
        _Back(
            ("triggers", rule),
            turns * _chance(each),
            Decimal(abs(each.adds[name])) if name in each.adds else None,
        )
        for rule, each in triggers_of(regime).items()
        if each.condition is None and (turns := _turns(each.schedule))
        if each.adds.get(name, 0) * better > 0 or name in each.clear
    ]
    return min(found, key=lambda back: back.years(most), default=None) if most else None


def _turns(schedule: Schedule | None) -> Decimal:
    """Return how often a year a schedule falls due at most; 0 without one."""
    match schedule:
        case None:
            return Decimal(0)
        case Yearly(on=days):
            return Decimal(len(days))
        case Monthly():
            return Decimal(MONTHS)
        case Every():
            return DAYS_PER_YEAR / schedule.days
        case _:
            return DAYS_PER_YEAR / schedule.every.days


def _chance(trigger: Trigger) -> Decimal:
    return trigger.chance.value if trigger.chance is not None else Decimal(1)
