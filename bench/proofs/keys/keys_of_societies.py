"""For each key of a society of the engine: a change of it, and the column that must move."""

from __future__ import annotations

from typing import Any

from bench.proofs.keys.keys_of_regimes import SLIGHT
from bench.proofs.keys.walk_of_keys import Change, society
from tests.toy import made

_AGES = ("0-14", "15-17", "18-24", "25-34", "35-44", "45-59", "60-64", "65+")


def _even(names: tuple[str, ...], first: float, rest: float) -> dict[str, Any]:
    """Return a table in which the first entry differs from the rest."""
    return {"values": dict.fromkeys(names, rest) | {names[0]: first}, "from": "made"}


_FACTORS: dict[str, dict[str, Any]] = {
    "by_age": _even(_AGES, 0, 1.2),
    "by_sex": _even(("male", "female"), 0.2, 1.3),
    "by_tier": _even(("ordinary", "official", "owner", "visitor"), 0.2, 1.3),
    "by_fifth": _even(("1", "2", "3", "4", "5"), 0.2, 1.3),
    "by_residence": _even(("urban local", "urban away", "rural local", "rural away", "visitor"), 0.2, 1.3),
}
_SIZES = _even(("micro", "small", "medium", "large"), 0.2, 1.3)
_ORGANISATION = {"by": "organisation", "rate": "100 % per organisation-year, from made"}
_PAY = {"paid": "4_000 crowns per month, from made"} | dict.fromkeys(("in_work", "begins", "ends"), made(0.5))
_PLAIN: dict[str, Any] = dict.fromkeys([*_FACTORS, "propensity"], "none")
_KINDS: dict[str, Any] = {
    "propensities.temper.spread": ...,
    "propensities.temper.kinds": {"values": {"calm": 0.8, "wild": 0.2}, "from": "made"},
    "conducts.noise.by_kind": {"values": {"calm": 0.5, "wild": 4}, "from": "made"},
    "conducts.noise.ceiling": 70,
}
"""What stands in the file where people differ by kinds."""
DOES: dict[str, Change] = {
    "conducts": Change("acts.acts", ..., "conducts.noise", "records"),
    "conducts.*.by": Change(
        "acts.acts",
        _ORGANISATION | {"title": "t", "context": "court", "gravity": 3, "ceiling": 1},
        "conducts.noise",
        "records",
    ),
    "conducts.*.rate": Change("acts.acts", "300 % per person-year, from made", "conducts.default.rate"),
    "conducts.*.ceiling": Change("acts.acts", 70, "conducts.noise.ceiling"),
    "conducts.*.valence": Change("acts.deterred", "prosocial", "conducts.default.valence"),
    "conducts.*.protected": Change("lists.protected", "speech", "conducts.default.protected"),
    "conducts.*.gravity": Change(SLIGHT, 5, "conducts.lateness.gravity", "records"),
    "conducts.*.propensity": Change("acts.acts", "none", "conducts.noise.propensity"),
    "conducts.*.by_kind": Change(
        "acts.acts",
        {"values": {"calm": 0.5, "wild": 1}, "from": "made"},
        "conducts.noise.by_kind",
        given=_KINDS,
    ),
    "conducts.*.unable": Change("lists.unable", "none", "conducts.default.unable"),
    "conducts.*.jobless": Change("acts.acts", "none", "conducts.default.jobless"),
    "conducts.*.amount": Change("money.claimed", "900 crowns, from made", "conducts.default.amount"),
    "attempts": Change("attempts.attempts", ..., "attempts.loan", "records"),
    "attempts.*.by": Change(
        "attempts.attempts",
        _ORGANISATION | {"title": "t", "context": "travel", "ceiling": 1},
        "attempts.loan",
        "records",
    ),
    "attempts.*.rate": Change("attempts.attempts", "300 % per person-year, from made", "attempts.train.rate"),
    "attempts.*.ceiling": Change("attempts.attempts", 50, "attempts.loan.ceiling"),
    **{
        f"{kind}.*.{key}": Change(moves, table, f"{kind}.{name}.{key}", also={f"{kind}.{name}.ceiling": 70})
        for kind, name, moves in (
            ("conducts", "noise", "acts.acts"),
            ("attempts", "loan", "attempts.attempts"),
        )
        for key, table in _FACTORS.items()
    },
    "conducts.*.by_size": Change("acts.acts", _SIZES, "conducts.arrears.by_size"),
    "attempts.*.by_size": Change(
        "attempts.attempts", _SIZES, "attempts.bid.by_size", also={"attempts.bid.ceiling": 2}
    ),
    "services.*.severity": Change(SLIGHT, 5, "services.internet.severity", "mild"),
    "attempts.*.severity": Change(SLIGHT, 5, "attempts.train.severity", "mild"),
    "holdings": Change(
        "members.members",
        _even(_AGES, 0.1, 0.2),
        "holdings.licence.share",
        "about some",
    ),
    "holdings.*.protected": Change("lists.protected", True, "holdings.licence.protected", "about some"),
    "holdings.*.share": Change(
        "members.members", _even(_AGES, 0.1, 0.2), "holdings.licence.share", "about some"
    ),
    **{
        f"holdings.*.{key}": Change(
            "members.members",
            _even(tuple(table["values"]), 0.2, 1),
            f"holdings.licence.{key}",
            "about some",
        )
        for key, table in _FACTORS.items()
        if key != "by_age"
    },
    "holdings.*.held": Change("lists.stock", made("3 years"), "holdings.licence.held.least", "about some"),
    "holdings.*.held.least": Change(
        "lists.stock", made("3 years"), "holdings.licence.held.least", "about some"
    ),
    "holdings.*.held.most": Change(
        "lists.stock", made("2 years"), "holdings.licence.held.most", "about some"
    ),
    "holdings.*.begins": Change(
        "members.joined", "300 % per person-year, from made", "holdings.licence.begins", "about some"
    ),
    "holdings.*.ends": Change(
        "members.left", "300 % per person-year, from made", "holdings.licence.ends", "about some"
    ),
    "responses.consent": Change(
        "members.left", "9 % per person-year, from made", "responses.consent.leave", "about some"
    ),
    "responses.consent.join": Change("members.joined", "900 % per person-year, from made", base="about some"),
    "responses.consent.leave": Change("members.left", "9 % per person-year, from made", base="about some"),
    "responses.consent.reasons": Change(
        "members.left", "1 % per person-year, from made", "responses.consent.reasons.weary", "about some"
    ),
    "responses.consent.back_after": Change("members.joined", "none", base="about some"),
    "responses.consent.by_fifth": Change("members.joined", "none", base="about some"),
    "responses.consent.by_tier": Change("members.joined", "none", base="about some"),
    "propensities": Change("acts.acts", {"title": "t", "spread": made(0.2)}, "propensities.temper"),
    "propensities.*.spread": Change("acts.acts", made(0.2), "propensities.temper.spread"),
    "propensities.*.kinds": Change(
        "acts.acts",
        {"values": {"calm": 0.6, "wild": 0.4}, "from": "made"},
        "propensities.temper.kinds",
        given=_KINDS,
    ),
    "ties.acquaintances": Change("relations.entries", 1),
    "responses.payment.able": Change("lists.out_payment", "900 % per person-year, from made"),
    "responses.payment.unable": Change("money.paid", "900 % per person-year, from made"),
    "responses.payment.listed": Change("lists.out_payment", made(9)),
    "responses.work": Change("work.jobs_lost", "none", also={"conducts.default.jobless": "none"}),
    "responses.work.lost": Change("work.jobs_lost", "10 % per person-year, from made"),
    "responses.work.found": Change("work.jobs_found", "900 % per person-year, from made"),
    "responses.work.lost_if_listed": Change("work.jobs_lost", made(1)),
    "responses.work.found_if_listed": Change("work.jobs_found", made(4)),
    "responses.work.lost_if_employer_listed": Change("work.jobs_lost", made(8)),
    "responses.work.remembered": Change("work.jobs_lost", "30 weeks, from made"),
    "responses.deterrence": Change("acts.deterred", "none"),
    "responses.deterrence.effect": Change("acts.deterred", made(0.1)),
    "responses.deterrence.announced": Change("acts.deterred", made(0)),
    "responses.deterrence.own": Change("acts.deterred", made(0)),
    "responses.deterrence.near": Change("acts.deterred", made(0.9)),
    "responses.deterrence.half_life": Change("acts.deterred", "1 weeks, from made"),
    "responses.obeys": Change("stopped.stopped", {"community": made(0.9), "finance": made(0.1)}),
    "responses.offers": Change(
        "offers.taken", {"course": {"rate": "50 % per person-year, from made"}}, base="ways"
    ),
    "responses.offers.*.rate": Change(
        "offers.taken", "50 % per person-year, from made", "responses.offers.course.rate", "ways"
    ),
    "responses.offers.*.chance": Change("offers.taken", made(0.1), "responses.offers.course.chance", "ways"),
    "responses.offers.*.unlisted_cost": Change(
        "offers.unlisted", "7 crowns, from made", "responses.offers.course.unlisted_cost", "ways"
    ),
    "responses.offers.*.by_fifth": Change("offers.taken", "none", "responses.offers.course.by_fifth", "ways"),
    "responses.general_deterrence": Change("acts.deterred", "none"),
    "responses.general_deterrence.effect": Change("acts.deterred", made(0.2)),
}


def _bands(key: str, part: str, **changed: float) -> dict[str, Any]:
    """Return a table of the society with some entries replaced."""
    table = society()
    for step in (*key.split("."), part):
        table = table[step]
    return {
        **table,
        "values": {**table["values"], **{name.replace("_", "-"): v for name, v in changed.items()}},
    }


def _deaths() -> dict[str, Any]:
    """Return rates of death of one in ten a year at any age."""
    values = dict.fromkeys(society()["demography"]["deaths_male"]["values"], 100)
    return {"values": values, "unit": "per 1000 person-years", "from": "made"}


_PARENTS = {
    "values": {"20-24": 8, "25-29": 15, "30-34": 22, "35-39": 22, "40-44": 16, "45-49": 11, "50-54": 6},
    "unit": "%",
    "from": "made",
}
_BY_PERSON = {"organisations.number": ..., "organisations.per_person": made(0.04)}
_GROWN = {name: share for name, share in society()["ages"]["bands"]["values"].items() if name < "70"}
_JOINED: dict[str, Any] = {
    "ages.bands": {"values": _GROWN | {"70+": 8}, "unit": "%", "from": "made"},
    "ages.growth": "0 per person-year, from made",
}
IS: dict[str, Change] = {
    "represents": Change("people.present", "500 million people, from made"),
    "ages.bands": Change("people.present", _bands("ages", "bands", **{"20_24": 12, "45_49": 2})),
    "ages.growth": Change("people.present", "3 % per person-year, from made", given=_JOINED),
    "ages.oldest": Change("lists.stock", 86, base="records"),
    "sexes.male": Change("people.present", made(0.3)),
    "sexes.male_at_birth": Change("people.present", made(0.1)),
    "households.plots": Change("people.present", {"2": 4, "4": 8, "6": 4}),
    "households.sizes": Change(
        "people.present", _bands("households", "sizes", **{"1": 27, "2": 31, "3": 27})
    ),
    "households.composition": Change(
        "people.present",
        {"values": {"couple": 0.68, "parent-child": 0.32}, "from": "made"},
        "households.composition.2",
    ),
    "households.types": Change(
        "people.present",
        {"couples": ["parent"], "others": ["child", "child"]},
        "households.types.family-of-3-elder",
    ),
    "households.types.*.couples": Change(
        "people.present", ["adult"], "households.types.family-of-3-elder.couples"
    ),
    "households.types.*.others": Change(
        "people.present", ["child", "child"], "households.types.family-of-3-elder.others"
    ),
    "households.ages": Change(
        "people.present", {"bands": _PARENTS, "apart": made(0.06)}, "households.ages.parent"
    ),
    "households.ages.*.bands": Change("people.present", _PARENTS, "households.ages.parent.bands"),
    "households.ages.*.apart": Change("people.present", made(0.4), "households.ages.adult.apart"),
    "households.dissolution": Change("people.left", "50 % per household-year, from made"),
    "demography": Change("people.died", "none"),
    "demography.deaths_male": Change("people.died", _deaths()),
    "demography.deaths_female": Change("people.died", _deaths()),
    "demography.births": Change(
        "people.entered", _bands("demography", "births", **{"25_29": 300, "35_39": 100})
    ),
    "demography.couples.married": Change("relations.entries", made(0.1)),
    "demography.couples.marriage": Change("relations.entries", "900 % per couple-year, from made"),
    "demography.couples.divorce": Change("relations.entries", "0 per couple-year, from made"),
    "residence.regions.people": Change(
        "people.present", {"values": {"region 01": 1, "region 02": 99}, "unit": "%", "from": "made"}
    ),
    "residence.regions.urban": Change(
        "people.present", {"values": {"region 01": 0.5, "region 02": 0.7}, "from": "made"}
    ),
    "residence.urban": Change("people.present", made(0.4)),
    "residence.away": Change("people.present", made(0.2)),
    "residence.away_rural": Change("people.present", made(0.2)),
    "residence.returns": Change("people.present", "300 % per person-year, from made"),
    "incomes.urban.mean": Change("records.sightings", "45_000 crowns per year, from made"),
    "incomes.urban.median": Change("records.sightings", "30_000 crowns per year, from made"),
    "incomes.rural.mean": Change("records.sightings", "24_000 crowns per year, from made"),
    "incomes.rural.median": Change("records.sightings", "15_000 crowns per year, from made"),
    "incomes.tail.share": Change("records.sightings", made(0.2)),
    "incomes.tail.exponent": Change("records.sightings", made(1.5)),
    "incomes.gini": Change("records.sightings", made(0.45)),
    "incomes.volatility": Change("records.sightings", made(0.1)),
    "incomes.pay": Change("records.sightings", {"ordinary": _PAY}),
    **{
        f"incomes.pay.*.{key}": Change(
            "records.sightings", to, f"incomes.pay.ordinary.{key}", given={"incomes.pay.ordinary": dict(_PAY)}
        )
        for key, to in {
            "paid": "3_000 crowns per month, from made",
            "in_work": made(0.9),
            "begins": made(0.9),
            "ends": made(0.9),
        }.items()
    },
    "jobs.employed_male": Change("work.working", _bands("jobs", "employed_male", **{"25_34": 0.4})),
    "jobs.employed_female": Change("work.working", _bands("jobs", "employed_female", **{"25_34": 0.4})),
    "jobs.staff": Change(
        "work.jobs_lost", {"values": {"micro": 300, "small": 20, "medium": 10, "large": 5}, "from": "made"}
    ),
    "kin.parents_and_children": Change("relations.entries", made(0.2)),
    "kin.siblings": Change("relations.entries", made(3)),
    "tiers.official": Change("people.present", made(0.3)),
    "tiers.owner": Change("people.present", made(0.3)),
    "groups": Change("people.present", {"values": {"group A": 0.2, "group B": 0.8}, "from": "made"}),
    "visitors.share": Change("people.present", made(0.1)),
    "visitors.stay": Change("people.left", "1 week, from made"),
    "visitors.ages": Change("people.present", {"values": {"50-54": 1}, "from": "made"}),
    "organisations.number": Change("people.present", "44 million organisations, from made"),
    "organisations.per_person": Change("people.present", made(0.03), given=_BY_PERSON),
    "organisations.sizes": Change("people.present", _bands("organisations", "sizes", micro=0.2, large=0.42)),
    "organisations.closing": Change("people.left", "200 % per organisation-year, from made"),
}
CHANGES: dict[str, Change] = {**DOES, **IS}
