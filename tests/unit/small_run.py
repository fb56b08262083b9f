"""A run small enough to count by hand, with people, moves, deaths, lists, ties and refusals in it.

The archive and its readers need runs whose sums hold without the engine, so that a fault in the engine and
one in the archive never hide each other. People here live in a plain list; every table is counted from the
same events.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from pathlib import Path
from typing import Any

from demerit.archive.folder import PartFolder, RunFolder, begin
from demerit.archive.manifest import Manifest, Source
from demerit.archive.schema import TABLES
from demerit.counted.values import GROUNDS, OUTFLOWS
from demerit.quantities import Calendar

RUN_ID = "5e" * 32
STEPS = 30
CALENDAR = Calendar(dt.date(2014, 2, 3), dt.date(2014, 2, 3) + dt.timedelta(days=7 * STEPS))
_MONTHS = [CALENDAR.date(step).month for step in range(STEPS)]
_LAST_STEPS = {
    step
    for step in range(STEPS)
    if step == STEPS - 1 or (_MONTHS[step] - 1) // 3 != (_MONTHS[step + 1] - 1) // 3
}
LISTS = {"person": ("black", "grey"), "organisation": ("dishonest",)}

Tables = dict[str, dict[str, Any]]


def tables(draws: int = 2, districts: int = 3, seed: int = 1) -> Tables:
    """Count all tables of a made-up run."""
    counted: dict[str, Counter[tuple[Any, ...]]] = {name: Counter() for name in TABLES}
    for draw in range(draws):
        for district in range(districts):
            _district(counted, draw, district, random.Random(f"{seed}-{draw}-{district}"))
    _fill(counted, draws)
    return {name: _columns(name, counted[name]) for name in TABLES if name != "inputs"} | {
        "inputs": {
            "draw": [draw for draw in range(draws) for _ in range(2)],
            "path": ["regime.lists.black.term", "society.urban"] * draws,
            "unit": ["years", "share"] * draws,
            "value": [f"{1.5 + draw / 8}" for draw in range(draws) for _ in range(2)],
        }
    }


def manifest(draws: int = 2, districts: int = 3, **changes: Any) -> Manifest:
    """Return a manifest without tables for such a run."""
    digest = "ab" * 32
    values: dict[str, Any] = {
        "run_id": RUN_ID,
        "demerit_version": "0.1.0",
        "engine_digest": digest,
        "regime": Source(name="china-lists-2018", digest=digest),
        "society": Source(name="small-town", digest=digest),
        "scenario": Source(name="china-lists-2018", digest=digest),
        "seed": 1,
        "draws": draws,
        "districts": districts,
        "people_expected": 20 * districts,
        "people_realised": (20 * districts,) * draws,
        "calendar": CALENDAR,
        "steps": STEPS,
        "acts_per_person_week": 0.5,
        "sightings_per_person_week": 0.25,
    }
    return Manifest(**values | changes)


def start(out: Path, run_id: str = RUN_ID) -> PartFolder:
    """Begin such a run at `out`, where none is finished yet."""
    part = begin(out, run_id)
    assert isinstance(part, PartFolder)
    return part


def write(out: Path, draws: int = 2, **changes: Any) -> RunFolder:
    """Write such a run to `out`, resolved files and all."""
    part = start(out)
    for name in ("regime", "society", "scenario"):
        part.write_text(f"{name}.yaml", f"demerit: 2\n{name}: small\n")
    return part.finish(part.write_cube(manifest(draws, **changes), tables(draws)))


APART = {"benefits": "trusted", "notes": "warned"}
"""Lists that are no burden, by their table: every woman is on both from her first step on, to her last."""


class _Somebody:
    def __init__(self, entity: str, luck: random.Random, region: str) -> None:
        self.entity = entity
        self.listed: dict[str, tuple[int, str]] = {}
        self.jobless = False
        self.refused: int | None = None
        self.apart: int | None = None
        if entity == "person":
            self.traits = {
                "region": region,
                "age": luck.choice(["18-24", "25-34", "65+"]),
                "sex": luck.choice(["female", "male"]),
                "tier": luck.choice(["ordinary", "official"]),
                "residence": luck.choice(["urban local", "urban away"]),
                "fifth": luck.choice("12345"),
                "group": luck.choice("AB"),
            }
        else:
            self.traits = {"region": region, "size": luck.choice(["micro", "large"])}


def _district(
    counted: dict[str, Counter[tuple[Any, ...]]], draw: int, district: int, luck: random.Random
) -> None:
    region = f"region {district % 2 + 1:02d}"
    there = [_Somebody(entity, luck, region) for entity in ("person",) * 20 + ("organisation",) * 4]
    for step in range(STEPS):
        day = CALENDAR.date(step)
        quarter = f"{day.year}-Q{(day.month + 2) // 3}"
        local: Counter[tuple[str, str, str]] = Counter()

        def note(table: str, who: _Somebody, keys: tuple[Any, ...], name: str, step: int = step) -> None:
            for axis, value in {"all": "all", **who.traits}.items():
                counted[table][(draw, who.entity, *keys, step, axis, value, name)] += 1

        def cell(who: _Somebody, name: str, quarter: str = quarter) -> None:
            if who.entity == "person":
                traits = tuple(who.traits[axis] for axis in ("tier", "group", "residence", "fifth", "age"))
                counted["quarters"][(draw, quarter, *traits, name)] += 1

        def leave(who: _Somebody, name: str, kind: str, step: int = step) -> None:
            since, _ = who.listed.pop(name)
            note("lists", who, (name,), f"out_{kind}")
            counted["spells"][(draw, who.entity, name, kind, step - since, "count")] += 1

        for who in list(there):
            if who.entity == "person" and luck.random() < 0.05:
                who.traits["residence"] = luck.choice(["urban local", "urban away"])
            if luck.random() < 0.02:
                kind = luck.choice(["death", "left"])
                for name in list(who.listed):
                    leave(who, name, kind)
                for table, name in APART.items() if who.apart is not None else ():
                    note(table, who, (name,), f"out_{kind}")
                    counted["spells"][(draw, who.entity, name, kind, step - who.apart, "count")] += 1
                note("people", who, (), "died" if kind == "death" else "left")
                there.remove(who)
        if luck.random() < 0.4:
            there.append(_Somebody("person", luck, region))
            note("people", there[-1], (), "entered")
        for who in there:
            note("people", who, (), "present")
            cell(who, "person_weeks")
            _apart(counted, draw, who, step, note, local)
            if who.apart is not None:
                cell(who, "receiving_weeks")
            if who.entity == "person":
                note("members", who, (), "members")
            if step == STEPS - 1:
                grade = luck.choice("AB")
                counted["scores"][(draw, who.entity, quarter, "score", -3, -2, "recorded")] += grade == "B"
                counted["scores"][(draw, who.entity, quarter, "score", 0, 0, "recorded")] += grade == "A"
                counted["scores"][(draw, who.entity, quarter, "score", 0, 0, "shadow")] += 1
                for axis, value in {"all": "all", **who.traits}.items():
                    counted["grades"][
                        (draw, who.entity, quarter, axis, value, "score", grade, "recorded")
                    ] += 1
                    counted["grades"][(draw, who.entity, quarter, axis, value, "score", "A", "shadow")] += 1
            if who.entity == "person":
                if "grey" in who.listed and step % 4 == 0:
                    for column in ("offered", "taken", "taken_in_error", "passed"):
                        counted["offers"][
                            (draw, "person", quarter, "course", who.traits["fifth"], column)
                        ] += 1
                    for axis, value in {"all": "all", **who.traits}.items():
                        counted["triggers"][
                            (draw, "person", "course-passed", quarter, axis, value, "acted")
                        ] += 1
                        counted["rulings"][(draw, "person", "debt", quarter, axis, value, "ruled")] += 1
                        counted["rulings"][(draw, "person", "debt", quarter, axis, value, "heard")] += 1
                        counted["pending"][(draw, "person", "grey", quarter, axis, value, "entered")] += 1
                        for column in ("withheld", "appealed", "won"):
                            counted["claims"][(draw, "person", "trusted", quarter, axis, value, column)] += 1
                if "black" in who.listed:
                    why = [
                        "stopped",
                        *(["wrongful"] if who.listed["black"][1] == "without_act" else ["obeyed"]),
                    ]
                    for column in why:
                        note("stopped", who, ("act", "debt"), column)
                for _ in range(luck.randrange(3)):
                    note("attempts", who, ("flight",), "attempts")
                    if "black" in who.listed:
                        note("attempts", who, ("flight",), "refusals")
                        cell(who, "refusals")
                        _refused(counted, draw, who, day.year, quarter)
                        local["any", "person", "refusals"] += 1
                        if who.listed["black"][1] == "without_act":
                            note("attempts", who, ("flight",), "refusals_without_act")
            _records(counted, draw, who, day.year, quarter, step, luck)
            if who.entity == "person":
                _works(counted, draw, who, quarter, luck, last=step in _LAST_STEPS)
            _money(counted, draw, who, quarter, luck)
            for name in LISTS[who.entity]:
                if name in who.listed and luck.random() < 0.1:
                    leave(
                        who, name, luck.choice([kind for kind in OUTFLOWS if kind not in ("death", "left")])
                    )
                elif name not in who.listed and luck.random() < 0.08:
                    why = luck.choice(["act", "without_act", "could_not_pay", "through_others"])
                    who.listed[name] = (step, why)
                    if why == "through_others":
                        counted["relations"][(draw, who.entity, name, "spouse", quarter, "entries")] += 1
                    note("lists", who, (name,), "inflow")
                    if who.listed[name][1] == "without_act":
                        note("lists", who, (name,), "inflow_wrongful")
                    cell(who, "entries")
                    local[name, who.entity, "inflow"] += 1
        for who in there:
            _stocks(counted, draw, who, step, quarter, note, cell, local)
        here = Counter(who.entity for who in there)
        for entity, names in LISTS.items():
            for name in (*names, *(APART.values() if entity == "person" else ()), "any"):
                for measure in (
                    ("refusals",) if name == "any" else ("stock", "inflow", "without_act", "could_not_pay")
                ):
                    x, n = local[name, entity, measure], here[entity]
                    for column, amount in zip(
                        ("n", "sum_x", "sum_x2", "sum_n", "sum_xn", "sum_n2"),
                        (1, x, x * x, n, x * n, n * n),
                        strict=True,
                    ):
                        counted["moments"][(draw, entity, name, step, measure, "all", column)] += amount


def _refused(counted: Any, draw: int, who: _Somebody, year: int, quarter: str) -> None:
    """Count a refusal by its ground; nobody was refused in a year before, and few are in the next."""
    reason = who.listed["black"][1]
    for axis, value in {"all": "all", **who.traits}.items():
        key = (draw, who.entity, "flight", quarter, axis, value)
        counted["refusals"][(*key, GROUND_OF[reason])] += 1
        counted["refusals"][(*key, "wrongful")] += GROUND_OF[reason] == "unfounded"
        if who.refused != year:
            counted["refused"][
                (draw, who.entity, year, who.refused or year - 1, axis, value, "entities")
            ] += 1
    who.refused = year


def _works(counted: Any, draw: int, who: _Somebody, quarter: str, luck: random.Random, last: bool) -> None:
    standing = "listed" if who.listed else "nothing"
    key = (draw, quarter, who.traits["fifth"], standing)
    if luck.random() < 0.2:
        counted["work"][(*key, "jobs_found" if who.jobless else "jobs_lost")] += 1
        who.jobless = not who.jobless
    if last:
        counted["work"][(*key, "jobless" if who.jobless else "working")] += 1


def _records(
    counted: Any, draw: int, who: _Somebody, year: int, quarter: str, step: int, luck: random.Random
) -> None:
    group = who.traits.get("group", "A")
    for truth in ("act", "none"):
        if luck.random() < 0.3:
            if truth == "act":
                counted["acts"][(draw, who.entity, "debt", group, year, "acts")] += 1
                counted["acts_by_step"][(draw, who.entity, "debt", step, "acts")] += 1
                counted["conducts"][(draw, who.entity, "debt", "harmful", "none", "gravity")] = 2
                why = luck.choice(["unable", "strained", "acts"])
                counted["acts_by_step"][(draw, who.entity, "debt", step, why)] += why != "acts"
            elif luck.random() < 0.2:
                counted["acts"][(draw, who.entity, "debt", group, year, "deterred")] += 1
                counted["acts_by_step"][(draw, who.entity, "debt", step, "deterred")] += 1
                counted["conducts"][(draw, who.entity, "debt", "harmful", "none", "gravity")] = 2
            key = (draw, who.entity, "court", "debt", truth, group, year)
            counted["records"][(*key, "sightings")] += 1
            if luck.random() < 0.5:
                counted["records"][(*key, "records")] += 1
                tier = who.traits.get("tier", "none")
                counted["points"][(draw, who.entity, quarter, "score", tier, "records")] += 1
                counted["points"][(draw, who.entity, quarter, "score", tier, "lost")] += 5
                if truth == "act":
                    counted["acts"][(draw, who.entity, "debt", group, year, "recorded")] += 1


def _money(counted: Any, draw: int, who: _Somebody, quarter: str, luck: random.Random) -> None:
    if who.entity == "person" and luck.random() < 0.2:
        key = (draw, quarter, who.traits["fifth"], luck.choice(["act", "none", "averaged"]))
        amount = luck.randrange(100, 900)
        counted["money"][(*key, "debts")] += 1
        counted["money"][(*key, "claimed")] += amount
        counted["money"][(*key, "overclaimed")] += amount // 4 * (key[3] == "act")
        if luck.random() < 0.3:
            counted["money"][(*key, "cancelled")] += amount
        elif luck.random() < 0.6:
            counted["money"][(*key, "paid")] += amount
            counted["money"][(*key, "refunded")] += amount * luck.randrange(2)


GROUND_OF = {
    "act": "own_terms",
    "could_not_pay": "own_terms",
    "without_act": "unfounded",
    "through_others": "through_others",
}
"""The ground of a week by what it rests on."""


def _stocks(
    counted: Any, draw: int, who: _Somebody, step: int, quarter: str, note: Any, cell: Any, local: Any
) -> None:
    for name, (since, reason) in who.listed.items():
        note("lists", who, (name,), "stock")
        local[name, who.entity, "stock"] += 1
        if name == "black" and who.entity == "person":
            note("degraded", who, ("slow-net", "internet"), "weeks")
            note("degraded", who, ("slow-net", "internet"), "wrongful")
        ground = GROUND_OF[reason]
        note("lists", who, (name,), ground)
        if ground == "through_others":
            counted["relations"][(draw, who.entity, name, "spouse", quarter, "weeks_true")] += 1
        if ground == "unfounded":
            note("lists", who, (name,), "wrongful")
            note("lists", who, (name,), "unfounded_wrongful")
        measure = "without_act" if ground != "own_terms" else reason
        if measure != "act":
            note("lists", who, (name,), measure)
            local[name, who.entity, measure] += 1
        if step == STEPS - 1:
            counted["spells"][(draw, who.entity, name, "standing", step + 1 - since, "count")] += 1
    if who.listed:
        cell(who, "listed_weeks")
        reasons = {reason for _, reason in who.listed.values()}
        if who.entity == "person":
            first = min((GROUND_OF[reason] for reason in reasons), key=GROUNDS.index)
            counted["grounds"][(draw, quarter, first, "weeks")] += 1
        if reasons <= {"without_act", "through_others"}:
            cell(who, "without_act_weeks")
        if reasons == {"could_not_pay"}:
            cell(who, "could_not_pay_weeks")
        if reasons == {"through_others"}:
            cell(who, "through_weeks")


def _apart(counted: Any, draw: int, who: _Somebody, step: int, note: Any, local: Any) -> None:
    """Count a week on the lists that are no burden; every third step of the benefit is granted in error."""
    if who.traits.get("sex") != "female":
        return
    for table, name in APART.items():
        if who.apart is None:
            note(table, who, (name,), "inflow")
            local[name, who.entity, "inflow"] += 1
        note(table, who, (name,), "stock")
        local[name, who.entity, "stock"] += 1
        if step == STEPS - 1:
            since = step if who.apart is None else who.apart
            counted["spells"][(draw, who.entity, name, "standing", step + 1 - since, "count")] += 1
    if step % 3 == 0:
        note("benefits", who, (APART["benefits"],), "granted_in_error")
    who.apart = step if who.apart is None else who.apart


def _fill(counted: dict[str, Counter[tuple[Any, ...]]], draws: int) -> None:
    """Give every value a row in every step, as the engine does."""
    for name in ("people", "lists", *APART, "attempts"):
        for entity, axis, value in {(key[1], key[3], key[4]) for key in counted["people"]}:
            inner: tuple[tuple[str, ...], ...] = ((),)
            if name == "lists":
                inner = tuple((item,) for item in LISTS[entity])
            elif name in APART:
                inner = ((APART[name],),) if entity == "person" else ()
            elif name == "attempts":
                inner = (("flight",),) if entity == "person" else ()
            for keys in inner:
                for draw in range(draws):
                    for step in range(STEPS):
                        for column in TABLES[name].counts:
                            counted[name][(draw, entity, *keys, step, axis, value, column)] += 0
    for draw in range(draws):
        counted["left_out"][(draw, "births", "count")] += 0


def _columns(name: str, counts: Counter[tuple[Any, ...]]) -> dict[str, Any]:
    table = TABLES[name]
    rows = sorted({key[:-1] for key in counts})
    columns: dict[str, Any] = {key: [row[at] for row in rows] for at, key in enumerate(table.keys)}
    for column in table.counts:
        columns[column] = [counts[(*row, column)] for row in rows]
    return columns
