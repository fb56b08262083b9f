"""The regime as a whole: one file, one model, every name in it checked against every other.

Cross-checks stand here and not in the parts, because only the whole knows its conducts, lists and grades.
They are collected, so that a user sees all of them at once. Whether a conduct exists in a society is the
scenario's question: a regime can be read, hashed and linted without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from demerit.documents import Date, FilePart, Flag, Name, NameOrNone, OrNone, Part, Prose, Text, walk
from demerit.documents.deciding import DecidesNothing
from demerit.documents.reading import Where
from demerit.errors import Complaint, Complaints, nearest_name
from demerit.mechanisms.linkage.language import Linkage
from demerit.mechanisms.scores.language import (
    AnyLedger,
    NamedScore,
    NoScore,
    RiskScore,
    RollingMean,
    Score,
)
from demerit.mechanisms.scores.language_checks import score_complaints
from demerit.quantities import Duration
from demerit.regime.expressions import SCORE, Names
from demerit.regime.parsing import parse
from demerit.regime.parts import (
    BETWEEN,
    Adjudication,
    Condition,
    Conduct,
    Consequence,
    Debts,
    ListRule,
    Monitoring,
    Operator,
    Rollout,
    Safeguards,
    Source,
    Spill,
    Spillover,
    Surveillance,
    passes,
)
from demerit.regime.scoring import OfScores
from demerit.regime.tiers import TierRule, tier_complaints
from demerit.regime.trees import Expr


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


class NotModelled(Part):
    """A row of the mechanisms that the regime has and that nothing models yet."""

    row: Text
    """Its number, such as M35."""
    why: Text = ""
    """Why it is named although the check would not ask for it."""


def _not_modelled(found: Any) -> Any:
    if isinstance(found, str):
        return {"row": found}
    if isinstance(found, Mapping) and len(found) == 1 and "row" not in found:
        ((row, why),) = found.items()
        return {"row": row, "why": why}
    return found


Row = Annotated[NotModelled, BeforeValidator(_not_modelled, json_schema_input_type=str | dict[str, str])]


class Regime(OfScores, FilePart):
    """A declared scoring system. `none` is one too: ordinary courts and credit, no scoring."""

    regime: Annotated[NameOrNone, DecidesNothing("readers")]
    """The regime's name."""
    title: Annotated[Text, DecidesNothing("readers")]
    """One line that says what it is."""
    story: Annotated[Prose, DecidesNothing("readers")] = ""
    """What it is in full, for readers."""
    operator: Annotated[Operator, DecidesNothing("lint")]
    """Who runs it."""
    scope: Annotated[
        OrNone[Literal["universal", "listed-only", "applicants"]],
        DecidesNothing("lint", "everybody is evaluated whom a source covers"),
    ] = None
    """Whom it evaluates."""
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
    score: Score = Field(default_factory=NoScore)
    """What is added up about each person, where that is one number; `scores` takes several, by name."""
    named_scores: dict[Name, NamedScore] = Field(default_factory=dict, alias="scores")
    """What is added up about each person, by name: up to four."""
    tiers: OrNone[Annotated[dict[Name, TierRule], Field(min_length=1)]] = None
    """What is different for officials, owners and others."""
    linkage: OrNone[Linkage] = None
    """How reports are joined to people, and what asks for the identifier."""
    conducts: dict[Name, Conduct] = Field(default_factory=dict)
    """What counts, by the society's names."""
    sources: dict[Name, Source] = Field(default_factory=dict)
    """What observes."""
    adjudication: OrNone[Adjudication] = None
    """Who rules on what is observed."""
    lists: dict[Name, ListRule] = Field(default_factory=dict)
    """Who is listed."""
    consequences: dict[Name, Consequence] = Field(default_factory=dict)
    """What follows."""
    debts: OrNone[Debts] = None
    """Which records claim money."""
    spillover: OrNone[Spillover] = None
    """Who else bears it."""
    safeguards: Safeguards
    """What stands between a record and a person, and the ways back."""
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

    def names(self, entity: str = "person") -> Names:
        """Return what a condition about a person or an organisation may name."""
        return Names(
            grades=self.scores[SCORE].ordered_grades if SCORE in self.scores else (),
            lists=tuple(self.lists),
            score=SCORE in self.scores,
            scores={name: score.ordered_grades for name, score in self.scores.items()},
            numbered=tuple(n for n, score in self.scores.items() if isinstance(score, RollingMean)),
            threshold=self.score.threshold if isinstance(self.score, RiskScore) else None,
            entity=entity,
            protected_input=self.protected_input,
        )

    def expression(self, condition: Condition | str, entity: str = "person") -> Expr:
        """Return a condition of this regime as a checked tree.

        Args:
            condition: its text.
            entity: whom it is about.

        Raises:
            Complaint: it names what the regime does not have.
        """
        return parse(str(condition), self.names(entity))

    def entity_of(self, consequence: Consequence) -> str:
        """Return whom a consequence is about: its list's entity, else persons."""
        listed = self.lists.get(consequence.refuse) if consequence.refuse else None
        return listed.entity if listed else "person"

    @property
    def listing(self) -> set[str]:
        """Conducts a record of which enters some list."""
        return {name for listed in self.lists.values() for name in listed.enter.on}

    def conditions(self) -> Iterator[tuple[Where, Condition, str]]:
        """Yield every condition with its path and the entity that it is about."""
        for path, value in walk(self):
            if isinstance(value, Condition):
                entity = "person"
                if path[0] == "lists":
                    entity = self.lists[str(path[1])].entity
                elif path[0] == "consequences":
                    entity = self.entity_of(self.consequences[str(path[1])])
                elif path[0] == "spillover":
                    entity = passes(str(path[1]))[0]
                yield path, value, entity

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        wrong = [*self._unknown_names(), *self._wrong_conditions(), *self._contradictions()]
        if wrong:
            raise Complaints(wrong)
        return self

    def _unknown_names(self) -> Iterator[Complaint]:
        used: list[tuple[str, Where, bool]] = []
        for name, source in self.sources.items():
            used += [(conduct, ("sources", name, "sees", conduct), True) for conduct in source.sees]
            if (match := source.income_test) is not None:
                used.append((match.conduct, ("sources", name, "income_test", "conduct"), False))
        for name, listed in self.lists.items():
            used += [
                (each, ("lists", name, "enter", "on", i), False) for i, each in enumerate(listed.enter.on)
            ]
        if self.adjudication is not None and (test := self.adjudication.ability_test) is not None:
            used += [
                (each, ("adjudication", "ability_test", "for", i), False)
                for i, each in enumerate(test.conducts)
            ]
        if self.debts is not None:
            used += [(each, ("debts", "conducts", i), False) for i, each in enumerate(self.debts.conducts)]
        for conduct, place, on_key in used:
            if conduct not in self.conducts:
                yield _unknown("conduct", conduct, self.conducts, place, on_key)
        for name, consequence in self.consequences.items():
            if consequence.refuse is not None and consequence.refuse not in self.lists:
                yield _unknown(
                    "list", consequence.refuse, self.lists, ("consequences", name, "refuse"), False
                )
        if self.spillover is not None:
            for relation, spill in self.spillover.relations.items():
                for key, named in (("lists", spill.lists), ("of", spill.of)):
                    if named is not None and named not in self.lists:
                        yield _unknown("list", named, self.lists, ("spillover", relation, key), False)

    def _wrong_conditions(self) -> Iterator[Complaint]:
        for path, condition, entity in self.conditions():
            try:
                self.expression(condition, entity)
            except Complaint as complaint:
                complaint.at = path
                yield complaint

    def _contradictions(self) -> Iterator[Complaint]:
        if self.sources and self.adjudication is None:
            yield Complaint(
                "sources report and nobody rules on it",
                at=("sources",),
                on_key=True,
                next_step="add `adjudication:` with `official:`; say 1 and 0 if every report is upheld",
            )
        ledgers = [name for name, score in self.scores.items() if isinstance(score, AnyLedger)]
        keeps = len(ledgers) == 1
        yield from score_complaints(self)
        yield from tier_complaints(self.tiers, bool(ledgers))
        for name, listed in self.lists.items():
            entities = {
                source.entity
                for source in self.sources.values()
                if any(conduct in source.reports for conduct in listed.enter.on)
            }
            if listed.enter.on and entities and listed.entity not in entities:
                yield Complaint(
                    f"no source reports these conducts about the entity {listed.entity}",
                    at=("lists", name, "enter"),
                    on_key=True,
                    found=", ".join(listed.enter.on),
                    next_step="let source and list have the same `entity`",
                )
        yield from self._circles()
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
                yield from self._wrong_ends(relation, spill)
        dates = [amendment.begins for amendment in self.amendments]
        for index, (before, after) in enumerate(zip(dates, dates[1:], strict=False), start=1):
            if after <= before:
                yield Complaint(
                    f"amendments stand in the order of their dates; {after} does not follow {before}",
                    found=str(after),
                    at=("amendments", index, "from"),
                    next_step="reorder them, or join two of one date",
                )

    def _circles(self) -> Iterator[Complaint]:
        """Yield where lists that only a condition fills wait for each other, or one for itself.

        A record breaks such a circle, so lists that conducts enter (`on`) may ask for each other.
        """
        asks: dict[str, list[str]] = {}
        for name, rule in self.lists.items():
            asks[name] = []
            if not rule.enter.on and rule.enter.condition is not None:
                try:
                    free = self.expression(rule.enter.condition, rule.entity).free_names
                except Complaint:
                    continue  # said where conditions are read
                asks[name] = [other for other in self.lists if f"listed({other})" in free]
        said: set[str] = set()
        for name in asks:
            circle = _circle(name, asks)
            if circle and not said & set(circle):
                said |= set(circle)
                way = " -> ".join([*circle, name])
                yield Complaint(
                    f"the lists {way} go in a circle: each is entered only by asking for the next"
                    if len(circle) > 1
                    else f"the list {name} is entered only by asking for {name} itself",
                    found=", ".join(circle),
                    at=("lists", name, "enter"),
                    next_step="ask for something else in one of these conditions, or add `on: [CONDUCT]`",
                )

    def _wrong_ends(self, relation: str, spill: Spill) -> Iterator[Complaint]:
        """Yield where a relation passes from, or to, a list of the wrong entity."""
        ends = passes(relation)
        if relation in BETWEEN and spill.lists is None:
            yield Complaint(
                "points do not pass between organisations and their leaders",
                at=("spillover", relation, "points" if spill.points is not None else "share_of_points"),
                on_key=True,
                next_step="write `lists: LIST, of: LIST`, or remove the relation",
            )
        elif relation in BETWEEN and spill.of is None:
            yield Complaint(
                f"`{relation}` passes from one kind of entity to the other and does not say from which list",
                at=("spillover", relation),
                on_key=True,
                next_step=f"add `of: LIST`, a list of {ends[0]}s",
            )
        for key, name, entity in (("lists", spill.lists, ends[1]), ("of", spill.of, ends[0])):
            if name in self.lists and self.lists[name].entity != entity:
                yield Complaint(
                    f"`{relation}` passes from {ends[0]}s to {ends[1]}s, and {name} is a list of"
                    f" {self.lists[name].entity}s",
                    found=name,
                    at=("spillover", relation, key),
                    allowed=", ".join(n for n, rule in self.lists.items() if rule.entity == entity)
                    or f"this regime declares no list of {entity}s",
                    next_step=f"name a list of {entity}s",
                )


def _circle(start: str, asks: Mapping[str, list[str]]) -> list[str]:
    """Return the names on the shortest way from a name back to itself, itself first; or none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for name in asks[way[-1]]:
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []


def _unknown(what: str, name: str, known: Mapping[str, object], place: Where, on_key: bool) -> Complaint:
    return Complaint(
        f"there is no {what} {name!r} in this regime",
        found=name,
        at=place,
        on_key=on_key,
        allowed=", ".join(known) or f"this regime declares no {what}",
        nearest=nearest_name(name, known),
        next_step=f"mend the name, or declare it under `{what}s`",
    )
