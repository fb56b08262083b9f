"""Whether a peer computes the same law as the C reference: agrees, differs, or too small to tell.

Ratios of cost mean nothing between programs that do different things, so none is printed for a peer before
it agrees in everything of `MATTERS`, at a size that can tell. That size is a million people for two years,
in which lists are entered, passed on to households, feared and left; it takes minutes for the slow ones, so
what came of it is kept in bench/records/law.json under a digest of the peer's sources and pins, and holds
until one of them or the reference changes.

    python -m bench.peers.agreement [NAME ...]

compares all, or those named, and writes it down. Each timed run is compared again as far as its size can
tell.

The spread of each quantity between districts, which are independent, is measured by the reference; a peer's
estimate has that spread over the root of its number of districts.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

from bench.peers.own import Own
from bench.peers.roster import DISTRICT, PEERS, REFERENCE, Peer
from tests.statistical.three_outcomes import Comparison, Outcome, meets

RECORDED = Path(__file__).parents[1] / "records" / "law.json"
MATTERS = {"listed_share": 0.15, "mean_score": 0.015, "acts_per_person_week": 0.01}
"""What a comparison must be able to see, as a share of the value; for the mean score, of the points lost."""
START = 1000
DISTRICTS, WEEKS, SEED = 245, 104, 1
REFERENCE_DISTRICTS = 9768
AGREES, DIFFERS, TOO_SMALL = "agrees", "differs", "too small to tell"
STALE = "not compared since one of the two changed"
WORDS = {Outcome.PASSES: AGREES, Outcome.FAILS: DIFFERS, Outcome.TOO_SMALL: TOO_SMALL}


def matters(what: str, value: float) -> float:
    """Return the difference in `what` that must be seen where the reference has `value`."""
    return MATTERS[what] * (START - value if what == "mean_score" else value)


def compare(reference: dict[str, Any], said: dict[str, Any]) -> dict[str, Comparison]:
    """Compare what a peer says with what the reference says of as many weeks."""
    found = {}
    for what in MATTERS:
        between = reference["district_sd"][what]
        spread = math.sqrt(DISTRICT / reference["people"] + DISTRICT / said["people"]) * between
        expected = reference[what]
        found[what] = meets(said[what], expected, spread, matters(what, expected), what=what)
    return found


def outcomes(reference: dict[str, Any], said: dict[str, Any]) -> dict[str, str]:
    """Return one of three words for each quantity."""
    return {what: WORDS[each.outcome] for what, each in compare(reference, said).items()}


def recorded() -> dict[str, Any]:
    """Return what was written down, by name of peer."""
    return json.loads(RECORDED.read_text("utf-8")) if RECORDED.is_file() else {}


def standing(peer: Peer | Own, now: dict[str, str] | None = None) -> str:
    """Return `agrees`, or in words why no ratio to this peer may be printed.

    Args:
        peer: whose.
        now: outcomes of the run that is to be compared.
    """
    kept = recorded().get(peer.name)
    if kept is None or kept["digest"] != peer.digest() or kept["reference_digest"] != REFERENCE.digest():
        return STALE
    for found in (kept["outcomes"], now or {}):
        wrong = [what for what, word in found.items() if word == DIFFERS]
        if wrong:
            return f"{DIFFERS} in {' and '.join(each.replace('_', ' ') for each in wrong)}"
    unclear = [what for what, word in kept["outcomes"].items() if word != AGREES]
    return TOO_SMALL if unclear else AGREES


def main(names: list[str]) -> None:
    """Compare peers with the reference and write down what came of it."""
    reference = REFERENCE.run(REFERENCE_DISTRICTS, WEEKS, SEED + 1, threads=2)
    if reference is None:
        raise SystemExit("no C compiler, so no reference; next: install one (Debian: apt-get install gcc)")
    for peer in (Own(), *PEERS):
        if names and peer.name not in names:
            continue
        said = peer.run(DISTRICTS, WEEKS, SEED)
        if said is None:
            where = (
                "not in the gallery"
                if isinstance(peer, Own)
                else "not set up; next: python -m bench.peers.environments"
            )
            print(f"{peer.name}: {where}", file=sys.stderr, flush=True)
            continue
        found = compare(reference, said)
        for each in found.values():
            print(f"{peer.name}: {WORDS[each.outcome]}: {each.text}", file=sys.stderr, flush=True)
        told = ("people", "weeks", "seed", "version", *MATTERS, "wrongful_share")
        kept = recorded()
        kept[peer.name] = {
            "digest": peer.digest(),
            "reference_digest": REFERENCE.digest(),
            "outcomes": {what: WORDS[each.outcome] for what, each in found.items()},
            "said": {name: said[name] for name in told},
            "reference": {name: reference[name] for name in told},
        }
        RECORDED.parent.mkdir(exist_ok=True)
        RECORDED.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
