"""Who leads an organisation: both forms agree, and the tie is a function of the two slots alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.society import leaders
from demerit.society.traits import AGE_BANDS, ORGANISATIONS, RESIDENCES, SLOTS


@settings(deadline=None)
@given(
    seed=st.integers(0, 2**64 - 1),
    district=st.integers(0, 2**20),
    place=st.integers(0, ORGANISATIONS - 1),
)
def test_both_forms_agree_on_who_leads_and_a_place_has_two_candidates_of_its_own(
    seed: int, district: int, place: int
) -> None:
    key = leaders.leaders_key_plain(seed, district)
    fast = np.uint64(leaders.leaders_key(np.uint64(seed), district))
    assert fast == key
    slots = [leaders.candidate_plain(key, place, n) for n in range(leaders.CANDIDATES)]
    assert [leaders.candidate(fast, place, n) for n in range(leaders.CANDIDATES)] == slots
    assert len(set(slots)) == 2
    for slot in range(place * 16, place * 16 + 16):
        led = leaders.led_plain(key, slot)
        assert led == leaders.led(fast, slot) == (SLOTS + place if slot in slots else -1)


def test_candidates_lead_while_residents_of_working_age() -> None:
    for age, band in enumerate(AGE_BANDS):
        for residence in range(len(RESIDENCES)):
            expected = band not in ("0-14", "15-17", "65+") and RESIDENCES[residence] != "visitor"
            assert leaders.leads_plain(age, residence) == leaders.leads(age, residence) == expected


def test_candidates_are_spread_over_the_slots_of_their_place() -> None:
    """Each of sixteen slots is a candidate of its place with chance 2 in 16."""
    found = np.zeros(16, np.int64)
    for district in range(40):
        key = leaders.leaders_key_plain(3, district)
        for place in range(ORGANISATIONS):
            for n in range(leaders.CANDIDATES):
                found[leaders.candidate_plain(key, place, n) % 16] += 1
    expected = 40 * ORGANISATIONS * 2 / 16
    assert abs(found - expected).max() < 5 * expected**0.5
