"""What the files of a user may hold, in words: the reference pages of the language, made from its models.

A page a kind of file. Each part of a file is a table: the key, what may stand there, what holds if it is left
out, and what it means; meanings are the docstrings of the models, so a page says what the reader of files
does. Everything is written as YAML writes it. `refresh-reference` writes the pages and
tests/docs/test_reference.py compares them with the code.
"""

from __future__ import annotations

import datetime as dt
import inspect
import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from demerit.documents import DecidesNothing, FilePart, ReferenceKey, keys
from demerit.documents.meanings import meanings
from demerit.documents.once import once
from demerit.mechanisms.scores.language_grades import Band
from demerit.quantities import Quantity, Table
from demerit.regime.expressions import ENUMERATIONS, NUMBERS
from demerit.regime.given import Condition
from demerit.regime.model import Regime
from demerit.regime.parsing_terms import TERMS
from demerit.scenario.model import Scenario
from demerit.society.recipe import Recipe

HEADER = "<!-- Written by scripts/refresh-reference from the models; edit the docstrings there. -->\n\n"
LEADS: Mapping[str, tuple[type[BaseModel], str]] = {
    "regime": (
        Regime,
        "A regime file says what a scoring system scores, sees, decides and does. `demerit check FILE` reads"
        " it; `demerit gallery china-lists-2018 --kind regime` prints one to start from.",
    ),
    "society": (
        Recipe,
        "A society file says how many people there are of each kind, what they do and try, and how they"
        " answer: aggregates only, never persons. `demerit gallery town --kind society` prints one.",
    ),
    "scenario": (
        Scenario,
        "A scenario file names one regime, one society, the days and the size. `demerit run FILE` runs it.",
    ),
}
READING = """Where several words are given, one of them stands there. A key that no table has is an error. A
key that decides nothing in a run says so: it is there for readers, for lint or for `check`.
"""
NUMBERS_TEXT = """## Numbers

Every measured number carries its unit, and where it comes from or how far it may be wrong: `0.3 % per
person-year, from KEY`, `26 weeks, assumed 8..104 log`, or both. KEY is an entry of `references`; `log` draws
evenly by ratio. A table of numbers has one of each for all its entries: `{values: {...}, unit: "%", from:
KEY}` or `assumed: 0.2`, each entry within a factor of 1.2. `none` is written out where something is absent.

| kind of number | units | example |
|---|---|---|
"""


def pages() -> dict[str, str]:
    """Return the pages by file name."""
    return {f"{kind}-file.md": page(kind) for kind in LEADS}


def page(kind: str) -> str:
    """Return the page about one kind of file."""
    model, lead = LEADS[kind]
    parts = list(_parts(model, {}))
    lines = [f"# The {kind} file\n", lead, "", READING, *_table(model)]
    for part in parts[1:]:
        lines += [f"## {part.__name__}\n", inspect.getdoc(part) or "", "", *_table(part)]
    found = _quantities(parts)
    if found:
        lines += [NUMBERS_TEXT.rstrip("\n")]
        lines += [f"| {each.dimension} | {each.units} | `{each.example}` |" for each in found]
        lines.append("")
    if kind == "regime":
        lines += _conditions()
    return HEADER + "\n".join(lines).rstrip("\n") + "\n"


MEANS: Mapping[str, str] = {
    "records": "how many records count: of a conduct, of `{a, b}`, `any`, `adverse` or `favourable` ones",
    "listings": "how often somebody came on the list",
    "listed_for": "how long somebody has been on it since; a length",
    "clean": "there for so long without an adverse record",
    "tenure": "how long somebody has been in the society; a length",
    "during": "whether the step's first day lies in a period, a name under `periods`",
}
"""What terms are, by the word that begins one; a window is also `this year`, `ever` or `since joined`."""


def _conditions() -> list[str]:
    """Return what a condition may say."""
    words = {name: ", ".join(f"`{word}`" for word in values) for name, values in ENUMERATIONS.items()}
    return [
        "## Conditions\n",
        "Text such as `score < 600 and tier == ordinary`: comparisons (`==`, `!=`, `<`, `<=`, `>`, `>=`,"
        " `in 1..3`, `in {a, b}`), `and`, `or`, `not`, `+`, `-`, `*`, brackets, `listed(LIST)`, and what is"
        " counted and measured. `and` beside `or` has brackets. A condition knows what a regime can know and"
        " nothing that only the lab knows. [Windows, lengths, from when to"
        " when](../mechanisms/conditions.md).\n",
        "| name | what it is |",
        "|---|---|",
        *(f"| `{name}` | a number |" for name in NUMBERS),
        *(f"| `{name}` | one of {said} |" for name, said in words.items()),
        "| `grade` | one of the regime's grades |",
        *(f"| `{TERMS[name]}` | {said} |" for name, said in MEANS.items()),
        "",
    ]


def _parts(model: type[BaseModel], seen: dict[type, None]) -> Iterator[type[BaseModel]]:
    """Yield a model and every model below it, once each, in the order of the page."""
    if model in seen:
        return
    seen[model] = None
    yield model
    for field in model.model_fields.values():
        for inner in _models(field.annotation):
            yield from _parts(inner, seen)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _quantities(parts: list[type[BaseModel]]) -> list[type[Quantity]]:
    """Return the kinds of numbers that the models hold, in order of first appearance."""
    found: dict[type[Quantity], None] = {}

    def look(annotation: Any) -> None:
        if inspect.isclass(annotation) and issubclass(annotation, Quantity):
            found.setdefault(annotation)
        elif inspect.isclass(annotation) and issubclass(annotation, Table):
            found.setdefault(annotation.entry)
        for inner in get_args(annotation):
            look(inner)

    for part in parts:
        for field in part.model_fields.values():
            look(field.annotation)
    return list(found)


def _table(model: type[BaseModel]) -> list[str]:
    lines = ["| key | what may stand there | if left out | meaning |", "|---|---|---|---|"]
    idle = _idle()
    for name, field in _in_order(model):
        said = _words(field.annotation, field.metadata).replace("|", "\\|")
        meaning = " ".join((meanings(model).get(name) or _first_line(field.annotation)).split())
        if (mark := idle.get((model, field.alias or name))) is not None:
            meaning += f" *This {mark}.*"
        lines.append(f"| `{field.alias or name}` | {said} | {_left_out(field)} | {meaning} |")
    return [*lines, ""]


@cache
def _idle() -> dict[tuple[type[BaseModel], str], DecidesNothing]:
    """Return what decides nothing wherever it stands, by part and key."""
    marks: dict[tuple[type[BaseModel], str], list[DecidesNothing | None]] = {}
    for top, _ in LEADS.values():
        for each in keys(top):
            marks.setdefault((each.owner, each.path[-1]), []).append(each.mark)
    return {place: found[0] for place, found in marks.items() if found[0] is not None and None not in found}


def _in_order(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """Return a model's fields as a file begins with them: its kind, its name, then the rest."""

    def place(name: str) -> int:
        if name == "kind":
            return 0
        owner = next(cls for cls in model.__mro__ if name in vars(cls).get("__annotations__", {}))
        return 1 if issubclass(owner, FilePart) else 2

    fields = sorted(model.model_fields.items(), key=lambda item: place(item[0]))
    if issubclass(model, FilePart):  # `demerit: 1` and the sources stand in every file
        fields.sort(key=lambda item: item[0] not in FilePart.model_fields)
    return fields


def _first_line(annotation: Any) -> str:
    """Return what the part says of itself that a field holds; nothing if it holds none."""
    part = next(_models(annotation), None)
    return (inspect.getdoc(part) or "").partition("\n")[0] if part else ""


def _left_out(field: FieldInfo) -> str:
    """Return what holds where the key is left out."""
    if field.is_required():
        return "an error"
    value = field.get_default(call_default_factory=True)
    if value in ({}, [], "", ()):
        return "empty"
    if isinstance(value, list | tuple):
        return f"`[{', '.join(map(_scalar, value))}]`"
    return f"`{_scalar(value)}`"


def _scalar(value: Any) -> str:
    """Return a value as YAML writes it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:_}" if isinstance(value, int) and value >= 10_000 else str(value)


def _words(annotation: Any, metadata: list[Any]) -> str:
    """Return what a field may hold, in words."""
    if (written_out := once(metadata)) is not None:
        return written_out.words
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _words(inner[0], [*inner[1:], *metadata])
    if origin is Literal:
        return ", ".join(f"`{_scalar(word)}`" for word in inner)
    if origin in (Union, types.UnionType):
        rest = [part for part in inner if part is not type(None)]
        words = [*(["`none`"] if len(rest) < len(inner) else []), *(_words(part, []) for part in rest)]
        return (", " if all(get_origin(part) is Literal for part in rest) else " or ").join(words)
    if origin is dict or origin is Mapping:
        return f"a mapping of {_words(inner[0], [])} to {_words(inner[1], [])}"
    if origin is list:
        return f"a list of {_words(inner[0], [])}"
    if origin is tuple:
        return f"`[LOW, HIGH]`, each {_words(inner[0], [])}"
    return _plain(annotation, metadata)


def _plain(annotation: Any, metadata: list[Any]) -> str:
    """Return what a plain type is, in words."""
    if not inspect.isclass(annotation):
        return "a value"
    if issubclass(annotation, Quantity):
        return f"{annotation.dimension}, such as `{annotation.example}`"
    if issubclass(annotation, Table):
        return f"table of {annotation.entry.dimension}s"
    if issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    named = {
        Condition: "a [condition](#conditions)",
        ReferenceKey: "a key of `references`",
        Band: 'a range, such as `">= 960"`',
        bool: "`true` or `false`",
        dt.date: "a date",
    }
    if annotation in named:
        return named[annotation]
    if annotation is int:
        low, high = (
            tightest((getattr(m, end) for m in _bounds(metadata) if hasattr(m, end)), default=None)
            for end, tightest in (("ge", max), ("le", min))
        )
        if low is not None and high is not None:
            return f"a whole number, {low} to {high}"
        return "a whole number" + (f", at least {low}" if low is not None else "")
    if annotation is str:
        return "a name" if any("_name" in repr(m) for m in metadata) else "text"
    return "a value"


def _bounds(metadata: list[Any]) -> list[Any]:
    """Return the bounds among a field's metadata, those inside its own descriptions too."""
    found: list[Any] = []
    for each in metadata:
        found += each.metadata if isinstance(each, FieldInfo) else [each]
    return found
