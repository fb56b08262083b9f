"""Draw the frozen cases, once: regimes, societies and scenarios as files that anybody can read.

The regimes are those that the properties are tried on (tests/property/strategies.py). The societies are the
small one of tests/examples with its pace, its answers, its beliefs and its inequality changed at random. What
counts from then on are the files: later changes of the strategies, or of the small society, change no case.

    python -m bench.proofs.frozen.make

writes `cases/` anew. `python -m bench.proofs.frozen --record` must follow, and nothing that was recorded
before can be compared any more.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from demerit.documents.editing import write
from demerit.documents.packaged import read
from demerit.errors import DemeritError
from demerit.scenario.resolve import resolve
from tests import toy
from tests.property.strategies import regimes

CASES = Path(__file__).parent / "cases"
MANY, SOCIETIES, EXAMPLES = 200, 40, 620
"""Cases, societies that they share, and how many draws of Hypothesis are looked through at most."""
CHANGES: dict[str, list[dict[str, Any]]] = {
    "pace": [
        {},
        {
            "households.dissolution": "0 % per household-year, from made",
            "demography.deaths_male": 0,
            "demography.deaths_female": 0,
            "demography.births": 0,
            "visitors.share": "0 %, from made",
            "organisations.closing": "0 % per organisation-year, from made",
        },
        {
            "households.dissolution": "60 % per household-year, assumed 40..80 log",
            "demography.deaths_male": 5,
            "demography.deaths_female": 6,
            "demography.births": 3,
            "demography.couples.marriage": "300 % per couple-year, from made",
            "demography.couples.divorce": "80 % per couple-year, from made",
            "residence.returns": "300 % per person-year, from made",
            "visitors.share": "12 %, from made",
            "organisations.closing": "200 % per organisation-year, from made",
        },
    ],
    "equality": [
        {},
        {"propensities.temper.spread": "1, from made", "ties.acquaintances": 7},
        {"incomes.gini": "0.5, from made", "incomes.volatility": "0.7, from made"},
    ],
    "belief": [
        {},
        {"conducts.lateness.protected": "intimate", "conducts.default.gravity": 1},
        {"conducts.default.protected": "speech", "conducts.noise.gravity": 4},
        {"conducts.noise.protected": "belief", "conducts.arrears.gravity": 0},
    ],
    "work": [
        {},
        {"responses.work": "none"},
        {"responses.work": toy.WORK},
        {
            "responses.work": toy.WORK,
            "conducts.default.jobless": "3, from made",
            "conducts.default.ceiling": 3,
        },
    ],
    "deterrence": [{}, {"responses.deterrence": toy.DETERRENCE}],
    "general deterrence": [{}, {"responses.general_deterrence": toy.GENERAL}],
}
"""Ways to change the small society: one of each is drawn. A number for a table multiplies all its values."""


@st.composite
def societies(draw: st.DrawFn) -> dict[str, Any]:
    """A society of a test, changed at random; its title says how."""
    whole = dict(read(toy.SMALL).data)
    chosen = {part: draw(st.integers(0, len(ways) - 1)) for part, ways in CHANGES.items()}
    for part, way in chosen.items():
        for place, value in CHANGES[part][way].items():
            _lay(whole, place.split("."), value)
    whole["title"] = "A made-up society: " + ", ".join(f"{part} {way}" for part, way in chosen.items())
    return whole


def _lay(whole: Any, path: list[str], value: Any) -> None:
    """Put a value at its place; a whole number for a table of rates multiplies them."""
    for name in path[:-1]:
        whole = whole[name]
    there = whole.get(path[-1])
    if isinstance(there, dict) and isinstance(value, int):
        there["values"] = {name: each * value for name, each in there["values"].items()}
    else:
        whole[path[-1]] = value


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A regime, and a scenario without the names of its files."""
    steps, step = draw(st.integers(20, 60)), draw(st.sampled_from(["week", "week", "week", "day"]))
    days = steps * (7 if step == "week" else 1)
    scenario = {
        "from": toy.START.isoformat(),
        "to": (toy.START + dt.timedelta(days=days)).isoformat(),
        "step": step,
        "people": draw(st.integers(1_000, 6_000)),
        "seed": draw(st.integers(0, 2**62)),
        "draws": 1,
        "against": "nothing",
        "truthful": draw(st.sampled_from([False, False, False, True])),
    }
    return draw(regimes(steps)), scenario


def drawn(strategy: st.SearchStrategy[Any], first: int) -> list[Any]:
    """Return what a strategy gives, the same each time; Hypothesis draws plain ones at first."""
    found: list[Any] = []

    @seed(first)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def take(value: Any) -> None:
        if value not in found:
            found.append(value)

    take()
    return found


def main() -> None:
    """Write the files."""
    shutil.rmtree(CASES, ignore_errors=True)
    for folder in ("regimes", "societies"):
        (CASES / folder).mkdir(parents=True)
    for number, society in enumerate(drawn(societies(), 1)[:SOCIETIES]):
        society["society"] = f"society-{number:02d}"
        (CASES / "societies" / f"{number:02d}.yaml").write_text(write(society), encoding="utf-8")
    written, refused, seen = 0, 0, set()
    for number, (regime, scenario) in enumerate(reversed(drawn(cases(), 2))):
        if str(regime["sources"]) in seen:  # Hypothesis changes a part of what it drew before
            continue
        seen.add(str(regime["sources"]))
        scenario["seed"] += number
        name, society = f"case-{written:03d}", f"societies/{number % SOCIETIES:02d}.yaml"
        files = {"of": f"regimes/{written:03d}.yaml", "in": society}
        whole = {"demerit": 2, "scenario": name, **files, **scenario}
        regime |= {"regime": name, "title": "A regime drawn at random"}
        path = CASES / f"{written:03d}.yaml"
        path.write_text(write(whole), encoding="utf-8")
        (CASES / files["of"]).write_text(write(regime), encoding="utf-8")
        try:
            resolve(path)
        except DemeritError as error:
            refused += 1
            print(f"{name}: {error}"[:300])
            path.unlink()
            (CASES / files["of"]).unlink()
            continue
        written += 1
        if written == MANY:
            break
    print(f"{written} cases written, {refused} refused")


if __name__ == "__main__":
    main()
