"""Which safeguards stand between whom and what: bundles by name, and where each acts.

A regime names bundles: that of all records, that of all listings, and those of conducts and lists that name
their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import Discriminator, Tag

from demerit.documents import Name, OrNone
from demerit.documents.reading import Where
from demerit.errors import Complaint
from demerit.mechanisms import extension
from demerit.mechanisms.redress.language import (
    SEVEN,
    Bundle,
    OfConduct,
    OfList,
    entity_of,
)
from demerit.regime.naming import unknown
from demerit.regime.variables import kept_of

if TYPE_CHECKING:
    from demerit.mechanisms.conduct.language import Conduct
    from demerit.mechanisms.lists.language import ListRule

OF_RECORDS, OF_LISTINGS = "of_records", "of_listings"
DEFAULTS = (OF_RECORDS, OF_LISTINGS)
AT = "safeguards"
OF_LISTINGS_ALONE = (
    ("notice", "lapses", "a record does not lapse"),
    ("hearing", "exempts", "whom it is hard on is asked before a listing"),
    ("appeal", "success_if_protected", "on what a listing stands is asked in an appeal of a listing"),
    ("appeal", "success_if_slight", "on what a listing stands is asked in an appeal of a listing"),
)
"""Keys of safeguards that say something of listings alone, and why."""


def _of_one(found: Any) -> str:
    return "<name>" if isinstance(found, str) and found != "none" else "<bundle>"


_Bundle = OrNone[
    Annotated[Annotated[Name, Tag("<name>")] | Annotated[Bundle, Tag("<bundle>")], Discriminator(_of_one)]
]
Section = OrNone[dict[Name, _Bundle]]
"""`of_records`, `of_listings` and bundles by name; or `none`."""


class Guard(NamedTuple):
    """A bundle of safeguards, with its place in the file."""

    at: Where
    bundle: Bundle


class OfSafeguards:
    """What a form says of its safeguards."""

    if TYPE_CHECKING:
        safeguards: dict[str, str | Bundle | None] | None
        conducts: dict[str, Conduct]
        lists: dict[str, ListRule]

    @property
    def bundles(self) -> dict[str, Guard]:
        """Return every bundle by its name."""
        return {
            name: Guard((AT, name), each)
            for name, each in (self.safeguards or {}).items()
            if isinstance(each, Bundle)
        }

    def bundle_of(self, own: str | None) -> str | None:
        """Return the name of the bundle that an entry means by `own`: a bundle's name, or a default's."""
        if own in DEFAULTS:
            named = self.safeguards.get(own) if self.safeguards is not None else None
            return named if isinstance(named, str) else None
        return own

    def named_by_record(self, conduct: str) -> str | None:
        """Return the name of the bundle of the records of a conduct."""
        rule = self.conducts.get(conduct)
        return self.bundle_of(OF_RECORDS if rule is None else extension(OfConduct, rule).safeguards)

    def named_by_listing(self, listed: str) -> str | None:
        """Return the name of the bundle of listings on a list."""
        rule = self.lists.get(listed)
        return self.bundle_of(OF_LISTINGS if rule is None else extension(OfList, rule).safeguards)

    def guard_of_record(self, conduct: str) -> Guard | None:
        """Return what stands between a record of a conduct and a person."""
        name = self.named_by_record(conduct)
        return self.bundles.get(name) if name is not None else None

    def guard_of_listing(self, listed: str) -> Guard | None:
        """Return what stands between a listing on a list and a person."""
        name = self.named_by_listing(listed)
        return self.bundles.get(name) if name is not None else None


def guard_complaints(form: Any) -> Iterator[Complaint]:
    """Yield what is wrong with a form's bundles and with the places that name one."""
    named: list[tuple[Where, str | None]] = [
        *((("conducts", name, AT), rule.safeguards) for name, rule in form.conducts.items()),
        *((("lists", name, AT), rule.safeguards) for name, rule in form.lists.items()),
    ]
    if isinstance(form.safeguards, dict):
        yield from _section(form.safeguards)
        given = form.safeguards.items()
        named = [*(((AT, key), each) for key, each in given if isinstance(each, str)), *named]
    known = form.bundles
    wrong = [at for at in named if at[1] is not None and at[1] not in (*DEFAULTS, *known)]
    for place, name in wrong:
        complaint = unknown("bundle", str(name), known, place, False)
        complaint.next_step = "mend the name, or declare the bundle by it under `safeguards`"
        yield complaint
    if not wrong:
        yield from _unused(form)
    yield from _misplaced(form)
    yield from _of_others(form)
    yield from _of_classes(form)


def _section(given: Mapping[str, Any]) -> Iterator[Complaint]:
    """Yield what is wrong with the part `safeguards` by itself, where it names bundles."""
    for key in DEFAULTS:
        if key not in given:
            of = "records" if key == OF_RECORDS else "listings"
            yield Complaint(
                f"it is not said which safeguards all {of} have",
                found=", ".join(given) or "nothing",
                at=(AT,),
                on_key=True,
                allowed="the name of a bundle, or `none`",
                next_step=f"add `{key}: none`, or the bundle's name",
            )
        elif isinstance(given[key], Bundle):
            yield Complaint(
                f"`{key}` names a bundle, and this is one",
                at=(AT, key),
                on_key=True,
                allowed="the name of a bundle, or `none`",
                next_step="give the bundle a name of its own, and write that name here",
            )
    for name, each in given.items():
        if name not in DEFAULTS and not isinstance(each, Bundle):
            yield Complaint(
                "this is no bundle of safeguards",
                found="none" if each is None else str(each),
                at=(AT, name),
                allowed=f"the safeguards of the bundle {name}, of {', '.join(SEVEN)}, and `others: none`",
                next_step="write what there is of them below it, or remove it",
            )


def _used(form: Any) -> tuple[set[str | None], set[str | None]]:
    """Return the names of the bundles of records, and of those of listings."""
    records = {form.bundle_of(OF_RECORDS), *map(form.named_by_record, form.conducts)}
    listings = {form.bundle_of(OF_LISTINGS), *map(form.named_by_listing, form.lists)}
    return records, listings


def _unused(form: Any) -> Iterator[Complaint]:
    """Yield bundles that nothing names."""
    records, listings = _used(form)
    for name, (at, _) in form.bundles.items():
        if name not in records | listings:
            yield Complaint(
                f"nothing has the bundle {name!r}",
                at=at,
                on_key=True,
                next_step="name it by `of_records` or `of_listings`, in a conduct or in a list; or remove it",
            )


def _misplaced(form: Any) -> Iterator[Complaint]:
    """Yield safeguards that do not act where their bundle stands."""
    records, listings = _used(form)
    for name, (at, bundle) in form.bundles.items():
        if name in records and bundle.repair is not None:
            yield Complaint(
                "repair is a way off a list before its term; a record is not repaired",
                at=(*at, "repair"),
                on_key=True,
                next_step="give listings a bundle of their own with `repair`, and remove it here",
            )
        if name in listings:
            yield from _of_hearings(at, bundle, name in records)
        else:
            yield from _of_records_alone(at, bundle)
            yield from _of_hearings(at, bundle, True)
    for name, rule in form.lists.items():
        if rule.safeguards not in DEFAULTS and all(way.by == "spillover" for way in rule.ways):
            yield Complaint(
                "this list is filled by ties alone, and no safeguard is of a listing through others",
                at=("lists", name, AT),
                on_key=True,
                next_step="remove it",
            )


def _of_others(form: Any) -> Iterator[Complaint]:
    """Yield conditions of repairs that cannot be asked of all who are on the lists that have their bundle."""
    for name, rule in form.lists.items():
        guard = form.guard_of_listing(name)
        condition = None if guard is None or guard.bundle.repair is None else guard.bundle.repair.condition
        if guard is None or condition is None:
            continue
        try:
            form.expression(condition, rule.entity)
        except Complaint as complaint:
            if entity_of(form, guard.at) != rule.entity:  # else it is said where conditions are read
                yield Complaint(
                    f"this is asked of whoever is on the list {name!r} too: {complaint}",
                    at=(*guard.at, "repair", "if"),
                    found=str(condition),
                    next_step=f"give the list {name!r} a bundle of its own, or `safeguards: none`",
                )


def _of_classes(form: Any) -> Iterator[Complaint]:
    """Yield bundles for a class that hangs on what the regime keeps, or that stand where no persons are."""
    for name, (at, bundle) in form.bundles.items():
        whom = bundle.to
        if whom is None:
            continue
        try:
            free = form.expression(whom).free_names
        except Complaint:
            continue  # said where conditions are read
        kept = kept_of(free)
        if kept:
            yield Complaint(
                f"whom safeguards are for cannot hang on {kept[0]}, which the regime keeps",
                found=kept[0],
                at=(*at, "to"),
                allowed="traits, tenure, holds(HOLDING) and during(PERIOD)",
                next_step="ask for traits, or for what somebody holds",
            )
        records = {each for each in form.conducts if form.named_by_record(each) == name}
        others = [
            *(
                each
                for each, rule in form.lists.items()
                if rule.entity != "person" and form.named_by_listing(each) == name
            ),
            *(
                each
                for source in form.sources.values()
                if source.entity != "person"
                for each in sorted(source.reports & records)
            ),
        ]
        if others:
            yield Complaint(
                f"a class is of persons, and these safeguards are those of {others[0]}, which is of"
                " organisations",
                found=str(whom),
                at=(*at, "to"),
                next_step=f"give {others[0]} a bundle of its own, or `safeguards: none`",
            )


def _of_hearings(at: Where, bundle: Bundle, of_records: bool) -> Iterator[Complaint]:
    """Yield a hearing of records that leaves open who is found unable, and one of listings that says it."""
    hearing = bundle.hearing
    if hearing is None or (hearing.recognises_unable is not None) == of_records:
        return
    if of_records:
        yield Complaint(
            "it is not said how many of those who could not a hearing recognises",
            at=(*at, "hearing"),
            on_key=True,
            next_step='add `recognises_unable: "0.5, assumed 0.2..0.8"`, or another share',
        )
        return
    yield Complaint(
        "whether somebody could have done otherwise is asked of a record, and this bundle is of listings",
        at=(*at, "hearing", "recognises_unable"),
        on_key=True,
        next_step="remove it, or name the bundle by `of_records` or in a conduct",
    )


def _of_records_alone(at: Where, bundle: Bundle) -> Iterator[Complaint]:
    """Yield what a bundle that no listing has says of listings."""
    for part, key, why in OF_LISTINGS_ALONE:
        if getattr(getattr(bundle, part), key, None):
            yield Complaint(
                f"{why}, and this bundle is of records",
                at=(*at, part, key),
                on_key=True,
                next_step="remove it, or name the bundle by `of_listings` or in a list",
            )
