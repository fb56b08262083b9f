"""From what somebody asks for to a resolved scenario, and what running it would mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

from demerit.errors import RunDamaged, WrongUse

if TYPE_CHECKING:
    from demerit.scenario.resolve import Resolved
    from demerit.society import Recipe

RUNS = Path("runs")
"""Where runs without `out` are kept, each under its id; below the working folder."""

FEW_DISTRICTS = 20
"""Below this a run has no interval between districts."""
_ANY_STEP = 7
"""Days of a step; how many people a district holds does not depend on it."""

Day = str | dt.date
"""A day, as a date or as text like 2014-01-06."""
Progress = Callable[[int, int, str], None]
"""Called with the number of pieces done, how many there are, and what is being done."""


class Wishes(TypedDict, total=False):
    """What may be asked for beside the scenario's own file; the arguments of `run` and `plan`."""

    people: int | None
    start: Day | None
    end: Day | None
    seed: int | None
    draws: int | None
    society: str | Path | None
    against: str | Path | None
    changes: Mapping[str, str] | None


@dataclass(frozen=True)
class Plan:
    """What a run would be: its id, its inputs by name, its size, and how many rows it would keep.

    `truthful` says whether the same regime on a true record runs beside; `people` is the number expected at
    the start; `rows` counts the rows of all tables in one draw of one history, of which `row_limit` are
    allowed; `folder` is where it would be kept. `people_in_a_district` fill one, and
    `people_in_twenty_districts` as many as an interval between districts asks for.
    """

    id: str
    scenario: str
    regime: str
    society: str
    against: str | None
    truthful: bool
    start: dt.date
    end: dt.date
    steps: int
    seed: int
    draws: int
    people: int
    districts: int
    people_in_a_district: int
    people_in_twenty_districts: int
    rows: int
    row_limit: int
    folder: Path

    def as_dict(self) -> dict[str, Any]:
        """Return the facts by name, as `demerit run --dry-run --json` prints them."""
        facts = {key: getattr(self, key) for key in self.__dataclass_fields__}
        return facts | {"start": str(self.start), "end": str(self.end), "folder": str(self.folder)}


Verb = TypeVar("Verb", bound=Callable[..., Any])


def wishing(verb: Verb) -> Verb:
    """Show the wishes one by one in the signature of a verb that takes them as `**wishes`."""
    declared = signature(verb)
    own = [each for each in declared.parameters.values() if each.kind is not Parameter.VAR_KEYWORD]
    wishes = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=kind.__forward_arg__)
        for name, kind in Wishes.__annotations__.items()
    ]
    verb.__signature__ = declared.replace(parameters=[*own, *wishes])  # type: ignore[attr-defined]
    return verb


@wishing
def plan(target: str | Path, *, out: str | Path | None = None, **wishes: Unpack[Wishes]) -> Plan:
    """Say what `run` would run with the same arguments, and how much it would keep; run nothing."""
    known(plan, wishes)
    return planned(resolved(target, wishes), out, target)


def known(verb: Callable[..., Any], wishes: Wishes) -> None:
    """Refuse a wish of a name that there is none of, as Python refuses an unknown argument."""
    for name in wishes:
        if name not in Wishes.__annotations__:
            raise TypeError(f"{verb.__name__}() got an unexpected keyword argument {name!r}")


def resolved(target: str | Path, wishes: Wishes) -> Resolved:
    """Return the scenario that a target and the wishes beside it mean."""
    from demerit.scenario import resolve

    given = {
        "people": wishes.get("people"),
        "from": _day("from", wishes.get("start")),
        "to": _day("to", wishes.get("end")),
        "seed": wishes.get("seed"),
        "draws": wishes.get("draws"),
        "in": _text(wishes.get("society")),
        "against": _text(wishes.get("against")),
    }
    sets = [f"{place}={value}" for place, value in (wishes.get("changes") or {}).items()]
    return resolve.resolve(target, {key: value for key, value in given.items() if value is not None}, sets)


def planned(found: Resolved, out: str | Path | None = None, target: str | Path = "") -> Plan:
    """Return what running a resolved scenario means; `target` is what was asked for, if it is known."""
    from demerit.archive.cube import ROWS_PER_DRAW
    from demerit.counted.values import TRUTHFUL
    from demerit.lab.size import rows_of

    scenario = found.scenario
    return Plan(
        id=found.run_id,
        scenario=scenario.scenario,
        regime=found.regime.regime,
        society=found.society.society,
        against=found.against.regime.regime if found.against else None,
        truthful=TRUTHFUL in found.companions,
        start=scenario.calendar.start,
        end=scenario.calendar.end,
        steps=scenario.calendar.steps,
        seed=scenario.seed,
        draws=scenario.draws,
        people=scenario.people,
        districts=found.districts,
        people_in_a_district=people_in(found.society, 1),
        people_in_twenty_districts=people_in(found.society, FEW_DISTRICTS),
        rows=sum(rows_of(found).values()),
        row_limit=ROWS_PER_DRAW,
        folder=folder_of(found, out, target),
    )


def people_in(society: Recipe, districts: int) -> int:
    """Return how many people fill so many districts of a society, with the declared values, rounded down."""
    from demerit.society.lower import lower

    return int(lower(society, _ANY_STEP).occupants) * districts >> 32


def folder_of(found: Resolved, out: str | Path | None, target: str | Path = "") -> Path:
    """Return where a run is kept: in `out`; where the asked file is a run's own, there; or under `runs/`.

    Args:
        found: the run.
        out: what was asked for.
        target: what it was resolved from, if it is known.
    """
    if out is not None:
        return Path(out)
    home = Path(target).parent
    return home if _is_of(home, target, found.run_id) else RUNS / found.run_id


def _is_of(folder: Path, target: str | Path, run_id: str) -> bool:
    """Return whether a file is the scenario of the finished run in its folder, which has this id."""
    from demerit.archive.folder import read_manifest
    from demerit.archive.manifest import FILE_NAME

    if Path(target).name != "scenario.yaml" or not (folder / FILE_NAME).is_file():
        return False
    try:
        return read_manifest(folder).run_id == run_id
    except RunDamaged:
        return False


def changes(texts: Iterable[str]) -> dict[str, str]:
    """Return the places of values and their new texts, of `path=value` texts as `--set` takes them.

    Raises:
        WrongUse: one is malformed, or two are of one place.
    """
    found: dict[str, str] = {}
    for text in texts:
        place, value = change(text)
        if place in found:
            raise WrongUse(f"{place} is set twice, to {found[place]} and to {value}. Next: keep one of them.")
        found[place] = value
    return found


def change(text: str) -> tuple[str, str]:
    """Split `path=value`, as `--set` takes it, into the place of a value and its new text."""
    place, sign, value = text.partition("=")
    if not sign or not place.strip() or not value.strip():
        raise WrongUse(
            f"--set takes PATH=VALUE, not {text!r}."
            " Next: for example --set regime.lists.black.enter.0.for='1 year'"
        )
    return place.strip(), value.strip()


def _text(given: str | Path | None) -> str | None:
    return None if given is None else str(given)


def _day(name: str, given: Day | None) -> dt.date | None:
    if given is None or isinstance(given, dt.date):
        return given
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise WrongUse(
            f"--{name} takes a date such as 2014-01-06, not {given!r}. Next: write it as YYYY-MM-DD."
        ) from None
