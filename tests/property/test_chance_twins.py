"""For every input: chance in machine code, and over columns, returns the bits of Python integers."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.chance import columns, compiled, plain, poisson_tables, wide
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I32x1, U64x1
from demerit.chance.marks import LANES, MARK_SHIFT, SLOT_BITS
from demerit.chance.tables import NEVER

words = st.integers(0, (1 << 64) - 1) | st.sampled_from([0, 1, (1 << 63) - 1, 1 << 63, (1 << 64) - 1])
indices = st.integers(0, (1 << 62) - 1) | st.integers(0, 5000)
slots = st.integers(0, 4095)
MEANS = [Decimal(0), Decimal("0.0004"), Decimal(1), Decimal("37.5"), Decimal(2000)]
POISSON = poisson_tables(MEANS)

quick = settings(max_examples=200, deadline=None)


def u(number: int) -> np.uint64:
    return np.uint64(number)


@quick
@given(words, words, words, words)
def test_threefry(k0: int, k1: int, c0: int, c1: int) -> None:
    assert tuple(map(int, compiled.threefry(u(k0), u(k1), u(c0), u(c1)))) == plain.threefry(k0, k1, c0, c1)


@quick
@given(words, words, st.integers(0, 5000), st.integers(0, 1 << 40))
def test_key(seed: int, point: int, step: int, district: int) -> None:
    assert int(compiled.key(u(seed), u(point), step, district)) == plain.key(seed, point, step, district)


@quick
@given(words, indices)
def test_lane(key: int, index: int) -> None:
    assert int(compiled.lane(u(key), index)) == plain.lane(key, index)


@quick
@given(words, words)
def test_detail_and_uniform(h: int, point: int) -> None:
    assert int(compiled.detail(u(h), u(point))) == plain.detail(h, point)
    assert int(compiled.mix(u(h))) == plain.mix(h)
    assert int(compiled.uniform53(u(h))) == plain.uniform53(h)


@quick
@given(words, st.integers(1, (1 << 31) - 1))
def test_index_below(h: int, n: int) -> None:
    found = plain.index_below(h, n)
    assert 0 <= found < n
    assert int(compiled.index_below(u(h), n)) == found


@quick
@given(words)
def test_logarithms(h: int) -> None:
    assert int(compiled.neglog(u(h))) == plain.neglog(h) >= 0
    assert int(compiled.gumbel_q32(u(h))) == plain.gumbel_q32(h)
    assert int(compiled.least(u(h))) == (1 << 32) - 2 - (h >> 32) <= plain.neglog(h)


@quick
@given(words, st.integers(1, 1 << 32), st.integers(1, 2000))
def test_waiting_within_some_room(h: int, hazard: int, room: int) -> None:
    expected = min(plain.waiting_steps(h, hazard), room)
    assert int(compiled.waiting_within(u(h), hazard, room)) == expected


@quick
@given(st.integers(-(1 << 61), 1 << 61), st.integers(-(1 << 61), 1 << 61), st.integers(-1, 1))
def test_below(a: int, b: int, apart: int) -> None:
    assert int(compiled.below(a, b)) == int(a < b)
    assert int(compiled.below(a, a + apart)) == int(apart > 0)


@quick
@given(st.integers(1, (1 << 40) - 1) | st.sampled_from([1, 2, 1 << 32, (1 << 40) - 1]))
def test_log_of_a_number(x: int) -> None:
    assert int(compiled.log_q32(x)) == plain.log_q32(x)


@quick
@given(st.integers(-20 << 32, 20 << 32))
def test_exponential(y: int) -> None:
    assert int(compiled.exp_q32(y)) == plain.exp_q32(y)


@quick
@given(words, st.integers(0, 1 << 40) | st.sampled_from([0, 1, 1 << 32]))
def test_waiting(h: int, hazard: int) -> None:
    steps = plain.waiting_steps(h, hazard)
    assert 0 <= steps <= NEVER
    assert int(compiled.waiting_steps(u(h), hazard)) == steps


@quick
@given(words, st.integers(0, len(MEANS) - 1))
def test_poisson(h: int, row: int) -> None:
    assert int(compiled.poisson(u(h), POISSON, row)) == plain.poisson(h, POISSON, row)


@quick
@given(words, slots)
def test_permutation_and_partner(key: int, i: int) -> None:
    n = plain.permute12(key, i)
    assert int(compiled.permute12(u(key), i)) == n
    assert int(compiled.unpermute12(u(key), n)) == plain.unpermute12(key, n) == i
    assert int(compiled.partner(u(key), i)) == plain.partner(key, i)


@quick
@given(words, st.lists(st.integers(-8 << 32, 8 << 32), min_size=1, max_size=7))
def test_choice(key: int, utilities: list[int]) -> None:
    assert int(compiled.choose(u(key), np.array(utilities, np.int64))) == plain.choose(key, utilities)


@quick
@given(words, st.lists(st.integers(-4 << 32, 4 << 32), min_size=2, max_size=6), st.data())
def test_a_better_option_sends_nobody_to_a_third(key: int, utilities: list[int], data: st.DataObject) -> None:
    better = data.draw(st.integers(0, len(utilities) - 1))
    gain = data.draw(st.integers(0, 8 << 32))
    after = [value + gain * (i == better) for i, value in enumerate(utilities)]
    assert plain.choose(key, after) in (plain.choose(key, utilities), better)


@quick
@given(words, st.lists(words, min_size=1, max_size=5), indices)
def test_columns_of_keys_and_lanes(seed: int, points: list[int], index: int) -> None:
    keys = columns.keys(seed, np.array(points, np.uint64))
    assert keys.tolist() == [plain.key(seed, point, 0, 0) for point in points]
    found = columns.lane(keys, np.array([index], np.uint64))
    assert found.tolist() == [plain.lane(int(key), index) for key in keys]


@quick
@given(st.lists(st.integers(-(20 << 32), 20 << 32), min_size=1, max_size=20))
def test_columns_of_exponentials(logs: list[int]) -> None:
    assert columns.exp_q32(np.array(logs, np.int64)).tolist() == [plain.exp_q32(y) for y in logs]


@kernel
def _drawn(k: np.uint64, count: int, places: I32x1, rates: I32x1, weights: I32x1, found: U64x1) -> int:
    return int(wide.drawn(k, count, places, rates, weights, found))


@quick
@given(words, st.integers(0, 70), st.integers(0, 1 << 32))
def test_points_drawn_eight_at_a_time(key: int, count: int, seed: int) -> None:
    made = np.random.default_rng(seed)
    places = made.integers(0, 50, 4096).astype(np.int32)
    rates = made.integers(0, 1 << 30, 50).astype(np.int32)
    weights = made.integers(0, 3 << 20, 4096).astype(np.int32)
    found = np.zeros(count + LANES, np.uint64)
    points = [plain.lane(key, j) for j in range(1, count + 1)]
    happening = [
        h
        for h in points
        if h >> MARK_SHIFT
        < int(rates[places[h & ((1 << SLOT_BITS) - 1)]]) * int(weights[h & ((1 << SLOT_BITS) - 1)]) >> 20
    ]
    n = int(_drawn(u(key), count, places, rates, weights, found))
    assert found[:n].tolist() == happening


@quick
@given(words, st.lists(words, max_size=20), st.integers(0, 5000), st.integers(0, 1 << 40))
def test_many_keys_at_once(seed: int, points: list[int], step: int, district: int) -> None:
    keys = np.zeros(len(points), np.uint64)
    compiled.fill_keys(u(seed), np.array(points, np.uint64), step, district, keys)
    assert keys.tolist() == [plain.key(seed, point, step, district) for point in points]
