"""Many numbers with one piece of evidence: shares that sum to 1, and tables of factors, shares or rates.

A census table has one source, and a guessed profile over ages one degree of doubt; to repeat it behind each
entry would hide the numbers. `{values: {...}, from: KEY}` or `{values: [...], assumed: 0.2}`: each entry is
then multiplied by its own factor, log-uniform between 1/1.2 and 1.2. `Shares` are scaled back to a sum of 1
afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from demerit.errors import Complaint
from demerit.quantities.dimensions import Factor, Rate, Share
from demerit.quantities.numerals import check_parts, number_text, read_number, read_reference
from demerit.quantities.quantity import Quantity

_KEYS = ("values", "unit", "from", "assumed", "note")
SUM_TOLERANCE = Decimal("0.002")


@dataclass(frozen=True, slots=True)
class Table:
    """Entries of one dimension that share their evidence; use a subclass.

    Attributes:
        keys: names of the entries, or None for a plain list.
        values: the entries, in the dimension's canonical unit.
        unit: canonical unit.
        reference: key in the file's `references`, or None.
        spread: s of an assumption: entries are multiplied by 1/(1+s) to 1+s; or None.
        note: a remark.
    """

    keys: tuple[str, ...] | None
    values: tuple[Decimal, ...]
    unit: str
    reference: str | None = None
    spread: Decimal | None = None
    note: str = ""

    entry: ClassVar[type[Quantity]] = Factor
    sums_to_one: ClassVar[bool] = False
    what: ClassVar[str] = "table"

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self.values)

    def __getitem__(self, key: str | int) -> Decimal:
        """Return one entry by name, or by position in a plain list."""
        if isinstance(key, int):
            return self.values[key]
        if self.keys is None or key not in self.keys:
            raise KeyError(key)
        return self.values[self.keys.index(key)]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the entries' names; positions as text for a plain list."""
        return self.keys if self.keys is not None else tuple(str(i) for i in range(len(self.values)))

    def as_dict(self) -> dict[str, Decimal]:
        """Return entries by name."""
        return dict(zip(self.names, self.values, strict=True))

    def with_values(self, values: tuple[Decimal, ...]) -> Self:
        """Return a copy with other entries of the same shape."""
        return replace(self, values=values)

    def plain(self) -> dict[str, Any]:
        """Return the canonical mapping, which reads back as an equal table."""
        texts = [number_text(value) for value in self.values]
        return {
            "values": dict(zip(self.keys, texts, strict=True)) if self.keys is not None else texts,
            **({"unit": self.unit} if self.unit else {}),
            **({"from": self.reference} if self.reference else {}),
            **({"assumed": number_text(self.spread)} if self.spread is not None else {}),
            **({"note": self.note} if self.note else {}),
        }

    @classmethod
    def read(cls, found: object) -> Self:
        """Read a table from what stands in a file.

        Raises:
            Complaint: a part is missing, unknown or wrong; shares do not sum to 1.
        """
        if isinstance(found, cls):
            return found
        if not isinstance(found, Mapping) or "values" not in found:
            raise Complaint(
                f"a {cls.what} is written with `values` and its evidence",
                found=None if isinstance(found, (Mapping, list)) else str(found),
                allowed="{values: {...}, from: KEY} or {values: {...}, assumed: 0.2}",
                next_step="put the numbers under `values`",
            )
        check_parts(found, _KEYS, cls.what)
        written = found["values"]
        if not isinstance(written, (Mapping, list, tuple)) or not written:
            raise Complaint(
                "`values` is a list or a mapping of numbers",
                found=str(written) if written else "nothing",
                next_step="write {NAME: NUMBER, ...} or [NUMBER, ...]",
                at=("values",),
            )
        keys = tuple(str(key) for key in written) if isinstance(written, Mapping) else None
        factor, unit = cls.entry.read_unit(" ".join(str(found.get("unit", "")).split()))
        values = cls._entries(written, factor)
        reference, spread = cls._evidence(found)
        return cls(keys, values, unit, reference, spread, str(found.get("note", "")))

    @classmethod
    def _entries(cls, written: Mapping[Any, Any] | Sequence[Any], factor: Decimal) -> tuple[Decimal, ...]:
        """Return the entries as written, multiplied by `factor`."""
        entries: Iterable[tuple[Any, Any]] = (
            written.items() if isinstance(written, Mapping) else enumerate(written)
        )
        values: list[Decimal] = []
        for key, number in entries:
            try:
                value = read_number(number, "an entry") * factor
                cls.entry.check(value, str(number))
            except Complaint as complaint:
                complaint.at = ("values", key)
                raise
            values.append(value)
        total = sum(values, Decimal(0))
        if cls.sums_to_one and abs(total - 1) > SUM_TOLERANCE:
            raise Complaint(
                f"these shares sum to {number_text(total)}, not to 1",
                found=number_text(total),
                allowed="0.998..1.002",
                next_step="mend an entry, or set `unit: '%'` if they are percentages",
                at=("values",),
            )
        return tuple(values)

    @classmethod
    def _evidence(cls, found: Mapping[Any, Any]) -> tuple[str | None, Decimal | None]:
        """Return the reference and the relative spread; one of them is given."""
        reference = read_reference(found)
        spread = None if found.get("assumed") is None else read_number(found["assumed"], "`assumed`")
        if spread is not None and not 0 < spread <= 9:
            raise Complaint(
                "`assumed` of a table is a relative spread",
                found=str(spread),
                allowed="above 0, at most 9",
                next_step="write 0.2 for factors from 1/1.2 to 1.2",
                at=("assumed",),
            )
        if reference is None and spread is None:
            raise Complaint(
                f"this {cls.what} has no evidence",
                next_step="add `from: KEY` with a key of `references`, or `assumed: 0.2` (a relative spread)",
            )
        return reference, spread

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic field of this type read the written form."""
        return core_schema.no_info_plain_validator_function(
            cls.read,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda table: table.plain()),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the written form to editors."""
        number = {"type": ["number", "string"]}
        return {
            "type": "object",
            "description": f"A {cls.what}; `from: KEY`, or `assumed: s` for factors from 1/(1+s) to 1+s.",
            "additionalProperties": False,
            "required": ["values"],
            "properties": {
                "values": {
                    "anyOf": [
                        {"type": "array", "items": number},
                        {"type": "object", "additionalProperties": number},
                    ]
                },
                "unit": {"type": "string", "description": cls.entry.units},
                "from": {"type": "string"},
                "assumed": {"type": "number", "exclusiveMinimum": 0, "maximum": 9},
                "note": {"type": "string"},
            },
        }


@dataclass(frozen=True, slots=True)
class Shares(Table):
    """Shares of one whole: they sum to 1 within 0.002."""

    entry: ClassVar[type[Quantity]] = Share
    sums_to_one: ClassVar[bool] = True
    what: ClassVar[str] = "list of shares"


@dataclass(frozen=True, slots=True)
class ShareTable(Table):
    """Shares of different wholes, each 0 to 1."""

    entry: ClassVar[type[Quantity]] = Share
    what: ClassVar[str] = "table of shares"


@dataclass(frozen=True, slots=True)
class Factors(Table):
    """Factors by category."""

    what: ClassVar[str] = "table of factors"


@dataclass(frozen=True, slots=True)
class Rates(Table):
    """Rates by category, with one unit, stored per year."""

    entry: ClassVar[type[Quantity]] = Rate
    what: ClassVar[str] = "table of rates"
