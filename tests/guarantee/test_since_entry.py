"""`until: records(C since entry) >= 1`: a spell ends by the first such record after the step of its entry."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.counted.kinds import IN_CONDITIONS
from demerit.engine.districts import Desk
from demerit.mechanisms.lists.words import LISTED, OFF, RECORD_BEGINS
from demerit.mechanisms.population.words import ENTERED, LEFT
from demerit.scenario.exits import FULFILLED
from demerit.society.traits import SLOTS
from tests import toy

STEPS = 70
ENDS = {"until": "records(default since entry) >= 2"}


@pytest.mark.parametrize(
    "way",
    [
        {"once": "records(default ever) >= 1", "again": "never", **ENDS},
        {"record": ["default"], "overlap": "ignored", **ENDS},
    ],
    ids=["once", "record"],
)
def test_the_second_record_after_the_entry_ends_a_spell_and_its_own_does_not_count(way: Any) -> None:
    whole = toy.regime(
        conducts={"default": {}},
        sources={"courts": toy.source({"default": 1})},
        lists={"x": {"kind": "burden", "enter": [way], "minors": True}},
    )
    t = toy.tables(whole, STEPS)
    lives: dict[tuple[int, int], list[list[int]]] = {}
    for row in Desk(t).follow(t, 3, 0, SLOTS, range(SLOTS)).tolist():
        lives.setdefault((row[1], row[2]), []).append(row)
    ended = 0
    for life in lives.values():
        left = next((row[0] for row in life if row[3] == LEFT.number), STEPS)
        began = sorted(row[0] for row in life if row[3] == RECORD_BEGINS.number and row[4] == IN_CONDITIONS)
        entered = next(row[0] for row in life if row[3] == ENTERED.number)
        if "once" in way and began[:1] == [entered]:
            continue  # what holds as somebody comes counts as having held before, and takes nobody
        expected = []
        while began and ("record" in way or not expected):
            later = [step for step in began if step > began[0]]
            over = later[1] if len(later) > 1 else None
            expected += [(began[0], LISTED.number)] + [(over, OFF.number)] * (over is not None)
            ended += over is not None
            began = [step for step in later if over is not None and step > over]
        told = [row for row in life if row[3] in (LISTED.number, OFF.number) and row[0] < left]
        assert [(row[0], row[3]) for row in told] == expected
        assert all(row[6] == FULFILLED for row in told if row[3] == OFF.number)
    assert ended > 0


def test_entries_on_lists_and_other_conditions_have_no_such_window() -> None:
    lists = {
        "x": {"kind": "burden", "enter": [{"while": "records(default since entry) >= 1"}], "minors": True}
    }
    with pytest.raises(Exception, match="this condition is asked of no spell"):
        toy.tables(toy.regime(lists=lists), 5)
    way = {"record": ["default"], "until": "listings(x since entry) >= 1"}
    with pytest.raises(Exception, match="no entries on lists"):
        toy.tables(toy.regime(lists={"x": {"kind": "burden", "enter": [way], "minors": True}}), 5)
