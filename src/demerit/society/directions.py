"""Which directions a society puts in: how people answer, and who does more of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from demerit.documents.directions import Direction, Sides, gathered, of_number, of_pair, of_table
from demerit.documents.walking import fields_of
from demerit.society.declared import Declared
from demerit.society.responses import Consent, Deterrence, GeneralDeterrence, Payment, Work

_NONE, _ONE = Decimal(0), Decimal(1)
ANSWERS: dict[tuple[type, str], Sides | None] = {
    (Payment, "able"): None,
    (Payment, "unable"): None,
    (Payment, "listed"): Sides(_ONE, "whoever is listed pays sooner", "whoever is listed pays later"),
    (Work, "lost"): None,
    (Work, "found"): None,
    (Work, "lost_if_listed"): Sides(
        _ONE, "a published listing costs jobs", "whoever is on a published list keeps the job longer"
    ),
    (Work, "found_if_listed"): Sides(
        _ONE,
        "whoever is on a published list finds work sooner",
        "a published listing keeps people out of work",
    ),
    (Work, "lost_if_employer_listed"): Sides(
        _ONE, "staff of a listed organisation lose jobs", "staff of a listed organisation keep jobs longer"
    ),
    (Work, "remembered"): None,
    (Deterrence, "effect"): Sides(_NONE, "people do less of what they think will be recorded"),
    (Deterrence, "announced"): Sides(_NONE, "a new rule makes people think that they will be recorded"),
    (Deterrence, "own"): Sides(_NONE, "a record of one's own makes people think that there will be more"),
    (Deterrence, "near"): Sides(_NONE, "a record of somebody near makes people think that they are next"),
    (Deterrence, "half_life"): None,
    (Consent, "join"): None,
    (Consent, "leave"): None,
    (Consent, "reasons"): None,
    (Consent, "back_after"): None,
    (Consent, "by_fifth"): None,
    (Consent, "by_tier"): None,
    (GeneralDeterrence, "effect"): Sides(_NONE, "people do less where more of a district are listed"),
}
"""What each number of `responses` says on either side of no effect; None for how often and how long."""

JOINS = {
    "by_fifth": "income fifth {} joins what goes by consent sooner than fifth {}",
    "by_tier": "of the tier “{}” people join what goes by consent sooner than of “{}”",
}
"""What a table of factors of joining says of its highest and its lowest entry."""
JOBLESS = Sides(_ONE, "people without their job do more of it", "people without their job do less of it")
PROFILES = {
    "by_age": "those aged {} do or try more of it than those aged {}",
    "by_sex": "of the sex “{}” people do or try more of it than of “{}”",
    "by_tier": "of the tier “{}” people do or try more of it than of “{}”",
    "by_fifth": "income fifth {} does or tries more of it than fifth {}",
    "by_residence": "{} people do or try more of it than {} people",
    "by_size": "{} organisations do or try more of it than {} ones",
}
"""What a table of factors says of its highest and its lowest entry."""


def directions(society: Declared) -> list[Direction]:
    """Return every direction that a society puts in, answers first.

    Args:
        society: as declared; its ranges count and not what a draw takes from them.
    """
    return [*_answers(society), *_doing(society)]


def _answers(society: Declared) -> Iterator[Direction]:
    answers = society.responses
    for _, key, part in fields_of(answers):
        if part is None:
            continue
        if isinstance(part, Mapping):
            continue  # how many obey is a share: it has no side on which it says the opposite
        for name, inner, number in fields_of(part):
            sides = ANSWERS[type(part), name]
            if sides and (found := of_number(f"responses.{key}.{inner}", number, sides)):
                yield found
    for profile, sooner in JOINS.items():
        table = getattr(answers.consent, profile, None)
        if table is not None and (order := of_table(table)):
            yield from gathered({sooner.format(*order): [f"responses.consent.{profile}"]})
    pair = answers.payment.able, answers.payment.unable
    places = "responses.payment.able", "responses.payment.unable"
    says = "those who can pay do so sooner than those who cannot", "those who cannot pay do so sooner"
    if found := of_pair(places, pair, says):
        yield found


def _doing(society: Declared) -> Iterator[Direction]:
    """Yield who does more of what, one direction for all conducts and attempts that say the same."""
    orders: dict[str, list[str]] = {}
    jobless: dict[bool, dict[str, list[str]]] = {True: {}, False: {}}
    for key, processes in (("conducts", society.conducts), ("attempts", society.attempts)):
        for name, process in processes.items():
            for profile, says in PROFILES.items():
                table = getattr(process, profile)
                if table is not None and (order := of_table(table)):
                    orders.setdefault(says.format(*order), []).append(f"{key}.{name}.{profile}")
    for name, conduct in society.conducts.items():
        if conduct.jobless and (found := of_number(f"conducts.{name}.jobless", conduct.jobless, JOBLESS)):
            jobless[found.always].setdefault(found.says, []).extend(found.places)
        if conduct.unable is not None and (order := of_table(conduct.unable)):
            says = f"more acts in income fifth {order[0]} than in {order[1]} are of people who could not pay"
            orders.setdefault(says, []).append(f"conducts.{name}.unable")
    for always, found_by in jobless.items():
        yield from gathered(found_by, always=always)
    yield from gathered(orders)
