"""What every model of a file is made of: strict parts, the word `none`, names, references.

Unknown keys are errors everywhere: a misplaced key must never be ignored. `none` is written out, because a
safeguard that a regime lacks is a statement about it, not a gap in the file.
"""

from __future__ import annotations

import datetime as dt
import re
import types
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, Strict
from pydantic.functional_validators import AfterValidator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from demerit.documents.deciding import DecidesNothing
from demerit.errors import Complaint

T = TypeVar("T")


class Part(BaseModel):
    """A mapping in a file: fixed keys, nothing unknown, never changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Derived(Part):
    """A part that its model makes of other parts: no file writes it, so it stands in no plain form."""


class NoneWord:
    """Marks a field whose value may be the word `none`, which becomes Python's None."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Wrap the schema of the type without None."""
        inner = handler.generate_schema(_without_none(source))

        def read(found: Any, validate: Any) -> Any:
            if found == "none" and isinstance(found, str):
                return None
            if found is None:
                raise Complaint("nothing stands here", found="nothing", next_step="write `none` or a value")
            return validate(found)

        return core_schema.no_info_wrap_validator_function(read, inner)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Offer `none` beside the type."""
        return {"anyOf": [{"const": "none"}, handler(schema)]}


def _without_none(source: Any) -> Any:
    if get_origin(source) in (Union, types.UnionType):
        rest = tuple(part for part in get_args(source) if part is not type(None))
        return rest[0] if len(rest) == 1 else Union[rest]  # noqa: UP007 (a union made at run time)
    return source


OrNone = Annotated[T | None, NoneWord()]
"""A value of a type, or the word `none`."""


RESERVED = ("none", "nothing")
"""Words that say that something is not there; what is there is called otherwise."""


def _name(text: str) -> str:
    if text in RESERVED:
        raise Complaint(
            f"{text!r} is a word of the language and no name",
            found=text,
            allowed="any other name",
            next_step="choose another name",
        )
    return _name_or_none(text)


def _name_or_none(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", text) or len(text) > 60:
        raise Complaint(
            f"{text!r} is not a name",
            found=text,
            allowed="lower-case letters and digits in words joined by hyphens, at most 60 signs",
            next_step="write it like overdue-credit",
        )
    return text


_PATTERN = Field(json_schema_extra={"pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$"})

Name = Annotated[str, Strict(), AfterValidator(_name), _PATTERN]
"""A name in lower-case words joined by hyphens; not `none` or `nothing`."""

NameOrNone = Annotated[str, Strict(), AfterValidator(_name_or_none), _PATTERN]
"""As `Name`, for a regime, which may be the packaged `none`; whether it is one its loading says."""

MOST_WHOLE = 1_000_000_000
"""The largest whole number of a file; two of them, and their sum, lie well within 32 bits and a sign."""

AnyWhole = Annotated[int, Strict()]
"""A whole number that the model which holds it bounds itself."""

Whole = Annotated[AnyWhole, Field(ge=-MOST_WHOLE, le=MOST_WHOLE)]
"""A whole number that is part of the structure, such as a grade's lower bound; not a measured quantity."""

Flag = Annotated[bool, Strict()]
"""true or false."""

Prose = Annotated[str, Strict()]
"""Free text of any number of lines."""


def _line(text: str) -> str:
    text = text.removesuffix("\n")
    if "\n" in text or "\t" in text:
        raise Complaint(
            "this runs over more than one line" if "\n" in text else "this holds a tab",
            found=text,
            allowed="text in one line",
            next_step="write it in one line, with spaces",
        )
    return text


Text = Annotated[str, Strict(), AfterValidator(_line)]
"""Free text in one line: what is shown beside other things could otherwise be taken for a line of theirs."""


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.hostname or ""))
        sound = sound and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        sound = False
    if not sound or not _SIGNS_OF_ADDRESS.fullmatch(text):
        raise Complaint(
            "this is no address of a page",
            found=text,
            allowed="https://HOST/PATH or http://HOST/PATH, without spaces",
            next_step="write where it was read, as a browser shows it, or `none`",
        )
    return text


_HOST = re.compile(r"(?:[^\W_]|-)+(?:\.(?:[^\W_]|-)+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*")
_SIGNS_OF_ADDRESS = re.compile(r"[^\s<>\"'`\\{}|^]+")
Address = Annotated[str, Strict(), AfterValidator(_line), AfterValidator(_address)]
"""Where something was read: `http` or `https` with a host, since it becomes a link on a page."""


def _date(found: Any) -> dt.date:
    if isinstance(found, dt.datetime):
        return found.date()
    if isinstance(found, dt.date):
        return found
    if isinstance(found, str):
        try:
            return dt.date.fromisoformat(found)
        except ValueError:
            pass
    raise Complaint(
        "this is not a date", found=str(found), allowed="YYYY-MM-DD", next_step="write it like 2017-03-01"
    )


class _DateForm:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _date, serialization=core_schema.plain_serializer_function_ser_schema(dt.date.isoformat)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "format": "date"}


Date = Annotated[dt.date, _DateForm()]
"""A date, written YYYY-MM-DD."""


class ReferenceKey(str):
    """The key of an entry of `references`, where a field names its source without a number."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read text and keep the type, so that the check of references finds it."""
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(strict=True))


EvidenceCode = Literal["V", "V2", "D", "M", "X", "S"]
EVIDENCE: Mapping[str, str] = {
    "V": "read at the address given",
    "V2": "read, but the source is weak, secondary or a mirror",
    "D": "arithmetic on values that were read",
    "M": "unverified, from memory",
    "X": "sources conflict",
    "S": "said by the speaker of the interview, not verified",
    "P": "proposed by the author of the file",
    "assumed": "assumed, with the range given",
}
UNVERIFIED = frozenset({"M", "S"})


class ReferenceEntry(Part):
    """A source that values of this file rest on."""

    title: Annotated[Text, DecidesNothing("readers")]
    """What it is: author, title, date."""
    url: Annotated[OrNone[Address], DecidesNothing("readers")] = None
    """Where it was read."""
    evidence: Annotated[EvidenceCode, DecidesNothing("readers")]
    """V read; V2 read but weak; D arithmetic on what was read; M from memory; X conflicting; S only said."""
    note: Annotated[Prose, DecidesNothing("readers")] = ""
    """A caution that belongs to the source."""


class FilePart(Part):
    """The top of every file."""

    demerit: Literal[2]
    """Version of the language, 2; `demerit upgrade` carries a file of version 1 to it."""
    proposes: ClassVar[bool] = False
    """Whether a rule may rest on its author alone, as `from: proposal` says."""
    references: dict[Text, ReferenceEntry] = Field(default_factory=dict)
    """Sources by key; values name them with `from KEY`."""
