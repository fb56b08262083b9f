"""Households and who is in them at first, in Numba: columns of homes, then of members, a loop a column.

A home is one household's time in a plot, or a plot of visitors. All homes of a district are known before
anybody in them is: how long a household stays depends on nobody. So everything that is a function of a keyed
hash is worked out here in loops over one column each, which a compiler can spread over lanes; only births,
deaths during the run and what follows from them need to be taken one after another (`compiled_lives`).

Names: `t` tables of the draw, `h` hash that chance is read from, `m` place of a member of a household, `n`
how many so far, `b` age band, `u` number that chance draws evenly.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiled import below, lane, least, uniform53
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1, I64x2, U64x1
from demerit.society import points as at
from demerit.society import traits as code
from demerit.society.tables import ROWS_FULL, Room, SocietyTables

(
    FIRST,  # first slot of the plot
    END,  # slot after its last
    NUMBER,  # which household of the plot
    ENTER,  # first step
    LIMIT,  # step after the last, at most that after the run's
    SIZE,  # size of plot, or VISITORS
    URBAN,
    KIND,  # type of household
    STAGE,  # Q32, where its members are in their age kernels
    FIFTH,
    INCOME,
    GROUP,
    MEMBERS,  # position of its first member, or of the next home's
    APART,  # 1 where more than its first members may have to be looked at
) = range(14)
"""Rows of `Room.homes`."""
VISITORS = -1
(
    INDEX,  # of the member's hashes
    KERNEL,  # of ages
    ROLE,
    PLACE,  # Q32, the household's stage, then the member's own place in the kernel
    CAME,  # first step
    GONE,  # step after the last, for whoever does not die before
    BAND,  # five-year band when entering
    BORN,
    SEX,
    DIES,  # 1 where somebody may die before, and in the end where somebody does
    BEARS,  # 1 where somebody may give birth
    HOME,
) = range(12)
"""Rows of `Room.members`."""

_SLOTS = code.SLOTS
_LAST_BAND = len(code.FIVE_YEAR_EDGES) - 1
MOTHERS = 3  # five-year bands below this have no births: a recipe declares 15-19 to 45-49
OLDEST_MOTHER = 10
_HALF, _WHOLE = 1 << 31, 1 << 32


@kernel
def pick(mark: int, cumulative: I64x1, start: int, end: int) -> int:
    """Return the first position in start..end - 1 whose cumulative chance (Q53) is above `mark`."""
    found = start
    for place in range(start, end - 1):  # all are asked, as no guess would do
        found += int(mark >= cumulative[place])
    return found


@kernel
def kind_at(t: SocietyTables, size: int, mark: int) -> int:
    """Return the type of household that `mark` (Q53) picks for a plot of `size`.

    It is `pick` by a binary search over the marks of all sizes at once, which takes the same number of steps
    whatever the size and the outcome.
    """
    mark += size << 53
    place, shift = 0, t.class_marks
    while shift > 0:
        shift -= 1
        place += (1 - below(mark, t.class_mark[place + (1 << shift) - 1])) << shift
    return int(t.class_type[place])


@kernel
def upper(h: np.uint64) -> int:
    """Return the upper 32 bits of `h`, a uniform number in Q32."""
    return uniform53(h) >> 21


@kernel
def draw_homes(t: SocietyTables, keys: U64x1, room: Room, count: int) -> None:
    """Draw type, stage, income and group of the households among `count` homes; of visitors it is idle."""
    homes = room.homes
    firsts, numbers, sizes, urbans = homes[FIRST], homes[NUMBER], homes[SIZE], homes[URBAN]
    kinds, stages, fifths, incomes = homes[KIND], homes[STAGE], homes[FIFTH], homes[INCOME]
    groups = homes[GROUP]
    household, stage, fifth, group = keys[at.HOUSEHOLD], keys[at.STAGE], keys[at.FIFTH], keys[at.GROUP]
    for home in range(count):
        index, size = numbers[home] * _SLOTS + firsts[home], max(sizes[home], 0)
        kinds[home] = kind_at(t, size, uniform53(lane(household, index)))
    for home in range(count):
        stages[home] = upper(lane(stage, numbers[home] * _SLOTS + firsts[home]))
    for home in range(count):
        urban = urbans[home]
        rank = uniform53(lane(fifth, numbers[home] * _SLOTS + firsts[home]))
        fifths[home], incomes[home] = pick(rank, t.fifth[urban], 0, 5), t.income[urban, rank >> 41]
    for home in range(count):
        u = uniform53(lane(group, numbers[home] * _SLOTS + firsts[home]))
        groups[home] = pick(u, t.group, 0, t.group.shape[0])


@kernel
def list_members(t: SocietyTables, room: Room, count: int, slot_limit: int) -> int:
    """List the members of all households; return how many, or ROWS_FULL."""
    homes, members = room.homes, room.members
    firsts, numbers, sizes, kinds = homes[FIRST], homes[NUMBER], homes[SIZE], homes[KIND]
    stages, enters, limits, begin = homes[STAGE], homes[ENTER], homes[LIMIT], homes[MEMBERS]
    index, places, came, gone = members[INDEX], members[PLACE], members[CAME], members[GONE]
    kernels, roles, types = members[KERNEL], members[ROLE], t.type_start
    owners, shapes, parts, ends, apart = (
        members[HOME],
        t.member_kernel,
        t.member_role,
        homes[END],
        homes[APART],
    )
    n = 0
    for home in range(count):
        begin[home], apart[home] = n, int(sizes[home] == VISITORS) | int(ends[home] > slot_limit)
        if sizes[home] == VISITORS:
            continue
        kind, own = kinds[home], numbers[home] * _SLOTS + firsts[home]
        stage, enter, limit = stages[home], enters[home], limits[home]
        start, end = types[kind], types[kind + 1]
        if n + end - start > index.shape[0]:
            return ROWS_FULL
        for m in range(start, end):
            index[n], kernels[n], roles[n] = own, shapes[m], parts[m]
            places[n], came[n], gone[n], owners[n] = stage, enter, limit, home
            own += 1
            n += 1
    begin[count] = n
    return n


@kernel
def band_at(cumulative: I64x1, u: int) -> int:
    """Return the five-year band that lies at the place `u` (Q32) of an age kernel: `pick` among 18."""
    b, left = 0, _LAST_BAND
    while left > 0:
        half = (left + 1) >> 1
        b += half * (1 - below(u, cumulative[b + half]))
        left -= half
    return b


@kernel
def age_at(cumulative: I64x1, slopes: I64x1, edges: I64x1, b: int, u: int) -> int:
    """Return the age in days at the place `u` (Q32), in band `b`, of an age kernel."""
    inside, share, span = u - cumulative[b], cumulative[b + 1] - cumulative[b], edges[b + 1] - edges[b]
    days = (inside * slopes[b]) >> 32  # at most one too few
    return int(edges[b] + days + 1 - below(inside * span, (days + 1) * share))


@kernel
def _ages(t: SocietyTables, key: np.uint64, members: I64x2, count: int) -> None:
    """Draw everybody's age: the household's stage, moved by at most the kernel's spread.

    Beyond its ends it is folded back, so that it stays uniform.
    """
    index, kernels, places, bands = members[INDEX], members[KERNEL], members[PLACE], members[BAND]
    borns, came = members[BORN], members[CAME]
    spreads, cumulative, slopes = t.kernel_spread, t.kernel_cumulative, t.kernel_slope
    edges, days = t.age_edges, t.step_days
    for m in range(count):
        apart = upper(lane(key, index[m])) - _HALF
        u = places[m] + ((apart * (spreads[kernels[m]] >> 1)) >> 30)
        u ^= -below(u, 0)
        places[m] = u ^ (-(1 - below(u, _WHOLE)) & (2 * _WHOLE - 1))
    for m in range(count):
        kernel, u = kernels[m], places[m]
        b = band_at(cumulative[kernel], u)
        bands[m] = b
        borns[m] = came[m] * days - age_at(cumulative[kernel], slopes[kernel], edges, b, u)


@kernel
def _sexes(t: SocietyTables, key: np.uint64, members: I64x2, count: int) -> None:
    """Draw the sex of everybody who is not of a couple."""
    index, roles, sexes, male = members[INDEX], members[ROLE], members[SEX], t.male
    for m in range(count):
        drawn = int(uniform53(lane(key, index[m])) >= male)  # 1, FEMALE, unless male
        sexes[m] = int(roles[m] == code.WOMAN) | (int(roles[m] != code.MAN) & drawn)


@kernel
def _worst(t: SocietyTables, worst: I64x2, steps: int) -> None:
    """Write the highest hazard of death by sex and band at entry, in this band or in those still reached."""
    edges = t.age_edges
    for sex in range(2):
        for b in range(_LAST_BAND + 1):
            oldest, last = edges[b + 1] - 1 + (steps - 1) * t.step_days, b
            worst[sex, b] = t.death[sex, b]
            while last < _LAST_BAND and edges[last + 1] <= oldest:
                last += 1
                worst[sex, b] = max(worst[sex, b], t.death[sex, last])


@kernel
def _fates(t: SocietyTables, keys: U64x1, room: Room, count: int, steps: int) -> None:
    """See who may die during the stay, and who may give birth."""
    members, worst = room.members, room.worst
    _worst(t, worst, steps)
    index, came, gone, sexes = members[INDEX], members[CAME], members[GONE], members[SEX]
    borns, bands, dies, bears = members[BORN], members[BAND], members[DIES], members[BEARS]
    death, birth, hazard, days = keys[at.DEATH], keys[at.BIRTH], t.birth, t.step_days
    youngest, oldest = t.age_edges[MOTHERS], t.age_edges[OLDEST_MOTHER]
    for m in range(count):
        spent = worst[sexes[m], bands[m]] * (gone[m] - came[m])
        dies[m] = int(least(lane(death, index[m])) < spent)
    for m in range(count):
        fertile = int(gone[m] * days - borns[m] >= youngest) & int(came[m] * days - borns[m] < oldest)
        bears[m] = sexes[m] & fertile
    for m in range(count):
        spent = hazard * (gone[m] - came[m] - 1)
        bears[m] &= int(least(lane(lane(birth, index[m]), 0)) < spent)


@kernel
def draw_members(t: SocietyTables, keys: U64x1, room: Room, count: int, steps: int) -> None:
    """Draw ages and sexes of `count` members, and see to whom something may happen."""
    _ages(t, keys[at.AGE], room.members, count)
    _sexes(t, keys[at.SEX], room.members, count)
    _fates(t, keys, room, count, steps)
