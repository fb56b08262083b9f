"""From a document to a model; pydantic's errors become problems with line, allowed values and next step.

Pydantic says where by its own path, in which tags of unions and names of validators stand between the keys.
The walk in `place` follows the data instead and drops what the data does not hold, so a new union needs no
new code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from demerit.documents.evidence import reference_problems
from demerit.documents.gallery import FOLDERS
from demerit.documents.meanings import meanings
from demerit.documents.models import FilePart
from demerit.documents.reading import Document, Where
from demerit.documents.shapes import below, fitting, is_model
from demerit.errors import Complaint, Complaints, InvalidFile, Problem, nearest_name

M = TypeVar("M", bound=BaseModel)
_MESSAGES: dict[str, tuple[str, str]] = {
    "bool_type": ("this is neither true nor false", "write true or false"),
    "int_type": ("this is not a whole number", "write digits without a fraction"),
    "string_type": ("this is not text", "put it in quotes"),
    "dict_type": ("keys and values are expected here", "write `name: ...` lines below, or {}"),
    "model_type": ("keys and values are expected here", "write `name: ...` lines below"),
    "model_attributes_type": ("keys and values are expected here", "write `name: ...` lines below"),
    "list_type": ("a list is expected here", "write [a, b] or lines that begin with `-`"),
    "tuple_type": ("a list is expected here", "write [a, b]"),
    "too_short": ("this is too short", "add what is missing"),
    "too_long": ("this is too long", "remove what is too much"),
}

_BOUNDS = {
    "greater_than_equal": ("ge", "at least"),
    "less_than_equal": ("le", "at most"),
    "greater_than": ("gt", "more than"),
    "less_than": ("lt", "less than"),
}


def validate(document: Document, model: type[M], *, references: bool = True) -> M:
    """Return the document as a checked model.

    Args:
        document: as read.
        model: a class whose parts all forbid unknown keys.
        references: whether to check that every source is declared and used (files without amendments).

    Raises:
        InvalidFile: with every problem found, in the order of lines.
    """
    required_version(document)
    try:
        made = model.model_validate(document.data)
    except ValidationError as error:
        raise InvalidFile(problems_of(document, model, error)) from None
    if references and isinstance(made, FilePart) and (problems := reference_problems([(document, made)])):
        raise InvalidFile(problems)
    return made


def sound_parts(document: Document, model: type[M]) -> tuple[M, dict[str, Any]]:
    """Return what of a wrong document is right by itself, so that it can be checked in the same pass.

    Args:
        document: as read.
        model: a class whose parts all forbid unknown keys.

    Returns:
        A model that has the sound parts alone and was never validated as a whole; and these parts by key.
    """
    parts: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key not in document.data:
            if not field.is_required():
                parts[name] = field.get_default(call_default_factory=True)
            continue
        kind: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        try:
            parts[name] = TypeAdapter(kind).validate_python(document.data[key])
        except ValidationError:
            continue
    return model.model_construct(set(parts), **parts), parts


def kind_of(document: Document) -> str:
    """Return what a file is: `regime`, `society`, `scenario` or `targets`, by the key that names it.

    Targets name the regime that they are of, so a file with both keys holds targets.

    Raises:
        InvalidFile: it has none of these keys, or more than one.
    """
    kinds = [kind for kind in FOLDERS if kind in document.data]
    if "targets" in kinds:
        return "targets"
    if len(kinds) == 1:
        return kinds[0]
    message = f"this file has the keys {' and '.join(kinds)}" if kinds else "nothing says what this file is"
    step = (
        "keep one of these keys, and give each its own file" if kinds else "add `regime: NAME`, for a regime"
    )
    place, found, allowed = tuple(kinds[1:2]), ", ".join(kinds), ", ".join(FOLDERS)
    problem = document.problem(place, message, found=found, allowed=allowed, next_step=step, key=True)
    raise InvalidFile([problem])


def required_version(document: Document) -> None:
    """Refuse a file of version 1 of the language in one sentence, with the command that carries it.

    Args:
        document: as read.

    Raises:
        InvalidFile: it is of version 1.
    """
    if document.data.get("demerit") == 1:
        step = f"let `demerit upgrade {document.path} --out {document.path}` carry it to version 2"
        said = "this file is of version 1 of the language"
        raise InvalidFile([document.problem(("demerit",), said, found="1", allowed="2", next_step=step)])


def required_kind(document: Document, kind: str) -> None:
    """Refuse a file of another kind, or version, in one sentence, not in one for every key that it lacks.

    Args:
        document: as read.
        kind: `regime`, `society`, `scenario` or `targets`.

    Raises:
        InvalidFile: it is of another kind, of none, or of two; or of version 1 of the language.
    """
    required_version(document)
    if (found := kind_of(document)) != kind:
        said = f"this is a {found} file, not a {kind} file"
        step = f"give a {kind} file; `demerit gallery --kind {kind}` lists some"
        raise InvalidFile([document.problem((found,), said, found=found, key=True, next_step=step)])


def problems_of(document: Document, model: type[BaseModel], error: ValidationError) -> list[Problem]:
    """Return pydantic's errors as problems of a document, each place and message once."""
    found: dict[tuple[int, int, str], Problem] = {}
    details = error.errors(include_url=False)
    misspelt = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            path, _ = place(document, detail["loc"])
            misspelt.add((path[:-1], nearest_name(str(path[-1]), _keys_at(model, path[:-1], document))))
    for detail in details:
        path, dropped = place(document, detail["loc"])
        if detail["type"] == "missing" and dropped and (path, dropped[-1]) in misspelt:
            continue  # said once, at the key that is there
        for problem in _translate(document, model, detail):
            found.setdefault((problem.line, problem.column, problem.message), problem)
    return list(found.values())


def place(document: Document, location: tuple[int | str, ...]) -> tuple[Where, tuple[str, ...]]:
    """Return the path in the data that a pydantic location means, and the elements that the data lacks.

    Args:
        document: whose data to follow.
        location: pydantic's, with union tags and validator names among the keys.
    """
    here: Any = document.data
    path: list[str | int] = []
    dropped: list[str] = []
    for part in location:
        if isinstance(here, dict) and isinstance(part, str) and part in here:
            here = here[part]
            path.append(part)
            dropped.clear()
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
            path.append(part)
            dropped.clear()
        else:
            dropped.append(str(part))
    return tuple(path), tuple(dropped)


def told(document: Document, complaint: Complaint, path: Where = (), *, key: bool = False) -> Problem:
    """Return a complaint as a problem of a document.

    Args:
        document: where it is.
        complaint: about the value at `path`, or about what stands at its own place below that.
        path: of the value.
        key: whether the key is meant, not the value; also where the complaint says so.
    """
    return document.problem(
        (*path, *complaint.at),
        complaint.message,
        found=complaint.found,
        allowed=complaint.allowed,
        nearest=complaint.nearest,
        next_step=complaint.next_step,
        key=complaint.on_key or key,
        offset=complaint.offset,
    )


def _translate(document: Document, model: type[BaseModel], detail: ErrorDetails) -> Iterator[Problem]:
    path, dropped = place(document, detail["loc"])
    kind, context = detail["type"], detail.get("ctx", {})
    cause = context.get("error")
    if detail["input"] is None and kind.endswith("_type"):
        yield document.problem(path, "nothing stands here", found="nothing", next_step="write a value")
        return
    if isinstance(cause, (Complaint, Complaints)):
        for complaint in cause.complaints if isinstance(cause, Complaints) else (cause,):
            yield told(document, complaint, path, key="[key]" in dropped)
    elif kind == "extra_forbidden":
        yield _unknown_key(document, model, path)
    elif kind == "missing":
        yield _missing_key(document, model, path, dropped[-1] if dropped else "a key")
    elif kind == "literal_error" and path == ("demerit",):
        yield document.problem(
            path,
            "the language has no such version",
            allowed="1, 2",
            next_step="write `demerit: 2`; it is the version of the language, not of your file",
        )
    elif kind in ("literal_error", "enum"):
        yield _unknown_word(document, path, str(detail["input"]), str(context["expected"]))
    elif kind in ("union_tag_invalid", "union_tag_not_found"):
        yield _unknown_tag(document, path, context)
    elif kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        yield document.problem(
            path,
            f"this is not {words} {context[key]:,}",
            allowed=f"{words} {context[key]:,}",
            next_step="mend the number",
        )
    else:
        message, next_step = _MESSAGES.get(kind, (_lower(detail["msg"]), "mend the value"))
        given = detail["input"]
        if kind in _SINGLE and isinstance(given, (list, dict)):
            message, next_step = _single(given, _SINGLE[kind])
        counts = (("at least", "min_length"), ("at most", "max_length"))
        allowed = [f"{words} {context[key]:,}" for words, key in counts if key in context]
        found = f"{context['actual_length']:,}" if "actual_length" in context else None
        yield document.problem(
            path, message, found=found, allowed=", ".join(allowed) or None, next_step=next_step
        )


def _unknown_key(document: Document, model: type[BaseModel], path: Where) -> Problem:
    keys = tuple(sorted(_keys_at(model, path[:-1], document)))
    return document.problem(
        path,
        f"there is no {path[-1]!r} here",
        found=str(path[-1]),
        allowed=", ".join(keys) or None,
        nearest=nearest_name(str(path[-1]), keys),
        next_step="mend the name or remove the line",
        key=True,
    )


def _missing_key(document: Document, model: type[BaseModel], path: Where, key: str) -> Problem:
    value, meaning = _told(model, path, key, document)
    return document.problem(
        path,
        f"{key!r} is missing here",
        found="",
        next_step=f"add `{key}: {value}`" + (f", {meaning}" if meaning and value == "..." else ""),
        key=bool(path),
    )


def _unknown_word(document: Document, path: Where, text: str, expected: str) -> Problem:
    """Say that a text is none of the words that pydantic names in `expected`."""
    allowed = [
        {"True": "true", "False": "false"}.get(part.strip(), part.strip().strip("'\""))
        for part in expected.replace(" or ", ", ").split(",")
    ]
    return document.problem(
        path,
        f"{text!r} is not one of the allowed words",
        found=text,
        allowed=", ".join(allowed),
        nearest=nearest_name(text, allowed),
        next_step="choose one of them",
    )


def _unknown_tag(document: Document, path: Where, context: Mapping[str, Any]) -> Problem:
    """Say that the key that tells kinds of a part apart is missing, or names none of them."""
    tag = str(context.get("discriminator", "kind")).strip("'")
    allowed = [part.strip().strip("'\"") for part in str(context.get("expected_tags", "")).split(",")]
    text = str(context.get("tag", ""))
    return document.problem(
        (*path, tag) if text else path,
        f"{text!r} is not a {tag} that is known here" if text else f"the key {tag!r} is missing here",
        found=text,
        allowed=", ".join(allowed) if any(allowed) else None,
        nearest=nearest_name(text, allowed),
        next_step="choose one of them" if text else f"add `{tag}: ...`",
    )


_SINGLE = {"string_type": "text or name", "int_type": "whole number", "bool_type": "true or false"}
"""What stands alone, by the kind of error that pydantic finds where it does not."""


def _single(given: list[Any] | dict[str, Any], wanted: str) -> tuple[str, str]:
    """Say that one value is expected where a list or keys stand, which no quotes would mend."""
    what = "a list" if isinstance(given, list) else "a mapping of keys"
    if isinstance(given, list) and len(given) == 1 and not isinstance(given[0], (list, dict)):
        step = f"write {given[0]} without brackets"
    else:
        step = "write it without brackets" if isinstance(given, list) else "write the value itself"
    return f"one {wanted} is expected here, and this is {what}", step


def _told(model: type[BaseModel], path: Where, key: str, document: Document) -> tuple[str, str]:
    """Return what to write for a key that is missing, and the first sentence of what it means."""
    for each in _types_at(model, path, document):
        for name, field in each.model_fields.items():
            if key == (field.alias or name):
                choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
                meaning = meanings(each).get(name, "").split("\n")[0].partition(". ")[0].rstrip(".")
                if len(choices) == 1 or key == "demerit":
                    return str(choices[-1]), _lower(meaning)
                return "...", _lower(meaning)
    return "...", ""


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _keys_at(model: type[BaseModel], path: Where, document: Document) -> set[str]:
    """Return the keys that the model allows at a path, following fields, mappings, lists and unions."""
    return {
        field.alias or name
        for each in _types_at(model, path, document)
        for name, field in each.model_fields.items()
    }


def _types_at(model: type[BaseModel], path: Where, document: Document) -> list[type[BaseModel]]:
    """Return the models that may stand at a path."""
    types: list[Any] = [model]
    for depth, part in enumerate(path):
        types = [inner for each in types for inner in below(each, part)]
        types = fitting(types, document.at(path[: depth + 1]))
    return [each for each in types if is_model(each)]
