"""From what a user typed to everything that a run rests on: files found, values set, names checked.

A regime names conducts and attempts of the society's catalogue; only here do the two meet, so only here can
a name be found missing, at its line in the regime's file. What comes out is complete: a run needs nothing
else, and its id is the digest of it all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from demerit import regime as regimes
from demerit.chance.compiling import source_digest
from demerit.documents import Document, digest, edited, gallery, parse, read, validate, write
from demerit.errors import InvalidFile, Problem, WrongUse, nearest_name
from demerit.regime import Regime
from demerit.scenario.model import Scenario
from demerit.scenario.names import Names
from demerit.scenario.rules import refusals, working_sources
from demerit.scenario.tables import MAX_LISTS
from demerit.society.loading import checked
from demerit.society.lower import lower as lower_society
from demerit.society.recipe import Recipe
from demerit.society.traits import SLOTS

DEFAULT_SOCIETY = "large-country-2020"
DEFAULT_FROM, DEFAULT_TO = "2020-01-06", "2023-01-02"
KINDS = ("scenario", "regime", "society")
NOTHING = "nothing"


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
    against: Resolved | None = None
    """The same people under the regime of the comparison."""
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The resolved files by name, comments and sources kept."""

    @property
    def run_id(self) -> str:
        """Return 16 hex digits: the digest of regime, society, scenario (seed included), comparison and engine."""
        parts = {
            "regime": regimes.digest(self.regime),
            "society": digest(self.society),
            "scenario": digest(self.scenario),
            "against": self.against.run_id if self.against else None,
            "engine": source_digest(),
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def resolve(
    target: str | Path, settings: Mapping[str, Any] | None = None, sets: Sequence[str] = ()
) -> Resolved:
    """Return everything a run needs.

    Args:
        target: a scenario, regime or society: a name of the gallery or the path of a file. A regime or society
            takes the gallery's scenario of the same name; a regime without one runs in the default society.
        settings: keys of the scenario file that replace the file's, such as `people` or `from`.
        sets: `path=value` texts that replace single values, paths beginning with regime, society or scenario.

    Raises:
        InvalidFile: a file is wrong, or the regime names what the society does not have.
        WrongUse: a name is not in the gallery, or a setting is malformed.
    """
    assignments = [_assignment(text) for text in sets]
    document = _scenario_document(target)
    for path, value in [
        *(((key,), value) for key, value in (settings or {}).items()),
        *_under(assignments, "scenario"),
    ]:
        document = edited(document, path, value)
    scenario = validate(document, Scenario)
    society_document = _edit(_read("society", scenario.in_, document), _under(assignments, "society"))
    society = checked(society_document)
    regime = _edit(_read("regime", scenario.of, document), _under(assignments, "regime"))
    resolved = _join(scenario, regime, society, society_document)
    if scenario.against == NOTHING:
        return resolved
    other = _join(
        scenario, _read("regime", scenario.against, document), society, society_document, alone=True
    )
    if regimes.digest(other.regime) == regimes.digest(resolved.regime):
        return resolved
    return _against(resolved, other)


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
            return found
        return _default(kind, text, str(found.data[kind]))
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
    """Return the scenario of a regime or society that brings none: the gallery's of that name, or a plain one."""
    if name in gallery.names("scenario") and target == name:
        return read(gallery.find("scenario", name))
    if kind == "society":
        raise WrongUse(
            f"{target} is a society. Next: name a regime too, such as `demerit run china-lists-2018 --in {target}`."
        )
    data = {
        "demerit": 1,
        "scenario": name if isinstance(name, str) else "own",
        "of": target,
        "against": "none",
        "in": DEFAULT_SOCIETY,
        "from": DEFAULT_FROM,
        "to": DEFAULT_TO,
    }
    return parse(write(data), f"<scenario of {target}>")


def _read(kind: str, target: str, scenario: Document) -> Document:
    """Return a file that a scenario names; paths are read from the scenario's own folder."""
    path = gallery.resolve(kind, target)
    if not path.is_absolute() and not path.exists():
        beside = Path(scenario.path).parent / path
        path = beside if beside.exists() else path
    return read(path)


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


def _join(
    scenario: Scenario, document: Document, society: Recipe, society_document: Document, alone: bool = False
) -> Resolved:
    """Return one regime in one society, checked against each other."""
    regime = regimes.from_document(document)
    forms = [form for _, form in regimes.epochs(regime)]
    problems = [problem for form in forms for problem in _disagreements(form, society, document)]
    names = _names(scenario, forms, society)
    if len(names.lists) > MAX_LISTS:
        problems.append(
            document.problem(
                ("lists",),
                f"at most {MAX_LISTS} lists work at a time",
                found=str(len(names.lists)),
                next_step="join lists, or make two regimes",
            )
        )
    if problems:
        raise InvalidFile(list(dict.fromkeys(problems)))
    districts, slots = _places(scenario, society)
    own = scenario.model_copy(
        update={
            "of": regime.regime,
            "in_": society.society,
            "against": NOTHING if alone else scenario.against,
        }
    )
    texts = {
        "regime.yaml": document.text,
        "society.yaml": society_document.text,
        "scenario.yaml": _scenario_text(own),
    }
    return Resolved(own, regime, society, names, districts, slots, texts=texts)


def _places(scenario: Scenario, society: Recipe) -> tuple[int, int]:
    """Return how many districts hold the expected number of people, and how many slots of the last are in use.

    Counted with the declared values, so that every draw has the same slots: person n + 1 opens the next one.
    """
    per_district = lower_society(society, scenario.calendar.step_days).occupants
    slots = -(-scenario.people * SLOTS * (1 << 32) // per_district)
    districts = -(-slots // SLOTS)
    return districts, slots - (districts - 1) * SLOTS


def _against(resolved: Resolved, other: Resolved) -> Resolved:
    own = resolved.scenario.model_copy(update={"against": other.regime.regime})
    texts = {**resolved.texts, "scenario.yaml": _scenario_text(own)}
    return Resolved(
        own,
        resolved.regime,
        resolved.society,
        resolved.names,
        resolved.districts,
        resolved.slots,
        other,
        texts,
    )


def _scenario_text(scenario: Scenario) -> str:
    data = scenario.model_dump(mode="json", by_alias=True, exclude_defaults=False)
    return write({key: value for key, value in data.items() if value not in ("", {})})


def _names(scenario: Scenario, forms: Sequence[Regime], society: Recipe) -> Names:
    """Return every name that gets a position, in order of first appearance."""
    calendar = scenario.calendar
    lists: dict[str, str] = {}
    sources: dict[str, None] = {}
    for form in forms:
        lists.update({name: rule.entity for name, rule in form.lists.items() if name not in lists})
        sources.update(dict.fromkeys(working_sources(form)))
    days = [calendar.date(step) for step in range(calendar.steps)]
    return Names(
        conducts=tuple(society.conducts),
        conduct_entities=tuple(int(conduct.by == "organisation") for conduct in society.conducts.values()),
        sources=tuple(sources),
        lists=tuple(lists),
        list_entities=tuple(int(entity == "organisation") for entity in lists.values()),
        domains=tuple(society.attempts),
        domain_entities=tuple(int(attempt.by == "organisation") for attempt in society.attempts.values()),
        regions=len(society.residence.regions.people.names),
        groups=len(society.groups.names),
        first_year=calendar.start.year,
        quarters=tuple(dict.fromkeys(f"{day.year}-Q{(day.month + 2) // 3}" for day in days)),
    )


def _disagreements(regime: Regime, society: Recipe, document: Document) -> Iterator[Problem]:
    """Yield what the regime names and the society does not have, or has for another entity."""
    for name in regime.conducts:
        if name not in society.conducts:
            yield document.problem(
                ("conducts", name),
                f"the society {society.society} has no conduct {name!r}",
                found=name,
                key=True,
                allowed=", ".join(society.conducts),
                nearest=nearest_name(name, society.conducts),
                next_step="mend the name, or declare the conduct in a society of your own",
            )
    for source_name, source in regime.sources.items():
        for conduct in source.sees:
            if conduct in society.conducts and society.conducts[conduct].by != source.entity:
                yield document.problem(
                    ("sources", source_name, "sees", conduct),
                    f"{conduct} is done by {society.conducts[conduct].by}s, and this source reports on {source.entity}s",
                    found=conduct,
                    key=True,
                    next_step="mend the source's `entity`, or see another conduct",
                )
    for name, consequence in refusals(regime).items():
        domain = consequence.domain or name
        place = ("consequences", name, "domain") if consequence.domain else ("consequences", name)
        if domain not in society.attempts:
            yield document.problem(
                place,
                f"nobody in the society {society.society} tries {domain!r}",
                found=domain,
                key=consequence.domain is None,
                allowed=", ".join(society.attempts),
                nearest=nearest_name(domain, society.attempts),
                next_step="name one of its attempts as `domain`",
            )
        elif society.attempts[domain].by != regime.entity_of(consequence):
            yield document.problem(
                place,
                f"{domain} is tried by {society.attempts[domain].by}s, and the list {consequence.refuse} holds {regime.entity_of(consequence)}s",
                found=domain,
                key=consequence.domain is None,
                next_step="refuse what those on the list try",
            )
    yield from _chances(regime, document)


def _chances(regime: Regime, document: Document) -> Iterator[Problem]:
    """Yield combinations that would leave the range of a chance in some draw."""
    appeal, reasons = regime.safeguards.appeal, regime.safeguards.reasons
    if appeal is not None and reasons is not None:
        highest = [
            each.assumed.high if each.assumed else each.value
            for each in (appeal.chance, reasons.raises_appeal)
        ]
        if highest[0] * highest[1] > 1:
            yield document.problem(
                ("safeguards", "reasons", "raises_appeal"),
                f"with reasons the chance of an appeal could reach {highest[0] * highest[1]:.2f}",
                allowed="at most 1",
                next_step="lower it, or the chance of an appeal",
            )
