"""M11: what observes conduct, how well, whom it covers, and what it reports falsely, as a file writes it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from demerit.documents import Flag, Name, OrNone, Part, ReferenceKey, Text, Whole
from demerit.documents.deciding import DecidesNothing
from demerit.documents.once import declaring
from demerit.documents.stating import MEASURED
from demerit.errors import Complaint, Complaints
from demerit.mechanisms.averaging.language import IncomeTest
from demerit.mechanisms.sources.language_coverage import Coverage, Covered, covered, wrong_cases
from demerit.quantities import Duration, Rate, Share
from demerit.regime.axes import AXES_OF, Context, Covers, Entity
from demerit.regime.by_axis import ByAxis, FactorsBy, GivenShares

MOST_FALSE_A_YEAR = {"person": 500, "organisation": 8_000}
"""How many false sightings a year a source may make of one person or organisation, with every factor.

Possible points of a district and step come from tables that hold means up to 40,000.
"""


class Source(Part):
    """What observes conduct and reports it, truly or falsely."""

    kind: Literal["records", "income-match", "camera", "informant", "home-device", "rating", "prediction"]
    """How it observes."""
    entity: Entity = "person"
    """Whom it reports on."""
    sees: Annotated[dict[Name, GivenShares], Field(min_length=1)]
    """Chance that an act that is covered is reported, by conduct; or chances by one axis of who acts, or a
    share of a name under `values`."""
    covers: Covers
    """What `coverage` is a share of: `people` or `households`, who are covered all the time or never, or
    `places`, a chance anew for every act."""
    coverage: Coverage
    """Share of what `covers` says that it covers, or shares by one axis, or of a name under `values`; or
    cases of these by condition, of which the first that holds as the step begins counts."""
    delay: Annotated[OrNone[Duration], MEASURED] = None
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
        OrNone[GivenShares], DecidesNothing("lint", "cameras are not modelled (row M12)")
    ] = None
    """Chance of a false match, per comparison."""
    income_test: OrNone[IncomeTest] = None
    """What an income match works out and reports."""
    declared: Annotated[None, declaring("legal_basis", "retention", "accuracy")] = None
    """Words about it that decide nothing."""
    rests_on: Annotated[OrNone[ReferenceKey], DecidesNothing("readers")] = Field(default=None, alias="from")
    """Where the source was read of."""

    @property
    def covering(self) -> list[Covered]:
        """Return what it covers of whom, case by case; a share by itself is the only case."""
        return covered(self.coverage)

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
        wrong += wrong_cases(self.coverage)
        if wrong:
            raise Complaints(wrong)
        return self

    def _wrong_axes(self) -> Iterator[Complaint]:
        """Yield where values differ by what those whom it reports on do not have."""
        places: list[tuple[tuple[str | int, ...], object]] = [
            *((each.at, each.share) for each in self.covering),
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


_KINDS = {
    "records": "M11",
    "income-match": "M61",
    "camera": "M12",
    "informant": "M15",
    "home-device": "M14",
    "rating": "M64",
    "prediction": "M63",
}
"""The row of each kind."""
ROWS = ("M04", "M11", "M61")
WHOM = ("sources", lambda form, path: form.sources[path[1]].entity)
"""Whom conditions in the section are about."""


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for name, source in form.sources.items():
        yield _KINDS[source.kind], ("sources", name)
        if source.entity == "organisation":
            yield "M04", ("sources", name, "entity")
        if source.home and source.kind != "home-device":
            yield "M14", ("sources", name, "home")
