"""The verbs about files: what is right, what to ask about, what a kind of file may hold, what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demerit.errors import InvalidFile, Problem, WrongUse, nearest_name
from demerit.lab.planning import FEW_DISTRICTS, Plan, people_in, planned

if TYPE_CHECKING:
    from pydantic import BaseModel

    from demerit.documents import Direction
    from demerit.regime.readback import Reading
    from demerit.rights import Linted

KINDS = ("scenario", "regime", "society", "targets")
"""The kinds of files, in the order in which a name is looked for; each is also the key that names a file."""


@dataclass(frozen=True)
class Entry:
    """A file of the gallery: its kind, name, title and path."""

    kind: str
    name: str
    title: str
    path: Path


@dataclass(frozen=True)
class Checked:
    """A file that is right: what it is, its digest, and what it names but no mechanism models yet.

    `notes` says what a regime or a society leaves open and how it is taken, which keys of the file decide
    nothing in a run, each with its line, and what of a scenario changes nothing of its run. `plan` says what
    a scenario would run; None for the other kinds.
    `districts` says, by name, how many people fill districts of a society. `directions` are those that
    assumed ranges put in: no draw reverses them. `never` says what of a regime can never be, contradicts
    itself or changes nothing; `fewest` how few records put somebody on each list; `terms` what each condition
    asks for, and when it is asked again.
    """

    kind: str
    name: str
    title: str
    path: Path
    digest: str
    not_modelled: tuple[str, ...] = ()
    plan: Plan | None = None
    notes: tuple[Problem | str, ...] = ()
    districts: Mapping[str, int] = field(default_factory=dict)
    directions: tuple[str, ...] = ()
    never: tuple[Problem, ...] = ()
    fewest: Mapping[str, str] = field(default_factory=dict)
    terms: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the facts by name, as `demerit check --json` prints them."""
        facts: dict[str, Any] = {"kind": self.kind, "name": self.name, "title": self.title}
        facts |= {"file": str(self.path), "digest": self.digest, "not_modelled": list(self.not_modelled)}
        facts |= {"never": [str(said) for said in self.never]}
        facts |= {"fewest_records": dict(self.fewest)} if self.fewest else {}
        facts |= {"notes": [str(note) for note in self.notes], **self.districts}
        facts |= {"directions_put_in": list(self.directions)}
        return facts | (self.plan.as_dict() if self.plan else {})


def check(target: str | Path, kind: str | None = None) -> Checked:
    """Check a file and everything that it names.

    Args:
        target: a file, or a name of the gallery (of a scenario first, then a regime, a society, targets).
        kind: which of these, where a name is not unique.

    Raises:
        InvalidFile: with every problem found, each with its line and the next step.
        Contradiction: numbers that a scenario's society takes in one of its draws cannot all be true.
    """
    path, kind = file_of_kind(target, kind)
    checks = {"scenario": _scenario, "targets": _targets, "society": _society, "regime": _regime}
    return checks[kind](path)


def _scenario(path: Path) -> Checked:
    from demerit import documents
    from demerit.lab.binding import not_modelled
    from demerit.regime.amendments import epochs
    from demerit.regime.asking import asked
    from demerit.regime.directions import directions as regime_directions
    from demerit.regime.notes import notes
    from demerit.regime.whole import fewest_records, never_is
    from demerit.scenario.lower import lower_people
    from demerit.scenario.remarks import remarks
    from demerit.scenario.resolve import resolve
    from demerit.society.directions import directions

    found = resolve(path)
    for draw in range(found.scenario.draws):
        lower_people(found, draw)
    rules = documents.parse(found.texts["regime.yaml"], f"<regime {found.regime.regime}>")
    never = never_is(rules)
    told = {each.message for each in never}
    of_run = (said for said in remarks(found) if said not in told)
    return Checked(
        "scenario",
        found.scenario.scenario,
        found.scenario.title,
        path,
        documents.digest(found.scenario),
        not_modelled(found),
        planned(found),
        (*documents.idle([(documents.read(path), found.scenario)]), *notes(rules), *of_run),
        directions=(
            *_told("regime", regime_directions(found.regime)),
            *_told("society", directions(found.society)),
        ),
        never=tuple(never),
        fewest=fewest_records(rules),
        terms=asked(epochs(found.regime)),
    )


def _targets(path: Path) -> Checked:
    from demerit import documents
    from demerit.audit import targets

    published = targets.load(path)
    return Checked("targets", published.targets, published.title, path, documents.digest(published))


def _society(path: Path) -> Checked:
    from demerit import documents
    from demerit.society import loading
    from demerit.society.directions import directions

    made = documents.read(path)
    recipe = loading.checked(made)
    return Checked(
        "society",
        recipe.society,
        recipe.title,
        path,
        documents.digest(recipe),
        notes=(*loading.notes(made, recipe), *documents.idle([(made, recipe)])),
        districts={
            "people_in_a_district": people_in(recipe, 1),
            "people_in_twenty_districts": people_in(recipe, FEW_DISTRICTS),
        },
        directions=_told("society", directions(recipe)),
    )


def _regime(path: Path) -> Checked:
    from demerit import documents
    from demerit.regime import amendments, loading
    from demerit.regime.asking import asked
    from demerit.regime.directions import directions as regime_directions
    from demerit.regime.notes import notes
    from demerit.regime.whole import fewest_records, never_is
    from demerit.scenario.limits import beyond_engine

    document = documents.read(path)
    loaded = loading.from_document(document)
    if problems := list(beyond_engine([form for _, form in amendments.epochs(loaded)], document)):
        raise InvalidFile(problems)
    return Checked(
        "regime",
        loaded.regime,
        loaded.title,
        path,
        documents.digest(loaded),
        tuple(missed.row for missed in loaded.not_modelled),
        notes=tuple(notes(document)),
        directions=_told("regime", regime_directions(loaded)),
        never=tuple(never_is(document)),
        fewest=fewest_records(document),
        terms=asked(amendments.epochs(loaded)),
    )


def _told(kind: str, found: Sequence[Direction]) -> tuple[str, ...]:
    """Return directions as lines that say in what kind of file they are put in."""
    return tuple(f"{kind}: {each}" for each in found)


def read(target: str | Path) -> Reading:
    """Say a regime back in plain English, sentence by sentence, from each amendment on with what changes.

    Made from the model that a run is made from, so that it can be compared with the law that the file is to
    hold. Each sentence begins with what it assumes.

    Args:
        target: a regime of the gallery, or a file.

    Raises:
        InvalidFile: the file is no regime, or wrong.
    """
    from demerit.regime.loading import load
    from demerit.regime.readback import read_back

    return read_back(load(target))


def lint(target: str | Path, society: str | Path | None = None) -> Linted:
    """Ask rights rules of a regime's text; a finding is a question for a lawyer.

    Of the forty rules those are asked that a text can answer; the answer names the others and says why. It
    gives no grade, and no finding is no statement that the regime is lawful.

    Args:
        target: a regime of the gallery, or a file.
        society: a society of the gallery, or a file, whose properties of conducts are looked at too.

    Raises:
        InvalidFile: a file is not of its kind, or wrong, or the society lacks a conduct of the regime.
    """
    from demerit import rights

    return rights.lint(target, society)


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file, regime, society or scenario, or of a life's trace."""
    from demerit import documents

    model: type[BaseModel]
    if kind == "regime":
        from demerit.regime.model import Regime as model
    elif kind == "society":
        from demerit.society.recipe import Recipe as model
    elif kind == "scenario":
        from demerit.scenario.model import Scenario as model
    elif kind == "trace":
        from demerit.explain import Trace as model
    else:
        allowed = ("regime", "society", "scenario", "trace")
        raise WrongUse(
            f"there is no schema of {kind!r}. Allowed: {', '.join(allowed)}.{_near(kind, allowed)}"
            " Next: choose one of these."
        )
    return documents.schema(model, f"Demerit {kind}")


def gallery(kind: str | None = None) -> list[Entry]:
    """Return what the package brings: regimes, societies, scenarios, targets; or those of one kind."""
    from demerit import documents

    _kind(kind)
    entries = []
    for each in KINDS if kind is None else (kind,):
        for name in documents.gallery.names(each):
            path = documents.gallery.find(each, name)
            entries.append(Entry(each, name, str(documents.read(path).data.get("title", "")), path))
    return entries


def gallery_text(name: str, kind: str | None = None) -> str:
    """Return the text of a file of the gallery, to start one's own from."""
    if _is_path(name):
        raise WrongUse(f"{name} is a file, not a name of the gallery. Next: demerit gallery lists the names.")
    return file_of_kind(name, kind)[0].read_text(encoding="utf-8")


def file_of_kind(target: str | Path, kind: str | None = None) -> tuple[Path, str]:
    """Return the file that a target means, and its kind."""
    from demerit.documents import gallery, kind_of, read, required_kind

    _kind(kind)
    if kind is not None:
        path = gallery.resolve(kind, target)
        required_kind(read(path), kind)
        return path, kind
    if _is_path(target):
        return Path(target), kind_of(read(target))
    name = str(target)
    for each in KINDS:
        if name in gallery.names(each):
            return gallery.find(each, name), each
    known = sorted({other for each in KINDS for other in gallery.names(each)})
    raise WrongUse(
        f"the gallery has nothing called {name!r}. Known: {', '.join(known)}.{_near(name, known)}"
        " Next: give one of these names, or the path of a file that ends in .yaml."
    )


def _kind(kind: str | None) -> None:
    if kind is not None and kind not in KINDS:
        raise WrongUse(
            f"there is no kind {kind!r} of files. Allowed: {', '.join(KINDS)}.{_near(kind, KINDS)}"
            " Next: choose one of these."
        )


def _near(found: str, known: tuple[str, ...] | list[str]) -> str:
    near = nearest_name(found, known)
    return f" Did you mean {near}?" if near else ""


def _is_path(target: str | Path) -> bool:
    text = str(target)
    return isinstance(target, Path) or text.endswith((".yaml", ".yml")) or "/" in text or "\\" in text
