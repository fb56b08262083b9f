"""From what a user typed to everything that a run rests on: files found, values set, names checked.

Here a regime and a society meet for the first time, and what they must agree on (`agreement`) is checked.
What comes out is complete: a run needs nothing else, and its id is the digest of it all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from demerit.chance.compiling import source_digest
from demerit.counted.values import AGAINST, TRUTHFUL
from demerit.documents import Document, digest, validate, write
from demerit.errors import InvalidFile, Problem
from demerit.regime import amendments, loading
from demerit.regime.model import Regime
from demerit.scenario.agreement import disagreements
from demerit.scenario.finding import file_of, scenario_document
from demerit.scenario.limits import beyond_counts, beyond_engine
from demerit.scenario.model import Scenario
from demerit.scenario.names import Names, names_of
from demerit.scenario.setting import laid_over, settings_of
from demerit.society.loading import checked
from demerit.society.lower import lower as lower_society
from demerit.society.recipe import Recipe
from demerit.society.traits import SLOTS

NOTHING = "nothing"
ALONE = "alone"
REGIME, SOCIETY, SCENARIO = "regime.yaml", "society.yaml", "scenario.yaml"
"""Files of a run's folder; the last names the others."""


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
            "regime": loading.digest(self.regime),
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
        settings: keys of the scenario file that replace the file's, such as `people` or `from`. Files that
            they name are looked up from the current folder, those that the file names from its own.
        sets: `path=value` texts that replace single values, paths beginning with regime, society or scenario.

    Raises:
        InvalidFile: a file is wrong, or the regime names what the society does not have.
        WrongUse: a name is not in the gallery, or is a society's; one of `sets` is malformed, or sets what is
            set already.
    """
    found = settings_of(settings or {}, sets)
    written = scenario_document(target)
    scenario = validate(laid_over(written, "scenario", found), Scenario)
    typed = {str(setting.path[1]) for setting in found if setting.path[0] == "scenario"}

    def read(kind: str, key: str, name: str) -> Document:
        return file_of(kind, key, name, written, typed=key in typed)

    society_document = laid_over(read("society", "in", scenario.in_), "society", found)
    society = checked(society_document)
    regime = laid_over(read("regime", "of", scenario.of), "regime", found)
    own = _join(scenario, regime, society, society_document)
    if scenario.truthful == ALONE:
        return _on_a_true_record(own)
    companions = {}
    if scenario.against != NOTHING:
        compared = scenario.model_copy(update={"against": NOTHING, "truthful": False, "keep": []})
        against = read("regime", "against", scenario.against)
        other = _join(compared, against, society, society_document)
        if loading.digest(other.regime) != loading.digest(own.regime):
            companions[AGAINST] = other
    beside = scenario.truthful
    if beside is None:
        beside = scenario.against != NOTHING and _records_people(own.regime)
    if beside:
        companions[TRUTHFUL] = _saying(_on_a_true_record(own), {"keep": []})
    return _with(own, companions)


def _records_people(regime: Regime) -> bool:
    """Return whether a regime has sources or lists at any time, so that a record can be false."""
    return any(form.sources or form.lists for _, form in amendments.epochs(regime))


def _join(scenario: Scenario, document: Document, society: Recipe, society_document: Document) -> Resolved:
    """Return one regime in one society, checked against each other."""
    regime = loading.from_document(document)
    forms = [form for _, form in amendments.epochs(regime)]
    problems = list(_disagreeing(forms, society, document))
    problems += beyond_engine(forms, document)
    if problems:
        raise InvalidFile(list(dict.fromkeys(problems)))
    names = names_of(scenario.calendar, forms, society)
    districts, slots = _places(scenario, society)
    if problems := list(beyond_counts(scenario, forms, society, districts * SLOTS, document)):
        raise InvalidFile(list(dict.fromkeys(problems)))
    own = scenario.model_copy(update={"of": regime.regime, "in_": society.society})
    texts = {REGIME: document.text, SOCIETY: society_document.text, SCENARIO: _scenario_text(own)}
    return Resolved(own, regime, society, names, districts, slots, texts=texts)


def _disagreeing(forms: Sequence[Regime], society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield what a regime and a society cannot have together, at the lines that wrote it, each once."""
    seen: set[tuple[str, str]] = set()
    for (begins, written), form in zip(amendments.amended(document), forms, strict=True):
        for problem in disagreements(form, society, written):
            if (problem.where, problem.message) in seen:
                continue
            seen.add((problem.where, problem.message))
            if begins is not None and not problem.where.startswith("amendments"):
                problem = replace(problem, message=f"{problem.message} once the amendment of {begins} holds")
            yield problem


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
    return replace(own, scenario=scenario, texts={**own.texts, SCENARIO: _scenario_text(scenario)})


def _scenario_text(scenario: Scenario) -> str:
    """Return a scenario's file as it stands in its run's folder, naming the files that stand beside it there.

    So what was set by hand is in the files that it names, and whoever runs it again gets the same run.
    """
    data = scenario.model_dump(mode="json", by_alias=True, exclude_defaults=False)
    data |= {"of": REGIME, "in": SOCIETY}
    if scenario.against != NOTHING:
        data["against"] = f"{AGAINST}/{REGIME}"
    return write({key: value for key, value in data.items() if value not in ("", {})})
