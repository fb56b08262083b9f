"""What the plan says of a mechanism is so: its order is the step's, and the plain engine reads nothing else.

The table is derived from the code (`scripts/code_reading.py`). Here a district is walked whose tables note
who reads what, called by whom; a read or a call that was not derived is an error of the derivation.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from demerit.engine import plan
from demerit.scenario.lower import lower
from demerit.scenario.resolve import resolve
from demerit.scenario.tables import Tables
from scripts import plan_table
from scripts.code_reading import Function, passes, read, uses, written
from scripts.plan_table import mechanism_modules
from tests import toy

PACKAGE = "demerit."
SEEN = ("mechanisms.", "engine.")


class Notes:
    """Who read what, and who called whom on the way there."""

    def __init__(self) -> None:
        self.reads: set[tuple[Function, str, str]] = set()
        self.calls: set[tuple[Function, Function]] = set()

    def take(self, frame: FrameType | None, part: str, name: str) -> None:
        """Note that a field is read by a function of the engine, or where it handed the part on to."""
        chain: list[Function] = []
        while frame is not None and frame.f_code.co_name != "step_plain":
            module = str(frame.f_globals.get("__name__", "")).removeprefix(PACKAGE)
            function = Function(module, frame.f_code.co_qualname.partition(".<locals>")[0])
            known = module.startswith(SEEN) and function.name in read(module).functions
            if known and (not chain or chain[-1] != function):
                chain.append(function)
            frame = frame.f_back
        self.reads.add((chain[0], part, name))
        self.calls |= set(zip(chain[1:], chain[:-1], strict=True))


class Part:
    """A part of the tables that notes who reads which of its fields."""

    def __init__(self, part: Any, name: str, notes: Notes) -> None:
        self._part, self._name, self._notes = part, name, notes

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            self._notes.take(sys._getframe(1), self._name, name)
        return getattr(self._part, name)


def noting(t: Tables, notes: Notes) -> Tables:
    """Return tables that note who reads them."""
    return Tables(*(Part(part, name, notes) for name, part in zip(Tables._fields, t, strict=True)))  # type: ignore[arg-type]


def walked(t: Tables, steps: int) -> Notes:
    """Return what is read while the plain engine takes a district through its steps."""
    notes = Notes()
    for step, world, _ in toy.walk(t, toy.empty(t), slots=300):
        if step == 0:  # what lays people down is no mechanism
            world.tables = noting(t, notes)
        if step == steps:
            break
    return notes


@pytest.mark.parametrize("regime", ["interview-2019", "china-lists-2018", "benefit-flag", "penalty-points"])
def test_the_plain_engine_reads_only_what_is_derived(regime: str) -> None:
    t = lower(resolve(regime, {"people": 3000, "draws": 1}), 0)
    found = walked(t, 20)
    assert len(found.reads) > 50
    assert {
        (who, part, name) for who, part, name in found.reads if not {part, f"{part}.{name}"} & uses(who).reads
    } == set()
    assert {(caller, called) for caller, called in found.calls if called not in uses(caller).calls} == set()


def test_mechanisms_run_in_the_order_of_the_plan() -> None:
    """Those without a pass of their own run inside another, and stand behind it in the plan."""
    modules = mechanism_modules()
    assert [read(each).name for each in modules] == list(modules)
    for walker, name in (("step_plain", "plain"), ("step_compiled", "compiled")):
        run = [each.module for each in passes(Function("engine.plan", walker)) if each.name == name]
        assert [each for each in run if each in modules] == [each for each in modules if each in run]
    names = [row["mechanism"] for row in plan_table.table()]
    assert len(set(names)) == len(names) and {each.name for each in plan.ORDER} <= set(names)
    inside = {row["mechanism"]: row["runs inside"] for row in plan_table.table() if row["runs inside"]}
    assert set(inside) == {"covering", "linkage", "favours", "debts", "stops", "terms"}


def test_both_engines_make_the_same_passes() -> None:
    plain, compiled = (passes(Function("engine.plan", each)) for each in ("step_plain", "step_compiled"))
    twins = [Function(each.module, plan_table.compiled_twin(each.name)) for each in plain]
    assert twins == compiled


def test_what_a_mechanism_declares_is_only_what_its_code_cannot_say() -> None:
    for each in plan.ORDER:
        assert all("<" in name for name in each.points), each.name


def test_the_derivation_sees_through_helpers_names_and_calls() -> None:
    """A few that one can look up: an alias, a helper's write, an event, a point behind an import."""
    rows = {row["mechanism"]: row for row in plan_table.table()}
    assert "deterrence: conduct" in rows["acts"]["reads"]
    assert "conduct.ability" in rows["acts"]["decision points"]
    assert "let go" in rows["acts"]["tells"]
    assert "acts: hash" in rows["acts"]["writes"]
    assert "jobless" in rows["work"]["writes"]
    assert "ruling.upheld" in rows["rulings"]["decision points"]
    queue = Function("engine.queues", "queue")
    assert ("argument waiting", "slots") in written(queue)
