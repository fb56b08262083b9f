"""From what a user typed to everything that a run rests on: files found, values set, names checked.

Here a regime and a society meet for the first time, and what they must agree on (`agreement`) is checked.
What comes out is complete: a run needs nothing else, and its id is the digest of it all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from demerit import regime as regimes
from demerit.archive.schema import AGAINST, TRUTHFUL
from demerit.chance.compiling import source_digest
from demerit.documents import (
    Document,
    Name,
    digest,
    edited,
    gallery,
    kind_of,
    parse,
    read,
    required_kind,
    validate,
    write,
)
from demerit.errors import InvalidFile, Problem, WrongUse, nearest_name
from demerit.regime import Regime
from demerit.scenario.agreement import disagreements
from demerit.scenario.limits import beyond_counts, beyond_engine
from demerit.scenario.model import Scenario
from demerit.scenario.names import Names, names_of
from demerit.society.loading import checked
from demerit.society.lower import lower as lower_society
from demerit.society.recipe import Recipe
from demerit.society.traits import SLOTS

DEFAULT_SOCIETY = "large-country-2020"
DEFAULT_FROM, DEFAULT_TO = "2020-01-06", "2023-01-02"
KINDS = ("scenario", "regime", "society")
NOTHING = "nothing"
ALONE = "alone"
FILES = ("of", "in", "against")
"""Keys of a scenario that name files."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A scenario with its regime and society, checked against each other."""

    scenario: Scenario
    regime: Regime
    society: Recipe
    names: Names
    districts: int
    slots: int
    """Slots of the last district that are in use; all of them in the others."""
    truthful: bool = False
    """Whether this is a history on a true record (`demerit.scenario.truthful`)."""
    companions: Mapping[str, Resolved] = field(default_factory=dict)
    """Histories of the same people on the same luck that run beside this one and are kept inside it, by name:
    `against`, the regime of the comparison; `truthful`, the same regime on a true record."""
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The resolved files by name, comments and sources kept."""

    @property
    def against(self) -> Resolved | None:
        """The same people under the regime of the comparison."""
        return self.companions.get(AGAINST)

    @property
    def run_id(self) -> str:
        """Return the id of a run by the engine at hand."""
        return self.id_by(source_digest())

    def id_by(self, engine: str) -> str:
        """Return 16 hex digits: a digest of regime, society, scenario with seed, companions and engine.

        Args:
            engine: digest of the engine that runs it.
        """
        parts = {
            "regime": regimes.digest(self.regime),
            "society": digest(self.society),
            "scenario": digest(self.scenario),
            "companions": {name: other.id_by(engine) for name, other in self.companions.items()},
            "engine": engine,
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def resolve(
    target: str | Path, settings: Mapping[str, Any] | None = None, sets: Sequence[str] = ()
) -> Resolved:
    """Return everything a run needs.

    Args:
        target: a scenario or a regime, as a name of the gallery or the path of a file. A regime of the
            gallery takes the gallery's scenario of its name; any other runs in the default society.
        settings: keys of the scenario file that replace the file's, such as `people` or `from`.
        sets: `path=value` texts that replace single values, paths beginning with regime, society or scenario.

    Raises:
        InvalidFile: a file is wrong, or the regime names what the society does not have.
        WrongUse: a name is not in the gallery, or is a society's, or one of `sets` is malformed.
    """
    assignments = [_assignment(text) for text in sets]
    document = written = _scenario_document(target)
    for path, value in [
        *(((key,), value) for key, value in (settings or {}).items()),
        *_under(assignments, "scenario"),
    ]:
        document = edited(document, path, value)
    scenario = validate(document, Scenario)
    society_document = _edit(_read("society", scenario.in_, written), _under(assignments, "society"))
    society = checked(society_document)
    regime = _edit(_read("regime", scenario.of, written), _under(assignments, "regime"))
    own = _join(scenario, regime, society, society_document)
    if scenario.truthful == ALONE:
        return _on_a_true_record(own)
    companions = {}
    if scenario.against != NOTHING:
        compared = scenario.model_copy(update={"against": NOTHING, "truthful": False, "keep": []})
        other = _join(compared, _read("regime", scenario.against, written), society, society_document)
        if regimes.digest(other.regime) != regimes.digest(own.regime):
            companions[AGAINST] = other
    beside = scenario.truthful
    if beside is None:
        beside = scenario.against != NOTHING and _records_people(own.regime)
    if beside:
        companions[TRUTHFUL] = _saying(_on_a_true_record(own), {"keep": []})
    return _with(own, companions)


def _records_people(regime: Regime) -> bool:
    """Return whether a regime has sources or lists at any time, so that a record can be false."""
    return any(form.sources or form.lists for _, form in regimes.epochs(regime))


def _scenario_document(target: str | Path) -> Document:
    """Return the scenario that a name or a file means."""
    text = str(target)
    if isinstance(target, Path) or text.endswith((".yaml", ".yml")) or "/" in text or "\\" in text:
        found = read(Path(target))
        kind = next((kind for kind in KINDS if kind in found.data), None)
        if kind is None:
            raise InvalidFile(
                [
                    found.problem(
                        (),
                        "this file is no scenario, regime or society",
                        next_step="begin with `scenario: NAME`, `regime: NAME` or `society: NAME`",
                    )
                ]
            )
        if kind == "scenario":
            _refuse_climbing(found)
            return found
        return _default(kind, text, _named(found.data[kind]))
    for kind in KINDS:
        if text in gallery.names(kind):
            return read(gallery.find("scenario", text)) if kind == "scenario" else _default(kind, text, text)
    known = sorted({name for kind in KINDS for name in gallery.names(kind)})
    near = nearest_name(text, known)
    raise WrongUse(
        f"the gallery has no scenario, regime or society {text!r}. Known: {', '.join(known)}."
        + (f" Did you mean {near}?" if near else "")
        + " Next: give one of these names, or the path of a file that ends in .yaml."
    )


def _default(kind: str, target: str, name: str) -> Document:
    """Return the scenario of a regime that brings none: the gallery's of that name, or a plain one."""
    if name in gallery.names("scenario") and target == name:
        return read(gallery.find("scenario", name))
    if kind == "society":
        raise WrongUse(
            f"{target} is a society. Next: name a regime too, "
            f"such as `demerit run china-lists-2018 --in {target}`."
        )
    data = {
        "demerit": 1,
        "scenario": name,
        "of": target,
        "against": "none",
        "in": DEFAULT_SOCIETY,
        "from": DEFAULT_FROM,
        "to": DEFAULT_TO,
    }
    return parse(write(data), f"<scenario of {target}>")


def _named(value: object) -> str:
    """Return the name that a file gives itself; `own` where it is malformed, as the file's check will say."""
    try:
        return TypeAdapter(Name).validate_python(value)
    except ValidationError:
        return "own"


def _refuse_climbing(scenario: Document) -> None:
    """Refuse files above the scenario's own folder: a scenario that somebody sent opens nothing of one's own.

    Raises:
        InvalidFile: at each such path. Whoever types a path may name any file.
    """
    problems = [
        scenario.problem(
            (key,),
            "a scenario's file names files beside it or below",
            allowed="a name of the gallery, or a path without .. that does not begin at the root",
            next_step="put the file beside the scenario",
        )
        for key in FILES
        if isinstance(value := scenario.data.get(key), str)
        and (".." in Path(value).parts or Path(value).is_absolute())
    ]
    if problems:
        raise InvalidFile(problems)


def _read(kind: str, target: str, scenario: Document) -> Document:
    """Return a file that a scenario names; paths are read from the scenario's own folder.

    Args:
        kind: what it is to be.
        target: a name of the gallery or a path.
        scenario: as written, before anything was set by hand.

    Raises:
        InvalidFile: there is no such file, at its line if the scenario's file names it; or it is malformed.
        WrongUse: there is no such name, and it was typed.
    """
    place = next((key for key in FILES if scenario.data.get(key) == target), None)
    told = place is not None and not scenario.path.startswith("<")
    try:
        path = gallery.resolve(kind, target)
    except WrongUse as error:
        if not told:
            raise
        raise InvalidFile([_nowhere(scenario, str(place), str(error))]) from None
    if not path.is_absolute() and not path.exists():
        beside = Path(scenario.path).parent / path
        path = beside if beside.exists() else path
        if told and not path.is_file():
            raise InvalidFile([_nowhere(scenario, str(place), f"there is no file {target}")])
    document = read(path)
    if told and (found := kind_of(document)) != kind:
        raise InvalidFile(
            [
                _nowhere(
                    scenario,
                    str(place),
                    f"{target} is a {found} file, not a {kind} file. Next: name a {kind} there",
                )
            ]
        )
    required_kind(document, kind)
    return document


def _nowhere(scenario: Document, key: str, message: str) -> Problem:
    """Return the problem that a scenario's file names what is not there."""
    what, _, next_step = message.partition(" Next: ")
    return scenario.problem(
        (key,),
        what.rstrip("."),
        next_step=next_step.rstrip(".") or "mend the path, or put the file beside the scenario",
    )


def _assignment(text: str) -> tuple[tuple[str | int, ...], Any]:
    """Return path and value of one `--set`."""
    path, sign, value = text.partition("=")
    parts = path.strip().split(".")
    if not sign or len(parts) < 2 or parts[0] not in KINDS:
        raise WrongUse(
            f"--set {text!r} is not PATH=VALUE. Next: begin the path with regime, society or scenario, "
            'as in regime.lists.defaulters.term="1 year, assumed 1..2".'
        )
    held = parse(f"value: {value.strip()}\n", "--set")
    return tuple(int(part) if part.isdigit() else part for part in parts), held.data.get("value")


def _under(
    assignments: Sequence[tuple[tuple[str | int, ...], Any]], kind: str
) -> list[tuple[tuple[str | int, ...], Any]]:
    return [(path[1:], value) for path, value in assignments if path[0] == kind]


def _edit(document: Document, changes: Sequence[tuple[tuple[str | int, ...], Any]]) -> Document:
    for path, value in changes:
        document = edited(document, path, value)
    return document


def _join(scenario: Scenario, document: Document, society: Recipe, society_document: Document) -> Resolved:
    """Return one regime in one society, checked against each other."""
    regime = regimes.from_document(document)
    forms = [form for _, form in regimes.epochs(regime)]
    problems = [problem for form in forms for problem in disagreements(form, society, document)]
    problems += beyond_engine(forms, document)
    if problems:
        raise InvalidFile(list(dict.fromkeys(problems)))
    names = names_of(scenario.calendar, forms, society)
    districts, slots = _places(scenario, society)
    if problems := list(beyond_counts(scenario, forms, society, districts * SLOTS, document)):
        raise InvalidFile(list(dict.fromkeys(problems)))
    own = scenario.model_copy(update={"of": regime.regime, "in_": society.society})
    texts = {
        "regime.yaml": document.text,
        "society.yaml": society_document.text,
        "scenario.yaml": _scenario_text(own),
    }
    return Resolved(own, regime, society, names, districts, slots, texts=texts)


def _places(scenario: Scenario, society: Recipe) -> tuple[int, int]:
    """Return how many districts hold the expected people, and how many slots of the last are in use.

    Counted with the declared values, so that every draw has the same slots: person n + 1 opens the next one.
    """
    per_district = lower_society(society, scenario.calendar.step_days).occupants
    slots = -(-scenario.people * SLOTS * (1 << 32) // per_district)
    districts = -(-slots // SLOTS)
    return districts, slots - (districts - 1) * SLOTS


def _on_a_true_record(own: Resolved) -> Resolved:
    """Return the same history with a true record, alone."""
    return replace(_saying(own, {"against": NOTHING, "truthful": ALONE}), truthful=True)


def _with(own: Resolved, companions: Mapping[str, Resolved]) -> Resolved:
    """Return a history with its companions, its scenario's text saying which they are."""
    against = companions[AGAINST].regime.regime if AGAINST in companions else NOTHING
    said = _saying(own, {"against": against, "truthful": TRUTHFUL in companions})
    return replace(said, companions=companions)


def _saying(own: Resolved, changes: Mapping[str, Any]) -> Resolved:
    """Return a history with some keys of its scenario replaced, in its text too."""
    scenario = own.scenario.model_copy(update=changes)
    return replace(own, scenario=scenario, texts={**own.texts, "scenario.yaml": _scenario_text(scenario)})


def _scenario_text(scenario: Scenario) -> str:
    data = scenario.model_dump(mode="json", by_alias=True, exclude_defaults=False)
    return write({key: value for key, value in data.items() if value not in ("", {})})
