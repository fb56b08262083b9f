"""Order, grades and scores counted from tables that are written down here."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb

from demerit.audit import RunSource
from demerit.audit.order import STOPPED, fewer_by_gravity, lawful_lost, order
from demerit.audit.standing import distance, graded, spread
from demerit.quantities import Calendar
from tests.unit import small_run

START = dt.date(2014, 1, 6)
WEEKS = 40
CONDUCTS = (
    ("theft", "harmful", "none", 3),
    ("litter", "harmful", "none", 1),
    ("prayer", "harmful", "belief", 0),
)
PER_ACT = 100_000 * 365.2425 / 7 / (1000 * WEEKS)
"""What one act of the run is per 100,000 people and year, for 1,000 people."""


def run(
    name: str, counts: dict[str, tuple[int, int, int, int]], against: RunSource | None = None
) -> RunSource:
    """Return a run of two draws; `counts`: acts, let go, unable, strained; twice as many in draw 1."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE acts_by_step (draw INT, entity TEXT, conduct TEXT, step INT, acts INT, deterred INT,"
        " unable INT, strained INT)"
    )
    connection.execute(
        "CREATE TABLE stopped (draw INT, entity TEXT, kind TEXT, what TEXT, step INT, axis TEXT, value TEXT,"
        " stopped INT, obeyed INT, wrongful INT)"
    )
    connection.execute(
        "CREATE TABLE conducts (draw INT, entity TEXT, conduct TEXT, valence TEXT, protected TEXT,"
        " gravity INT)"
    )
    connection.execute(
        "CREATE TABLE grades AS SELECT * FROM (VALUES (0, 70, 80), (1, 60, 80)) AS t(draw, recorded, shadow),"
        " (VALUES ('B'), ('A')) AS g(grade), (VALUES ('2014-Q2'), ('2014-Q3')) AS q(quarter),"
        " (VALUES ('person')) AS e(entity), (VALUES ('all')) AS x(axis), (VALUES ('score')) AS s(score)"
    )
    connection.execute(
        "CREATE TABLE scores AS SELECT draw, 'person' AS entity, '2014-Q3' AS quarter, 'score' AS score,"
        ' low AS "from", high AS "to", recorded, shadow FROM (VALUES (0, -7, -4, 30, 10), (0, 0, 0, 90, 90),'
        " (1, -7, -4, 30, 10), (1, 0, 0, 90, 90)) AS t(draw, low, high, recorded, shadow)"
    )
    for draw in (0, 1):
        for conduct, valence, protected, gravity in CONDUCTS:
            connection.execute(
                "INSERT INTO conducts VALUES (?, 'person', ?, ?, ?, ?)",
                [draw, conduct, valence, protected, gravity],
            )
        for conduct, numbers in counts.items():
            connection.execute(
                "INSERT INTO acts_by_step VALUES (?, 'person', ?, 3, ?, ?, ?, ?)",
                [draw, conduct, *(number * (draw + 1) for number in numbers)],
            )
    connection.execute(
        "CREATE TABLE people AS SELECT draw, 'person' AS entity, step, 'all' AS axis, 'all' AS value,"
        " 1000 AS present FROM range(2) AS d(draw), range(?) AS s(step)",
        [WEEKS],
    )
    manifest = small_run.manifest(
        calendar=Calendar(START, START + dt.timedelta(days=7 * WEEKS)),
        steps=WEEKS,
        regime=small_run.manifest().regime.model_copy(update={"name": name}),
    )
    return RunSource(Path(name), manifest, connection, against)


NONE = {"theft": (100, 0, 20, 5), "litter": (400, 0, 0, 0), "prayer": (60, 0, 0, 0)}
OURS = {"theft": (90, 30, 25, 20), "litter": (300, 100, 0, 0), "prayer": (20, 40, 0, 0)}


def test_acts_by_choice_are_told_by_gravity_and_their_parts_add_up_to_the_act() -> None:
    found = {each.conduct: each for each in order(run("points", OURS, run("none", NONE)))}
    assert list(found) == ["theft", "litter"] and found["litter"].slight and not found["theft"].slight
    theft = found["theft"]
    assert theft.fewer is not None and theft.fewer.value is not None
    low, high = theft.fewer.value.low / PER_ACT, theft.fewer.value.high / PER_ACT
    assert (round(low), round(high)) == (15, 30)  # (100 - 20) - (90 - 25), and twice that
    more = {part: round(figure.value.low / PER_ACT) for part, figure in theft.counts.items() if figure.value}
    assert (more["let go"], more["under strain"]) == (30, 15) and more["let go"] - more["under strain"] == 15


def test_grave_and_slight_acts_are_never_one_sum_and_protected_ones_are_no_order() -> None:
    source = run("points", OURS, run("none", NONE))
    assert list(fewer_by_gravity(source)) == [3, 1]
    (prayer,) = lawful_lost(source)
    assert prayer.value is not None and round(prayer.value.low / PER_ACT) == 40
    assert prayer.at == "prayer" and prayer.name == "lawful activity lost"


def test_beside_the_very_same_rule_nothing_is_kept_from_happening() -> None:
    source = run("two", OURS, run("one", OURS))
    found = order(source)
    assert all(each.fewer is not None and not each.fewer.some for each in found)
    assert not any(each.counts[part].some for each in found for part in ("let go", "under strain"))
    assert not any(figure.some for figure in (*lawful_lost(source), *fewer_by_gravity(source).values()))


def test_without_a_run_beside_acts_let_go_are_told() -> None:
    (theft, _) = order(run("points", OURS))
    assert theft.fewer is None and theft.counts["let go"].value is not None
    assert round(theft.counts["let go"].value.low / PER_ACT) == 30


def test_acts_that_lists_stop_are_told_apart_from_those_let_go_and_are_lawful_activity_lost_too() -> None:
    source = run("points", OURS)
    for draw in (0, 1):
        for name, count in (("theft", 10), ("prayer", 5)):
            source.connection.execute(
                "INSERT INTO stopped VALUES (?, 'person', 'act', ?, 3, 'all', 'all', ?, 0, 0)",
                [draw, name, count * (draw + 1)],
            )
    theft, litter = order(source)
    stopped, let_go = theft.counts[STOPPED].value, theft.counts["let go"].value
    assert stopped is not None and let_go is not None and STOPPED not in litter.counts
    assert (round(stopped.low / PER_ACT), round(let_go.low / PER_ACT)) == (10, 30)
    (prayer,) = lawful_lost(source)
    assert prayer.value is not None and round(prayer.value.low / PER_ACT) == 45


def test_grades_and_scores_are_shares_of_those_who_have_a_score() -> None:
    source = run("points", OURS)
    best, worst = graded(source, "score", ("A", "B"))
    assert (best.label, worst.label) == ("A", "B") and best.recorded.value is not None
    assert best.recorded.value.low == best.recorded.value.high == 50_000
    assert "end of 2014-Q3" in best.recorded.at
    lowest, start = spread(source, "score")
    assert (lowest.label, start.label) == ("4 to 7 below", "at the start")
    assert lowest.recorded.value is not None and lowest.recorded.value.mid == 25_000
    assert lowest.shadow.value is not None and lowest.shadow.value.mid == 10_000
    assert distance(1, 1) == "1 above"
