"""Which file a name or a path means: what a scenario's file names stands beside it or in the gallery.

A scenario is read the same wherever the current folder is: its file's names and paths are looked up from the
file's own folder. What somebody types is looked up from the current folder, as for any command.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from demerit.documents import Document, Name, gallery, kind_of, parse, read, required_kind, write
from demerit.errors import InvalidFile, Problem, WrongUse, nearest_name

DEFAULT_SOCIETY = "large-country-2020"
DEFAULT_FROM, DEFAULT_TO = "2020-01-06", "2023-01-02"
KINDS = ("scenario", "regime", "society")
FILES = ("of", "in", "against")
"""Keys of a scenario that name files."""
_ENDINGS = (".yaml", ".yml")


def scenario_document(target: str | Path) -> Document:
    """Return the scenario that a name or a file means.

    Args:
        target: a scenario or a regime, as a name of the gallery or the path of a file.

    Raises:
        InvalidFile: the file is none of these, or a scenario's file names files above its own folder.
        WrongUse: the gallery has no such name, or it is a society's.
    """
    text = str(target)
    if isinstance(target, Path) or _is_path(text):
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


def file_of(kind: str, key: str, target: str, scenario: Document, *, typed: bool) -> Document:
    """Return the file that a scenario means by one of its keys.

    Args:
        kind: what it is to be: `regime` or `society`.
        key: of the scenario: `of`, `in` or `against`.
        target: what stands there: a name or a path.
        scenario: as written, before anything was set by hand.
        typed: whether somebody typed it; it is then looked up from the current folder.

    Raises:
        InvalidFile: there is no such file, at its line if the scenario's file names it; or it is malformed.
        WrongUse: there is no such name, and it was typed.
    """
    if typed or scenario.path.startswith("<"):
        document = read(gallery.resolve(kind, target))
        required_kind(document, kind)
        return document
    document = read(_beside(kind, key, target, scenario))
    if (found := kind_of(document)) != kind:
        message = f"{target} is a {found} file, not a {kind} file. Next: name a {kind} there"
        raise InvalidFile([_nowhere(scenario, key, message)])
    return document


def _beside(kind: str, key: str, target: str, scenario: Document) -> Path:
    """Return the file that a scenario's file names: beside it first, and else in the gallery."""
    folder = Path(scenario.path).parent
    if _is_path(target):
        path = folder / target
        if not path.is_file():
            raise InvalidFile([_nowhere(scenario, key, f"there is no file {target}")])
        return path
    if not folder.is_relative_to(gallery.ROOT):
        for path in (folder / f"{target}{ending}" for ending in _ENDINGS):
            if path.is_file() and kind_of(read(path)) == kind:
                return path
    try:
        return gallery.find(kind, target)
    except WrongUse as error:
        raise InvalidFile([_nowhere(scenario, key, str(error))]) from None


def _is_path(text: str) -> bool:
    return text.endswith(_ENDINGS) or "/" in text or "\\" in text


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
        "demerit": 2,
        "scenario": "plain" if name == "none" else name,
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


def _nowhere(scenario: Document, key: str, message: str) -> Problem:
    """Return the problem that a scenario's file names what is not there."""
    what, _, next_step = message.partition(" Next: ")
    return scenario.problem(
        (key,),
        what.rstrip("."),
        next_step=next_step.rstrip(".") or "mend the path, or put the file beside the scenario",
    )
