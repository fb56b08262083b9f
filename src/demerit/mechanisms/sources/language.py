"""What a regime knows: its operator, what conduct counts, and what observes it.

Every field that the rights rules ask for is here from the first version, as a value or `none`, so that a file
written today can be checked by a rule written later. A field that nothing models yet is described all the
same; the row check in `working` says which those are, and none is ever ignored in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, core_schema

from demerit.documents import Date, Flag, Name, OrNone, Part, ReferenceKey, Text, Whole
from demerit.documents.deciding import DecidesNothing
from demerit.errors import Complaint, Complaints
from demerit.quantities import Duration, Money, Rate, Share
from demerit.regime.axes import (
    AXES_OF,
    Context,
    Covers,
    Entity,
    EvidenceStandard,
)
from demerit.regime.by_axis import ByAxis, FactorsBy, ShareOrBy
from demerit.regime.given import GivenPoints
from demerit.regime.recurring import Recurring


class Condition(str):
    """The text of a condition; the regime checks it against its own names (see `expressions`)."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read text and keep the type, so that the regime finds every condition."""
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(strict=True))


MOST_AMOUNT = 1_000_000_000
"""The largest amount of money that a rule may name, in whole units of the society's currency."""

MOST_FALSE_A_YEAR = {"person": 500, "organisation": 8_000}
"""How many false sightings a year a source may make of one person or organisation, with every factor.

Possible points of a district and step come from tables that hold means up to 40,000.
"""

Grade0to5 = Annotated[Whole, Field(ge=0, le=5)]


class Operator(Part):
    """Who runs the regime."""

    kind: Annotated[
        OrNone[Literal["court", "agency", "ministry", "company", "school", "community"]],
        DecidesNothing("readers"),
    ] = None
    """What kind of body it is."""
    ai: Flag = False
    """Whether an AI system evaluates or classifies people."""
    legal_basis: Annotated[OrNone[Text], DecidesNothing("readers")] = None
    """The law that it rests on."""
    keeps_penalties: Flag = False
    """Whether it keeps the money it takes."""


class Conduct(Part):
    """What the regime makes of one conduct of the society's catalogue."""

    points: GivenPoints = 0
    """Points gained (+) or lost (-) per record."""
    legal_basis: Annotated[OrNone[Text], DecidesNothing("lint")] = None
    """The rule that the conduct breaks or fulfils."""
    evidence_standard: Annotated[OrNone[EvidenceStandard], DecidesNothing("lint")] = None
    """How sure somebody must be before it counts."""
    since: OrNone[Date] = None
    """From which day on acts count: of those before it sources report nothing. A day before the rule's entry
    into force means retroactive."""
    discretionary: OrNone[tuple[GivenPoints, GivenPoints]] = None
    """Lowest and highest points that an official may give instead."""
    gravity: Annotated[OrNone[Grade0to5], DecidesNothing("lint", "the society's own gravity counts")] = None
    """How grave the regime claims it is, 0 to 5; the society's own gravity is shown beside."""
    source: Annotated[OrNone[ReferenceKey], DecidesNothing("readers")] = Field(default=None, alias="from")
    """Where the rule was read."""

    @model_validator(mode="after")
    def _range(self) -> Self:
        if self.discretionary is not None and self.discretionary[0] >= self.discretionary[1]:
            raise Complaint(
                "this range of points is empty", at=("discretionary",), next_step="write [lowest, highest]"
            )
        return self


class IncomeTest(Part):
    """A match of a benefit that was due by the month with income averaged over months."""

    conduct: Name
    """What a difference is reported as."""
    every: Recurring
    """How often everybody covered is matched."""
    months: Annotated[Whole, Field(ge=1, le=24)]
    """Over how many whole months before the match income is averaged; 1 means true months."""
    applies_if: OrNone[Condition] = Field(default=None, alias="for")
    """Who was on the benefit, by what they are when matched."""
    benefit: Money
    """The benefit of somebody without income, in `CURRENCY per month`."""
    free: Money
    """Income of a month that takes nothing off it."""
    taper: Share
    """What each unit of income beyond that takes off it."""
    least: Money
    """Least difference that is reported, in the currency."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        for name in ("benefit", "free", "least"):
            amount: Money = getattr(self, name)
            if amount.least < 0 or amount.most > MOST_AMOUNT:
                raise Complaint(
                    "an amount is 0 or more" if amount.least < 0 else "this amount is too large",
                    at=(name,),
                    found=str(amount),
                    allowed=f"0..{MOST_AMOUNT:,}",
                    next_step="mend the number, or count in a larger currency",
                )
        return self


_COVERED: Mapping[str, Covers] = {"camera": "places", "home-device": "households"}
"""What the coverage of a kind of source is a share of where its file does not say; of the others people."""


class Source(Part):
    """What observes conduct and reports it, truly or falsely."""

    kind: Literal["records", "income-match", "camera", "informant", "home-device", "rating", "prediction"]
    """How it observes."""
    entity: Entity = "person"
    """Whom it reports on."""
    sees: Annotated[dict[Name, ShareOrBy], Field(min_length=1)]
    """Chance that an act that is covered is reported, by conduct; or chances by one axis of who acts."""
    covers: OrNone[Covers] = None
    """What `coverage` is a share of: `people` or `households`, who are covered all the time or never, or
    `places`, a chance anew for every act. Left out: `places` of a camera, `households` of a home device, else
    `people`."""
    coverage: ShareOrBy
    """Share of what `covers` says that it covers, or shares by one axis."""
    delay: OrNone[Duration] = None
    """Time from act to sighting."""
    false_records: OrNone[Rate] = None
    """Reports without an act, per covered person-year, spread evenly over the conducts that it sees."""
    false_records_by: OrNone[FactorsBy] = None
    """How false reports differ by one axis."""
    context: Annotated[OrNone[Context], DecidesNothing("lint")] = None
    """Where in life its data arise."""
    legal_basis: Annotated[OrNone[Text], DecidesNothing("readers")] = None
    """The rule that lets it collect."""
    protected: Annotated[OrNone[Text], DecidesNothing("lint")] = None
    """The protected trait that it records."""
    proxy_of: Annotated[OrNone[Text], DecidesNothing("lint")] = None
    """The protected trait that it stands in for."""
    consent: Annotated[Flag, DecidesNothing("lint")] = False
    """Whether the people recorded agreed."""
    retention: Annotated[OrNone[Duration], DecidesNothing("lint", "no data are deleted")] = None
    """How long it keeps data; `none` is for ever."""
    accuracy: Annotated[
        OrNone[Share],
        DecidesNothing("readers", "how well a source reports follows from sees and false_records"),
    ] = None
    """Share of reports that are right, as the operator claims; the model does not use it."""
    home: Annotated[Flag, DecidesNothing("lint", "watching inside homes is not modelled (row M14)")] = False
    """Whether it watches inside homes."""
    reward: Annotated[
        OrNone[Annotated[Whole, Field(ge=0)]], DecidesNothing("lint", "informants are not modelled (row M15)")
    ] = None
    """Points that an informant gains per report."""
    anonymous: Annotated[Flag, DecidesNothing("lint", "informants are not modelled (row M15)")] = False
    """Whether informants stay unknown to the person."""
    corroboration: Annotated[Flag, DecidesNothing("lint", "informants are not modelled (row M15)")] = False
    """Whether a second, independent report is needed."""
    false_report_penalty: Annotated[
        OrNone[Annotated[Whole, Field(ge=0)]], DecidesNothing("lint", "informants are not modelled (row M15)")
    ] = None
    """Points that a false informant loses."""
    gallery: Annotated[
        OrNone[Literal["nation", "region", "watch-list"]],
        DecidesNothing("lint", "cameras are not modelled (row M12)"),
    ] = None
    """Whom a camera's picture is compared with."""
    false_match: Annotated[
        OrNone[ShareOrBy], DecidesNothing("lint", "cameras are not modelled (row M12)")
    ] = None
    """Chance of a false match, per comparison."""
    income_test: OrNone[IncomeTest] = None
    """What an income match works out and reports."""
    rests_on: Annotated[OrNone[ReferenceKey], DecidesNothing("readers")] = Field(default=None, alias="from")
    """Where the source was read of."""

    @property
    def covered(self) -> Covers:
        """Return what its coverage is a share of: as written, or by its kind."""
        return self.covers or _COVERED.get(self.kind, "people")

    @property
    def reports(self) -> frozenset[str]:
        """Return the conducts that it may report."""
        more = {self.income_test.conduct} if self.income_test is not None else set()
        return frozenset({*self.sees, *more})

    @model_validator(mode="after")
    def _own_fields(self) -> Self:
        wrong: list[Complaint] = []
        for owner, fields in (
            (
                "informant",
                {"reward": None, "anonymous": False, "corroboration": False, "false_report_penalty": None},
            ),
            ("camera", {"gallery": None, "false_match": None}),
            ("income-match", {"income_test": None}),
        ):
            for name, absent in fields.items():
                if self.kind != owner and getattr(self, name) != absent:
                    wrong.append(
                        Complaint(
                            f"only a source of kind {owner} has {name!r}",
                            found=name,
                            at=(name,),
                            on_key=True,
                            next_step=f"remove it, or set `kind: {owner}`",
                        )
                    )
        if self.kind == "income-match" and (self.income_test is None or self.entity != "person"):
            wrong.append(
                Complaint(
                    "an income match says what it works out, about persons",
                    at=("kind",),
                    next_step="add `income_test:` with its benefit, and leave `entity` at person",
                )
            )
        if self.false_records_by is not None and self.false_records is None:
            wrong.append(
                Complaint(
                    "there are no false records to differ",
                    at=("false_records_by",),
                    on_key=True,
                    next_step="add `false_records:`, or remove this",
                )
            )
        if self.false_records is not None:
            wrong += self._too_many_false(self.false_records)
        if self.false_records is not None and self.false_records.subject not in (self.entity, ""):
            wrong.append(
                Complaint(
                    f"false records of this source are counted per {self.entity}-year",
                    at=("false_records",),
                    found=self.false_records.unit,
                    allowed=f"per {self.entity}-year",
                    next_step="mend the unit",
                )
            )
        wrong += self._wrong_axes()
        if wrong:
            raise Complaints(wrong)
        return self

    def _wrong_axes(self) -> Iterator[Complaint]:
        """Yield where values differ by what those whom it reports on do not have."""
        places: list[tuple[tuple[str, ...], object]] = [
            (("coverage",), self.coverage),
            (("false_records_by",), self.false_records_by),
            *((("sees", conduct), chance) for conduct, chance in self.sees.items()),
        ]
        for place, values in places:
            if isinstance(values, ByAxis) and values.by not in AXES_OF[self.entity]:
                yield Complaint(
                    f"this source reports on {self.entity}s, and they have no {values.by}",
                    found=values.by,
                    at=(*place, "by"),
                    allowed=", ".join(AXES_OF[self.entity]),
                    next_step="choose one of these axes, or mend the source's `entity`",
                )
        if self.covers == "households" and self.entity == "organisation":
            yield Complaint(
                "organisations have no households",
                found=self.covers,
                at=("covers",),
                allowed="people (here: the organisations that it reports on), places",
                next_step="write `covers: people`, or `covers: places`",
            )

    def _too_many_false(self, rate: Rate) -> list[Complaint]:
        """Return what is wrong with the number of false sightings, at most one complaint."""
        factors = self.false_records_by.values if self.false_records_by is not None else {}
        top = rate.most * max((each.most for each in factors.values()), default=Decimal(1))
        most = MOST_FALSE_A_YEAR[self.entity]
        if max(top, rate.most) <= most:
            return []
        return [
            Complaint(
                f"with its factors this source could report {max(top, rate.most):,.0f} false records a year"
                f" of one {self.entity}",
                found=str(rate),
                at=("false_records",),
                allowed=f"at most {most:,} a year, factors included",
                next_step="lower the rate, or its factors",
            )
        ]
