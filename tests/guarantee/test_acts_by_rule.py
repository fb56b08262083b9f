"""Acts that are nobody's choice are seen, recorded and counted, and never let go, by either engine alike.

No mechanism makes such acts yet, so one made up here does: it gives an act by a rule, or by another act, to
every third slot in every step but the first, through the same functions as any mechanism to come.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import key, lane
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1
from demerit.chance.packing import pack
from demerit.engine.codes import BY_ANOTHER, BY_CHOICE, BY_RULE
from demerit.engine.districts import FIRST_POOL, open_population, open_state, open_tables, open_totals
from demerit.engine.plan import prepare, step_compiled, step_plain
from demerit.engine.points import mark_of, slot_of, slot_of_plain
from demerit.engine.state import State, clear, new_state
from demerit.engine.totals import Totals
from demerit.engine.world import Act, Occupant, World
from demerit.mechanisms.attempts import attempts
from demerit.mechanisms.conduct import acting
from demerit.mechanisms.conduct.counts import ACTS, ACTS_BY_STEP
from demerit.mechanisms.conduct.state import most_by_choice, most_others
from demerit.mechanisms.lists import grounds
from demerit.mechanisms.sources.counts import RECORDS
from demerit.scenario.tables import Tables
from demerit.society.compiled import populated
from demerit.society.tables import Population
from demerit.society.traits import ALL_SLOTS, SLOTS
from tests import toy
from tests.property.test_engines_agree import assert_equal, assert_lives_equal

STEPS, SEED, DISTRICT, SLOTS_IN_USE = 12, 7, 3, 600
EVERY, ROOM = 3, ALL_SLOTS
RULE = point("test.rule")
_RULE = np.uint64(RULE)
PERSONAL, ORGANISED = (0, 2), 3
"""Conducts that the mechanism gives: the first and third of persons, and the one of organisations."""


def give_plain(w: World, step: int) -> None:
    k = chance.key(w.seed, RULE, step, w.district)
    for slot in range(step % EVERY, ALL_SLOTS, EVERY):
        who = w.occupants.get(slot)
        if step == 0 or who is None:
            continue
        c = PERSONAL[slot % 2] if who.is_person else ORGANISED
        h = acting.falling_on_plain(chance.lane(k, slot), slot)
        acting.act_plain(w, Act(who, c, h, slot % 5 == 0, BY_RULE if slot % 7 else BY_ANOTHER))


@kernel
def give(s: State, seed: np.uint64, district: int, step: int) -> None:
    k = key(seed, _RULE, step, district)
    for slot in range(step % EVERY, ALL_SLOTS, EVERY):
        if step == 0 or s.people.present[slot] == 0:
            continue
        c = ORGANISED
        if slot < SLOTS:
            c = PERSONAL[0] if slot % 2 == 0 else PERSONAL[1]
        h = acting.falling_on(lane(k, slot), slot)
        acting.act(s, c, h, int(slot % 5 == 0), BY_RULE if slot % 7 != 0 else BY_ANOTHER)


@kernel
def live(tables: I64x1, state: I64x1, totals: I64x1, people: I64x1, seed: np.uint64, district: int) -> int:
    """Walk a district as the engine does, with the mechanism before each step; return the engine's error."""
    t, s, out, population = (
        open_tables(tables),
        open_state(state),
        open_totals(totals),
        open_population(people),
    )
    clear(s)
    s.people.region[0] = population.region[0]
    prepare(t, s, seed, district)
    for step in range(t.time.epoch.shape[0]):
        give(s, seed, district, step)
        step_compiled(t, s, out, population, seed, district, step)
    return int(s.room.error[0])


def population(t: Tables) -> Population:
    return populated(t.society, SEED, DISTRICT, STEPS, SLOTS_IN_USE)


def by_plain(t: Tables, giving: bool = True) -> tuple[Totals, list[tuple[int, ...]]]:
    """Return what the plain engine counts, and what happens to everybody."""
    totals, people = toy.empty(t), population(t)
    world = World(t, totals, SEED, DISTRICT, range(ALL_SLOTS))
    world.region = int(people.region[0])
    for step in range(STEPS):
        if giving:
            give_plain(world, step)
        step_plain(world, people, step)
    return totals, world.events


def by_compiled(t: Tables) -> tuple[Totals, NDArray[np.int64]]:
    """Return the same of the compiled engine."""
    totals, state = toy.empty(t), new_state(t, FIRST_POOL, 1 << 16)
    state.panel.followed[:], state.panel.following[0] = 1, 1
    one, two, three, four = pack(t), pack(state), pack(totals), pack(population(t))
    assert live(one.words, two.words, three.words, four.words, np.uint64(SEED), DISTRICT) == 0
    attempts.close(t, totals)
    grounds.close(totals)
    return totals, state.panel.row[: int(state.panel.used[0])].copy()


def given(t: Tables) -> NDArray[np.int64]:
    """Return how many acts the mechanism gives [step, conduct]; nobody comes or goes after step 0."""
    counts = np.zeros((STEPS, len(t.conduct.point)), np.int64)
    world = World(t, toy.empty(t), SEED, DISTRICT)
    people = population(t)
    for step in range(STEPS):
        give_plain(world, step)
        for act in world.waiting:
            counts[step, act.conduct] += 1
        step_plain(world, people, step)
    return counts


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave room for the acts of the mechanism, as its tables would ask for it."""
    monkeypatch.setattr("demerit.engine.state.most_others", lambda tables: ROOM)


def tables(sees: float) -> Tables:
    """Return a society that shies from records, and is poor without work, in which nobody comes or goes."""
    names = toy.conducts()
    whole = toy.regime(
        conducts={names[c]: {} for c in PERSONAL},
        sources={"courts": toy.source({names[c]: sees for c in PERSONAL})},
        lists={"black": toy.black([names[c] for c in PERSONAL], term=toy.made("3 weeks"))},
    )
    return toy.still(toy.tables(whole, STEPS, 0, **{"in": str(toy.answering())}))


def test_both_engines_take_acts_by_rule_alike() -> None:
    """Guarantee 4 for acts of every origin."""
    t = tables(0.5)
    slow, lives = by_plain(t)
    fast, rows = by_compiled(t)
    assert slow.acts_by_step[1:, [*PERSONAL, ORGANISED], ACTS_BY_STEP.unable].min() > 0
    assert_lives_equal(rows, lives)
    assert_equal(fast, slow)


def test_acts_by_rule_are_acts_but_no_choice_and_nothing_lets_them_go() -> None:
    """Where no source sees anything, these acts are all that differs from the world without them."""
    t = tables(0)
    without, _ = by_plain(t, giving=False)
    with_them, _ = by_plain(t)
    more = with_them.acts_by_step - without.acts_by_step
    assert given(t).sum() > 1000 and without.acts_by_step[..., ACTS_BY_STEP.deterred].sum() > 0
    assert np.array_equal(more[..., ACTS_BY_STEP.acts], given(t))
    assert np.array_equal(more[..., ACTS_BY_STEP.unable], given(t))
    assert not more[..., [ACTS_BY_STEP.deterred, ACTS_BY_STEP.strained]].any()


def test_acts_by_rule_are_seen_and_recorded() -> None:
    """A source that sees everything sees them; an official who upholds what is true makes records of them."""
    t = tables(1)
    found, _ = by_plain(t)
    for c in PERSONAL:
        done = int(found.acts[c, ..., ACTS.acts].sum())
        assert done >= given(t)[:, c].sum() > 300
        assert found.records[:, c, 1, ..., RECORDS.sightings].sum() == done
        assert found.acts[c, ..., ACTS.recorded].sum() == done


def test_a_hash_falls_on_the_slot_it_is_put_on_and_keeps_its_mark() -> None:
    h = chance.lane(chance.key(SEED, RULE, 1, DISTRICT), 5)
    for slot in (0, 1, SLOTS - 1, SLOTS, ALL_SLOTS - 1):
        put, entity = acting.falling_on_plain(h, slot), int(slot >= SLOTS)
        assert int(acting.falling_on(np.uint64(h), slot)) == put
        assert slot_of_plain(put, entity) == slot == slot_of(np.uint64(put), entity)
        assert mark_of(np.uint64(put)) == mark_of(np.uint64(h))


class Stated(NamedTuple):
    """Tables of a mechanism that states how many acts a step may bring at most."""

    most_acts: NDArray[np.int64]


def test_room_is_what_each_origin_may_bring() -> None:
    """Today all acts are by choice; a mechanism to come states its own in a part of the tables."""
    t = tables(1)
    assert most_others(t) == 0
    assert most_others((*t, Stated(np.array([3, 4])), Stated(np.array([5])))) == 12
    found = new_state(t, FIRST_POOL)
    assert found.acts.hash.shape == (most_by_choice(t) + ROOM,)
    assert found.acts.waiting.hash.shape == (ROOM,)
    assert found.sightings.hash.shape[0] >= found.acts.hash.shape[0]


@pytest.mark.parametrize(
    ("unable", "origin", "chosen"),
    [(False, BY_CHOICE, True), (True, BY_CHOICE, False), (False, BY_RULE, False), (False, BY_ANOTHER, False)],
)
def test_by_choice_is_what_is_chosen_by_somebody_who_could_let_it_be(
    unable: bool, origin: int, chosen: bool
) -> None:
    who = Occupant(slot=0, number=0, born=0)
    assert Act(who, 0, 0, unable, origin).chosen == chosen
