"""What numbers files may hold, as messages say it, and that bounds leave room for what is made of them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from demerit.chance.tables import DAYS_PER_YEAR, MOST_MEAN
from demerit.documents import read, write
from demerit.errors import InvalidFile
from demerit.lab import check
from demerit.mechanisms.scores.lowering_edges import OPEN, edges
from demerit.mechanisms.sources.language import MOST_FALSE_A_YEAR
from demerit.mechanisms.weights.language import MOST as MOST_WEIGHT
from demerit.regime.expressions import Op, variable_codes
from demerit.regime.given import MOST_POINTS
from demerit.regime.loading import load as load_regime
from demerit.scenario.model import STEP_DAYS
from demerit.society.catalogue import MOST_A_YEAR
from demerit.society.loading import load as load_society
from demerit.society.traits import ORGANISATIONS, SLOTS
from tests import toy
from tests.toy import made

LEDGER: dict[str, Any] = {"kind": "ledger", "start": 0}


def refusal(folder: Path, whole: dict[str, Any], place: str, number: Any, load: Any = load_regime) -> str:
    """Return how a file is refused in which something else stands at a dotted place."""
    here: Any = whole
    *parts, last = place.split(".")
    for part in parts:
        here = here.setdefault(part, {})
    here[last] = number
    file = folder / "file.yaml"
    file.write_text(write(whole), encoding="utf-8")
    with pytest.raises(InvalidFile) as refused:
        load(file)
    return str(refused.value)


@pytest.mark.parametrize(
    ("place", "number", "allowed"),
    [
        ("conducts.default.points", -2147483649, "at least -1,000,000"),
        ("conducts.default.points", 4294967295, "at most 1,000,000"),
        ("conducts.default.points", -99999999999999999999999, "at least -1,000,000"),
        ("conducts.default.discretionary", [-3_000_000_000, 0], "at least -1,000,000"),
        ("scores.score.start", 3_000_000_000, "at most 1,000,000,000"),
        ("scores.score.start", -3_000_000_000, "at least -1,000,000,000"),
        ("scores.score.floor", -5_000_000_000, "at least -1,000,000,000"),
        ("scores.score.cap", 2**40, "at most 1,000,000,000"),
        ("scores.score.most_per_step", 2**31, "at most 1,000,000,000"),
        ("sources.courts.false_records", "501 per person-year, from made", "at most 500 a year"),
        ("sources.courts.false_records", "100001 per person-year, from made", "0..100,000"),
        ("sources.courts.delay", "100001 years, from made", "0..100,000"),
        ("safeguards.all.reasons", {"raises_appeal": made(10_001)}, "0..10,000"),
    ],
)
def test_a_regimes_number_beyond_its_bound_is_refused_with_the_bound(
    tmp_path: Path, place: str, number: Any, allowed: str
) -> None:
    whole = toy.regime(
        scores={"score": {**LEDGER, "worse": "lower"}},
        conducts={"default": {"points": -1, "counts": "ever"}},
        safeguards={"of_records": "all", "of_listings": "none", "all": {"others": "none"}},
    )
    text = refusal(tmp_path, whole, place, number)
    assert f"Allowed: {allowed}" in text and place.split(".")[-1] in text and "Next: " in text


@pytest.mark.parametrize(
    ("place", "number", "allowed"),
    [
        ("conducts.default.rate", "1000000000000 per person-year, from made", "0..100,000"),
        ("conducts.default.rate", "520 per person-year, from made", "at most 500 a year, rate times ceiling"),
        ("conducts.arrears.rate", "3000 per organisation-year, from made", "at most 8,000 a year"),
        ("conducts.default.ceiling", 0, "at least 1"),
        ("conducts.default.ceiling", 501, "at most 500 a year"),
        ("conducts.default.amount", "2000000000 crowns, from made", "0..1,000,000,000"),
        ("propensities.temper.spread", made(2), "0..1.5"),
        ("represents", "0 people, from made", "1 or more"),
        ("represents", "9000 billion people, from made", "0..1,000,000,000,000"),
        ("residence.urban", made(0), "above 0, below 1"),
        ("residence.urban", made(1), "above 0, below 1"),
        ("visitors.share", made(1), "0..0.5"),
        ("tiers.owner", made(0.95), "at most 100 % together"),
        ("households.plots", {"0": 5, "4": 16}, "1..64"),
        ("households.plots", {"four": 16}, "1..64"),
    ],
)
def test_a_societys_number_beyond_its_bound_is_refused_with_the_bound(
    tmp_path: Path, place: str, number: Any, allowed: str
) -> None:
    text = refusal(tmp_path, read(toy.SMALL).data, place, number, load_society)
    assert f"Allowed: {allowed}" in text and "Next: " in text


@pytest.mark.parametrize(
    ("place", "number", "message"),
    [
        (
            "organisations.number",
            "900 million organisations, from made",
            "organisations' places that are taken",
        ),
        ("residence.away_rural", made(1), "registered elsewhere"),
        ("kin.siblings", made(900), "a district does not hold 900.0 siblings"),
        ("jobs.employed_male.values.25-34", 1, "share of those aged 25-34 with a place of work"),
    ],
)
def test_numbers_of_a_society_that_contradict_each_other_are_refused_at_a_line(
    tmp_path: Path, place: str, number: Any, message: str
) -> None:
    text = refusal(tmp_path, read(toy.SMALL).data, place, number, load_society)
    assert message in text and re.search(r"file\.yaml:\d+:\d+: ", text)


def test_factors_that_only_others_bring_down_are_refused(tmp_path: Path) -> None:
    """Their product is under the ceiling; each table alone would not fit the whole numbers that hold it."""
    whole = read(toy.SMALL).data
    tables = {
        "by_tier": dict.fromkeys(("ordinary", "official", "owner", "visitor"), 9000),
        "by_fifth": dict.fromkeys("12345", 9000),
        "by_age": dict.fromkeys(("0-14", "15-17", "18-24", "25-34", "35-44", "45-59", "60-64", "65+"), 1e-8),
    }
    for key, values in tables.items():
        whole["conducts"]["default"][key] = {"values": values, "from": "made"}
    text = refusal(tmp_path, whole, "conducts.default.rate", "1 per person-year, from made", load_society)
    assert "factors can come to 81,000,000 together" in text and "Allowed: at most 1,000,000" in text


def test_a_society_of_children_runs(tmp_path: Path) -> None:
    """Nobody is an adult, so nobody has relatives elsewhere: none are declared, and none are missing."""
    whole = read(toy.SMALL).data
    whole["kin"] = {"parents_and_children": made(0), "siblings": made(0)}
    young = {"10-14": 60, "15-19": 40}
    for name in whole["ages"]["bands"]["values"]:
        whole["ages"]["bands"]["values"][name] = young.get(name, 0)
    whole["ages"]["published"] = []
    for shape in whole["households"]["ages"].values():
        shape["bands"] = {"values": dict(young), "unit": "%", "from": "made"}
    file = tmp_path / "young.yaml"
    file.write_text(write(whole), encoding="utf-8")
    t = toy.tables(toy.regime(), 4, **{"in": str(file)})
    assert t.society.kin.tolist() == [0, 0]
    assert toy.compiled(t).people[:, 0, 0].min() > 0


def test_bounds_of_rates_leave_room_for_the_longest_step() -> None:
    """Of both kinds of entity, by the society's file and by the regime's, in every length of step."""
    for most in (MOST_A_YEAR, MOST_FALSE_A_YEAR):
        for entity, slots in (("person", SLOTS), ("organisation", ORGANISATIONS)):
            mean = Decimal(most[entity]) * slots * max(STEP_DAYS.values()) / DAYS_PER_YEAR
            assert mean <= MOST_MEAN


def test_bounds_of_points_leave_room_in_what_holds_them() -> None:
    """Given points lie in 32 bits with the hardest tier's factor; so does a score, wherever it ends."""
    assert MOST_POINTS * MOST_WEIGHT < 2**31
    assert OPEN + 7 * MOST_POINTS < 2**31


def test_an_edge_that_no_score_reaches_is_none() -> None:
    """An edge of five thousand million would be another number in the 32 bits of a score."""
    score = variable_codes(())["score"]
    near = [(Op.LOAD, score), (Op.PUSH, 90), (Op.LT, 0)]
    far = [(Op.LOAD, score), (Op.PUSH, 5_000_000_000), (Op.GE, 0)]
    found = edges([near, far], [])
    assert found[:2] == [90, 91] and max(found) <= OPEN


def test_check_of_a_regime_counts_lists_of_all_its_forms(tmp_path: Path) -> None:
    """What `check` accepts, `run` runs: lists that amendments bring count with the others."""
    from demerit.scenario.codes import MAX_LISTS

    names = [f"list-{n}" for n in range(MAX_LISTS + 1)]
    whole = toy.regime(lists={name: toy.black() for name in names[:-1]})
    whole["amendments"] = [{"from": "2021-01-01", "lists": {names[-1]: toy.black()}}]
    file = tmp_path / "regime.yaml"
    file.write_text(write(whole), encoding="utf-8")
    with pytest.raises(InvalidFile, match=f"at most {MAX_LISTS} lists, those of its amendments among them"):
        check(file)


def test_money_that_could_pass_64_bits_over_a_run_is_refused(tmp_path: Path) -> None:
    """A debt of a thousand million is allowed; of two thousand million people over five years it is not."""
    whole = read(toy.SMALL).data
    whole["conducts"]["default"]["amount"] = "1000000000 crowns, from made"
    file = tmp_path / "rich.yaml"
    file.write_text(write(whole), encoding="utf-8")
    rules = toy.regime(lists={"black": toy.black()}, debts={"default": {"amount": "act", "refunds": True}})
    assert toy.resolved(rules, 250, **{"in": str(file), "people": 1000})
    with pytest.raises(InvalidFile, match=r"could sum to .* in money.*Allowed: at most 4.6e\+18"):
        toy.resolved(rules, 250, **{"in": str(file), "people": 2_000_000_000})


def test_records_that_16_bits_cannot_count_are_refused() -> None:
    rules = toy.regime(
        sources={"courts": toy.source({"default": 1}, false_records="249 per person-year, from made")},
        lists={"black": toy.black()},
    )
    assert toy.resolved(rules, 52)
    with pytest.raises(InvalidFile, match="one person could come to .* records. Found: .*60,000"):
        toy.resolved(
            {
                **rules,
                "sources": {
                    f"eye-{n}": toy.source({"default": 1}, false_records="249 per person-year, from made")
                    for n in range(4)
                },
            },
            4900,
        )
