"""M10: what people do, in the world of possible acts that the seed lays down.

For each conduct, district and step, chance says how many possible points there are, at the ceiling rate that
the society declares; a hash for each of them then gives its slot and its mark. A point becomes an act if its
mark lies under the occupant's present rate over the ceiling. That is exact, the same under every regime, and
indifferent to who else lives there: an empty slot lets the point pass, and so does somebody whom a list stops
(`stops`), or who is deterred: of what is not stopped, some is let go.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `j` number of a possible point, `k` key of a decision
point, `n` place in a list from 0, `c` conduct.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import below, detail, fill_keys, lane, poisson, uniform53
from demerit.chance.compiling import kernel
from demerit.chance.wide import drawn
from demerit.engine.events import happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import mark_of, mark_plain, rate_plain, slot_of, slot_of_plain
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Act, Occupant, World
from demerit.mechanisms.conduct import acting
from demerit.mechanisms.conduct.counts import ACTS, ACTS_BY_STEP
from demerit.mechanisms.conduct.words import ACT
from demerit.mechanisms.deterrence import deterrence
from demerit.mechanisms.deterrence.words import LET_GO
from demerit.mechanisms.stops import stops
from demerit.mechanisms.stops.words import ACT_STOPPED
from demerit.scenario.codes import AGE_SEX
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.scenario.tables import Tables

ABILITY = point("conduct.ability")

MECHANISM = Mechanism(
    name="acts",
    rows=("M10",),
    stage="conduct",
    points=("conduct.<name>",),
    ceilings=("society.conducts.<name>.ceiling",),
)

_ABILITY = np.uint64(ABILITY)
PERSON = 0
_JOBLESS = 4 * 5 * 5
"""Factors of those with their job, tier x fifth x residence; behind them stand those of who is without it."""


def plain(w: World, step: int) -> None:
    """Let this step's acts happen."""
    t = w.tables
    year = int(t.time.year[step])
    for c in range(len(t.conduct.point)):
        if t.conduct.entity[c] != PERSON:
            continue
        acts = [act for act in _done_plain(w, c, step) if not _stopped_plain(w, act, step)]
        w.totals.acts_by_step[step, c, ACTS_BY_STEP.strained] += sum(
            _strained_plain(w, act, step) for act in acts
        )
        let_go = [act for act in acts if _lets_go_plain(w, act, step)]
        for act in let_go:
            risk = deterrence.perceived_plain(t, act.who, step)
            happen_plain(w, step, act.who, LET_GO.number, c, risk, h=act.hash)
            w.totals.acts[c, act.who.group, year, ACTS.deterred] += 1
        done = [act for act in acts if act not in let_go]
        for act in done:
            happen_plain(w, step, act.who, ACT.number, c, int(act.unable), h=act.hash)
            w.totals.acts[c, act.who.group, year, ACTS.acts] += 1
        w.acts += done
        w.totals.acts_by_step[step, c, ACTS_BY_STEP.acts] += len(done)
        w.totals.acts_by_step[step, c, ACTS_BY_STEP.deterred] += len(let_go)
        w.totals.acts_by_step[step, c, ACTS_BY_STEP.unable] += sum(act.unable for act in done)


def _done_plain(w: World, c: int, step: int) -> list[Act]:
    """Return the acts of a conduct that people would do without regard to a record."""
    t, acts = w.tables, []
    k = chance.key(w.seed, int(t.conduct.point[c]), step, w.district)
    for j in range(1, chance.poisson(chance.lane(k, 0), t.conduct.poisson, c) + 1):
        h = chance.lane(k, j)
        who = w.occupants.get(slot_of_plain(h, PERSON))
        if who is not None and mark_plain(h) < _rate_plain(t, who, c):
            unable = chance.uniform53(chance.detail(h, ABILITY)) < int(t.conduct.unable[c, who.fifth])
            acts.append(Act(who, c, h, unable))
    return acts


def _rate_plain(t: Tables, who: Occupant, c: int) -> int:
    """Return, as Q30, the present rate of `who` over the ceiling."""
    propensity = who.propensity[int(t.conduct.propensity[c])]
    return (rate_plain(who, t.conduct.age_sex[c], t.conduct.status[c]) * propensity) >> 20


def _left_plain(w: World, act: Act, step: int) -> int:
    """Return, as Q30, the share that lists leave of what somebody does."""
    place = stops.place_plain(w.tables, int(w.tables.stops.of_conduct[act.conduct]), step)
    return stops.share_plain(w, act.who, place, act.unable, step)


def _stopped_plain(w: World, act: Act, step: int) -> bool:
    """Return whether a list stops an act; count it, and write it down."""
    t, c = w.tables, act.conduct
    place = stops.place_plain(t, int(t.stops.of_conduct[c]), step)
    rate, mark = _rate_plain(t, act.who, c), mark_plain(act.hash)
    lists = stops.stop_plain(w, act.who, place, act.unable, step, rate, mark)
    if lists:
        how = stops.how_plain(t, place, step, lists)
        happen_plain(w, step, act.who, ACT_STOPPED.number, c, lists, how, h=act.hash)
    return lists != 0


def _strained_plain(w: World, act: Act, step: int) -> bool:
    """Return whether only being without the job makes somebody do this, or want to, who could pay."""
    t, who, c = w.tables, act.who, act.conduct
    if act.unable or not who.jobless:
        return False
    place = (who.tier * 5 + who.fifth) * 5 + who.residence
    rate = (int(t.conduct.age_sex[c, who.age * 2 + who.sex]) * int(t.conduct.status[c, place])) >> 20
    rate = (rate * who.propensity[int(t.conduct.propensity[c])]) >> 20
    return mark_plain(act.hash) >= (rate * _left_plain(w, act, step)) >> 30


def _lets_go_plain(w: World, act: Act, step: int) -> bool:
    """Return whether an act is let be for the risk of a record."""
    t = w.tables
    e = int(t.time.epoch[step])
    if act.unable or not t.deterrence.conduct[e, act.conduct] or step < t.sources.since[e, act.conduct]:
        return False
    rate = (_rate_plain(t, act.who, act.conduct) * _left_plain(w, act, step)) >> 30
    return mark_plain(act.hash) >= deterrence.willing_plain(w, act.who, rate, step)


@kernel
def _some_unable(t: Tables, c: int) -> bool:
    """Return whether anybody does a conduct who cannot pay."""
    shares, most = t.conduct.unable[c], 0
    for fifth in range(shares.shape[0]):
        most = max(most, shares[fifth])
    return most > 0


@kernel
def _unable(t: Tables, s: State, c: int, first: int, end: int) -> None:
    """Note of each act of a conduct whether whoever does it cannot pay."""
    shares = t.conduct.unable[c]
    for n in range(first, end):
        h = s.acts.hash[n]
        s.acts.unable[n] = below(uniform53(detail(h, _ABILITY)), shares[s.people.fifth[slot_of(h, PERSON)]])


@kernel
def _strains(t: Tables, c: int) -> bool:
    """Return whether anybody without the job does more of a conduct."""
    factors = t.conduct.status[c]
    for n in range(_JOBLESS):
        if factors[n + _JOBLESS] > factors[n]:
            return True
    return False


@kernel
def _stopped(t: Tables, s: State, out: Totals, c: int, first: int, end: int, step: int) -> int:
    """Leave out of a conduct's acts those that a list stops; return where the rest ends."""
    rates, propensity, kept = t.conduct.rate[c], s.people.propensity[t.conduct.propensity[c]], first
    thing = stops.place_of(t, t.stops.of_conduct[c], step)
    for n in range(first, end):
        h, unable = s.acts.hash[n], int(s.acts.unable[n])
        i = slot_of(h, PERSON)
        rate = (np.int64(rates[s.people.place[i]]) * propensity[i]) >> 20
        if mark_of(h) < (rate * stops.share(t, s, thing, i, unable, step, RECORDED)) >> 30:
            acting.write(s, kept, h, unable)
            kept += 1
            continue
        wrongful = mark_of(h) < (rate * stops.share(t, s, thing, i, unable, step, SHADOW)) >> 30
        lists = stops.count(t, s, out, thing, i, step, wrongful)
        happen(s, step, i, ACT_STOPPED.number, c, lists, stops.how(t, thing, step, lists), np.int64(h))
    return kept


@kernel
def _strained(t: Tables, s: State, c: int, first: int, end: int, step: int) -> int:
    """Return how many of a conduct's acts of those who could pay only being without the job brings."""
    rates, propensity, found = t.conduct.rate[c], s.people.propensity[t.conduct.propensity[c]], 0
    thing = stops.place_of(t, t.stops.of_conduct[c], step)
    for n in range(first, end):
        h, unable = s.acts.hash[n], int(s.acts.unable[n])
        i = slot_of(h, PERSON)
        place = int(s.people.place[i]) - int(s.work.jobless[i]) * _JOBLESS * AGE_SEX
        rate = (np.int64(rates[place]) * propensity[i]) >> 20
        if thing >= 0:
            rate = (rate * stops.share(t, s, thing, i, unable, step, RECORDED)) >> 30
        found += (1 - unable) & (1 - below(mark_of(h), rate))
    return found


@kernel
def _unable_of(s: State, first: int, end: int) -> int:
    """Return how many acts are by somebody who cannot pay."""
    found = 0
    for n in range(first, end):
        found += int(s.acts.unable[n])
    return found


@kernel
def _let_go(t: Tables, s: State, out: Totals, c: int, first: int, end: int, step: int) -> int:
    """Leave out of a conduct's acts those let be for the risk of a record; return where the rest ends."""
    rates, propensity, counts, kept = (
        t.conduct.rate[c],
        s.people.propensity[t.conduct.propensity[c]],
        out.acts[c],
        first,
    )
    year, thing = t.time.year[step], stops.place_of(t, t.stops.of_conduct[c], step)
    for n in range(first, end):
        h, unable = s.acts.hash[n], int(s.acts.unable[n])
        i = slot_of(h, PERSON)
        rate = (np.int64(rates[s.people.place[i]]) * propensity[i]) >> 20
        if thing >= 0:
            rate = (rate * stops.share(t, s, thing, i, unable, step, RECORDED)) >> 30
        left = deterrence.willing(t, s, i, rate, step)
        goes = (1 - unable) & (1 - below(mark_of(h), left))
        acting.write(s, kept, h, unable)
        kept += 1 - goes
        counts[s.people.group[i], year, ACTS.deterred] += goes
        if goes & np.int64(s.panel.followed[i]) != 0:
            happen(s, step, i, LET_GO.number, c, deterrence.perceived(t, s, i, step), 0, np.int64(h))
    return kept


@kernel
def _tell(s: State, c: int, first: int, end: int, step: int) -> None:
    """Write down the acts of those who are followed."""
    for n in range(first, end):
        h, unable = s.acts.hash[n], int(s.acts.unable[n])
        happen(s, step, slot_of(h, PERSON), ACT.number, c, unable, 0, np.int64(h))


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let this step's acts happen."""
    year = t.time.year[step]
    fill_keys(seed, t.conduct.point, step, district, s.acts.key)
    acting.begin(s)
    end = 0
    for c in range(t.conduct.point.shape[0]):
        if t.conduct.entity[c] != PERSON:
            continue
        k, first = s.acts.key[c], end
        count = poisson(lane(k, 0), t.conduct.poisson, c)
        happening = drawn(
            k,
            count,
            s.people.place,
            t.conduct.rate[c],
            s.people.propensity[t.conduct.propensity[c]],
            s.room.found,
        )
        counts = out.acts[c]
        for n in range(happening):
            acting.write(s, first + n, s.room.found[n], 0)
        end = first + happening
        if _some_unable(t, c):
            _unable(t, s, c, first, end)
        if stops.place_of(t, t.stops.of_conduct[c], step) >= 0:
            end = _stopped(t, s, out, c, first, end, step)
        left = end
        if _strains(t, c):
            out.acts_by_step[step, c, ACTS_BY_STEP.strained] += _strained(t, s, c, first, end, step)
        if (
            t.deterrence.conduct[t.time.epoch[step], c] != 0
            and step >= t.sources.since[t.time.epoch[step], c]
        ):
            end = _let_go(t, s, out, c, first, end, step)
        for n in range(first, end):
            counts[s.people.group[slot_of(s.acts.hash[n], PERSON)], year, ACTS.acts] += 1
        if s.panel.following[0] != 0:
            _tell(s, c, first, end, step)
        by_step = out.acts_by_step[step, c]
        by_step[ACTS_BY_STEP.acts] += end - first
        by_step[ACTS_BY_STEP.deterred] += left - end
        by_step[ACTS_BY_STEP.unable] += _unable_of(s, first, end)
        acting.close(s, c, first, end)
