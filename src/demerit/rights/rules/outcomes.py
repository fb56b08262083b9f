"""How long, before whose eyes, how deep into a life, by whose hand: R20, R25, R30, R40."""

from __future__ import annotations

from demerit.rights.reach import refusals
from demerit.rights.rule import Form, Found, Hit, Rule, Source, beyond
from demerit.rights.rules.lasting import lasting_points
from demerit.rights.thresholds import DATA_YEARS, DAYS_PER_YEAR, KEPT_YEARS

EXPOSING_CHANNELS = ("screen", "broadcast", "caller-tone")
"""Where people meet an entry without having looked for it."""
EXPOSING_FIELDS = ("id-number", "photo", "address")
"""What lets a stranger find or take the place of a person."""
NEEDED = ("health", "internet", "schooling", "social-assistance", "travel")
"""Contexts of R30; movement is called travel here."""


def no_expiry(form: Form) -> Found:
    """R20: a listing, a record or a score stays for ever, or for so long that it might."""
    regime = form.regime
    for name, listed in regime.lists.items():
        for lasting in listed.lasting:
            place = ("lists", name, *lasting.place)
            if lasting.days is None:
                yield Hit(place, lasting.said, f"the list {name}", "write a term")
            else:
                years, change = lasting.days / DAYS_PER_YEAR, f"less than {KEPT_YEARS.clear}"
                before = f"{lasting.said.partition(':')[0]}: "
                yield from beyond(KEPT_YEARS, years, place, f"the list {name}", change, before=before)
    for name, source in regime.sources.items():
        place = ("sources", name, "retention")
        what = f"what {name} reports"
        if source.retention is None:
            yield Hit(place, f"retention: {form.written(*place)}", what, "write a retention")
        else:
            years, change = source.retention.days / DAYS_PER_YEAR, f"less than {DATA_YEARS.clear}"
            yield from beyond(DATA_YEARS, years, place, what, change, before="retention: ")
    yield from lasting_points(form)


def public_shaming(form: Form) -> Found:
    """R25: people are shown to those who did not look for them, or so that strangers can find them."""
    for name, listed in form.regime.lists.items():
        if listed.entity != "person":
            continue
        for key, shown, exposing, verb in (
            ("publish", listed.publish, EXPOSING_CHANNELS, "published by"),
            ("publish_fields", listed.publish_fields, EXPOSING_FIELDS, "shown with"),
        ):
            found = ", ".join(each for each in shown or () if each in exposing)
            if found:
                yield Hit(
                    ("lists", name, key),
                    f"people on it are {verb} {found}",
                    f"people of the list {name} {verb} {found}",
                    f"remove {found}",
                )


def essential(form: Form) -> Found:
    """R30: what a life needs is cut."""
    for name, each in refusals(form.regime).items():
        if each.essential:
            yield Hit(("consequences", name, "essential"), "the file calls the service essential", name)
        elif each.context in NEEDED:
            yield Hit(("consequences", name, "context"), f"it cuts {each.context}", name)


def compelled(form: Form) -> Found:
    """R40: private bodies must carry it out."""
    for name, each in form.regime.consequences.items():
        if each.executor == "private" and each.compelled:
            yield Hit(("consequences", name, "compelled"), "a private body must carry it out", name)


RULES = (
    Rule(
        "R20",
        "no expiry",
        "H",
        "a list has no term, a source keeps data for ever, lost points neither expire nor come"
        " back, or any of"
        " them last longer than the thresholds",
        (
            Source("Chinese draft rules on credit repair: at most three years", "V"),
            Source("CJEU C-26/22 (SCHUFA): not kept longer than in the public register", "V"),
            Source("GDPR 5(1)(e), 17", "M"),
        ),
        "For how long may these be kept and held against somebody: {what}?",
        "write a term, a retention or an expiry",
        "copies that others keep",
        no_expiry,
        (KEPT_YEARS, DATA_YEARS),
    ),
    Rule(
        "R25",
        "public shaming",
        "H",
        "people are shown by screen, broadcast or caller tone, or with identity number, photo or address",
        (Source("ICCPR 17; ECHR 8; GDPR 5(1)(c)", "M"),),
        "Is this needed for anything that a quieter way would not reach: {what}?",
        "remove these channels or fields",
        "entries of organisations",
        public_shaming,
        no_word="whether what is published stays so after the listing",
    ),
    Rule(
        "R30",
        "essential service or movement cut",
        "H",
        "a disadvantage is essential, or of health, schooling, social assistance, the internet or travel",
        (Source("ICCPR 12; ICESCR 9, 11 to 13", "M"),),
        "May these be cut at all for what people are recorded for: {what}?",
        "cut nothing that a life needs",
        "what people have instead; attempts that ask for an identifier",
        essential,
    ),
    Rule(
        "R40",
        "private bodies compelled to sanction",
        "W",
        "a consequence is carried out by a private body that must",
        (Source("State Council General Office, opinion 49 of 2020: only what a law provides", "V"),),
        "Which law obliges a private body to carry out {what}?",
        "leave it to them, or to a public body",
        "pressure without an obligation",
        compelled,
    ),
)
"""Rules about what follows."""
