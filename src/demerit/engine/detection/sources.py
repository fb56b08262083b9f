"""M11: what sources see, truly or falsely.

Every source looks at every act it covers on its own; the report that arrives first is ruled on (of equals,
the source declared first). False sightings are possible points of their own, at the highest rate that the
regime's source ever has: they fall on an occupant and name a conduct that nobody committed. Truth goes
along with a sighting so that the lab can count; no rule of the regime reads it.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import detail, key, lane, poisson
from demerit.chance.compiling import kernel
from demerit.engine.adjudication.rulings import rule, rule_plain
from demerit.engine.events import SIGHTING, happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import mark_of, mark_plain, slot_of, slot_of_plain
from demerit.engine.state import State, category_of
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World
from demerit.scenario.tables import Tables

NAMED = point("source.named-conduct")

MECHANISM = Mechanism(
    name="sources",
    rows=("M11",),
    stage="detection",
    points=("source.<name>", "source.<name>.false", "source.named-conduct"),
    tables=("watch_*", "source_*", "cover*", "false_*"),
    ceilings=("regime.sources.<name>.false_records, the highest over amendments and categories",),
)

_NAMED = np.uint64(NAMED)


def watch_plain(w: World, step: int, who: Occupant, conduct: int, h: int, unable: bool) -> bool:
    """Let the sources look at one act; return whether a record was made of it."""
    t = w.tables
    e = int(t.epoch[step])
    seen = []
    for row in range(int(t.watch_start[e, conduct]), int(t.watch_start[e, conduct + 1])):
        source = int(t.watch_source[row])
        share = int(t.cover[e, source, w.category(int(t.cover_axis[e, source]), who)])
        if (
            mark_plain(chance.detail(h, int(t.source_point[source])))
            < (int(t.watch_sensitivity[row]) * share) >> 30
        ):
            seen.append(source)
            happen_plain(w, step, who, SIGHTING, conduct, source, 1, h)
            w.totals.records[source, conduct, 1, who.group, int(t.year[step]), 0] += 1
    if not seen:
        return False
    first = min(seen, key=lambda source: (int(t.source_delay[e, source]), source))
    recorded = rule_plain(w, step, who, conduct, first, h, True, unable)
    w.totals.records[first, conduct, 1, who.group, int(t.year[step]), 1] += int(recorded)
    return recorded


def plain(w: World, step: int) -> None:
    """Let this step's false sightings happen and be ruled on."""
    t = w.tables
    e, year = int(t.epoch[step]), int(t.year[step])
    for source, name in enumerate(t.false_point):
        k = chance.key(w.seed, int(name), step, w.district)
        for j in range(1, chance.poisson(chance.lane(k, 0), t.false_poisson, source) + 1):
            h = chance.lane(k, j)
            who = w.occupants.get(slot_of_plain(h, int(t.false_entity[source])))
            if who is None:
                continue
            share = int(t.cover[e, source, w.category(int(t.cover_axis[e, source]), who)])
            if (
                mark_plain(h)
                >= (int(t.false_ratio[e, source, w.category(int(t.false_axis[e, source]), who)]) * share)
                >> 30
            ):
                continue
            mark = mark_plain(chance.detail(h, NAMED))
            conduct = sum(1 for share in t.false_conduct[e, source] if mark >= int(share))
            happen_plain(w, step, who, SIGHTING, conduct, source, 0, h)
            recorded = rule_plain(w, step, who, conduct, source, h, False, False)
            w.totals.records[source, conduct, 0, who.group, year, 0] += 1
            w.totals.records[source, conduct, 0, who.group, year, 1] += int(recorded)


@kernel
def watch(
    t: Tables, s: State, out: Totals, step: int, i: int, conduct: int, h: np.uint64, unable: int
) -> bool:
    """Let the sources look at one act; return whether a record was made of it."""
    e, year = t.epoch[step], t.year[step]
    first, soonest = -1, 0
    for row in range(t.watch_start[e, conduct], t.watch_start[e, conduct + 1]):
        source = t.watch_source[row]
        share = t.cover[e, source, category_of(s, t.cover_axis[e, source], i)]
        if mark_of(detail(h, t.source_point[source])) < (t.watch_sensitivity[row] * share) >> 30:
            out.records[source, conduct, 1, s.group[i], year, 0] += 1
            happen(s, step, i, SIGHTING, conduct, source, 1, np.int64(h))
            if first < 0 or t.source_delay[e, source] < soonest:
                first, soonest = source, t.source_delay[e, source]
    if first < 0:
        return False
    recorded = rule(t, s, step, i, conduct, first, h, 1, unable, 0)
    if recorded:
        out.records[first, conduct, 1, s.group[i], year, 1] += 1
    return recorded


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let this step's false sightings happen and be ruled on."""
    e, year = t.epoch[step], t.year[step]
    for source in range(t.false_point.shape[0]):
        k = key(seed, t.false_point[source], step, district)
        for j in range(1, poisson(lane(k, 0), t.false_poisson, source) + 1):
            h = lane(k, j)
            i = slot_of(h, t.false_entity[source])
            if s.present[i] == 0:
                continue
            share = t.cover[e, source, category_of(s, t.cover_axis[e, source], i)]
            if (
                mark_of(h)
                >= (t.false_ratio[e, source, category_of(s, t.false_axis[e, source], i)] * share) >> 30
            ):
                continue
            mark = mark_of(detail(h, _NAMED))
            conduct = 0
            while mark >= t.false_conduct[e, source, conduct]:
                conduct += 1
            happen(s, step, i, SIGHTING, conduct, source, 0, np.int64(h))
            recorded = rule(t, s, step, i, conduct, source, h, 0, 0, 0)
            out.records[source, conduct, 0, s.group[i], year, 0] += 1
            if recorded:
                out.records[source, conduct, 0, s.group[i], year, 1] += 1
