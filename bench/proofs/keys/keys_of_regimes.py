"""For each key of a regime of the engine: a change of it, and the column that must move."""

from __future__ import annotations

from typing import Any

from bench.proofs.keys.walk_of_keys import RELATIONS, Change
from tests import toy
from tests.toy import made

SLIGHT = "lists.slight"
THROUGH_OTHERS = "lists.through_others"
_BAND = {"A": ">= 90", "B": "80..89", "C": "< 80"}
_NOBODY: dict[str, Any] = {"lists": {}, "consequences": {}, "spillover": "none"}
SCORES = {
    "scores": Change(
        "grades.recorded", {}, base="named", also={"conducts": {}, "sources": {}, "weights": []}
    ),
    "scores.*.kind": Change(
        "grades.recorded", {"kind": "ledger", "start": 100, "worse": "lower"}, "scores.stars", "named"
    ),
    "scores.*.start": Change("grades.recorded", 79, "scores.licence.start", "named"),
    "scores.*.floor": Change("grades.recorded", 85, "scores.licence.floor", "named"),
    "scores.*.cap": Change("grades.recorded", 100, "scores.licence.cap", "named"),
    "scores.*.grades": Change("grades.recorded", _BAND, "scores.licence.grades", "named"),
    "scores.*.worse": Change("points.lost", "higher", "scores.licence.worse", "named"),
    "scores.*.most_per_step": Change("grades.recorded", 3, "scores.licence.most_per_step", "named"),
    "scores.*.window": Change("grades.recorded", 1, "scores.stars.window", "named"),
    "scores.*.scale": Change(
        "scores.recorded", [40, 200], "scores.stars.scale", "named", {"conducts.noise.points.stars": 200}
    ),
    "scores.*.looked_at": Change("grades.recorded", "9 weeks, from made", "scores.risk.looked_at", "named"),
    "scores.*.features": Change(
        "grades.recorded", {"age": {"is": "age", "weight": 1}}, "scores.risk.features", "named"
    ),
    "scores.*.features.*.is": Change("grades.recorded", "fifth", "scores.risk.features.age.is", "named"),
    "scores.*.features.*.weight": Change("grades.recorded", 2, "scores.risk.features.age.weight", "named"),
    "scores.*.features.*.per": Change("grades.recorded", "1 week", "scores.risk.features.file.per", "named"),
    "scores.*.features.*.most": Change("grades.recorded", 1, "scores.risk.features.file.most", "named"),
    "scores.*.features.*.noise": Change(
        "grades.recorded", made(20), "scores.risk.features.age.noise", "named"
    ),
    "weights": Change("points.lost", [], base="named"),
    "weights.*.if": Change("points.gained", "fifth == 1", "weights.0.if", "named"),
    "weights.*.points": Change("points.gained", made(3), "weights.0.points", "named"),
    "weights.*.adverse": Change("points.lost", made(4), "weights.1.adverse", "named"),
    "weights.*.of": Change("points.lost", ["lateness"], "weights.1.of", "named"),
}
CONDUCTS = {
    "conducts": Change("points.gained", {"points": 1, "counts": "ever"}, "conducts.noise"),
    "conducts.*.points": Change("points.lost", -20, "conducts.default.points"),
    "scores.*.least": Change("grades.recorded", 1, "scores.late.least", "named"),
    "scores.*.of": Change("grades.recorded", ["default"], "scores.late.of", "named"),
    "scores.*.among": Change("grades.recorded", ["default"], "scores.late.among", "named"),
    "scores.*.within": Change("grades.recorded", "2 weeks, from made", "scores.late.within", "named"),
    "conducts.*.counts": Change("grades.recorded", "3 weeks, from made", "conducts.default.counts", "named"),
    "conducts.*.since": Change("records.records", "2020-05-04", "conducts.default.since"),
    "conducts.*.discretionary": Change("points.lost", [-9, -7], "conducts.lateness.discretionary"),
    "amendments": Change("points.gained", []),
    "amendments.*.from": Change("points.gained", "2020-03-02", "amendments.0.from"),
    "sunset": Change("lists.stock", "2020-05-04"),
    "members": Change("members.members", "none", base="about some"),
    "members.of": Change("members.members", "card", base="about some"),
    "members.who": Change("members.members", "age >= 50", base="about some"),
    "members.consent": Change("members.members", "opt-in", base="about some"),
    "members.reasons": Change("members.left", "age >= 20", "members.reasons.blamed", "about some"),
    "linkage": Change("records.misplaced", "none"),
    "linkage.missed": Change("records.records", made(0.6)),
    "linkage.wrong_person": Change("records.misplaced", made(0.6)),
    "linkage.gates": Change("attempts.gated", ["train"]),
}
_TEST = "sources.match.income_test"
_NOT_AVERAGED = {"debts.lateness.amount": "act"}
SOURCES = {
    "periods": Change("lists.stock", {"fair": ["yearly 04-01 to 05-01"]}, "periods", "ways"),
    "values": Change("records.sightings", made(0.05), "values.watched"),
    "values.*.by": Change(
        "records.sightings", "sex", "values.watched.by", also={"values.watched.is": {"male": made(0.2)}}
    ),
    "values.*.is": Change("records.sightings", {"rural local": made(0)}, "values.watched.is"),
    "values.*.otherwise": Change("records.sightings", made(0), "values.watched.otherwise"),
    "sources": Change("records.sightings", ..., "sources.match", also={"values": {}, **_NOT_AVERAGED}),
    "sources.*.kind": Change(
        "records.sightings",
        "records",
        "sources.match.kind",
        also={"sources.match.income_test": "none", **_NOT_AVERAGED},
    ),
    "sources.*.entity": Change(
        "records.records",
        "organisation",
        "sources.courts.entity",
        "records",
        {"conducts": {"arrears": {}}, "sources.courts.sees": {"arrears": made(1)}, **_NOBODY},
    ),
    "sources.*.sees": Change("records.sightings", {"default": made(0.9)}, "sources.courts.sees"),
    "sources.*.sees.*.by": Change(
        "records.sightings",
        "sex",
        "sources.courts.sees.lateness.by",
        also={"sources.courts.sees.lateness.is": {"male": made(0.2)}},
    ),
    "sources.*.sees.*.is": Change(
        "records.sightings", {"rural local": made(0)}, "sources.courts.sees.lateness.is"
    ),
    "sources.*.sees.*.otherwise": Change(
        "records.sightings", made(0), "sources.courts.sees.lateness.otherwise"
    ),
    "sources.*.covers": Change("records.sightings", "places", "sources.courts.covers"),
    "sources.*.coverage": Change("records.sightings", made(0.2), "sources.courts.coverage"),
    "sources.*.coverage.by": Change(
        "records.sightings",
        "sex",
        "sources.courts.coverage.by",
        also={"sources.courts.coverage.is": {"male": made(0.2)}},
    ),
    "sources.*.coverage.is": Change(
        "records.sightings", {"rural local": made(0)}, "sources.courts.coverage.is"
    ),
    "sources.*.coverage.otherwise": Change("records.sightings", made(0), "sources.courts.coverage.otherwise"),
    "sources.*.coverage.*.if": Change(
        "records.sightings", "owes(lateness)", "sources.courts.coverage.0.if", "owing"
    ),
    "sources.*.coverage.*.is": Change(
        "records.called_by_error", made(1), "sources.courts.coverage.0.is", "owing"
    ),
    "sources.*.coverage.*.is.by": Change(
        "records.sightings",
        "tier",
        "sources.courts.coverage.0.is.by",
        "owing",
        {"sources.courts.coverage.0.is.is": {"official": made(0.2)}},
    ),
    "sources.*.coverage.*.is.is": Change(
        "records.sightings", {"female": made(0)}, "sources.courts.coverage.0.is.is", "owing"
    ),
    "sources.*.coverage.*.is.otherwise": Change(
        "records.sightings", made(0), "sources.courts.coverage.0.is.otherwise", "owing"
    ),
    "sources.*.delay": Change("records.records", "20 weeks, from made", "sources.courts.delay"),
    "sources.*.false_records": Change(
        "records.sightings", "300 % per person-year, from made", "sources.courts.false_records"
    ),
    "sources.*.false_records_by": Change("records.sightings", "none", "sources.courts.false_records_by"),
    "sources.*.false_records_by.by": Change(
        "records.sightings",
        "sex",
        "sources.courts.false_records_by.by",
        also={"sources.courts.false_records_by.is": {"male": made(3)}},
    ),
    "sources.*.false_records_by.is": Change(
        "records.sightings", {"5": made(3)}, "sources.courts.false_records_by.is"
    ),
    "sources.*.income_test": Change(
        "records.sightings", "none", _TEST, also={"sources.match.kind": "records", **_NOT_AVERAGED}
    ),
    "sources.*.income_test.conduct": Change(
        "records.sightings", "default", f"{_TEST}.conduct", also=_NOT_AVERAGED
    ),
    "sources.*.income_test.every": Change("records.sightings", "9 weeks, from made", f"{_TEST}.every"),
    "sources.*.income_test.months": Change("records.sightings", 1, f"{_TEST}.months"),
    "sources.*.income_test.over": Change("records.sightings", "months-paid", f"{_TEST}.over"),
    "sources.*.income_test.for": Change("records.sightings", "fifth <= 1", f"{_TEST}.for"),
    "sources.*.income_test.benefit": Change(
        "records.sightings", "900 crowns per month, from made", f"{_TEST}.benefit"
    ),
    "sources.*.income_test.free": Change(
        "records.sightings", "0 crowns per month, from made", f"{_TEST}.free"
    ),
    "sources.*.income_test.taper": Change("records.sightings", made(0.2), f"{_TEST}.taper"),
    "sources.*.income_test.least": Change("records.sightings", "400 crowns, from made", f"{_TEST}.least"),
}
_RULING = {"upholds_true": made(0.5), "upholds_false": made(0.9)}
RULINGS = {
    "adjudication": Change(
        "records.records", {"official": {"upholds_true": made(0.5), "upholds_false": made(0)}}
    ),
    "adjudication.automated": Change("records.records", made(1)),
    "adjudication.machine": Change("records.records", _RULING),
    "adjudication.official": Change("records.records", _RULING),
    **{
        f"adjudication.{who}.{key}": Change("records.records", value)
        for who in ("machine", "official")
        for key, value in (("upholds_true", made(0.1)), ("upholds_false", made(0.95)))
    },
    "adjudication.official.discretion": Change("records.records", "none"),
    "adjudication.official.discretion.by": Change("records.records", "tier"),
    "adjudication.official.discretion.strength": Change("records.records", made(1)),
    "adjudication.delay": Change("records.records", "20 weeks, from made"),
    "adjudication.ability_test": Change("lists.unable", "none"),
    "adjudication.ability_test.for": Change("lists.unable", ["noise"]),
    "adjudication.ability_test.finds_able_if_able": Change("records.records", made(0.2)),
    "adjudication.ability_test.finds_able_if_unable": Change("lists.unable", made(0)),
}
_SHOWN = {"lists.black.publish": ["register"]}
_PLED = {"while": "passed(pleading ever) >= 1"}
_TRAINED = {"while": "passed(retraining within 9 weeks) >= 1"}
_TESTED = {"while": "passed(test ever) >= 1"}
_MORE = {"lists.more": {"kind": "note", "enter": [toy.way("score < 95")]}}
OUTCOMES: dict[str, Change] = {
    "lists": Change("lists.stock", {"kind": "burden", "enter": [toy.way("score < 95")]}, "lists.more"),
    "lists.*.kind": Change("quarters.receiving_weeks", "benefit", "lists.more.kind", given=_MORE),
    "lists.*.entity": Change("lists.stock", "organisation", "lists.here.entity", base="records"),
    "lists.*.enter": Change("lists.inflow", [toy.way("score < 70", "8 weeks, from made")], "lists.low.enter"),
    "lists.*.looked_at": Change("lists.inflow", "none", "lists.asked.looked_at", "ways"),
    **{
        f"lists.*.enter.*.{key}": Change(column, to, f"lists.{where}.{key.replace('*', '0')}", "ways", also)
        for key, column, to, where, also in (
            ("while", "lists.inflow", "score < 93", "asked.enter.1", {}),
            ("once", "lists.inflow", "score < 91", "asked.enter.0", {}),
            ("record", "lists.inflow", ["lateness"], "recorded.enter.0", {}),
            ("by", "lists.inflow", ..., "tied.enter.0", {"lists.tied.enter.0.while": "age >= 60"}),
            ("if", "lists.inflow", "score < 89", "recorded.enter.0", {}),
            ("own_points", "lists.inflow", "not-counted", "recorded.enter.0", {}),
            ("for", "lists.out_expiry", "20 weeks, from made", "recorded.enter.0", {}),
            ("for.*.if", "spells.count", "age >= 70", "recorded.enter.0", {}),
            ("for.*.is", "spells.count", "4 weeks, from made", "recorded.enter.0", {}),
            ("at_least", "spells.count", "8 weeks, from made", "asked.enter.0", {}),
            ("until", "lists.out_fulfilled", "age >= 50", "asked.enter.0", {}),
            ("at_most", "lists.out_expiry", "5 weeks, from made", "asked.enter.0", {}),
            ("again", "lists.inflow", "never", "asked.enter.0", {}),
            ("overlap", "spells.count", "consecutive", "recorded.enter.0", {}),
            ("if_record_withdrawn", "lists.out_correction", "stands", "recorded.enter.0", {}),
        )
    },
    "lists.*.release_on_payment": Change("lists.out_payment", "none", "lists.black.release_on_payment"),
    "lists.*.publish": Change("work.jobs_lost", "none", "lists.black.publish"),
    "lists.*.minors": Change("lists.stock", False, "lists.low.minors"),
    "lists.*.stops": Change("stopped.stopped", "none", "lists.low.stops"),
    "lists.*.stops.acts": Change("stopped.stopped", ["default"], "lists.low.stops.acts"),
    "lists.*.stops.attempts": Change("stopped.stopped", ["train"], "lists.low.stops.attempts"),
    "lists.*.stops.how": Change("stopped.obeyed", "barred", "lists.low.stops.how"),
    "lists.*.severity": Change(SLIGHT, 3, "lists.black.severity", "mild", given=_SHOWN),
    "consequences": Change("attempts.refusals", ..., "consequences.train"),
    "consequences.*.refuse": Change("attempts.refusals", ["loan"], "consequences.train.refuse"),
    "consequences.*.favour": Change("attempts.favoured", ["train"], "consequences.gift.favour"),
    "consequences.*.uptake": Change("attempts.favoured", made(1), "consequences.gift.uptake"),
    "consequences.*.falls_on": Change(
        "attempts.refusals", "family", "consequences.bids.falls_on", also={"not_modelled": ["M32"]}
    ),
    "consequences.*.chance": Change("attempts.refusals", made(0.9), "consequences.bus.chance"),
    "consequences.*.finds": Change("attempts.refusals", made(0.9), "consequences.bus.finds"),
    "consequences.*.discretion": Change("attempts.refusals", made(0.9), "consequences.bus.discretion"),
    "consequences.*.mistakes": Change(
        "attempts.mismatches",
        "lasting",
        "consequences.bus.mistakes",
        given={"consequences.bus.mismatch": made(0.5)},
    ),
    "consequences.*.mismatch": Change("attempts.mismatches", made(0.9), "consequences.bus.mismatch"),
    "consequences.*.but_not": Change(
        "attempts.mismatches",
        "age >= 30",
        "consequences.bus.but_not",
        given={"consequences.bus.mismatch": made(0.5)},
    ),
    "consequences.*.price": Change("attempts.charged", ["train"], "consequences.fare.price"),
    "consequences.*.times": Change("attempts.charged", made(0.5), "consequences.fare.times"),
    "consequences.*.public_cost": Change(
        "attempts.cost", "70 crowns per case, from made", "consequences.fare.public_cost"
    ),
    "consequences.*.slow": Change("degraded.weeks", ["post"], "consequences.net.slow"),
    "consequences.*.to": Change("degraded.weeks", "score < 95", "consequences.net.to"),
    "consequences.*.severity": Change(SLIGHT, 1, "consequences.train.severity", "records"),
    **{
        f"triggers.*.{key}": Change(f"triggers.{column}", to, f"triggers.{where}", "ways", also)
        for key, column, to, where, also in (
            ("record", "acted", ["default"], "told.record", {}),
            ("enters", "acted", "asked", "lower.enters", {}),
            ("leaves", "acted", "asked", "fixed.leaves", {}),
            ("by", "acted", "correction", "over.by", {}),
            ("if", "acted", "age >= 50", "told.if", {}),
            ("chance", "acted", made(0.4), "told.chance", {}),
            ("add", "worse", {"score": -4}, "lower.add", {}),
            ("set", "better", {"score": 95}, "fixed.set", {}),
            ("lasts", "cleared", "9 weeks, from made", "lower.lasts", {}),
            ("clear", "cleared", [], "over.clear", {}),
            (
                "put_on",
                "put_on",
                ...,
                "told.put_on",
                {"triggers.told.clear": ["score"], "triggers.over.put_on": "put"},
            ),
            ("take_off", "taken_off", "recorded", "over.take_off", {}),
            ("schedule", "acted", "yearly on 02-01", "monthly.schedule", {}),
            ("as_far_as", "worse", {"score": 94}, "monthly.as_far_as", {}),
        )
    },
    "triggers.*.makes_good": Change(
        "points.returned",
        True,
        "triggers.good.makes_good",
        "named",
        given={
            "scores.licence.cap": 100,
            "triggers.good": {"record": ["default"], "add": {"licence": 3}, "lasts": "ever"},
        },
    ),
    "triggers": Change(
        "triggers.acted", {"record": ["default"], "clear": ["score"]}, "triggers.more", "ways"
    ),
    "triggers.*.passes": Change(
        "triggers.acted", {"passes": "retraining", "put_on": "put"}, "triggers.told", "ways"
    ),
    "triggers.*.joins": Change(
        "triggers.acted", {"joins": True, "clear": ["score"]}, "triggers.more", "about some"
    ),
    "offers": Change(
        "offers.taken", {"kind": "exam"}, "offers.test", "ways", {"lists.trained.enter": [_TRAINED, _TESTED]}
    ),
    "offers.*.kind": Change("offers.taken", "exam", "offers.retraining.kind", "ways"),
    "offers.*.instead_of": Change(
        "offers.offered",
        "none",
        "offers.pleading.instead_of",
        "ways",
        {"lists.trained.enter": [_TRAINED, _PLED]},
    ),
    "offers.*.after_mismatch": Change(
        "offers.offered",
        ["gate"],
        "offers.retraining.after_mismatch",
        "ways",
        given={
            "consequences.gate": {
                "refuse": ["train"],
                "to": "listed(put)",
                "mismatch": made(0.5),
                "context": "travel",
            }
        },
    ),
    "offers.*.instead_of.record": Change(
        "offers.offered", ["lateness"], "offers.pleading.instead_of.record", "ways"
    ),
    "offers.*.instead_of.entering": Change(
        "offers.offered", "trained", "offers.staying-away.instead_of.entering", "ways"
    ),
    "offers.*.puts_on": Change("lists.inflow", "none", "offers.staying-away.puts_on", "ways"),
    "offers.*.open_to": Change("offers.taken", "none", "offers.retraining.open_to", "ways"),
    "offers.*.costs": Change("offers.money", "60 crowns, from made", "offers.retraining.costs", "ways"),
    "offers.*.duration": Change("offers.weeks", "5 weeks, from made", "offers.retraining.duration", "ways"),
    "offers.*.share_passing": Change("offers.failed", made(0.9), "offers.retraining.share_passing", "ways"),
    "debts": Change("money.claimed", "none"),
    "debts.*.amount": Change("money.overclaimed", "2_000 crowns, from made", "debts.default.amount", "owing"),
    "debts.*.penalty": Change("money.claimed", made(0.5), "debts.default.penalty", "owing"),
    "debts.*.withheld_after": Change(
        "money.paid", "2 weeks, from made", "debts.default.withheld_after", "owing"
    ),
    "debts.*.refunds": Change("money.refunded", False, "debts.default.refunds", "owing"),
    "spillover": Change(THROUGH_OTHERS, "none"),
    "spillover.applies_to": Change(THROUGH_OTHERS, "age >= 60", base="records"),
}


def _spills() -> dict[str, Change]:
    """Return the changes of what passes to relations: a listing, and points in the other base."""
    found: dict[str, Change] = {}
    for relation in (*RELATIONS, "leader", "organisation"):
        at = f"spillover.{relation}"
        from_firms = relation == "leader"
        to_firms = relation == "organisation"
        whom = "size == micro" if from_firms else "age >= 60"
        found[at] = Change("relations.entries", ...)
        found[f"{at}.lists"] = Change("lists.inflow", "others" if to_firms else "low", base="everything")
        found[f"{at}.of"] = Change(
            "relations.entries", "others" if from_firms else "low" if to_firms else "black"
        )
        found[f"{at}.chance"] = Change("lists.stock", made(0.9))
        found[f"{at}.applies_to"] = Change("relations.entries", whom)
        if relation in RELATIONS:
            found[f"{at}.points"] = Change("grades.recorded", -30, base="near")
            found[f"{at}.every"] = Change("grades.recorded", "1 weeks, from made", base="near")
    return found


_SAFE: dict[str, tuple[str, Any]] = {
    "notice": ("lists.out_payment", "none"),
    "notice.share": ("lists.inflow", made(1)),
    "notice.ahead": ("lists.inflow", "9 weeks, from made"),
    "reasons": ("lists.stock", "none"),
    "reasons.raises_appeal": ("lists.out_correction", made(3)),
    "hearing": ("lists.inflow", "none"),
    "hearing.share": ("lists.inflow", made(1)),
    "hearing.stops_wrong": ("lists.unfounded", made(1)),
    "hearing.recognises_unable": ("lists.unable", made(1)),
    "hearing.delay": ("lists.inflow", "6 weeks, from made"),
    "appeal": ("lists.out_correction", "none"),
    "appeal.chance": ("lists.out_correction", made(0.6)),
    "appeal.success_if_wrong": ("lists.out_correction", made(1)),
    "appeal.success_if_right": ("lists.out_correction", made(0.9)),
    "appeal.delay": ("lists.out_correction", "1 week, from made"),
    "appeal.suspensive": ("lists.inflow", False),
    "correction": ("lists.out_correction", "none"),
    "correction.chance": ("lists.out_correction", made(1)),
    "correction.delay": ("lists.out_correction", "1 week, from made"),
    "repair": ("lists.out_repair", "none"),
    "repair.after": ("lists.out_repair", "1 week, from made"),
    "repair.chance": ("lists.out_repair", made(0.9)),
    "repair.delay": ("lists.out_repair", "6 weeks, from made"),
    "human_review": ("lists.unfounded", "none"),
    "human_review.share": ("lists.unfounded", made(1)),
    "human_review.stops_wrong": ("lists.unfounded", made(1)),
    "human_review.delay": ("lists.inflow", "9 weeks, from made"),
}
SAFEGUARDS = {
    f"safeguards.*.{key}": Change(
        moves, to, f"safeguards.{'board' if key.startswith('repair') else 'court'}.{key}", "bundled"
    )
    for key, (moves, to) in _SAFE.items()
}
SAFEGUARDS |= {
    "safeguards.*.appeal.success_if_slight": Change(
        "lists.out_appeal", made(1), "safeguards.board.appeal.success_if_slight", "bundled"
    )
}
SAFEGUARDS |= {
    "safeguards.*.to": Change(
        "lists.out_correction",
        "age >= 40",
        "safeguards.court.to",
        "bundled",
        given={"conducts.arrears.safeguards": "none"},
    ),
    "safeguards.*.notice.lapses": Change("lists.inflow", True, "safeguards.board.notice.lapses", "bundled"),
    "safeguards.*.repair.if": Change(
        "lists.out_repair", "tenure >= 8 weeks", "safeguards.board.repair.if", "bundled"
    ),
    "safeguards.*.hearing.exempts": Change(
        "lists.inflow", made(1), "safeguards.board.hearing.exempts", "bundled"
    ),
}
SAFEGUARDS |= {
    "conducts.*.safeguards": Change("lists.out_correction", "none", "conducts.default.safeguards", "bundled"),
    "lists.*.safeguards": Change("lists.out_repair", "none", "lists.black.safeguards", "bundled"),
}
CHANGES: dict[str, Change] = {
    **SCORES,
    **CONDUCTS,
    **SOURCES,
    **RULINGS,
    **OUTCOMES,
    **_spills(),
    **SAFEGUARDS,
}
