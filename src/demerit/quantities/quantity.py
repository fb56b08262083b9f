"""A number with its unit and its evidence; the only kind of number that a model may rest on.

Written on one line, `"0.3 % per person-year, assumed 0.1..0.6 log"` or `"2 years, from spc-2017"`, or as a
mapping with the same parts. A bare `0.3` is refused: a reader could not tell a published value from a guess,
and a guess without a range would carry no uncertainty into the results.

Values are `Decimal`, because the text `0.1` must mean the same on every machine and must hash to one digest.
They are stored in one canonical unit per dimension, so `0.3 %` and `0.003` are equal and hash alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from demerit.errors import Complaint, nearest_name
from demerit.quantities.numerals import NUMBER, Range, check_parts, number_text, read_number, read_reference

_VALUE = re.compile(rf"^\s*(?P<low>{NUMBER})(?:\s*\.\.\s*(?P<high>{NUMBER}))?\s*(?P<unit>.*?)\s*$")
_ASSUMED = re.compile(rf"^assumed(?:\s+(?P<low>{NUMBER})\s*\.\.\s*(?P<high>{NUMBER}))?(?P<log>\s+log)?\s*$")
_UNIT_OF_RANGE = re.compile(rf"^(?P<range>assumed\s+{NUMBER}\s*\.\.\s*{NUMBER})\s*(?P<unit>[%A-Za-z][^.]*)$")
_FROM = re.compile(r"^from\s+(?P<key>[A-Za-z0-9][A-Za-z0-9-]*)\s*$")
_KEYS = ("value", "unit", "from", "assumed", "log", "note")
MAX_TEXT = 300
"""Signs of the one-line form; no value of a file comes near, and a longer one is no value."""
EVIDENCE_NEXT = (
    "add `, from KEY` with a key of `references` (the text of the rule itself may be one), "
    "or `, assumed LOW..HIGH` with the range you would defend"
)


def _twice(what: str, found: str, offset: int) -> Complaint:
    return Complaint(
        f"`{what}` stands here a second time", found=found, next_step="keep one of them", offset=offset
    )


class _Evidence(NamedTuple):
    """What stands after a value: its reference, whether it is marked as assumed, the range of that."""

    reference: str | None
    marked: bool
    bounds: tuple[Decimal, Decimal] | None
    log: bool


def _evidence(clauses: Sequence[str], offset: int) -> _Evidence:
    """Read the clauses after a value; the first begins at `offset`."""
    reference: str | None = None
    bounds: tuple[Decimal, Decimal] | None = None
    log = marked = False
    for clause in clauses:
        part = clause.strip()
        here = offset + len(clause) - len(clause.lstrip())
        offset += len(clause) + 1
        if found := _FROM.match(part):
            if reference is not None:
                raise _twice("from KEY", part, here)
            reference = found["key"]
        elif found := _ASSUMED.match(part):
            if marked:
                raise _twice("assumed LOW..HIGH", part, here)
            marked, log = True, bool(found["log"])
            if found["low"] is not None:
                bounds = (read_number(found["low"]), read_number(found["high"]))
        else:
            raise _no_evidence(part, here)
    return _Evidence(reference, marked, bounds, log)


def _no_evidence(part: str, offset: int) -> Complaint:
    """Return the complaint about a clause that is neither reference nor assumption."""
    if unit := _UNIT_OF_RANGE.match(part):
        return Complaint(
            f"a range has the unit of its value, and here {unit['unit']!r} stands after it",
            found=part,
            allowed="assumed LOW..HIGH, assumed LOW..HIGH log",
            next_step=f"write `{unit['range']}`",
            offset=offset,
        )
    groups = part[:1].isdigit()
    return Complaint(
        f"{part!r} is neither `from KEY` nor `assumed LOW..HIGH`",
        found=part,
        allowed="from KEY, assumed LOW..HIGH, assumed LOW..HIGH log",
        next_step="write thousands without a comma (28_228)" if groups else EVIDENCE_NEXT,
        offset=offset,
    )


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with unit and evidence; use a subclass, which fixes the dimension.

    Attributes:
        value: the central value, in `unit`.
        unit: canonical unit of the dimension.
        reference: key in the file's `references`, or None; empty for a number that stands in no file but
            follows from another key, and so rests on nothing of its own.
        assumed: range of an assumption, or None.
        note: a remark that travels with the value.
    """

    value: Decimal
    unit: str
    reference: str | None = None
    assumed: Range | None = None
    note: str = ""

    dimension: ClassVar[str] = "quantity"
    units: ClassVar[str] = ""
    example: ClassVar[str] = ""
    lowest: ClassVar[Decimal] = Decimal(0)
    highest: ClassVar[Decimal]
    whole: ClassVar[bool] = False
    stated: ClassVar[bool] = False
    """Whether a rule's text states it, where the field that holds it says nothing else."""

    @property
    def least(self) -> Decimal:
        """Smallest value of any draw, in `unit`."""
        return self.assumed.low if self.assumed else self.value

    @property
    def most(self) -> Decimal:
        """Largest value of any draw, in `unit`."""
        return self.assumed.high if self.assumed else self.value

    def __float__(self) -> float:
        """Return the value as a float, for printing and charts only."""
        return float(self.value)

    def __str__(self) -> str:
        """Return the canonical one-line form; reading it gives an equal quantity but for the note."""
        text = self.text
        if self.reference:
            text += f", from {self.reference}"
        if self.assumed:
            text += f", assumed {self.assumed}"
        return text

    @property
    def text(self) -> str:
        """Return value and unit without the evidence."""
        return f"{number_text(self.value)} {self.unit}".rstrip()

    @classmethod
    def read_unit(cls, unit: str) -> tuple[Decimal, str]:
        """Return what to multiply a value by, and the canonical unit.

        Args:
            unit: as written, perhaps empty.

        Raises:
            Complaint: this dimension has no such unit.
        """
        raise NotImplementedError

    @classmethod
    def wrong_unit(cls, unit: str, known: tuple[str, ...] = ()) -> Complaint:
        """Return the complaint about a unit that this dimension does not have."""
        message = f"a {cls.dimension} has no unit {unit!r}" if unit else f"this {cls.dimension} has no unit"
        return Complaint(
            message,
            found=unit or "no unit",
            allowed=cls.units,
            nearest=nearest_name(unit, known) if unit else None,
            next_step=f"write it like {cls.example!r}",
        )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the one-line form `VALUE [UNIT][, from KEY][, assumed LOW..HIGH [log]]`.

        Args:
            text: such as `0.3 % per person-year, assumed 0.1..0.6 log`; `LOW..HIGH` may stand for the value,
                which is then the middle of that range.

        Raises:
            Complaint: with the offset of the part that is wrong.
        """
        if len(text) > MAX_TEXT:
            raise Complaint(
                f"this {cls.dimension} has {len(text):,} signs",
                found=text,
                allowed=f"at most {MAX_TEXT} signs",
                next_step=f"write it like {cls.example!r}; remarks belong into `note:` or a comment",
            )
        first, *clauses = text.split(",")
        match = _VALUE.match(first)
        if match is None:
            raise cls._none(text)
        evidence = _evidence(clauses, len(first) + 1)
        bounds, value = evidence.bounds, read_number(match["low"])
        if match["high"] is not None:
            high = read_number(match["high"])
            bounds, value = bounds or (value, high), (value + high) / 2
        elif evidence.marked and bounds is None:
            raise Complaint(
                "an assumption needs its range",
                found=text,
                next_step="write `assumed LOW..HIGH` in the same unit",
            )
        return cls.build(value, match["unit"], evidence.reference, bounds, evidence.log, "", text)

    @classmethod
    def build(
        cls,
        value: Decimal,
        unit: str,
        reference: str | None,
        bounds: tuple[Decimal, Decimal] | None,
        log: bool,
        note: str,
        text: str,
    ) -> Self:
        """Return a checked quantity from its parts as written.

        Args:
            value: in `unit`.
            unit: as written.
            reference: key, or None.
            bounds: low and high in `unit`, or None.
            log: whether the range is logarithmic.
            note: a remark.
            text: the whole as written, for complaints.

        Raises:
            Complaint: a part is wrong, or there is no evidence.
        """
        factor, canonical = cls.read_unit(" ".join(unit.split()))
        if reference is None and bounds is None:
            raise Complaint("this number has no evidence", found=text, next_step=EVIDENCE_NEXT)
        assumed = None
        if bounds is not None:
            assumed = Range(bounds[0] * factor, bounds[1] * factor, log)
            said = f"the range {number_text(bounds[0])}..{number_text(bounds[1])}"
            said += " has no width" if bounds[0] == bounds[1] else " runs downwards"
            inside = assumed.low <= value * factor <= assumed.high
            for sound, what, next_step in (
                (assumed.low < assumed.high, said, "write LOW..HIGH with LOW below HIGH"),
                (
                    not log or assumed.low > 0,
                    "a logarithmic range starts above 0",
                    "raise LOW, or leave out `log`",
                ),
                (inside, "the value lies outside its own range", "widen the range or move the value"),
            ):
                if not sound:
                    raise Complaint(what, found=text, next_step=next_step)
        for number in (value * factor, *((assumed.low, assumed.high) if assumed else ())):
            cls.check(number, text)
        return cls(value * factor, canonical, reference, assumed, note)

    @classmethod
    def check(cls, number: Decimal, text: str) -> None:
        """Refuse a number outside the dimension's bounds.

        Raises:
            Complaint: too low, too high, or not whole where only whole numbers make sense.
        """
        low, high = cls.lowest, cls.highest
        if not low <= number <= high:
            raise Complaint(
                f"a {cls.dimension} cannot be {number_text(number)}",
                found=text,
                allowed=f"{low:,}..{high:,}",
                next_step="check the unit (5 % is 0.05 or `5 %`)" if high == 1 else "mend the number",
            )
        if cls.whole and number != number.to_integral_value():
            raise Complaint(
                f"a {cls.dimension} is a whole number", found=text, next_step="write it without a fraction"
            )

    @classmethod
    def read(cls, found: object) -> Self:
        """Read a quantity from what stands in a file: text, a mapping, or an existing quantity.

        Raises:
            Complaint: it is none of these, or a part is wrong.
        """
        if isinstance(found, cls):
            return found
        if isinstance(found, str):
            return cls.parse(found)
        if isinstance(found, Mapping):
            return cls._from_mapping(found)
        if isinstance(found, (int, float, Decimal)) and not isinstance(found, bool):
            raise Complaint("this number has no evidence", found=str(found), next_step=EVIDENCE_NEXT)
        raise cls._none("nothing" if found is None else str(found))

    @classmethod
    def _none(cls, found: str) -> Complaint:
        """Return the complaint about what is no quantity at all."""
        return Complaint(
            f"this is not a {cls.dimension}",
            found=found,
            allowed=f"a number and its unit ({cls.units})",
            next_step=f"write it like {cls.example!r}",
        )

    @classmethod
    def _from_mapping(cls, found: Mapping[Any, Any]) -> Self:
        check_parts(found, _KEYS, cls.dimension)
        if "value" not in found:
            raise Complaint(
                f"this {cls.dimension} has no `value`", next_step=f"write it like {cls.example!r}"
            )
        bounds = None
        if (pair := found.get("assumed")) is not None:
            if not isinstance(pair, (list, tuple)) or len(pair) != 2:
                raise Complaint(
                    "a range is a list of two numbers",
                    found=str(pair),
                    next_step="write [LOW, HIGH]",
                    at=("assumed",),
                )
            bounds = (read_number(pair[0]), read_number(pair[1]))
        reference = read_reference(found)
        if not isinstance(log := found.get("log", False), bool):
            raise Complaint(
                "`log` is neither true nor false",
                found=str(log),
                allowed="true, false",
                next_step="write `log: true`, or leave it out",
                at=("log",),
            )
        text = " ".join(str(found[key]) for key in ("value", "unit") if key in found)
        return cls.build(
            read_number(found["value"]),
            str(found.get("unit", "")),
            reference,
            bounds,
            log,
            str(found.get("note", "")),
            text,
        )

    def with_value(self, value: Decimal) -> Self:
        """Return a copy with another value; the evidence stays."""
        return replace(self, value=value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic field of this type read every written form."""
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe both written forms to editors."""
        number_pair = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
        return {
            "description": f"A {cls.dimension}: {cls.units}; with `from KEY` or `assumed LOW..HIGH`, or alone"
            " where a `from` above is its source.",
            "examples": [cls.example],
            "anyOf": [
                {"type": "string"},
                {"type": "number"},
                {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["value"],
                    "properties": {
                        "value": {"type": ["number", "string"]},
                        "unit": {"type": "string"},
                        "from": {"type": "string"},
                        "assumed": number_pair,
                        "log": {"type": "boolean"},
                        "note": {"type": "string"},
                    },
                },
            ],
        }
