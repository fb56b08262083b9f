"""M23, said back: the seven safeguards, each present or absent, and between whom and what they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from demerit.mechanisms.redress.language import entity_of
from demerit.regime.list_kinds import BENEFIT
from demerit.regime.saying import people, quoted, series
from demerit.regime.sentences import GUARDED, Reads, Said, Sentence, say

Place = tuple[str, ...]
RECORD, LISTING, EITHER = "record", "listing", "record or listing"
"""Between what and a person a bundle stands."""
_WRONG = {
    RECORD: "records of acts that were not done",
    LISTING: "listings that would not be there but for errors",
    EITHER: "cases of acts that were not done, and of listings that would not be there but for errors",
}

_NONE = {
    "notice": "Nobody is told before a record takes effect.",
    "reasons": "Nobody is told why.",
    "hearing": "Nobody is heard before a record takes effect.",
    "appeal": "Nobody can appeal.",
    "correction": "The regime does not look for records that are wrong.",
    "repair": "Nobody can earn their way off a list.",
    "human_review": "No person looks again at a ruling.",
}


def guarded(form: Any) -> Iterator[Sentence]:
    """Say which safeguards stand where, and each of them, or that it is not there."""
    if form.safeguards is None:
        yield Said().sentence(("safeguards",), "Nothing stands between a record or a listing and a person.")
    elif "" in form.bundles:
        yield from _seven(form, ("safeguards",), form.bundles[""].bundle, "record")
    else:
        yield from _standing(form)
        for name, (at, bundle) in form.bundles.items():
            if bundle.to is not None:
                whom = people(form.expression(bundle.to).root)
                yield Said().sentence((*at, "to"), f"The safeguards {quoted(name)} are for {whom} alone.")
            for sentence in _seven(form, at, bundle, _of(form, name)):
                text = f"By {quoted(name)}, {sentence.text[:1].lower()}{sentence.text[1:]}"
                yield sentence._replace(text=text)


def _of(form: Any, name: str) -> str:
    """Return between what and a person a bundle stands: a record, a listing, or either."""
    records = {form.bundle_of("of_records"), *map(form.named_by_record, form.conducts)}
    listings = {form.bundle_of("of_listings"), *map(form.named_by_listing, form.lists)}
    if name not in listings:
        return "record"
    return "record or listing" if name in records else "listing"


def _seven(form: Any, at: Place, bundle: Any, of: str) -> Iterator[Sentence]:
    for name, absent in _NONE.items():
        part = getattr(bundle, name)
        if part is None:
            yield Said().sentence((*at, name), absent.replace("a record", f"a {of}"))
        else:
            for sentence in _SAYS[name]((*at, name), part, of):
                text = sentence.text
                if of != "record":
                    many = of.replace("record", "records").replace("listing", "listings")
                    text = text.replace("records and listings", "records")
                    text = re.sub(r"\brecord\b", of, re.sub(r"\brecords\b", many, text))
                yield sentence._replace(text=text)

    yield from _withheld(form, at, bundle)
    if bundle.repair is not None and bundle.repair.condition is not None:
        condition, entity = bundle.repair.condition, entity_of(form, at if len(at) > 1 else (*at, "repair"))
        earned = people(form.expression(condition, entity).root, entity)
        yield Said().sentence((*at, "repair", "if"), f"That is done as soon as they are {earned}.")


def _withheld(form: Any, at: Place, bundle: Any) -> Iterator[Sentence]:
    """Say what an appeal is of where it stands between a benefit and a person."""
    guards = {name: form.guard_of_listing(name) for name in form.lists}
    gives = [name for name, it in guards.items() if it and it.at == at and form.lists[name].kind == BENEFIT]
    if bundle.appeal is None or not gives:
        return
    said = Said()
    yield said.sentence(
        (*at, "appeal", "benefits"),
        f"On {series([quoted(name) for name in gives])}, which is given, an appeal is of what is withheld in"
        f" error alone: {said.number(bundle.appeal.success_if_wrong)} of these succeed, and it begins when"
        " that is decided.",
    )


def _standing(form: Any) -> Iterator[Sentence]:
    """Say which bundle stands between what and a person: that of all, and those that are named besides."""
    for key, what, catalogue in (("of_records", "records", "conducts"), ("of_listings", "listings", "lists")):
        yield _stands(("safeguards", key), what, form.bundle_of(key))
        for name, rule in getattr(form, catalogue).items():
            if rule.safeguards not in ("of_records", "of_listings"):
                of = f"{what} {'of' if key == 'of_records' else 'on'} {quoted(name)}"
                yield _stands((catalogue, name, "safeguards"), of, rule.safeguards)


def _stands(at: Place, what: str, bundle: str | None) -> Sentence:
    said = "no safeguards" if bundle is None else f"the safeguards {quoted(bundle)}"
    return Said().sentence(at, f"{what[:1].upper()}{what[1:]} have {said}.")


def _notice(at: Place, notice: Any, of: str) -> Iterator[Sentence]:
    yield say(at, "Notice of a record reaches {} of people.", notice.share, part=notice)
    later = "For these a listing begins {} later."
    if of != LISTING:
        later = "For these a record takes effect {} later; whoever pays by then what is owed is not listed."
    yield say((*at, "ahead"), later, notice.ahead)
    if of != RECORD:
        begins = "does not begin" if notice.lapses else "begins all the same"
        lapses = f"A listing {begins} where its condition holds no more by then."
        yield Said().sentence((*at, "lapses"), lapses)


def _reasons(at: Place, reasons: Any, of: str) -> Iterator[Sentence]:
    yield say(
        at,
        "Reasons are given; the chance that somebody appeals is {} times as high.",
        reasons.raises_appeal,
        part=reasons,
    )


def _hearing(at: Place, hearing: Any, of: str) -> Iterator[Sentence]:
    yield say(at, "Before a record takes effect, {} of people are heard.", hearing.share, part=hearing)
    yield say((*at, "stops_wrong"), f"A hearing stops {{}} of {_WRONG[of]}.", hearing.stops_wrong)
    if hearing.recognises_unable is not None:
        yield say(
            (*at, "recognises_unable"),
            "A hearing recognises {} of those who were not able to do otherwise.",
            hearing.recognises_unable,
        )
    if hearing.exempts is not None:
        exempts = "A hearing exempts {} of those who are rightly to be listed."
        yield say((*at, "exempts"), exempts, hearing.exempts)
    yield from _waits(at, hearing, "A hearing")


def _appeal(at: Place, appeal: Any, of: str) -> Iterator[Sentence]:
    yield say(at, "An appeal is made against {} of records and listings.", appeal.chance, part=appeal)
    yield say(
        (*at, "success_if_wrong"),
        "An appeal succeeds in {} of cases where the record is wrong.",
        appeal.success_if_wrong,
    )
    yield say(
        (*at, "success_if_right"),
        "An appeal succeeds in {} of cases where the record is right.",
        appeal.success_if_right,
    )
    for key, what in (("protected", "protected conduct or inputs"), ("slight", "slight conduct")):
        chance = getattr(appeal, f"success_if_{key}")
        if chance is not None:
            said = f"An appeal succeeds in {{}} of cases where the record would not stand without {what}."
            yield say((*at, f"success_if_{key}"), said, chance)
    if appeal.delay is not None:
        yield say((*at, "delay"), "An appeal is decided after {}.", appeal.delay)
    waits = (
        "until it is decided, the record has no effect"
        if appeal.suspensive
        else "until it is decided, the record has effect all the same"
    )
    yield Said().sentence((*at, "suspensive"), f"Of an appeal: {waits}.")


def _correction(at: Place, correction: Any, of: str) -> Iterator[Sentence]:
    yield say(
        at,
        "Of records that are wrong {} are found and withdrawn without an appeal.",
        correction.chance,
        part=correction,
    )
    if correction.delay is not None:
        yield say((*at, "delay"), "Such a record is withdrawn after {}.", correction.delay)


def _repair(at: Place, repair: Any, of: str) -> Iterator[Sentence]:
    yield say(at, "After {} on a list one may ask to be taken off it.", repair.after, part=repair)
    yield say((*at, "chance"), "Of those listed {} ask, and are taken off.", repair.chance)
    yield from _waits(at, repair, "Being taken off")


def _review(at: Place, review: Any, of: str) -> Iterator[Sentence]:
    what = {RECORD: "a machine's rulings", LISTING: "listings"}.get(
        of, "a machine's rulings, and of listings"
    )
    yield say(at, f"A person looks again at {{}} of {what}.", review.share, part=review)
    yield say((*at, "stops_wrong"), f"Such a review stops {{}} of {_WRONG[of]}.", review.stops_wrong)
    yield from _waits(at, review, "A review")


def _waits(at: Place, part: Any, what: str) -> Iterator[Sentence]:
    if part.delay is not None:
        said = Said()
        yield said.sentence((*at, "delay"), f"{what} takes {said.number(part.delay)}.")


_SAYS = {
    "notice": _notice,
    "reasons": _reasons,
    "hearing": _hearing,
    "appeal": _appeal,
    "correction": _correction,
    "repair": _repair,
    "human_review": _review,
}

READS = (Reads(GUARDED, 0, guarded),)
