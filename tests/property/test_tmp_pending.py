from __future__ import annotations
import os
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from demerit.engine.districts import Desk
from demerit.engine.events import COLUMNS
from demerit.society.traits import ALL_SLOTS
from tests import toy
from tests.property.strategies import regimes, societies
from tests.property.bundles import bundled
from tests.property.test_engines_agree import assert_lives_equal, assert_equal, answering
from demerit.mechanisms.lists.words import LISTING_DECIDED, LISTING_PENDING
import collections
SEEN = collections.Counter()

@st.composite
def scenarios(draw):
    steps = draw(st.integers(6, 30))
    whole = draw(regimes(steps).filter(lambda w: "of_records" in w["safeguards"] and any(isinstance(p, dict) and "board" in n and any(p.get(k, "none") != "none" for k in ("notice","hearing","human_review")) for n, p in w["safeguards"].items())))
    return whole, steps, draw(st.sampled_from(["week", "week", "day"]))

@settings(max_examples=int(os.environ.get("EXAMPLES", "40")), deadline=None, suppress_health_check=list(HealthCheck))
@given(scenario=scenarios(), society=societies(), seed=st.integers(0, 2**62), district=st.integers(0, 400_000),
    slots=st.integers(1, 300), draw=st.integers(0, 40), answer=st.booleans())
def test_it(scenario, society, seed, district, slots, draw, answer):
    whole, steps, step = scenario
    t = society(toy.tables(whole, steps, draw, step=step, **answering(answer)))
    slow = toy.empty(t)
    *_, (_, world, _) = toy.walk(t, slow, seed, district, slots, range(ALL_SLOTS))
    for e in world.events:
        if LISTING_PENDING.number in e[:5]: SEEN["pending"] += 1
        if LISTING_DECIDED.number in e[:5]: SEEN["decided"] += 1
    SEEN["runs"] += 1
    if os.environ.get("PLAIN"): return
    desk = Desk(t)
    assert_lives_equal(desk.follow(t, seed, district, slots, range(ALL_SLOTS)), world.events)
    assert_equal(desk.totals, slow)

def test_seen():
    print(SEEN)
