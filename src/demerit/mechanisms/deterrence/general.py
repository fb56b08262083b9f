"""M40, in general: letting acts be for how many others are listed.

What somebody learns from records of their own, and of those near, is `deterrence`. Here is what everybody
in a district learns alike: the share of its people who were on any burden at the end of the step before,
however they came there. Of the harmful acts that the regime counts, effect x that share is let go, beside
what is let go for one's own sake, by the act's own mark as there.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `i` slot.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.codes import BLOCK
from demerit.engine.mechanism import Mechanism
from demerit.engine.state import State
from demerit.engine.world import World
from demerit.scenario.codes import AT, BURDEN
from demerit.scenario.histories import RECORDED, TIED_RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS

MECHANISM = Mechanism(name="general deterrence", rows=("M40",), stage="response")


def plain(w: World, step: int) -> None:
    """Work out, as Q30, the share of acts that everybody lets go in the next step."""
    effect = int(w.tables.deterrence.general[0])
    people = [who for who in w.occupants.values() if who.is_person]
    burdens = int(w.tables.lists.of_kind[BURDEN])
    listed = sum(1 for who in people if any((burdens >> number) & 1 for number in who.listed()))
    w.let_go = (effect * ((listed << 30) // len(people))) >> 30 if people else 0


@kernel
def compiled(t: Tables, s: State, step: int) -> None:
    """Work out, as Q30, the share of acts that everybody lets go in the next step."""
    effect = t.deterrence.general[0]
    if effect == 0:
        return
    people, listed = s.people.values[t.axes.starts[AT.all]], 0
    for block in range(SLOTS // BLOCK):
        if s.listing.busy_blocks[block] != 0:
            for i in range(block * BLOCK, (block + 1) * BLOCK):
                on = int(s.listing.on[RECORDED, i] | s.ties.through[TIED_RECORDED, i])
                listed += 1 if on & int(t.lists.of_kind[BURDEN]) != 0 else 0
    s.deterrence.let_go[0] = (effect * ((listed << 30) // people)) >> 30 if people > 0 else 0
