"""What is told of records in force, lists and stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from demerit.counted.kinds import (
    AMOUNT,
    BY_LIST,
    BY_PLACE,
    CONDITIONS,
    CONDUCT,
    EXIT,
    LIST,
    SCORED,
    WITHOUT_POINTS,
    Form,
    Kind,
    Told,
    Where,
    fixed,
    of_a_score,
)
from demerit.mechanisms.redress.words import guard_of_listing, guard_of_record

RIGHTLY = "with true records and the rule's own points"
"""The shadow: no record is false and every true one has the points that the rule says."""

OWN, BY_TIE = range(2)
"""What a listing begins or ends by."""
_ORIGIN = fixed("by", ("own", "tie"))


def _began(entry: Told, form: Form) -> Sequence[Where]:
    if entry.by == CONDITIONS:
        return [("conducts", entry.what)]
    return [("conducts", entry.what, "points")] if of_a_score(entry.by) else [("lists", entry.by, "enter")]


def _ends(listed: str, entry: Told, form: Form) -> Sequence[Where]:
    if entry.outcome == "expiry" and listed == CONDITIONS:
        return [("conducts", entry.what)]
    if entry.outcome == "expiry":
        if of_a_score(listed):
            return [("conducts", entry.what, "counts")]
        return [("lists", listed, "enter")]
    if entry.outcome == "fulfilled":
        return [("lists", listed, "enter")]
    if entry.outcome == "payment":
        return [("lists", listed, "release_on_payment")]
    if entry.outcome in ("tie", "taken_off"):
        return [("spillover",) if entry.outcome == "tie" else ("triggers",)]
    return [
        path for path in dict.fromkeys(_guards(listed, entry, form)) if form.at(path) not in (None, "none")
    ]


def _guards(listed: str, entry: Told, form: Form) -> Iterator[Where]:
    """Yield the places of the safeguards by which a record or a listing may have ended."""
    if entry.outcome not in ("repair", "correction", "appeal"):
        return
    if not of_a_score(listed) and listed != CONDITIONS:
        yield (*guard_of_listing(form, listed), entry.outcome)
    if entry.outcome != "repair":
        yield (*guard_of_record(form, "" if entry.what == listed else entry.what), entry.outcome)


RECORD_BEGINS = Kind(
    "record",
    "record",
    (BY_PLACE, CONDUCT, AMOUNT),
    {"": "the record of {what} begins to count on {by}"},
    tells_by={
        SCORED: "the record of {what} begins to count in the {by}: {points} points",
        f"{SCORED}{WITHOUT_POINTS}": "the record of {what} begins to count in the {by}",
        CONDITIONS: "the record of {what} begins to count where conditions count records",
    },
    regime=_began,
)
RECORD_CEASES = Kind(
    "record ceases",
    "record",
    (BY_PLACE, CONDUCT, EXIT),
    {
        "expiry": "the record of {what} on {by} expires",
        "payment": "the record of {what} on {by} ends by payment",
        "repair": "the record of {what} on {by} ends by repair",
        "correction": "the record of {what} on {by} is corrected",
        "appeal": "the record of {what} on {by} is overturned on appeal",
        "fulfilled": "the record of {what} on {by} has done what it was to, since what ends it came true",
        "taken_off": "the record of {what} on {by} keeps nobody there any more: a rule took them off",
        "": "the record of {what} on {by} ends: {outcome}",
    },
    tells_by={
        SCORED: "the record of {what} no longer counts in the {by} ({outcome})",
        CONDITIONS: "the record of {what} no longer counts where conditions count records ({outcome})",
    },
    regime=lambda entry, form: _ends(entry.by, entry, form),
)
RECORD_PASSES = Kind(
    "record passes",
    "record",
    (BY_LIST, CONDUCT),
    {"": "the record of {what} does not count on {by}, whose condition does not hold"},
    regime=(("lists", "{by}", "enter", "if"),),
)
LISTED = Kind("listed", "record", (LIST, _ORIGIN), {"": "on the list {what}"}, regime=(("lists", "{what}"),))
OFF = Kind(
    "off the list",
    "record",
    (LIST, _ORIGIN, EXIT),
    {
        "fulfilled": "off the list {what}, since what was to end it came true",
        "sunset": "off the list {what}, since the regime has ended",
        "rule": "off the list {what}, since its rule has changed",
        "taken_off": "off the list {what}, since a rule took them off",
        "ceased": "off the list {what}, since what it asks for no longer holds",
        "left_scheme": "off the list {what}, as no longer a member",
        "": "off the list {what} ({outcome})",
    },
    regime=lambda entry, form: _ends(entry.what, entry, form),
)
SHADOW_LISTED = Kind(
    "shadow listed", "shadow", (LIST, _ORIGIN), {"": f"{RIGHTLY}, would be on the list {{what}} from now on"}
)
SHADOW_OFF = Kind(
    "shadow off the list", "shadow", (LIST, _ORIGIN, EXIT), {"": f"{RIGHTLY}, would be off the list {{what}}"}
)
STATE_BEGINS = Kind(
    "condition holds",
    "record",
    (LIST,),
    {"": "the condition of the list {what} holds"},
    regime=(("lists", "{what}", "enter"),),
)
STATE_ENDS = Kind(
    "condition ceases",
    "record",
    (LIST,),
    {"": "the condition of the list {what} no longer holds"},
    regime=(("lists", "{what}", "enter"),),
)
PUT_ON = Kind(
    "put on",
    "record",
    (LIST,),
    {"": "a rule puts them on the list {what}"},
    regime=(("lists", "{what}", "enter"),),
)
PUT_ON_NO_MORE = Kind(
    "put on no more",
    "record",
    (LIST,),
    {"": "what put them on the list {what} keeps them there no longer"},
    regime=(("lists", "{what}", "enter"),),
)
OUTCOMES = (
    "lapsed",
    "stopped at review",
    "stopped at hearing",
    "exempted",
    "won on appeal before",
    "withdrawn",
)
LAPSED, STOPPED_AT_REVIEW, STOPPED_AT_HEARING, EXEMPTED, WON, WITHDRAWN = range(len(OUTCOMES))
"""What may become of a pending listing."""
BEGINS, NOT_BEGUN = -1, -2
"""In place of these: it begins; it is still pending."""
_DECIDES: Mapping[str, str] = {
    "lapsed": "notice",
    "stopped at review": "human_review",
    "stopped at hearing": "hearing",
    "exempted": "hearing",
    "won on appeal before": "appeal",
}


def _decided(entry: Told, form: Form) -> Sequence[Where]:
    guard = guard_of_listing(form, entry.what)
    key = _DECIDES.get(entry.outcome)
    whole = (*guard, key) if key is not None else guard
    return [whole if form.at(whole) not in (None, "none") else ("lists", entry.what, "enter")]


LISTING_PENDING = Kind(
    "listing pending",
    "record",
    (LIST,),
    {"": "to be put on the list {what}, which waits for what comes before a listing"},
    regime=lambda entry, form: [guard_of_listing(form, entry.what)],
)
LISTING_DECIDED = Kind(
    "listing decided",
    "record",
    (LIST, fixed("outcome", OUTCOMES)),
    {
        "lapsed": "not put on the list {what}, since what it asks for no longer holds",
        "stopped at review": "a review by a person keeps them off the list {what}",
        "stopped at hearing": "a hearing keeps them off the list {what}",
        "exempted": "a hearing exempts them from the list {what}",
        "won on appeal before": "an appeal is won, and they are not put on the list {what}",
        "": "not put on the list {what}, since a record is {outcome}",
    },
    regime=_decided,
)
CLAIMED = Kind(
    "benefit appealed",
    "record",
    (LIST,),
    {"": "appeals not being on the list {what}, which gives"},
    regime=lambda entry, form: [(*guard_of_listing(form, entry.what), "appeal")],
)
GRANTED = Kind(
    "benefit granted",
    "record",
    (LIST,),
    {"": "an appeal is won, and gives them the list {what}"},
    regime=lambda entry, form: [(*guard_of_listing(form, entry.what), "appeal")],
)
KINDS = (
    CLAIMED,
    GRANTED,
    LISTING_PENDING,
    LISTING_DECIDED,
    RECORD_BEGINS,
    RECORD_CEASES,
    RECORD_PASSES,
    LISTED,
    OFF,
    SHADOW_LISTED,
    SHADOW_OFF,
    STATE_BEGINS,
    STATE_ENDS,
    PUT_ON,
    PUT_ON_NO_MORE,
)
"""Listings and ends are of a person's listing as a whole; what carries it are the records, ties and
conditions that begin and cease beside it."""
