"""What a society is to the engine: integer tables for one draw, and the columns of a district's people.

Both are named tuples of arrays, so that compiled functions read them by name and every society has the
same type: no society, however it is declared, makes anything compile anew.

Q53 is a probability times 2^53, Q32 a share or a hazard per step times 2^32, both int64.

Names: `n` how many rows of each kind are in use.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.allocating import zeros
from demerit.chance.kinds import I32x1, I32x2, I64x1, I64x2, U8x1, U64x1
from demerit.society.points import POINTS
from demerit.society.traits import SLOTS

I64 = I64x1
I32 = I32x1
U64 = U64x1
U8 = U8x1

OCCUPANT_ROWS, ALL_ROWS, CHANGE_ROWS, BIRTHS_WITHOUT_SLOT, STARTING = range(5)
"""Positions in `Population.n`."""

ROWS_FULL, CHANGES_FULL = -1, -2
"""What `populate` answers when a buffer is too small."""


class SocietyTables(NamedTuple):
    """The society of one draw as integers.

    Lengths: R regions, P plots a block, C sizes of plot, W types that fit them, T household types, M members,
    K age kernels, G groups.
    """

    step_days: int  # days in a step
    region_cumulative: Annotated[U64, "R"]  # shares of regions in Q64, cumulative; the last is 2^64 - 1
    urban: Annotated[I64, "R"]  # chance that a block is urban, Q53
    plot_capacity: Annotated[I64, "P"]  # slots of each plot of a block, before its own order; sums to 64
    plot_class: Annotated[I64, "P"]  # which size of plot (row of class_start) each is
    class_start: Annotated[I64, "C + 1"]  # where each size of plot begins in the next two
    class_type: Annotated[I64, "W"]  # household types that fit
    class_cumulative: Annotated[I64, "W"]  # their chances, cumulative within the size of plot, Q53
    class_mark: Annotated[I64, "*"]  # the same chances, those of each size above those of the one before
    class_marks: int  # 2 to this power is their number, filled up with what no number reaches
    type_start: Annotated[I64, "T + 1"]  # where each household type begins in the next two
    member_kernel: Annotated[I64, "M"]  # age kernel of each member (row of kernel_cumulative)
    member_role: Annotated[I64, "M"]  # role of each member; a MAN is followed by the WOMAN of the couple
    kernel_cumulative: Annotated[I64x2, "K, 19"]  # ages: cumulative share below each five-year edge, Q32
    kernel_slope: Annotated[I64x2, "K, 18"]  # days of age in a band over its share of the kernel; 0 if empty
    kernel_spread: Annotated[I64, "K"]  # how far a member may lie from the household's place in it, Q32
    age_edges: Annotated[I64, "19"]  # five-year edges in days; the last is the age that nobody enters above
    band_edges: Annotated[I64, "8"]  # edges of the report's age bands in days
    male: int  # chance that a member outside couples is male, Q53
    male_born: int  # the same at birth, Q53
    death: Annotated[I64x2, "2, 18"]  # hazard of death by sex and five-year band, Q32
    birth: int  # highest hazard of giving birth, Q32
    birth_share: Annotated[I64, "18"]  # share of that hazard by the woman's five-year band, Q53
    dissolution: int  # hazard that a household dissolves, Q32
    visitor_plot: int  # chance that a plot holds visitors, Q53
    visitor_kernel: int  # age kernel of visitors
    stay: int  # hazard that a visitor's stay ends, Q32
    married: int  # chance that a couple is married when it enters, Q53
    marriage: int  # hazard that an unmarried couple marries, Q32
    divorce: int  # hazard that a married couple divorces, Q32
    away: Annotated[I64, "2"]  # chance to be registered elsewhere: rural, urban, Q53
    away_on: Annotated[I64, "2"]  # hazard of becoming so, Q32
    away_off: Annotated[I64, "2"]  # hazard of ceasing to be so, Q32
    tier: Annotated[I64, "2"]  # cumulative chance of official, of official or owner, Q53
    fifth: Annotated[I64x2, "2, 5"]  # cumulative chances of income fifths: rural, urban, Q53
    income: Annotated[I32x2, "2, 4096"]  # equally likely incomes, ascending: rural, urban, money a year
    pay: Annotated[
        I64x2, "4, 4"
    ]  # by tier: pay of a month of work, or -1; chances to be in work at first, to begin, to end, Q53
    month_factor: Annotated[I64, "4096"]  # equally likely factors of a month's income, ascending, mean 1, Q20
    employed: Annotated[I64x2, "2, 8"]  # chance to have a place of work by sex and age band, Q53
    staff: Annotated[I64, "4"]  # mean staff by size, Q8
    kin: Annotated[I64, "2"]  # matchings of parents and children, of siblings, Q32
    group: Annotated[I64, "G"]  # cumulative chances of groups, Q53
    organisation: int  # chance that an organisation's place is taken, Q53
    opening: int  # hazard that an empty one is taken, Q32
    closing: int  # hazard that a taken one is emptied, Q32
    size: Annotated[I64, "4"]  # cumulative chances of sizes, Q53
    occupants: int  # expected number of persons in a district at the start, Q32


class Room(NamedTuple):
    """What `populate` works in; nothing of it means anything afterwards."""

    homes: Annotated[I64x2, "14, N + 1"]  # households and plots of visitors; see compiled_homes
    members: Annotated[I64x2, "12, N"]  # members of households when these enter
    worst: Annotated[I64x2, "2, 18"]  # highest hazard of death that somebody may come to, by sex and band
    found: Annotated[I64, "N + 1"]  # list of members or rows that something is to be done about
    hashed: Annotated[I64, "N"]  # by row: index of a person's hashes
    band: Annotated[U8, "N"]  # age band when entering
    eventful: Annotated[U8, "N"]  # bit set of what may happen to somebody; see compiled_changes
    together: Annotated[I32, "N"]  # by the row of a couple's man: first step in which one of the two is gone


class Population(NamedTuple):
    """The people and organisations of one district over a run: a row for each stay in a slot.

    Rows 0 .. n[OCCUPANT_ROWS] - 1 are persons, from there to n[ALL_ROWS] - 1 organisations. A row is
    known everywhere by (slot, number); numbers count a slot's households (or guests) and may have gaps.
    Changes are sorted by step: those of step t are change_start[t] .. change_start[t + 1] - 1, leaves
    first, then enters, then the rest. Everybody enters by an ENTER, those there at the start in step 0.
    """

    n: Annotated[I64, "5"]  # rows of persons, in all, changes, births without a slot, entries at the start
    region: Annotated[I32, "1"]  # region of the district, code from 0
    slot: Annotated[I32, "N"]  # 0 .. 4095 persons, 4096 .. 4351 organisations
    number: Annotated[I32, "N"]  # occupant number of the slot
    enter: Annotated[I32, "N"]  # first step present; 0 = at the start
    leave: Annotated[I32, "N"]  # first step absent; = steps if present at the end
    leave_kind: Annotated[U8, "N"]  # STAYS, DEATH, LEFT
    born: Annotated[I32, "N"]  # day of birth relative to the first day of the run (negative before)
    sex: Annotated[U8, "N"]
    tier_born: Annotated[U8, "N"]  # tier in the age bands TIER_BANDS, ordinary outside; VISITOR_TIER always
    group: Annotated[U8, "N"]
    fifth: Annotated[U8, "N"]  # 0 .. 4
    income: Annotated[I32, "N"]  # income per head of the household, money a year; 0 for organisations
    employer: Annotated[I32, "N"]  # slot of the place of work by sex and age band at entry; -1 none
    urban: Annotated[U8, "N"]  # 1 if the block is urban
    plot: Annotated[I32, "N"]  # first slot of the household's plot
    role: Annotated[U8, "N"]
    visitor: Annotated[U8, "N"]  # 1 for a short-stay visitor
    away: Annotated[U8, "N"]  # 1 if registered elsewhere when entering
    married: Annotated[U8, "N"]  # 1 if the couple is married when entering
    spouse: Annotated[I32, "N"]  # row of the other of the couple, married or not; -1 none
    size: Annotated[U8, "N"]  # size of an organisation; 0 for persons
    change_start: Annotated[I32, "T + 1"]
    change_row: Annotated[I32, "H"]
    change_kind: Annotated[U8, "H"]
    change_value: Annotated[I32, "H"]  # LEAVE: how; ENTER, AGE_BAND: band; MARRIED, DIVORCED: row; else 0
    plot_first: Annotated[I32, "4096"]  # first slot of the plot that the slot belongs to
    plot_end: Annotated[I32, "4096"]  # slot after its last
    room: Room
    scratch: Annotated[I32x2, "4, H"]  # room for unsorted changes
    order: Annotated[I64, "3 T + 1"]  # room for sorting them
    staff: Annotated[I64, "256"]  # staff of the places for organisations up to and with each, Q8
    keys: Annotated[U64, "P"]  # the district's keys of the decision points
    work: Annotated[I64, "192"]  # room for one household's women, and for a block's order of plots


def new_population(steps: int, rows: int | None = None, changes: int | None = None) -> Population:
    """Return empty columns for `steps` steps, with room for `rows` stays and `changes` changes."""
    rows = rows if rows is not None else 6_000 + 16 * steps
    changes = changes if changes is not None else 3 * rows + 16 * steps
    return zeros(Population, {"N": rows, "H": changes, "T": steps, "P": POINTS.size})


def larger(population: Population, answer: int) -> Population:
    """Return empty columns with twice the room that `populate` found too small."""
    steps = population.change_start.size - 1
    rows, changes = population.slot.size, population.change_row.size
    if answer == ROWS_FULL:
        return new_population(steps, 2 * rows, max(changes, 6 * rows))
    return new_population(steps, rows, 2 * changes)


def districts_for(tables: SocietyTables, people: int) -> tuple[int, int]:
    """Return how many districts `people` expected occupants at the start need, and the slots of the last.

    One person more opens the next unused slot or two; the last district is populated up to a slot limit.
    """
    slots = max(1, -(-people * SLOTS * (1 << 32) // tables.occupants))
    districts = -(-slots // SLOTS)
    return districts, slots - (districts - 1) * SLOTS
