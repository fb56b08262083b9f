"""Of those who come to live elsewhere than registered, the share who do not tell in time commits the offence.

Moves, returns and deaths follow from the seed alone, so how many deadlines run out is counted from the
society by itself; who tells is chance at the declared share.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit.documents import evidence, plain, read, write
from demerit.engine.totals import Totals
from demerit.errors import InvalidFile
from demerit.mechanisms.conduct.counts import ACTS, ACTS_BY_STEP
from demerit.mechanisms.moves.words import NOT_TOLD
from demerit.mechanisms.sources.counts import RECORDS
from demerit.scenario.tables import Tables
from demerit.society.compiled import populated
from demerit.society.loading import load
from demerit.society.traits import AWAY_OFF, AWAY_ON, LEAVE
from tests import toy
from tests.property.strategies import hurried
from tests.property.test_engines_agree import assert_equal
from tests.toy import made

STEPS, DEADLINE, DISTRICTS = 30, 4, 3
OFFENCE: dict[str, Any] = {
    "title": "Living elsewhere than registered, and not telling in time",
    "context": "housing",
    "gravity": 1,
    "made_by": "move",
}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made_here:
        yield Path(made_here)


def society(folder: Path, **conduct: Any) -> str:
    """Return the path of the small society with one conduct that a move makes."""
    whole = dict(read(toy.SMALL).data)
    whole["conducts"] = {**whole["conducts"], "untold": {**OFFENCE, **conduct}}
    path = folder / f"society-{abs(hash(str(conduct)))}.yaml"
    path.write_text(write(whole), encoding="utf-8")
    return str(path)


def regime(**conduct: Any) -> dict[str, Any]:
    rule = {key: made(value) for key, value in conduct.items()}
    return toy.regime(
        conducts={"untold": {"points": -10, "counts": "ever", **rule}},
        sources={"register": toy.source(sees={"untold": 1})},
        scores={"score": {"kind": "ledger", "start": 100, "worse": "lower"}},
    )


def tables(folder: Path, tells: object, deadline: str = f"{DEADLINE} weeks") -> Tables:
    where = society(folder, tells=tells)
    return hurried(toy.tables(regime(deadline=deadline), STEPS, **{"in": where}))


def untold(t: Tables) -> int:
    """Return the number of the offence among the conducts."""
    (place,) = np.flatnonzero(t.moves.deadline[0] >= 0)
    return int(place)


def run_out(t: Tables, seed: int = 1) -> int:
    """Return how many deadlines run out in some districts, from who lives there alone."""
    found = 0
    for district in range(DISTRICTS):
        people = populated(t.society, seed, district, STEPS)
        since: dict[int, int] = {}
        ends: dict[int, list[int]] = {}
        for step in range(STEPS):
            for n in range(int(people.change_start[step]), int(people.change_start[step + 1])):
                row, kind = int(people.change_row[n]), int(people.change_kind[n])
                if kind == AWAY_ON:
                    since[row] = step
                    ends.setdefault(step + DEADLINE, []).append(row)
                elif kind in (AWAY_OFF, LEAVE):
                    since.pop(row, None)
            found += sum(since.get(row) == step - DEADLINE for row in ends.get(step, ()))
    return found


def acts(t: Tables, totals: Totals) -> int:
    return int(totals.acts[untold(t), ..., ACTS.acts].sum())


def test_everybody_commits_it_where_nobody_tells_and_nobody_where_all_do(folder: Path) -> None:
    nobody, all_tell = tables(folder, made(0)), tables(folder, made(1))
    due = run_out(nobody)
    assert due > 100
    assert acts(nobody, toy.compiled(nobody, last=DISTRICTS)) == due
    assert acts(all_tell, toy.compiled(all_tell, last=DISTRICTS)) == 0


def test_the_share_who_do_not_tell_commits_it(folder: Path) -> None:
    t, share = tables(folder, made(0.4)), 0.6
    due = run_out(t)
    deviation = math.sqrt(due * share * (1 - share))
    assert abs(acts(t, toy.compiled(t, last=DISTRICTS)) - due * share) < 4.5 * deviation


def test_a_source_that_sees_all_of_it_reports_each_once_and_none_is_by_choice(folder: Path) -> None:
    t = tables(folder, made(0))
    totals = toy.compiled(t, last=DISTRICTS)
    by_step, c = totals.acts_by_step, untold(t)
    assert totals.records[0, c, 1, ..., RECORDS.sightings].sum() == acts(t, totals) > 0
    assert (by_step[:, c, ACTS_BY_STEP.unable] == by_step[:, c, ACTS_BY_STEP.acts]).all()
    assert by_step[:, c, [ACTS_BY_STEP.deterred, ACTS_BY_STEP.strained]].sum() == 0


def test_both_engines_agree_on_moves(folder: Path) -> None:
    t = tables(folder, made(0.3))
    plain = toy.empty(t)
    (world,) = {id(w): w for _, w, _ in toy.walk(t, plain, slots=1_500, whom=range(4096))}.values()
    assert_equal(plain, toy.compiled(t, slots=1_500))
    told = [row for row in world.events if row[3] == NOT_TOLD.number]
    assert len(told) == acts(t, plain) > 10
    assert [
        tuple(row)
        for row in toy.followed(t, slots=1_500, whom=range(4096)).tolist()
        if row[3] == NOT_TOLD.number
    ]


def test_a_longer_deadline_meets_fewer_and_a_rule_that_has_ended_nobody(folder: Path) -> None:
    short, long = (tables(folder, made(0), f"{weeks} weeks") for weeks in (2, 12))
    assert acts(short, toy.compiled(short)) > acts(long, toy.compiled(long)) > 0
    assert (short.moves.deadline[0, untold(short)], long.moves.deadline[0, untold(long)]) == (2, 12)


@pytest.mark.parametrize(
    ("conduct", "rule", "said"),
    [
        ({"tells": made(0.5), "rate": made("1 % per person-year")}, {"deadline": "30 days"}, "no rate"),
        (
            {"tells": made(0.5), "by_age": {"values": {}, "from": "made"}},
            {},
            "no by_age",
        ),
        ({"tells": made(0.5), "by": "organisation"}, {}, "organisations do not move"),
        ({}, {"deadline": "30 days"}, "says who tells in time"),
        ({"tells": made(0.5)}, {}, "sets no deadline to tell of it"),
        ({"tells": made(0.5)}, {"deadline": "0 days"}, "before making it"),
    ],
)
def test_half_a_rule_is_refused_with_its_next_step(
    folder: Path, conduct: dict[str, Any], rule: dict[str, Any], said: str
) -> None:
    with pytest.raises(InvalidFile, match=said):
        toy.tables(regime(**rule), 4, **{"in": society(folder, **conduct)})


def test_an_amendment_may_end_the_rule_and_nobody_has_to_tell_from_then_on(folder: Path) -> None:
    whole = regime(deadline=f"{DEADLINE} weeks")
    whole["amendments"] = [{"from": "2020-03-02", "conducts": {"untold": {"deadline": "none"}}}]
    t = hurried(toy.tables(whole, STEPS, **{"in": society(folder, tells=made(0))}))
    by_step = toy.compiled(t, last=DISTRICTS).acts_by_step[:, untold(t), ACTS_BY_STEP.acts]
    ends = int(np.flatnonzero(t.time.epoch == 1)[0])
    assert by_step[:ends].sum() > 0 and not by_step[ends:].any()


def test_what_is_written_of_such_a_society_reads_back_equal(folder: Path) -> None:
    whole = load(society(folder, tells=made(0.5)))
    path = folder / "again.yaml"
    path.write_text(write(plain(whole)), encoding="utf-8")
    assert load(path) == whole


def test_a_number_that_no_file_says_is_no_input(folder: Path) -> None:
    rows = evidence(load(society(folder, tells=made(0.5))))
    assert rows and not [row for row in rows if "untold.rate" in row.path]


def test_a_deadline_of_what_people_choose_is_refused() -> None:
    whole = toy.regime(conducts={"default": {"deadline": made("30 days")}})
    with pytest.raises(InvalidFile, match="people do default by choice"):
        toy.tables(whole, 4)
