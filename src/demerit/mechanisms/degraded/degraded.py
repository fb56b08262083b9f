"""M38: weeks of degraded service: who has a slower service at the end of a step, and rightly or not.

A service is slower for whoever the consequence's condition holds for, on what is recorded as the step ends:
lists as the step leaves them, scores as they have moved. A week is wrongful where the condition does not hold
in the shadow, as a week on a list is. Nobody does anything else for having a slower service: it changes no
act, no record and no attempt. What is lost of the service, (1 - times) of each week, is worked out from the
counts.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `i` slot, `v` place
of a value among those of all axes.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.state import State
from demerit.engine.totals import Totals, note
from demerit.engine.world import World
from demerit.mechanisms.degraded.counts import DEGRADED
from demerit.mechanisms.degraded.words import RESTORED, SLOWER
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS

MECHANISM = Mechanism(name="degraded service", rows=("M38",), stage="consequences")


def plain(w: World, step: int) -> None:
    """Count whose services are slower as the step ends."""
    t = w.tables
    conditions = t.degraded.condition[int(t.time.epoch[step])].tolist()
    for who in w.occupants.values():
        if not who.is_person:
            continue
        before = who.kept[MECHANISM.name]
        now = {
            place
            for place, condition in enumerate(conditions)
            if condition >= 0 and holds_plain(w, condition, who, step)
        }
        for place in sorted(now):
            wrongful = not holds_plain(w, conditions[place], who, step, SHADOW)
            for v in w.axes(who):
                w.totals.degraded[step, place, v, DEGRADED.weeks] += 1
                w.totals.degraded[step, place, v, DEGRADED.wrongful] += int(wrongful)
        for place in sorted(now ^ before):
            kind = SLOWER if place in now else RESTORED
            happen_plain(w, step, who, kind.number, place, place)
        who.kept[MECHANISM.name] = now


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Count whose services are slower as the step ends."""
    places = t.degraded.condition.shape[1]
    if places == 0:
        return
    for i in range(SLOTS):
        if s.people.present[i] != 0:
            for place in range(places):
                _ask(t, s, out, step, place, i)


@kernel
def _ask(t: Tables, s: State, out: Totals, step: int, place: int, i: int) -> None:
    """Count whether the service of `place` is slower for the person in slot `i`."""
    condition, whom = t.degraded.condition[t.time.epoch[step], place], s.people.number[i] + 1
    if condition >= 0 and holds(t, s, condition, i, step, RECORDED):
        note(t, s, out.degraded[step, place], i, DEGRADED.weeks)
        if not holds(t, s, condition, i, step, SHADOW):
            note(t, s, out.degraded[step, place], i, DEGRADED.wrongful)
        if s.degraded.whom[place, i] != whom:
            s.degraded.whom[place, i] = whom
            happen(s, step, i, SLOWER.number, place, place, 0, 0)
    elif s.degraded.whom[place, i] == whom:
        s.degraded.whom[place, i] = 0
        happen(s, step, i, RESTORED.number, place, place, 0, 0)
