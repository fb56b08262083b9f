"""What a scenario becomes before it runs: integer tables for one draw, read by both engines.

A regime is never compiled. Editing one changes numbers in these arrays, whose types and dimensions are
always the same, so the machine code that reads them is made once for all regimes.

Lengths, which `chance.packing.pack` holds against each other: T steps, E epochs (spans between amendments),
C conducts, S sources, L lists (at most 16, a bit each), A kinds of attempt, F propensities, X expressions,
K = 64 categories of an axis; W, B, V, P, R, N, M rows of the fields that are called alike; `*` any.
Q20, Q30, Q53 are numbers times 2^20, 2^30, 2^53. Hazards are per step in Q32. Delays are whole steps.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance import PoissonTables
from demerit.chance.kinds import I32x2, I64x1, I64x2, I64x3, U64x1
from demerit.society.tables import SocietyTables

Ints = I64x1
Keys = U64x1
Rows = I64x2
Blocks = I64x3

MAX_LISTS = 16
"""Lists that work at a time: a bit each in 16 bits a slot and history."""
MOST_GRADES = 16
NO_SCORE, LEDGER, ROLLING_MEAN, RISK_SCORE = range(4)
"""Kinds of score by code."""
RELATIONS = (
    "household",
    "acquaintance",
    "parent",
    "adult_child",
    "sibling",
    "spouse",
    "former_spouse",
    "leader",
    "organisation",
)
"""Relations that a listing may fall on, in the order of their codes."""
COVERED = ("people", "households", "places")
"""What a coverage is a share of, in the order of their codes."""
OF_PEOPLE, OF_HOUSEHOLDS, OF_PLACES = range(len(COVERED))
CATEGORIES = 64
AGE_SEX = 16
STATUS = 201
PLACES = STATUS * AGE_SEX
"""Places of rates by tier x fifth x residence, with the job and without; the last, of nobody, is 0."""
STANDINGS = 4
"""Standings of somebody at work: 1 if listed where it is published, plus 2 if the employer is listed."""


class Tables(NamedTuple):
    """The whole of a lowered scenario for one draw; one field a fact, grouped by the stage that reads it."""

    society: Annotated[SocietyTables, ""]

    # time
    epoch: Annotated[Ints, "T"]  # which span between amendments
    year: Annotated[Ints, "T"]  # years since the first, by calendar
    quarter: Annotated[Ints, "T"]  # quarters since the first, by calendar
    quarter_left: Annotated[Ints, "T"]  # steps of the quarter from this one to its end, in the run
    day: Annotated[Ints, "T"]  # first day of the step, counted from the first day of the run
    month: Annotated[Ints, "T"]  # months since the first, by calendar
    month_step: Annotated[Ints, "*"]  # first step that begins in each month

    # axes of the cube: where each begins among the values, and where the last ends. Persons' are all, region,
    # age, sex, tier, residence, fifth, group; organisations' are all, region, size
    axis: Annotated[Ints, "12"]
    stratum: Annotated[Ints, "*"]  # within which regions districts differ by chance alone: a number for those

    # conduct (M10)
    act_poisson: Annotated[PoissonTables, "N = C"]  # a row a conduct: possible points per district and step
    act_point: Annotated[Keys, "C"]
    act_entity: Annotated[Ints, "C"]  # 0 person, 1 organisation
    act_propensity: Annotated[Ints, "C"]  # which propensity; F for none
    act_age_sex: Annotated[Rows, "C, 16"]  # Q30, present rate over ceiling by age band x sex (or by size)
    act_status: Annotated[Rows, "C, 201"]  # Q20, by (jobless x tier x fifth x residence), the last for nobody
    act_rate: Annotated[I32x2, "C, 3216"]  # Q30, the product of both by (status x 16 + age_sex)
    act_gravity: Annotated[Ints, "C"]  # 0 to 5, as the society has it
    act_protected: Annotated[Ints, "C"]  # 0 or 1
    act_unable: Annotated[Rows, "C, 5"]  # Q53, share of acts by people who cannot pay, by income fifth
    propensity: Annotated[Rows, "F, 4096"]  # Q20
    propensity_point: Annotated[Keys, "F"]

    # detection (M11)
    act_since: Annotated[Rows, "E, C"]  # first step whose acts count; before it sources report nothing
    watch_start: Annotated[Rows, "E, C + 1"]  # rows of watch_* for each conduct
    watch_source: Annotated[Ints, "W"]
    watch_axis: Annotated[Ints, "W"]  # axis code of who acts, 0 for all alike
    watch_chance: Annotated[Rows, "W, K"]  # Q30, chance to see an act that is covered
    source_point: Annotated[Keys, "S"]
    source_delay: Annotated[Rows, "E, S"]
    cover_what: Annotated[Rows, "E, S"]  # place in COVERED of what the share is of
    cover_axis: Annotated[Rows, "E, S"]  # axis code, 0 for all alike
    cover: Annotated[Blocks, "E, S, K"]  # Q30
    cover_point: Annotated[Keys, "S"]  # which people or households are covered
    false_poisson: Annotated[PoissonTables, "N = S"]  # a row a source
    false_point: Annotated[Keys, "S"]
    false_entity: Annotated[Ints, "S"]
    false_axis: Annotated[Rows, "E, S"]
    false_ratio: Annotated[Blocks, "E, S, K"]  # Q30, present rate of false sightings over ceiling
    false_conduct: Annotated[Blocks, "E, S, C"]  # Q30, cumulative share of conducts that they name

    # linkage (M01)
    link_missed: Annotated[Ints, "E"]  # Q53, chance that a reported act finds nobody
    link_wrong: Annotated[Ints, "E"]  # Q53, ... that it is put on somebody else
    # averaged income (M61); money in the society's currency, by the month except the last
    match_every: Annotated[Rows, "E, S"]  # steps between two matches, 0 for none
    match_months: Annotated[Rows, "E, S"]  # over which income is averaged
    match_conduct: Annotated[Rows, "E, S"]  # what is reported
    match_if: Annotated[Rows, "E, S"]  # expression, or -1
    match_benefit: Annotated[Rows, "E, S"]
    match_free: Annotated[Rows, "E, S"]
    match_taper: Annotated[Rows, "E, S"]  # Q20
    match_least: Annotated[Rows, "E, S"]  # least difference that is reported
    match_point: Annotated[Keys, "S"]  # what chance decides about a report

    # adjudication (M23 before the ruling, M24)
    uphold: Annotated[Rows, "E, 2"]  # Q53, chance that a sighting of (nothing, an act) becomes a record
    automated: Annotated[Ints, "E"]  # Q53, share of sightings that a machine rules on alone
    machine_uphold: Annotated[Rows, "E, 2"]  # Q53, as `uphold`, of the machine
    discretion_by: Annotated[Ints, "E"]  # 0 none, 1 the person's own tier, 2 an acquaintance's
    discretion: Annotated[Ints, "E"]  # Q53, share of true sightings that an official lets off for it
    rule_delay: Annotated[Ints, "E"]
    review_share: Annotated[Ints, "E"]  # Q53, and so below
    review_stops: Annotated[Ints, "E"]
    review_delay: Annotated[Ints, "E"]
    hearing_share: Annotated[Ints, "E"]
    hearing_stops: Annotated[Ints, "E"]
    hearing_unable: Annotated[Ints, "E"]
    hearing_delay: Annotated[Ints, "E"]
    notice_share: Annotated[Ints, "E"]
    notice_ahead: Annotated[Ints, "E"]
    owed: Annotated[Rows, "E, C"]  # 1 where a record stands for something owed, that may be paid in time
    ability_test: Annotated[Rows, "E, C"]  # 1 where the rule asks whether the person can pay
    finds_able: Annotated[Rows, "E, 2"]  # Q53, for (able, unable)

    # after the ruling (M23)
    appeal_chance: Annotated[Ints, "E"]
    appeal_success: Annotated[Rows, "E, 2"]  # Q53, for a record that is (right, wrong)
    appeal_delay: Annotated[Ints, "E"]
    appeal_suspends: Annotated[Ints, "E"]  # 0 or 1
    correction_chance: Annotated[Ints, "E"]
    correction_delay: Annotated[Ints, "E"]
    repair_chance: Annotated[Ints, "E"]
    repair_after: Annotated[Ints, "E"]
    repair_delay: Annotated[Ints, "E"]

    # lists (M22, M24)
    list_entity: Annotated[Ints, "L"]
    list_conduct: Annotated[Blocks, "E, L, C"]  # 1 where a record of the conduct enters
    list_if: Annotated[Rows, "E, L"]  # expression, or -1
    list_adults: Annotated[Rows, "E, L"]  # 1 where nobody under 18 is listed
    list_term: Annotated[Blocks, "E, L, T"]  # step at which a listing that begins in step t ends
    list_over: Annotated[Rows, "E, L"]  # exit by which stays end where the form lacks the list, else -1
    list_payment: Annotated[Rows, "E, L"]  # delay from payment to release, or -1 for no release
    pay_before: Annotated[Ints, "2"]  # hazard of paying before a listing, for (able, unable)
    pay_listed: Annotated[Ints, "2"]  # hazard of paying while listed

    # score (M20, M60)
    score_kind: Annotated[Ints, "E"]  # 0 none, 1 ledger, 2 rolling mean, 3 risk score
    score_era: Annotated[Ints, "E"]  # how often the kind had changed by then
    # debts (M62)
    debt: Annotated[Rows, "E, C"]  # 1 where a record of the conduct claims money
    debt_listed: Annotated[Rows, "E, C"]  # 1 where it also enters a list
    debt_amount: Annotated[Ints, "C"]  # of one act, in the society's currency
    debt_factor: Annotated[Ints, "E"]  # Q20, what is claimed over the amount
    debt_withheld: Annotated[Ints, "E"]  # steps from claim to withholding, -1 for never
    debt_refunds: Annotated[Ints, "E"]  # 0 or 1

    score_start: Annotated[Ints, "E"]  # points at entry
    score_low: Annotated[Ints, "E"]  # floor
    score_high: Annotated[Ints, "E"]  # cap
    score_most: Annotated[Ints, "E"]  # the most points that one step may move a score
    score_returns: Annotated[Ints, "E"]  # 1 where points come back by time and by expiry: to the start then
    score_looked: Annotated[Ints, "T"]  # the last step so far in which a risk score was worked out
    history_kept: Annotated[Ints, "H"]  # the rows that are kept, ascending: those that serve some history
    history_row: Annotated[Ints, "6"]  # the row of each history; of those that cannot differ, of the first
    score_recovers: Annotated[Rows, "E, T"]  # points that come back in the step, up to the start
    score_recovery: Annotated[Ints, "E"]  # Q53, chance that they do
    score_edges: Annotated[Rows, "E, 16"]  # lowest and highest score at which a state may change; all of them
    score_window: Annotated[Ints, "E"]  # how many ratings count; 1 without a rolling mean
    score_due: Annotated[Rows, "E, T"]  # 1 where a risk score is worked out
    points: Annotated[Rows, "E, C"]  # points of a record: added, a rating, or what it weighs in a risk score
    points_low: Annotated[Rows, "E, C"]  # the fewest and ...
    points_high: Annotated[Rows, "E, C"]  # ... the most that an official may give instead; else as `points`
    deductions: Annotated[Rows, "E, 5"]  # Q32, factors on points lost, by tier; organisations last
    points_end: Annotated[Rows, "E, T"]  # step in which points of step t stop counting
    feature_start: Annotated[Ints, "E + 1"]  # rows of feature_*
    feature_trait: Annotated[Ints, "N"]  # 0 records, 1 age, 2 away, 3 fifth, 4 group
    feature_weight: Annotated[Ints, "N"]  # points per unit
    feature_spread: Annotated[Ints, "N"]  # Q16, standard deviation of the error in points
    feature_point: Annotated[Keys, "N"]
    normal: Annotated[Ints, "*"]  # Q20, equally likely standard normal errors; [1] where no feature has any
    grade_low: Annotated[Rows, "E, 16"]  # lowest score of each grade, best first
    state_if: Annotated[Rows, "E, L"]  # condition of a list that a score or trait alone enters, or -1
    asks_lists: Annotated[Ints, "E"]  # 1 where such a condition, or one of spill-over, asks who is on a list
    asks_givers: Annotated[Ints, "E"]  # 1 where spill-over has a condition
    age_marks: Annotated[Ints, "M"]  # ages in days at which conditions may change, beside edges of age bands
    mends: Annotated[Ints, "1"]  # 1 where repair may end such a stay in any span
    reexamined: Annotated[Ints, "1"]  # 1 where such a stay has a term and a record may be withdrawn during it

    # attempts (M30)
    try_poisson: Annotated[PoissonTables, "N = A"]
    try_point: Annotated[Keys, "A"]
    try_entity: Annotated[Ints, "A"]
    try_age_sex: Annotated[Rows, "A, 16"]  # Q30 (organisations: by size)
    try_gated: Annotated[Rows, "E, A"]  # 1 where the attempt asks for the identifier (M01)
    try_status: Annotated[Rows, "A, 201"]  # Q20
    try_rate: Annotated[I32x2, "A, 3216"]  # Q30, the product
    block_start: Annotated[Rows, "E, A + 1"]  # rows of block_*
    block_list: Annotated[Ints, "B"]
    block_if: Annotated[Ints, "B"]  # expression, or -1
    block_severity: Annotated[Ints, "B"]  # 0 to 5, the higher of the society's and the regime's

    # favours (M37)
    favour_start: Annotated[Rows, "E, A + 1"]  # rows of favour_*
    favour_point: Annotated[Keys, "V"]
    favour_kind: Annotated[Ints, "V"]  # 0 a favour, 1 a surcharge
    favour_if: Annotated[Ints, "V"]  # expression, or -1
    favour_uptake: Annotated[Ints, "V"]  # Q53
    favour_cost: Annotated[Ints, "V"]  # what it costs the public each time, in the society's currency

    # spill-over over ties
    spill_start: Annotated[Ints, "E + 1"]  # rows of spill_*
    spill_relation: Annotated[Ints, "P"]  # place in RELATIONS
    spill_list: Annotated[Ints, "P"]  # which list the relations enter
    spill_from: Annotated[Ints, "P"]  # of which list one is to pass it on
    spill_chance: Annotated[Ints, "P"]  # Q53
    spill_if: Annotated[Ints, "P"]  # expression about whoever passes it on, or -1
    acquaintances: Annotated[Ints, "1"]  # ties a slot

    # points for a listing near
    near_start: Annotated[Ints, "E + 1"]  # rows of near_*
    near_relation: Annotated[Ints, "R"]  # place in RELATIONS
    near_from: Annotated[Ints, "R"]  # on which list one is to be
    near_points: Annotated[Ints, "R"]  # what those near gain, or lose below 0
    near_chance: Annotated[Ints, "R"]  # Q53
    near_if: Annotated[Ints, "R"]  # expression about who is listed, or -1
    near_due: Annotated[Rows, "R, T"]  # 1 in the steps in which they are given

    # work (M34, M36, M42)
    work_poisson: Annotated[
        PoissonTables, ""
    ]  # two rows: possible losses of a job, possible ends of being without one
    work_lost: Annotated[Ints, "4"]  # Q30, present rate over ceiling by standing; 0 where no job is ever lost
    work_found: Annotated[Ints, "4"]  # Q30
    work_first: Annotated[Ints, "1"]  # Q53, chance to be without the job when entering the society
    work_remembered: Annotated[Ints, "1"]  # steps in which somebody who came off a published list is known
    list_published: Annotated[Ints, "E"]  # a bit a list of persons: anybody may read who is on it
    list_burdens: Annotated[Ints, "E"]  # a bit a list of organisations: published, or it refuses something

    # deterrence (M40)
    deter_conduct: Annotated[Rows, "E, C"]  # 1 where people may be deterred: harmful, by persons, counted
    deter_effect: Annotated[Ints, "1"]  # Q30, share of acts let go at a perceived risk of 1
    deter_common: Annotated[Ints, "T"]  # Q30, perceived risk that everybody has
    deter_own: Annotated[Ints, "1"]  # Q30, share of the rest that a record of one's own adds
    deter_near: Annotated[Ints, "1"]  # Q30, the same for a record of somebody near
    deter_left: Annotated[Ints, "T + 1"]  # Q30, what is left of a perceived risk after so many steps
    deter_general: Annotated[Ints, "1"]  # Q30, share of acts let go where everybody of the district is listed

    # expressions
    code_start: Annotated[Ints, "X + 1"]
    code: Annotated[Rows, "*, 2"]  # operation, argument
    tested: Annotated[Ints, "X"]  # 1 if the tests say all that the code says; else what must hold besides
    test_start: Annotated[Ints, "X + 1"]
    test: Annotated[Rows, "*, 2"]  # name, a bit for each of its values that passes
