"""How each kind of entry is told: the one table to add a line to when a mechanism brings a new kind.

A phrase is chosen by the entry's outcome, else by an empty one. It may use `what`, `by`, `outcome` (hyphens
become spaces), `amount`, `points` (the amount with its sign), `after`, and `share` (the amount as a share of
2^30). A kind that has no line here is told by its fields, so that nothing goes missing. Entries known to the
lab alone are marked where they are printed, and are worded as what is so, not as what anybody was told.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from demerit.explain.words import RIGHTLY, number, words

PHRASES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "entered": {"": "is there ({outcome})"},
        "left": {"death": "dies", "left": "leaves the society", "": "leaves"},
        "act": {"": "act: {what}", "could not pay": "act: {what}, by somebody who could not pay"},
        "attempt": {"": "tries: {what}"},
        "refused": {"": "refused: {what}, for being on {by}"},
        "sighting": {
            "of an act": "{by} reports {what}, which is true",
            "of no act": "{by} reports {what}, which the person did not do",
            "": "{by} reports {what}",
        },
        "ruling": {
            "recorded": "{by} rules on {what}: recorded",
            "dismissed": "{by} rules on {what}: dismissed",
            "let off": "{by} lets the person off: {what}",
            "stopped at review": "a human review stops the case: {what}",
            "stopped at hearing": "a hearing stops the case: {what}",
            "found unable": "found unable to pay, no listing follows: {what}",
            "paid before": "paid after notice, no listing follows: {what}",
            "won on appeal before": "an appeal is won before anything follows: {what}",
            "": "{by} rules on {what}: {outcome}",
        },
        "record": {"": "the record of {what} begins to count on {by}"},
        "record ceases": {
            "expiry": "the record of {what} on {by} expires",
            "payment": "the record of {what} on {by} ends by payment",
            "repair": "the record of {what} on {by} ends by repair",
            "correction": "the record of {what} on {by} is corrected",
            "appeal": "the record of {what} on {by} is overturned on appeal",
            "": "the record of {what} on {by} ends: {outcome}",
        },
        "record passes": {"": "the record of {what} does not count on {by}, whose condition does not hold"},
        "score": {
            "start": "the score begins at {after}",
            "points": "{points} points; the score is {after}",
            "recovery": "{points} points come back; the score is {after}",
            "cap": "a cap or bound keeps {points} points back; the score is {after}",
            "": "{points} points ({outcome}); the score is {after}",
        },
        "shadow score": {
            "start": f"{RIGHTLY}, the score begins at {{after}}",
            "": f"{RIGHTLY}: {{points}} points ({{outcome}}), {{after}} after them",
        },
        "listed": {"": "on the list {what}"},
        "off the list": {
            "sunset": "off the list {what}, since the regime has ended",
            "rule": "off the list {what}, since its rule has changed",
            "ceased": "off the list {what}, since what it asks for no longer holds",
            "": "off the list {what} ({outcome})",
        },
        "shadow listed": {"": f"{RIGHTLY}, would be on the list {{what}} from now on"},
        "shadow off the list": {"": f"{RIGHTLY}, would be off the list {{what}}"},
        "tie carries": {"": "a tie to {by}, who is listed, puts one on {what} ({outcome})"},
        "tie ceases": {"": "no tie carries the listing on {what} any more"},
        "condition holds": {"": "the condition of the list {what} holds"},
        "condition ceases": {"": "the condition of the list {what} no longer holds"},
        "married": {"": "marries"},
        "divorced": {"": "divorces"},
        "points for a listing near": {
            "": "{points} points for the listing of somebody near on {what} ({outcome})"
        },
        "job lost": {
            "nothing": "loses the job",
            "listed": "loses the job, being on a published list or remembered for it",
            "employer listed": "loses the job with an employer who is listed",
            "both": "loses the job, being listed like the employer",
            "": "loses the job",
        },
        "job found": {
            "listed": "finds work again, being on a published list or remembered for it",
            "": "finds work again",
        },
        "without the job when entering": {"": "is without the job when entering"},
        "act let go": {"": "lets the act go: {what} (perceived risk {share})"},
        "nobody found": {"": "{by} sees {what}, and nobody can be found for it"},
        "put on another": {"": "{by} sees {what}, and it is put on somebody else"},
        "favoured": {"": "favoured: {what}"},
        "charged": {"": "pays more: {what}"},
        "difference": {"": "averaging works out a difference of {amount}: {what}"},
        "debt claimed": {
            "averaged": "{amount} is claimed, which averaging worked out: {what}",
            "": "{amount} is claimed: {what}",
        },
        "debt paid": {"": "{amount} is paid: {what}"},
        "debt cancelled": {"": "the claim of {amount} is cancelled: {what}"},
        "debt refunded": {"": "{amount} is paid back: {what}"},
    }
)
POINTS_OF_RECORD = "the record of {what} begins to count in the score: {points} points"
"""A record that counts in the score, which has points and no list."""
CEASES_IN_SCORE = "the record of {what} no longer counts in the score ({outcome})"


def phrase(kind: str, what: str, by: str, outcome: str, amount: int, after: int) -> str:
    """Return an entry in words."""
    if kind in ("record", "record ceases") and by == "score":
        text = POINTS_OF_RECORD if kind == "record" else CEASES_IN_SCORE
    else:
        known = PHRASES.get(kind)
        if known is None:
            fields = [words(field) for field in (what, by, outcome) if field]
            fields += [str(amount)] if amount else []
            return f"{kind}: {', '.join(fields)}" if fields else kind
        text = known.get(outcome, known[""])
    ruler = {"machine": "a machine", "official": "an official"} if kind == "ruling" else {}
    return text.format(
        what=words(what),
        by=ruler.get(by, by if by.startswith("syn-") else words(by)),
        outcome=words(outcome),
        amount=number(amount),
        points=number(amount, "+,"),
        after=number(after),
        share=f"{max(amount, 0) / 2**30:.0%}",
    )
