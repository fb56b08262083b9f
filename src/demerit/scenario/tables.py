"""What a scenario becomes before it runs: integer tables for one draw, read by both engines.

A regime is never compiled. Editing one changes numbers in these arrays, whose types and dimensions are
always the same, so the machine code that reads them is made once for all regimes.

Letters in the shapes: T steps, E epochs (spans between amendments), C conducts, S sources, L lists
(at most 16, a bit each), A kinds of attempt, F propensities, X expressions, K = 64 categories of an axis.
Q20, Q30, Q53 are numbers times 2^20, 2^30, 2^53. Hazards are per step in Q32. Delays are whole steps.
"""

from __future__ import annotations

from typing import NamedTuple

from demerit.chance import PoissonTables
from demerit.chance.kinds import I32x2, I64x1, I64x2, I64x3, U64x1
from demerit.society.tables import SocietyTables

Ints = I64x1
Keys = U64x1
Rows = I64x2
Blocks = I64x3

MAX_LISTS = 16
"""Lists that work at a time: a bit each in 16 bits a slot and history."""
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

    society: SocietyTables

    # time
    epoch: Ints  # [T] which span between amendments
    year: Ints  # [T] years since the first, by calendar
    quarter: Ints  # [T] quarters since the first, by calendar
    quarter_left: Ints  # [T] steps of the quarter from this one to its end, in the run
    day: Ints  # [T] first day of the step, counted from the first day of the run
    month: Ints  # [T] months since the first, by calendar
    month_step: Ints  # [months] first step that begins in each month

    # axes of the cube: where each begins among the values, and where the last ends. Persons' are all, region,
    # age, sex, tier, residence, fifth, group; organisations' are all, region, size
    axis: Ints  # [12]
    stratum: Ints  # [R regions] within which regions districts differ by chance alone: one number for those

    # conduct (M10)
    act_poisson: PoissonTables  # a row a conduct: possible points per district and step
    act_point: Keys  # [C]
    act_entity: Ints  # [C] 0 person, 1 organisation
    act_propensity: Ints  # [C] which propensity; F for none
    act_age_sex: Rows  # [C, 16] Q30, present rate over ceiling by age band x sex (organisations: by size)
    act_status: Rows  # [C, 201] Q20, by (jobless x tier x fifth x residence), the last for nobody
    act_rate: I32x2  # [C, 3216] Q30, the product of both by (status x 16 + age_sex)
    act_gravity: Ints  # [C] 0 to 5, as the society has it
    act_protected: Ints  # [C] 0 or 1
    act_unable: Rows  # [C, 5] Q53, share of acts by people who cannot pay, by income fifth
    propensity: Rows  # [F, 4096] Q20
    propensity_point: Keys  # [F]

    # detection (M11)
    act_since: Rows  # [E, C] first step whose acts count; of those before it sources report nothing
    watch_start: Rows  # [E, C + 1] rows of watch_* for each conduct
    watch_source: Ints  # [W]
    watch_axis: Ints  # [W] axis code of who acts, 0 for all alike
    watch_chance: Rows  # [W, K] Q30, chance to see an act that is covered
    source_point: Keys  # [S]
    source_delay: Rows  # [E, S]
    cover_what: Rows  # [E, S] place in COVERED of what the share is of
    cover_axis: Rows  # [E, S] axis code, 0 for all alike
    cover: Blocks  # [E, S, K] Q30
    cover_point: Keys  # [S] which people or households are covered
    false_poisson: PoissonTables  # a row a source
    false_point: Keys  # [S]
    false_entity: Ints  # [S]
    false_axis: Rows  # [E, S]
    false_ratio: Blocks  # [E, S, K] Q30, present rate of false sightings over ceiling
    false_conduct: Blocks  # [E, S, C] Q30, cumulative share of the conducts that false sightings name

    # linkage (M01)
    link_missed: Ints  # [E] Q53, chance that a reported act finds nobody
    link_wrong: Ints  # [E] Q53, ... that it is put on somebody else
    # averaged income (M61); money in the society's currency, by the month except the last
    match_every: Rows  # [E, S] steps between two matches, 0 for none
    match_months: Rows  # [E, S] over which income is averaged
    match_conduct: Rows  # [E, S] what is reported
    match_if: Rows  # [E, S] expression, or -1
    match_benefit: Rows  # [E, S]
    match_free: Rows  # [E, S]
    match_taper: Rows  # [E, S] Q20
    match_least: Rows  # [E, S] least difference that is reported
    match_point: Keys  # [S] what chance decides about a report

    # adjudication (M23 before the ruling, M24)
    uphold: Rows  # [E, 2] Q53, chance that a sighting of (nothing, an act) becomes a record
    automated: Ints  # [E] Q53, share of sightings that a machine rules on alone
    machine_uphold: Rows  # [E, 2] Q53, as `uphold`, of the machine
    discretion_by: Ints  # [E] 0 none, 1 the person's own tier, 2 an acquaintance's
    discretion: Ints  # [E] Q53, share of true sightings that an official lets off for it
    rule_delay: Ints  # [E]
    review_share: Ints  # [E] Q53, and so below
    review_stops: Ints  # [E]
    review_delay: Ints  # [E]
    hearing_share: Ints  # [E]
    hearing_stops: Ints  # [E]
    hearing_unable: Ints  # [E]
    hearing_delay: Ints  # [E]
    notice_share: Ints  # [E]
    notice_ahead: Ints  # [E]
    owed: Rows  # [E, C] 1 where a record of the conduct stands for something owed, that may be paid in time
    ability_test: Rows  # [E, C] 1 where the rule asks whether the person can pay
    finds_able: Rows  # [E, 2] Q53, for (able, unable)

    # after the ruling (M23)
    appeal_chance: Ints  # [E]
    appeal_success: Rows  # [E, 2] Q53, for a record that is (right, wrong)
    appeal_delay: Ints  # [E]
    appeal_suspends: Ints  # [E] 0 or 1
    correction_chance: Ints  # [E]
    correction_delay: Ints  # [E]
    repair_chance: Ints  # [E]
    repair_after: Ints  # [E]
    repair_delay: Ints  # [E]

    # lists (M22, M24)
    list_entity: Ints  # [L]
    list_conduct: Blocks  # [E, L, C] 1 where a record of the conduct enters
    list_if: Rows  # [E, L] expression, or -1
    list_adults: Rows  # [E, L] 1 where nobody under 18 is listed
    list_term: Blocks  # [E, L, T] step at which a listing that begins in step t ends
    list_over: Rows  # [E, L] exit by which stays end where the form does not have the list, -1 where it has
    list_payment: Rows  # [E, L] delay from payment to release, or -1 for no release
    pay_before: Ints  # [2] hazard of paying before a listing, for (able, unable)
    pay_listed: Ints  # [2] hazard of paying while listed

    # score (M20, M60)
    score_kind: Ints  # [E] 0 none, 1 ledger, 2 rolling mean, 3 risk score
    score_era: Ints  # [E] how often the kind had changed by then
    # debts (M62)
    debt: Rows  # [E, C] 1 where a record of the conduct claims money
    debt_listed: Rows  # [E, C] 1 where it also enters a list
    debt_amount: Ints  # [C] of one act, in the society's currency
    debt_factor: Ints  # [E] Q20, what is claimed over the amount
    debt_withheld: Ints  # [E] steps from claim to withholding, -1 for never
    debt_refunds: Ints  # [E] 0 or 1

    score_start: Ints  # [E] points at entry
    score_low: Ints  # [E] floor
    score_high: Ints  # [E] cap
    score_most: Ints  # [E] the most points that one step may move a score
    score_returns: Ints  # [E] 1 where points come back both with time and by expiry: up to the start then
    score_looked: Ints  # [T] the last step so far in which a risk score was worked out
    history_kept: Ints  # [K] the rows that are kept, ascending: those that serve some history
    history_row: Ints  # [6] the row of each history; of histories that cannot differ, that of the first
    score_recovers: Rows  # [E, T] points that come back in the step, up to the start
    score_recovery: Ints  # [E] Q53, chance that they do
    score_edges: (
        Rows  # [E, 16] lowest and highest score at which a list that a score enters may change its mind; all
    )
    score_window: Ints  # [E] how many ratings count; 1 without a rolling mean
    score_due: Rows  # [E, T] 1 where a risk score is worked out
    points: Rows  # [E, C] points of a record: added, a rating, or what it weighs in a risk score
    points_low: Rows  # [E, C] the fewest and ...
    points_high: (
        Rows  # [E, C] ... the most that an official may give instead; equal to `points` without discretion
    )
    deductions: Rows  # [E, 5] Q32, what points lost are multiplied by, by tier; of organisations the last
    points_end: Rows  # [E, T] step in which points of step t stop counting
    feature_start: Ints  # [E + 1] rows of feature_*
    feature_trait: Ints  # [N] 0 records, 1 age, 2 away, 3 fifth, 4 group
    feature_weight: Ints  # [N] points per unit
    feature_spread: Ints  # [N] Q16, standard deviation of the error in points
    feature_point: Keys  # [N]
    normal: Ints  # [4096] Q20, equally likely standard normal errors; [1] where no feature has any
    grade_low: Rows  # [E, 16] lowest score of each grade, best first
    state_if: Rows  # [E, L] condition of a list that a score or trait alone enters, or -1
    asks_lists: Ints  # [E] 1 where such a condition, or one of spill-over, asks who is on a list
    asks_givers: Ints  # [E] 1 where spill-over has a condition
    age_marks: Ints  # [M] ages in days at which conditions may change, beside the edges of age bands
    mends: Ints  # [1] 1 where repair may end such a stay in any span
    reexamined: Ints  # [1] 1 where such a stay has a term and a record may be withdrawn during it

    # attempts (M30)
    try_poisson: PoissonTables
    try_point: Keys  # [A]
    try_entity: Ints  # [A]
    try_age_sex: Rows  # [A, 16] Q30 (organisations: by size)
    try_gated: Rows  # [E, A] 1 where the attempt asks for the identifier (M01)
    try_status: Rows  # [A, 201] Q20
    try_rate: I32x2  # [A, 3216] Q30, the product
    block_start: Rows  # [E, A + 1] rows of block_*
    block_list: Ints  # [B]
    block_if: Ints  # [B] expression, or -1
    block_severity: Ints  # [B] 0 to 5, the higher of the society's and the regime's

    # favours (M37)
    favour_start: Rows  # [E, A + 1] rows of favour_*
    favour_point: Keys  # [V]
    favour_kind: Ints  # [V] 0 a favour, 1 a surcharge
    favour_if: Ints  # [V] expression, or -1
    favour_uptake: Ints  # [V] Q53
    favour_cost: Ints  # [V] what it costs the public each time, in the society's currency

    # spill-over over ties
    spill_start: Ints  # [E + 1] rows of spill_*
    spill_relation: Ints  # [P] place in RELATIONS
    spill_list: Ints  # [P] which list the relations enter
    spill_from: Ints  # [P] of which list one is to pass it on
    spill_chance: Ints  # [P] Q53
    spill_if: Ints  # [P] expression about whoever passes it on, or -1
    acquaintances: Ints  # [1] ties a slot

    # points for a listing near
    near_start: Ints  # [E + 1] rows of near_*
    near_relation: Ints  # [R] place in RELATIONS
    near_from: Ints  # [R] on which list one is to be
    near_points: Ints  # [R] what those near gain, or lose below 0
    near_chance: Ints  # [R] Q53
    near_if: Ints  # [R] expression about who is listed, or -1
    near_due: Rows  # [R, T] 1 in the steps in which they are given

    # work (M34, M36, M42)
    work_poisson: PoissonTables  # two rows: possible losses of a job, possible ends of being without one
    work_lost: Ints  # [4] Q30, present rate over ceiling by standing; all 0 where no job is ever lost
    work_found: Ints  # [4] Q30
    work_first: Ints  # [1] Q53, chance to be without the job when entering the society
    work_remembered: Ints  # [1] steps in which somebody who came off a published list is known for it
    list_published: Ints  # [E] a bit a list of persons: anybody may read who is on it
    list_burdens: Ints  # [E] a bit a list of organisations: published, or it refuses something

    # deterrence (M40)
    deter_conduct: (
        Rows  # [E, C] 1 where people may be deterred: harmful, by persons, and the regime counts it
    )
    deter_effect: Ints  # [1] Q30, share of acts let go at a perceived risk of 1
    deter_common: Ints  # [T] Q30, perceived risk that everybody has
    deter_own: Ints  # [1] Q30, share of the rest that a record of one's own adds
    deter_near: Ints  # [1] Q30, the same for a record of somebody near
    deter_left: Ints  # [T + 1] Q30, what is left of a perceived risk after so many steps
    deter_general: Ints  # [1] Q30, share of acts let go where everybody of the district is listed

    # expressions
    code_start: Ints  # [X + 1]
    code: Rows  # [instructions, 2] operation, argument
    tested: Ints  # [X] 1 if the tests say all that the code says, else they say what must hold besides
    test_start: Ints  # [X + 1]
    test: Rows  # [tests, 2] name, a bit for each of its values that passes
