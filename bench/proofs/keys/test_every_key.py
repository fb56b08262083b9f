"""Every key of every file is of the engine or of the reader, and none is accepted in silence.

Of the engine: a change of it moves the column that is named for it. Of the reader: it moves no column,
`check` says that it decides nothing, and it moves the finding of lint, or the refusal, that is named for it.
The walk goes over the models themselves, so a key that is new fails until somebody says here what it does.
"""

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bench.proofs.keys import keys_of_regimes, keys_of_societies, walk_of_keys
from bench.proofs.keys.keys_of_readers import REGIMES, SOCIETIES, Spoken
from bench.proofs.keys.walk_of_keys import BASES, Change, counted, folder, moved, put, resolved, society
from demerit import documents, rights
from demerit.documents import DecidesNothing, keys, write
from demerit.errors import InvalidFile
from demerit.lab.files import check
from demerit.regime import loading
from demerit.regime.model import Regime
from demerit.scenario.model import Scenario
from demerit.society.loading import checked
from demerit.society.recipe import Recipe
from tests import toy

KEYS = {
    kind: list(keys(model))
    for kind, model in (("regime", Regime), ("society", Recipe), ("scenario", Scenario))
}
CHANGES = {"regime": keys_of_regimes.CHANGES, "society": keys_of_societies.CHANGES}
SPOKEN = {"regime": REGIMES, "society": SOCIETIES}
REFUSED = {
    "demerit": (3, "demerit"),
    "protected_input": (True, ""),
    "adjudication.machine.discretion": (
        {"by": "tier", "strength": toy.made(1)},
        "a machine has no discretion",
    ),
    "spillover.leader.points": (
        {"points": 1, "of": "firms", "every": "1 weeks, from made"},
        "points do not pass",
    ),
    "spillover.organisation.points": (
        {"points": 1, "of": "black", "every": "1 weeks, from made"},
        "points do not pass",
    ),
    "spillover.leader.share_of_points": ({"share_of_points": toy.made(1)}, "points do not pass"),
    "spillover.organisation.share_of_points": ({"share_of_points": toy.made(1)}, "points do not pass"),
}
"""Keys of a regime that are there to be refused, or to allow what is refused without them; what is said."""
SCENARIOS: Mapping[str, Any] = {
    "from": "2020-02-03",
    "to": "2020-08-03",
    "step": "day",
    "people": 1500,
    "seed": 4,
}
"""Keys of a scenario that choose what is run: each changes every count."""
FILES = {"of", "in", "against", "keep", "truthful", "draws"}
"""Keys of a scenario that name files or choose what is run beside: tests/unit/test_lab.py looks at them."""


IN_BOTH = {
    "regime": {"conducts.*.deadline", "safeguards.*.appeal.success_if_protected"},
    "society": {"conducts.*.made_by", "conducts.*.tells"},
}
"""Keys that move nothing without another of the other file: tests/guarantee/test_moves.py, and
test_safeguards_of_listings.py, look at what they move."""
CLOSING = {"regime": {"safeguards.*.others", "weights.*.at"}, "society": set[str]()}
"""Keys that say that there is no more, or what a condition may read: without them a file is refused, and
nothing else is counted with them (tests/language)."""


def within(path: str, known: set[str]) -> bool:
    """Return whether a key stands below one of the known."""
    return any(path.startswith(f"{each}.") for each in known)


def of_engine(kind: str) -> set[str]:
    return {str(key) for key in KEYS[kind] if key.mark is None}


def parts(kind: str) -> set[str]:
    """Return the keys that only hold others, and can be neither left out nor changed but by those."""
    paths = {str(key) for key in KEYS[kind]}
    return {path for path in paths if any(other.startswith(f"{path}.") for other in paths)}


@pytest.mark.parametrize("kind", ["regime", "society"])
def test_every_key_is_known(kind: str) -> None:
    known = set(CHANGES[kind]) | {"references", "safeguards", "safeguards.*"}
    known |= IN_BOTH[kind] | CLOSING[kind]
    known |= set(REFUSED) | {key for key in of_engine(kind) if within(key, set(REFUSED))}
    known |= {f"spillover.{end}.every" for end in ("leader", "organisation")}
    if kind == "society":
        known |= parts(kind)
    assert of_engine(kind) - known == set(), "say in keys_of_regimes, or keys_of_societies, what these move"
    assert set(CHANGES[kind]) - of_engine(kind) == set(), "these are no keys of the engine"
    spoken = {str(key) for key in KEYS[kind] if key.mark} - set(REFUSED)
    assert spoken == set(SPOKEN[kind]), "say in keys_of_readers how"


def test_every_key_of_a_scenario_is_known() -> None:
    assert of_engine("scenario") == set(SCENARIOS) | FILES | {"demerit", "references"}
    assert {str(key) for key in KEYS["scenario"] if key.mark and "." not in str(key)} == {"scenario", "title"}


@pytest.mark.parametrize("kind", ["regime", "society"])
def test_a_key_that_decides_nothing_has_all_below_it_decide_nothing(kind: str) -> None:
    marked = {str(key) for key in KEYS[kind] if key.mark}
    assert {str(key) for key in KEYS[kind] if within(str(key), marked)} <= marked


@pytest.mark.parametrize("key", sorted(keys_of_regimes.CHANGES))
def test_a_key_of_a_regime_moves_its_column(key: str) -> None:
    change = keys_of_regimes.CHANGES[key]
    found = walk_of_keys.of_regime(_at(change, key))
    assert change.moves in found, f"{key} moves {', '.join(sorted(found)) or 'nothing'}"


@pytest.mark.parametrize("key", sorted(keys_of_societies.CHANGES))
def test_a_key_of_a_society_moves_its_column(key: str) -> None:
    change = keys_of_societies.CHANGES[key]
    found = walk_of_keys.of_society(_at(change, key))
    assert change.moves in found, f"{key} moves {', '.join(sorted(found)) or 'nothing'}"


def _at(change: Change, key: str) -> Change:
    return replace(change, at=change.at or key)


@pytest.mark.parametrize("key", sorted(SCENARIOS))
def test_a_key_of_a_scenario_moves_what_is_counted(key: str) -> None:
    rules = BASES["records"]()
    after = counted(resolved(rules, society(), {key: SCENARIOS[key]}))
    assert "people.present" in moved(walk_of_keys.base("records"), after)


@pytest.mark.parametrize("key", sorted(set(REFUSED) - {"protected_input"}))
def test_a_key_that_does_not_fit_is_refused_by_its_name(key: str) -> None:
    whole, (to, said) = copy.deepcopy(BASES["everything"]()), REFUSED[key]
    put(whole, key.removesuffix(".points").removesuffix(".share_of_points"), to)
    with pytest.raises(InvalidFile, match=said) as error:
        loading.from_document(documents.parse(write(whole), "mine.yaml"))
    assert key in str(error.value)


def test_a_protected_input_allows_what_is_refused_without_it() -> None:
    whole = BASES["named"]()
    whole["scores"]["risk"]["features"]["group"] = {"is": "group != A", "weight": 3}
    with pytest.raises(InvalidFile, match="protected_input"):
        resolved(copy.deepcopy(whole), society(), {})
    assert resolved(whole | {"protected_input": True}, society(), {})


def _without(key: str, spoken: Spoken) -> dict[str, Any]:
    """Return the regime to which one with the key is compared."""
    whole = copy.deepcopy(BASES[spoken.base]())
    for path, value in spoken.also.items():
        put(whole, path, value)
    return whole


def _asked(whole: Mapping[str, Any]) -> set[tuple[str, ...]]:
    """Return what lint finds, by rule or dangerous key, without lines."""
    path = folder() / "asked.yaml"
    path.write_text(write(copy.deepcopy(dict(whole))), encoding="utf-8")
    found = rights.lint(path)
    rules = {
        (each.rule, place.where, place.severity, place.found, *place.what)
        for each in found.findings
        for place in each.places
    }
    return rules | {(each.where, each.found) for each in found.uncovered}


@pytest.mark.parametrize("key", sorted(REGIMES))
def test_what_a_regime_says_to_readers_is_said_to_decide_nothing(key: str) -> None:
    spoken, mark = REGIMES[key], _mark("regime", key)
    before = _without(key, spoken)
    whole = copy.deepcopy(before)
    put(whole, spoken.at or key, spoken.to)
    if spoken.row:
        with pytest.raises(InvalidFile, match=rf"row {spoken.row}\b"):
            loading.from_document(documents.parse(write(copy.deepcopy(whole)), "mine.yaml"))
        whole["not_modelled"] = [spoken.row]
    _says(whole, "regime", key, spoken.at or key)
    assert (mark.to == "lint") == bool(spoken.lint)
    if spoken.lint:
        if spoken.row and not spoken.also:
            asked = _asked(before)
        else:
            asked = _asked(before | ({"not_modelled": [spoken.row]} if spoken.row else {}))
        assert spoken.lint in {rule for rule, *_ in asked ^ _asked(whole)}


@pytest.mark.parametrize("key", sorted(key for key, spoken in REGIMES.items() if not spoken.row))
def test_what_a_regime_says_to_readers_moves_no_column(key: str) -> None:
    spoken = REGIMES[key]
    before = _without(key, spoken)
    whole = copy.deepcopy(before)
    put(whole, spoken.at or key, spoken.to)
    counts = counted(resolved(before, society(), {})) if spoken.also else walk_of_keys.base(spoken.base)
    assert moved(counts, counted(resolved(whole, society(), {}))) == set()


@pytest.mark.parametrize("key", sorted(SOCIETIES))
def test_what_a_society_says_to_readers_is_said_to_decide_nothing(key: str) -> None:
    spoken, mark = SOCIETIES[key], _mark("society", key)
    whole = copy.deepcopy(society())
    put(whole, spoken.at or key, spoken.to)
    assert (mark.to == "check") == bool(spoken.refused)
    if spoken.refused:
        with pytest.raises(InvalidFile, match=spoken.refused):
            checked(documents.parse(write(whole), "mine.yaml"))
        return
    _says(whole, "society", key, spoken.at or key)
    assert moved(walk_of_keys.base("records"), counted(resolved(BASES["records"](), whole, {}))) == set()


def _mark(kind: str, key: str) -> DecidesNothing:
    return next(each.mark for each in KEYS[kind] if str(each) == key and each.mark)


def _says(whole: Mapping[str, Any], kind: str, key: str, at: str) -> None:
    """Assert that `check` names a key, or the part that it stands in, as one that decides nothing."""
    path = folder() / "said.yaml"
    path.write_text(write(copy.deepcopy(dict(whole))), encoding="utf-8")
    said = [str(note) for note in check(path, kind=kind).notes]
    marked = {str(each) for each in KEYS[kind] if each.mark}
    top = min((each for each in marked if key == each or within(key, {each})), key=len)
    assert any("nothing" in note and (top in note or at in note) for note in said), said
