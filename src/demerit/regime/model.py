"""The regime as a whole: one file, one model, every name in it checked against every other.

Cross-checks stand here and not in the parts, because only the whole knows its conducts, lists and grades.
They are collected, so that a user sees all of them at once. Whether a conduct exists in a society is the
scenario's question: a regime can be read, hashed and linted without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from demerit.documents import (
    Date,
    FilePart,
    Flag,
    Name,
    NameOrNone,
    OrNone,
    Part,
    Prose,
    ReferenceKey,
    Text,
    walk,
)
from demerit.documents.deciding import DecidesNothing
from demerit.documents.once import declaring
from demerit.documents.reading import Where
from demerit.documents.remembering import remembered
from demerit.errors import Complaint, Complaints
from demerit.mechanisms import declared, extended
from demerit.mechanisms.debts.language import OfDebts
from demerit.mechanisms.debts.language import Section as DebtSection
from demerit.mechanisms.linkage.language import Linkage
from demerit.mechanisms.members.language import Members, wrong_members
from demerit.mechanisms.offers.language import OfOffers, unknown_conducts
from demerit.mechanisms.scores.language import Ledger
from demerit.mechanisms.scores.language_checks import score_complaints
from demerit.mechanisms.scores.language_named import Score
from demerit.mechanisms.scores.language_share import ShareScore
from demerit.mechanisms.weights.language import Weight, about, weight_complaints
from demerit.quantities import Duration
from demerit.regime.counting import ANY, MOST_TERMS, Counted, Term, too_many
from demerit.regime.defaults import Entries
from demerit.regime.ends import wrong_ends
from demerit.regime.expressions import SCORE, Names
from demerit.regime.given import Measure
from demerit.regime.guarding import OfSafeguards, Section, guard_complaints
from demerit.regime.list_checks import list_complaints
from demerit.regime.naming import unknown
from demerit.regime.not_modelled import Row
from demerit.regime.parsing import parse
from demerit.regime.parts import (
    Adjudication,
    Condition,
    Conduct,
    Consequence,
    ListRule,
    Monitoring,
    Operator,
    Rollout,
    ShareOrBy,
    Source,
    Spillover,
    Surveillance,
    passes,
)
from demerit.regime.periods import Period, wrong_names
from demerit.regime.scoring import OfScores
from demerit.regime.surveillance import WATCHED
from demerit.regime.trees import Expr
from demerit.regime.value_checks import value_complaints
from demerit.regime.whom import asked, bearing, entity_of, own_lists

_WHOM: Mapping[str, Callable[[Any, Where], str]] = dict(declared("language", "WHOM"))
"""Whom conditions in a section are about, by the section, where a mechanism says it."""


class Amendment(Part):
    """A change of the regime from a date on: any part of the file, laid over what stood before.

    What an amendment holds beside its date is kept as written; `demerit.regime.epochs` reads it as part of a
    whole regime.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    begins: Date = Field(alias="from")
    """The first day on which it holds."""

    @property
    def changes(self) -> Mapping[str, Any]:
        """Return the changed parts, as plain data."""
        return self.model_extra or {}


if TYPE_CHECKING:
    Extended = FilePart
else:
    Extended = extended("language", "OfRegime", FilePart)


class Regime(OfScores, OfSafeguards, OfOffers, OfDebts, Extended):
    """A declared scoring system. `none` is one too: ordinary courts and credit, no scoring."""

    proposes: ClassVar[bool] = True
    regime: Annotated[NameOrNone, DecidesNothing("readers")]
    """The regime's name."""
    title: Annotated[Text, DecidesNothing("readers")]
    """One line that says what it is."""
    story: Annotated[Prose, DecidesNothing("readers")] = ""
    """What it is in full, for readers."""
    operator: Annotated[Operator, DecidesNothing("lint")]
    """Who runs it."""
    source: Annotated[OrNone[ReferenceKey], DecidesNothing("readers")] = Field(default=None, alias="from")
    """What every rule of the file rests on whose numbers name nothing else."""
    declared: Annotated[
        None,
        declaring("scope", "period", "reviews", "monitoring", below={"legal_basis": "operator", **WATCHED}),
    ] = None
    """Words about the whole regime that decide nothing."""
    scope: Annotated[
        OrNone[Literal["universal", "listed-only", "applicants"]],
        DecidesNothing("lint", "everybody is evaluated whom a source covers"),
    ] = None
    """Whom it evaluates."""
    members: OrNone[Members] = None
    """Whom it is about; none where that is everybody."""
    period: Annotated[
        OrNone[Duration],
        DecidesNothing("lint", "how long conduct counts follows from expiry, term and the dates of the run"),
    ] = None
    """Over what time conduct counts."""
    reviews: Annotated[OrNone[Duration], DecidesNothing("readers", "no review changes a rule")] = None
    """How often the regime itself is reviewed."""
    sunset: OrNone[Date] = None
    """When it ends unless renewed."""
    protected_input: Flag = False
    """Whether a rule uses a protected trait; lint reports it."""
    values: dict[Name, ShareOrBy] = Field(default_factory=dict)
    """Shares with a name, each one or by an axis, which sources use: `NAME`, or `0.9 of NAME`."""
    periods: dict[Name, Period] = Field(default_factory=dict)
    """Days with a name, once or every year, for conditions: `during(NAME)`."""
    scores: dict[Name, Score] = Field(default_factory=dict)
    """What is added up about each person, by name: up to four."""
    weights: list[Weight] = Field(default_factory=list)
    """What points of records are multiplied by, for whom and when; all that hold multiply each other."""
    linkage: OrNone[Linkage] = None
    """How reports are joined to people, and what asks for the identifier."""
    conducts: Annotated[dict[Name, Conduct], Entries()] = Field(default_factory=dict)
    """What counts, by the society's names; keys of `defaults` are those of every entry that says none."""
    sources: Annotated[dict[Name, Source], Entries()] = Field(default_factory=dict)
    """What observes, by names; `defaults` as for conducts."""
    adjudication: OrNone[Adjudication] = None
    """Who rules on what is observed."""
    lists: Annotated[dict[Name, ListRule], Entries()] = Field(default_factory=dict)
    """Who is listed, by names; `defaults` as for conducts."""
    consequences: Annotated[dict[Name, Consequence], Entries()] = Field(default_factory=dict)
    """What follows, by names; `defaults` as for conducts."""
    debts: DebtSection = None
    """Which records claim money, and how much, by conduct."""
    spillover: OrNone[Spillover] = None
    """Who else bears it."""
    safeguards: Section
    """What stands between a record or a listing and a person, and the ways back."""
    surveillance: Annotated[OrNone[Surveillance], DecidesNothing("lint")] = None
    """Powers of watching beyond the sources."""
    monitoring: Annotated[OrNone[Monitoring], DecidesNothing("lint")] = None
    """How the regime watches itself."""
    rollout: Annotated[
        OrNone[Rollout], DecidesNothing("lint", "the regime holds everywhere from the first day (row M05)")
    ] = None
    """When it begins where; `none` means everywhere at once."""
    amendments: list[Amendment] = Field(default_factory=list)
    """Dated changes, in the order of their dates."""
    not_modelled: Annotated[list[Row], DecidesNothing("readers")] = Field(default_factory=list)
    """Rows of the mechanisms that it has and nothing models yet; the engine leaves them out and says so."""

    def names(self, entity: str = "person", spell: bool = True) -> Names:
        """Return what a condition about a person or an organisation, or one of their spells, may name."""
        return Names(
            grades=self.scores[SCORE].ordered_grades if SCORE in self.scores else (),
            lists=tuple(self.lists),
            score=SCORE in self.scores,
            scores={name: score.ordered_grades for name, score in self.scores.items()},
            numbered=tuple(n for n, score in self.scores.items() if score.least_records is not None),
            shares=tuple(n for n, score in self.scores.items() if isinstance(score, ShareScore)),
            entity=entity,
            protected_input=self.protected_input,
            conducts=tuple(self.conducts),
            offers=tuple(self.offers),
            periods=tuple(self.periods),
            debts=tuple(self.owing),
            spell=spell,
        )

    def expression(self, condition: Condition | str, entity: str = "person") -> Expr:
        """Return a condition of this regime as a checked tree.

        Args:
            condition: its text.
            entity: whom it is about.

        Raises:
            Complaint: it names what the regime does not have.
        """
        return parse(str(condition), self.names(entity), measure=isinstance(condition, Measure))

    def entity_of(self, consequence: Consequence) -> str:
        """Return whom a consequence is about: the entity of its list or of its `to`, else persons."""
        return entity_of(self, consequence)

    def bearing(self, consequence: Consequence) -> list[tuple[str, Condition | None]]:
        """Return the lists by which a consequence burdens, each with what it asks besides, if anything."""
        return bearing(self, consequence)

    def asked(self, consequence: Consequence) -> Condition:
        """Return what a consequence with `to` asks in a run: being on its own list, if it makes one."""
        return asked(self, consequence)

    @property
    def listing(self) -> set[str]:
        """Conducts a record of which enters some list."""
        return {name for listed in self.lists.values() for name in listed.conducts}

    @property
    def terms(self) -> set[Term]:
        """What conditions count and measure of somebody."""
        return {term for _, text, entity in self.conditions() for term in self.expression(text, entity).terms}

    @property
    def counted(self) -> set[str]:
        """Conducts whose records, or whose debts, some condition counts by their name, or as any."""
        named = {name for term in self.terms if term.what == "records" for name in term.of}
        owed = {name for term in self.terms if term.what == "owes" for name in term.of}
        found = set(self.conducts) if ANY in named else named & set(self.conducts)
        return found | set(self.owing if ANY in owed else owed & set(self.owing))

    def conditions(self) -> tuple[tuple[Where, Condition, str], ...]:
        """Return every condition with its path and the entity that it is about."""
        return _conditions(self)

    @model_validator(mode="after")
    def _own_lists(self) -> Self:
        while made := own_lists(self):
            self.lists.update(made)
        return self

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        wrong = [*self._unknown_names(), *self._wrong_conditions(), *self._contradictions()]
        if wrong:
            raise Complaints(wrong)
        return self

    def _unknown_names(self) -> Iterator[Complaint]:
        used: list[tuple[str, Where, bool]] = list(unknown_conducts(self))
        for name, source in self.sources.items():
            used += [(conduct, ("sources", name, "sees", conduct), True) for conduct in source.sees]
            if (match := source.income_test) is not None:
                used.append((match.conduct, ("sources", name, "income_test", "conduct"), False))
        for name, listed in self.lists.items():
            used += [
                (each, ("lists", name, "enter", number, "record", i), False)
                for number, way in enumerate(listed.ways)
                for i, each in enumerate(way.record)
            ]
        if self.adjudication is not None and (test := self.adjudication.ability_test) is not None:
            used += [
                (each, ("adjudication", "ability_test", "for", i), False)
                for i, each in enumerate(test.conducts)
            ]
        used += [(each, debt.at, True) for each, debt in self.owing.items()]
        for conduct, place, on_key in used:
            if conduct not in self.conducts:
                yield unknown("conduct", conduct, self.conducts, place, on_key)
        if self.spillover is not None:
            for relation, spill in self.spillover.relations.items():
                for key, named in (("lists", spill.lists), ("of", spill.of)):
                    if named is not None and named not in self.lists:
                        yield unknown("list", named, self.lists, ("spillover", relation, key), False)

    def _wrong_conditions(self) -> Iterator[Complaint]:
        counted = set[Counted]()
        for path, condition, entity in self.conditions():
            try:
                names = self.names(entity, path[-1] == "until")
                counted.update(parse(condition, names, measure=isinstance(condition, Measure)).counted)
            except Complaint as complaint:
                complaint.at = path
                yield complaint
            if len(counted) > MOST_TERMS:
                yield too_many(counted, path)
                return

    def _contradictions(self) -> Iterator[Complaint]:
        if self.sources and self.adjudication is None:
            yield Complaint(
                "sources report and nobody rules on it",
                at=("sources",),
                on_key=True,
                next_step="add `adjudication:` with `official:`; say 1 and 0 if every report is upheld",
            )
        ledgers = [name for name, score in self.scores.items() if isinstance(score, Ledger)]
        keeps = len(ledgers) == 1
        for complaints in declared("language_checks", "complaints"):
            yield from complaints(self)
        yield from wrong_members(self)
        yield from score_complaints(self)
        yield from guard_complaints(self)
        yield from weight_complaints(self)
        yield from value_complaints(self.values, self.sources)
        yield from wrong_names(self.periods)
        for name, listed in self.lists.items():
            entities = {
                source.entity
                for source in self.sources.values()
                if any(conduct in source.reports for conduct in listed.conducts)
            }
            if listed.conducts and entities and listed.entity not in entities:
                yield Complaint(
                    f"no source reports these conducts about the entity {listed.entity}",
                    at=("lists", name, "enter"),
                    on_key=True,
                    found=", ".join(listed.conducts),
                    next_step="let source and list have the same `entity`",
                )
        yield from list_complaints(self)
        if self.spillover is not None:
            for relation, spill in self.spillover.relations.items():
                for key, what in (("share_of_points", "a share of points needs"), ("points", "points need")):
                    if getattr(spill, key) is not None and not keeps:
                        yield Complaint(
                            f"{what} a ledger" if not ledgers else f"{what} one ledger alone",
                            at=("spillover", relation, key),
                            on_key=True,
                            next_step="pass on a list, or declare a ledger",
                        )
                yield from wrong_ends(relation, spill, self.lists)
        dates = [amendment.begins for amendment in self.amendments]
        for index, (before, after) in enumerate(zip(dates, dates[1:], strict=False), start=1):
            if after <= before:
                yield Complaint(
                    f"amendments stand in the order of their dates; {after} does not follow {before}",
                    found=str(after),
                    at=("amendments", index, "from"),
                    next_step="reorder them, or join two of one date",
                )


@remembered(32)
def _conditions(form: Regime) -> tuple[tuple[Where, Condition, str], ...]:
    return tuple(_found(form))


def _found(form: Regime) -> Iterator[tuple[Where, Condition, str]]:
    for path, value in walk(form):
        if isinstance(value, Condition):
            entity = "person"
            if path[0] == "lists":
                entity = form.lists[str(path[1])].entity
            elif path[0] == "consequences":
                entity = form.entity_of(form.consequences[str(path[1])])
            elif path[0] == "spillover":
                entity = passes(str(path[1]))[0]
            elif (whom := _WHOM.get(str(path[0]))) is not None:
                entity = whom(form, path)
            elif path[0] == "weights":
                entity = about(form, form.weights[int(path[1])])
            yield path, value, entity
