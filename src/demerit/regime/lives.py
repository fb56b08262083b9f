"""How long a record counts: a length from when it begins to count or from its act, or for ever."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from demerit.errors import Complaint
from demerit.quantities import Duration
from demerit.quantities.dates import DAYS_PER_UNIT, add_term

EVER: Literal["ever"] = "ever"
FROM_ACT = " from act"
"""What follows the unit of a length that is reckoned from the act."""


@dataclass(frozen=True, slots=True)
class Life(Duration):
    """How long a record counts, `3 years` from when it begins to, or `3 years from act`.

    The unit says from when: `years`, or `years from act`.
    """

    dimension: ClassVar[str] = "length"
    units: ClassVar[str] = "days, weeks, months, years; perhaps with `from act`"
    example: ClassVar[str] = "3 years from act, from KEY"

    @classmethod
    def read_unit(cls, unit: str) -> tuple[Decimal, str]:
        """Return 1 and the plural of the unit, with what follows it."""
        bare = unit.removesuffix(FROM_ACT)
        plural = bare if bare.endswith("s") else f"{bare}s"
        if plural not in DAYS_PER_UNIT:
            raise cls.wrong_unit(unit, tuple(DAYS_PER_UNIT))
        return Decimal(1), plural + unit[len(bare) :]

    @property
    def from_act(self) -> bool:
        """Whether it is reckoned from the act, and not from when the record begins to count."""
        return self.unit.endswith(FROM_ACT)

    @property
    def calendar_unit(self) -> str:
        """The unit alone: `days`, `weeks`, `months` or `years`."""
        return self.unit.removesuffix(FROM_ACT)

    @property
    def days(self) -> Decimal:
        """Return the mean length in days (a year has 365.2425)."""
        return self.value * DAYS_PER_UNIT[self.calendar_unit]

    def after(self, date: dt.date) -> dt.date:
        """Return the date that lies this long after another, by the calendar."""
        return add_term(date, self.value, self.calendar_unit)

    @classmethod
    def of(cls, length: Duration) -> Life:
        """Return a length as the life of a record, from when it begins to count."""
        return cls(length.value, length.unit, length.reference, length.assumed, length.note)


class _Ever:
    """Marks a field whose value may be the word `ever` beside a length."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read `ever` as itself, and `none` as nothing said."""
        inner = handler.generate_schema(Life)

        def read(found: Any, validate: Any) -> Any:
            if isinstance(found, str) and found in (EVER, "none"):
                return EVER if found == EVER else None
            if found is None:
                raise Complaint("nothing stands here", found="nothing", next_step="write `ever` or a length")
            return validate(found)

        return core_schema.no_info_wrap_validator_function(read, inner)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Offer `ever` beside a length."""
        return {"anyOf": [{"const": EVER}, handler(schema)]}


Counts = Annotated[Life | Literal["ever"] | None, _Ever()]
"""How long a record counts, or `ever`; None where nothing is said."""
