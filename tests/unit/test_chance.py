"""Chance against what others published, against decimal arithmetic, and against its own promises."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest

from demerit.chance import NEVER, assumed_unit, hazard_q32, plain, point, poisson_tables, probability, world
from demerit.chance.packing import pack
from demerit.chance.tables import kept
from demerit.society.tables import new_population
from scripts.kept_tables import MADE

ONES = (1 << 64) - 1


@pytest.mark.parametrize(
    ("key", "counter", "answer"),
    [
        ((0, 0), (0, 0), (0xC2B6E3A8C2C69865, 0x6F81ED42F350084D)),
        ((ONES, ONES), (ONES, ONES), (0xE02CB7C4D95D277A, 0xD06633D0893B8B68)),
        (
            (0xA4093822299F31D0, 0x082EFA98EC4E6C89),
            (0x243F6A8885A308D3, 0x13198A2E03707344),
            (0x263C7D30BB0F0AF1, 0x56BE8361D3311526),
        ),
    ],
    ids=["zeros", "ones", "digits of pi"],
)
def test_threefry_gives_the_known_answers_of_random123(
    key: tuple[int, int], counter: tuple[int, int], answer: tuple[int, int]
) -> None:
    """Rows `threefry2x64 20` of kat_vectors in Random123 (Salmon and others 2011)."""
    assert plain.threefry(*key, *counter) == answer


def test_splitmix_gives_the_published_sequence() -> None:
    """First five numbers of SplitMix64 from the seed 1234567 (Vigna's reference code)."""
    published = [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    assert [plain.lane(1234567, index) for index in range(5)] == published


def test_a_decision_point_is_a_function_of_its_name_alone() -> None:
    assert point("conduct.count") == 0x8BF0D1143F43650C
    assert len({point(f"point {n}") for n in range(2000)}) == 2000


def test_probabilities_are_exact_at_both_ends_and_refused_outside() -> None:
    assert probability(0) == 0
    assert probability(1) == 1 << 53
    assert plain.uniform53(ONES) < probability(1)
    assert probability(Decimal("0.5")) == 1 << 52
    for wrong in (-0.1, 1.0001):
        with pytest.raises(ValueError, match=r"a probability lies in 0\.\.1"):
            probability(wrong)


def test_a_rate_above_zero_has_a_hazard_above_zero() -> None:
    assert hazard_q32(0, 7) == 0
    assert hazard_q32(Decimal("1e-12"), 7) == 1
    assert hazard_q32(Decimal("365.2425"), 1) == 1 << 32
    with pytest.raises(ValueError, match="a rate is not negative"):
        hazard_q32(-1, 7)


def test_the_logarithm_is_within_its_stated_error() -> None:
    """Stated: below 1e-8. Compared with `decimal` at both ends and at 4,000 keyed places."""
    places = [0, 1, ONES, 1 << 32, 1 << 63, *(plain.lane(7, i) for i in range(4000))]
    with localcontext() as context:
        context.prec = 40
        for h in places:
            exact = -((Decimal(h >> 32) + Decimal("0.5")) / (1 << 32)).ln()
            assert abs(Decimal(plain.neglog(h)) / (1 << 32) - exact) < Decimal("1e-8"), hex(h)
        for h in places:
            x = max(h >> 24, 1)
            exact = (Decimal(x) / (1 << 32)).ln()
            assert abs(Decimal(plain.log_q32(x)) / (1 << 32) - exact) < Decimal("1e-8"), x


def test_the_exponential_is_within_its_stated_error() -> None:
    """Stated: below 1e-8 of the value, or 2^-32 where that is more."""
    one = 1 << 32
    places = [
        0,
        1,
        -1,
        20 * one,
        -20 * one,
        *((plain.lane(8, i) % (40 * one)) - 20 * one for i in range(4000)),
    ]
    with localcontext() as context:
        context.prec = 40
        for y in places:
            exact = (Decimal(y) / one).exp()
            allowed = max(exact * Decimal("1e-8"), Decimal(1) / one)
            assert abs(Decimal(plain.exp_q32(y)) / one - exact) <= allowed, y


def test_nothing_happens_without_a_hazard() -> None:
    assert plain.waiting_steps(0, 0) == NEVER
    assert plain.waiting_steps(ONES, 0) == NEVER
    assert plain.waiting_steps(0, 1) == NEVER  # the longest wait there is stops at NEVER too


def test_a_poisson_table_holds_every_probability_to_the_last_bit() -> None:
    """Against cumulative sums of exact terms in `decimal`, at means from rare to busy."""
    means = [Decimal(0), Decimal("0.001"), Decimal("0.7"), Decimal(12), Decimal("431.5")]
    tables = poisson_tables(means)
    with localcontext() as context:
        context.prec = 60
        for row, mean in enumerate(means):
            kept = tables.cumulative[tables.start[row] : tables.start[row + 1]].tolist()
            term, total = (-mean).exp(), Decimal(0)
            for n, value in enumerate(kept[:-1]):
                total += term
                assert abs(int(total * (1 << 64)) - value) <= 1, (mean, n)
                term = term * mean / (n + 1)
            assert kept[-1] == ONES


@pytest.mark.parametrize("mean", [Decimal(-1), Decimal(40_001)])
def test_a_poisson_mean_outside_the_tables_is_refused(mean: Decimal) -> None:
    with pytest.raises(ValueError, match=r"a Poisson mean here lies in 0\.\.40000"):
        poisson_tables([mean])


@pytest.mark.parametrize("key", [0, 1, ONES, 0x0123456789ABCDEF])
def test_the_permutation_of_a_district_is_one_and_can_be_undone(key: int) -> None:
    image = [plain.permute12(key, i) for i in range(4096)]
    assert sorted(image) == list(range(4096))
    assert [plain.unpermute12(key, n) for n in image] == list(range(4096))


@pytest.mark.parametrize("key", [3, ONES])
def test_partners_are_each_others_and_nobody_is_their_own(key: int) -> None:
    partner = [plain.partner(key, i) for i in range(4096)]
    assert all(partner[partner[i]] == i and partner[i] != i for i in range(4096))


def test_a_better_option_never_sends_anybody_to_a_third() -> None:
    """Raising one utility moves 2,000 people there or leaves them where they were."""
    one = 1 << 32
    before, after = [one // 2, 0, one // 4], [one // 2, one, one // 4]
    moved = 0
    for person in range(2000):
        key = plain.lane(99, person)
        first, second = plain.choose(key, before), plain.choose(key, after)
        assert second in (first, 1)
        moved += first != second
    assert moved > 100


# assumptions

PATHS = [f"society.conducts.conduct-{n}.rate" for n in range(40)]


@pytest.mark.parametrize("levels", [1, 2, 3, 4, 6])
def test_any_aligned_2_to_the_m_draws_fill_the_equal_parts_of_a_range_once(levels: int) -> None:
    parts = 1 << levels
    for path in PATHS[:8]:
        for first in (0, parts, 7 * parts):
            units = [assumed_unit(5, draw, path) for draw in range(first, first + parts)]
            assert sorted(unit >> (32 - levels) for unit in units) == list(range(parts))


def test_a_draw_is_the_same_however_many_are_made() -> None:
    few = [assumed_unit(5, draw, PATHS[0]) for draw in range(4)]
    assert [assumed_unit(5, draw, PATHS[0]) for draw in range(64)][:4] == few
    assert all(0 <= unit < 1 << 32 for unit in few)


def test_different_assumptions_are_paired_at_random() -> None:
    """Over 16 draws the halves of two ranges are neither tied together nor set against each other.

    If every path walked its range in one order, draw k would take the high half of all ranges or of none, and
    an ensemble would mistake the sum of all assumptions for each of them. Correlations of the halves have
    variance 1/8 here (eight pairs of draws, a fair sign each), so their mean square over 780 pairs of paths
    lies near 1/8; tied paths would give 1.
    """
    halves = np.array([[assumed_unit(5, draw, path) >> 31 for draw in range(16)] for path in PATHS]) * 2 - 1
    correlation = (halves @ halves.T / 16)[np.triu_indices(len(PATHS), 1)]
    assert abs(float((correlation**2).mean()) - 1 / 8) < 0.03
    assert abs(float(correlation.mean())) < 4.5 * math.sqrt(1 / 8 / correlation.size)


def test_seeds_pair_the_same_assumptions_anew() -> None:
    draws = {tuple(assumed_unit(seed, draw, PATHS[0]) >> 28 for draw in range(16)) for seed in range(20)}
    assert len(draws) == 20


# packing


def test_a_column_of_another_type_is_refused_before_machine_code_reads_it() -> None:
    population = new_population(3)
    pack(population)
    with pytest.raises(TypeError, match="Population: slot is int64 of 1 dimensions, not .* of int32 of 1"):
        pack(population._replace(slot=population.slot.astype(np.int64)))
    with pytest.raises(TypeError, match="scratch is int32 of 2 dimensions, not"):
        pack(population._replace(scratch=population.scratch[:, ::2]))


def test_tables_kept_as_files_are_what_decimal_works_out() -> None:
    for name, make in MADE.items():
        assert np.array_equal(kept(name), make()), name


# worlds


def test_no_two_draws_of_any_two_seeds_share_a_world() -> None:
    """Seeds are chosen as 1, 2, 3: draw k + 1 of one may not be draw k of the next."""
    worlds = [world(seed, draw) for seed in range(300) for draw in range(40)]
    assert len(set(worlds)) == len(worlds)
    assert not set(worlds) & set(range(1000))
    assert all(0 <= each < 1 << 64 for each in worlds)


def test_worlds_of_neighbouring_seeds_have_nothing_in_common() -> None:
    """Half of the bits of two neighbours differ, as of any two numbers drawn at random."""
    apart = [
        bin(world(seed, draw) ^ world(seed + step, draw + 1 - step)).count("1")
        for seed in range(100)
        for draw in range(20)
        for step in (0, 1)
    ]
    assert abs(float(np.mean(apart)) - 32) < 4.5 * 4 / math.sqrt(len(apart))


def test_a_world_is_the_keyed_hash_of_seed_and_draw() -> None:
    assert world(7, 3) == plain.key(7, point("world"), 3, 0)
