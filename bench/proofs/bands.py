"""Do ranges hold what they say? A further draw in the range of 19, a mean of many seeds in that of chance.

- **The range of the draws.** Of 20 draws, does the last lie between the smallest and the largest of the 19
  before? It should 9 times in 10. The regime and the society are of the gallery, with all that is assumed in
  them, so a draw changes values and world.
- **The range of chance.** At fixed values (those of one draw) only the world changes from seed to seed. The
  districts of each seed give a range of chance (`audit/intervals.between_districts`); does it hold the mean
  of all seeds? It should 9 times in 10 or more: where a rule names regions, the range of a single draw is too
  wide rather than too narrow. Seeds are also put together by 19, as the draws of a run in which nothing is
  assumed: then all of the spread is chance, so the share of chance is 1, and its range should hold 1 about as
  often.

    python -m bench.proofs.bands [seeds] > bench/proofs/bands.md

prints a record in Markdown; bands.md beside this file holds one. Figures on fewer than 20 sampled cases,
which no page quotes, are shown and not judged. The draws of a run are spread more evenly than chance would
over the range of each input, so where one or two inputs decide a figure its range holds a further draw more
often. It ends with exit code 1 if a share of the first lies outside 84 to 96 %, or one of the second outside
85 to 100 %. A toy of it is a test (tests/statistical/test_bands.py).
"""

from __future__ import annotations

import datetime as dt
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from demerit.audit.figures import FEWEST_SAMPLED
from demerit.audit.intervals import (
    BAND_DRAWS,
    Sums,
    between_districts,
    chance_variances,
    interval,
    parts,
)
from demerit.chance import world
from demerit.counted.axes import MEASURE
from demerit.engine.districts import Desk
from demerit.engine.totals import Totals
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.population.counts import PEOPLE
from demerit.scenario.inputs import inputs
from demerit.scenario.lower import lower
from demerit.scenario.resolve import Resolved, resolve

PER: Final = 100_000
HELD: Final = (0.84, 0.96)
"""Bounds of the share of seeds whose range of 19 draws holds a further one."""
FINE: Final = 0.6
"""A figure tells draws apart if more than this part of its values in a run are different ones."""
MEANS: Final = (0.85, 1.0)
"""Bounds of the share of seeds whose range of chance holds their mean."""


@dataclass(frozen=True)
class Row:
    """One figure of one scenario: in how many of the seeds a range held what it should."""

    scenario: str
    figure: str
    held: float
    seeds: int
    few: bool = False
    """Whether it rests on so few cases that no page quotes it; then it is shown and not judged."""

    @property
    def share(self) -> float:
        """Share of the seeds."""
        return self.held / self.seeds

    @property
    def sd(self) -> float:
        """Standard deviation of the share, were it 9 in 10."""
        return math.sqrt(0.9 * 0.1 / self.seeds)


def further_draws(name: str, runs: Iterable[Resolved], draws: int = BAND_DRAWS) -> list[Row]:
    """Return in how many runs the range of their first draws holds the next one, figure by figure.

    Args:
        name: what the scenario is called in the record.
        runs: one scenario a seed, of more than `draws` draws.
        draws: how many make the range.

    Figures that are the same in several draws of most runs are left out: a count of nobody lies in any range.
    """
    found: dict[str, list[list[float]]] = {}
    for resolved in runs:
        drawn = [_rates(resolved, _totals(resolved, draw)) for draw in range(draws + 1)]
        for figure in drawn[0]:
            found.setdefault(figure, []).append([rates[figure] for rates in drawn])
    return [
        Row(name, figure, sum(_held(*each) for each in all_), len(all_))
        for figure, all_ in found.items()
        if sum(len(set(each)) <= FINE * len(each) for each in all_) < len(all_) / 2
    ]


def _held(*drawn: float) -> float:
    """Return whether the last of some draws lies between the others, ties with an end broken by chance."""
    *before, last = drawn
    found = interval(before)
    below = (last <= found.low) / (before.count(last) + 1)
    above = (last >= found.high) / (before.count(last) + 1)
    return 1 - below - above


def _totals(resolved: Resolved, draw: int) -> Totals:
    tables = lower(resolved, draw)
    return Desk(tables).run(tables, resolved.scenario.world(draw), 0, resolved.districts, resolved.slots)


def _rates(resolved: Resolved, totals: Totals) -> dict[str, float]:
    """Return records made, and of each list who is on it at the end and who entered, per 100,000 present."""
    present = totals.people[:, 0, PEOPLE.present]
    found = {"records": PER * float(totals.records[..., 1].sum()) / float(present.sum())}
    for place, name in enumerate(resolved.names.lists):
        if resolved.names.list_entities[place] == 0:
            found[f"listed, {name}"] = (
                PER * float(totals.lists[-1, place, 0, LISTS.stock]) / float(present[-1])
            )
            inflow = float(totals.lists[:, place, 0, LISTS.inflow].sum())
            found[f"entries, {name}"] = PER * inflow / float(present.sum())
    return found


Drawn = dict[str, list[list[Sums]]]
"""Sums over districts by figure: for each seed its strata."""


def of_chance(regime: str, resolved: Resolved, seeds: Sequence[int]) -> list[Row]:
    """Return in how many seeds the range of chance holds their mean, and how often the share of chance 1."""
    tables = lower(resolved, 0)
    desk = Desk(tables)
    found: Drawn = {}
    for seed in seeds:
        totals = desk.run(tables, world(seed, 0), 0, resolved.districts, resolved.slots)
        for name, strata in _sums(resolved, totals).items():
            found.setdefault(name, []).append(strata)
    rows = []
    for name, drawn in found.items():
        rates = [_rate(strata) for strata in drawn]
        mean = math.fsum(rates) / len(rates)
        ranges = [
            between_districts(rate, chance_variances([strata])[0])
            for rate, strata in zip(rates, drawn, strict=True)
        ]
        held = sum(each.low <= mean <= each.high for each in ranges)
        cases = sorted(sum(each[1] for each in strata) for strata in drawn)[len(drawn) // 2]
        few = cases < FEWEST_SAMPLED
        rows.append(Row(regime, f"{name}: mean in the range of one seed", held, len(ranges), few))
        runs = [drawn[at : at + BAND_DRAWS] for at in range(0, len(drawn) - BAND_DRAWS + 1, BAND_DRAWS)]
        shares = [
            parts([_rate(strata) for strata in run], chance_variances(run), resolved.districts).chance
            for run in runs
        ]
        known = [share for share in shares if share is not None]
        if known:
            inside = sum(share.low <= 1 <= share.high for share in known)
            rows.append(Row(regime, f"{name}: 1 in the range of the share of chance", inside, len(known)))
    return rows


def _sums(resolved: Resolved, totals: Totals) -> dict[str, list[Sums]]:
    """Return the sums over districts of stock at the end and of entries in the last step, by stratum."""
    found = {}
    for place, name in enumerate(resolved.names.lists):
        if resolved.names.list_entities[place] == 0:
            for said, row in (("listed", MEASURE.stock), ("entries in the last week", MEASURE.inflow)):
                kept = totals.moments[-1, :, place, row]
                found[f"{said}, {name}"] = [_six(each) for each in kept.tolist()]
    return found


def _six(sums: Sequence[int]) -> Sums:
    k, x, x2, n, xn, n2 = sums
    return k, x, x2, n, xn, n2


def _rate(strata: Sequence[Sums]) -> float:
    return sum(each[1] for each in strata) / sum(each[3] for each in strata)


YEAR: Final = {"from": "2019-01-07", "to": "2020-01-06"}
MADE_UP: Final = {"in": "r0d", "people": 3_000, "from": "2024-01-01", "to": "2024-07-01"}
MORE_LISTED: Final = (
    'regime.lists.low-score.enter=[{once: score <= 970, for: "52 weeks, from task", again: after-spell-ends}]'
)
"""So many are on the list that two draws seldom have the same number."""
FURTHER: Final[tuple[tuple[str, dict[str, Any], tuple[str, ...]], ...]] = (
    ("r0d", MADE_UP, (MORE_LISTED,)),
    (
        "r0d",
        MADE_UP,
        (
            MORE_LISTED,
            "regime.sources.reports.coverage=0.7, assumed 0.4..1",
            "regime.triggers.recovery.chance=0.3, assumed 0.2..0.4",
        ),
    ),
    ("penalty-points", {"in": "drivers", "people": 5_000, "from": "2006-07-03", "to": "2007-07-02"}, ()),
)
"""Scenarios of the first question: world alone, a few inputs assumed, and a gallery's with hundreds."""
CHANCE: Final = (
    ("china-lists-2018", {"in": "large-country-2020", "people": 100_000, **YEAR}),
    ("interview-2019", {"in": "large-country-2020", "people": 100_000, **YEAR}),
)
"""Regimes with settings; the second names regions, in which districts differ by a rule."""


def main(seeds: int = 200) -> int:
    """Print the record and return 1 if a share lies outside its bounds, else 0."""
    numbers = range(1, seeds + 1)
    further = [
        row
        for regime, settings, sets in FURTHER
        for row in further_draws(
            f"{regime}, {_assumed(regime, settings, sets)} inputs assumed",
            (asked(regime, settings, seed, sets) for seed in numbers),
        )
    ]
    chance = [
        row for regime, settings in CHANCE for row in of_chance(regime, asked(regime, settings, 1), numbers)
    ]
    print("# Do ranges hold what they say?\n")
    print(f"Made by `python -m bench.proofs.bands {seeds}` on {dt.date.today().isoformat()}.\n")
    bad = _table(f"A further draw in the range of {BAND_DRAWS}", further, HELD)
    bad += _table("The mean of all seeds in a range of chance, at fixed values", chance, MEANS)
    return int(bad > 0)


def asked(regime: str, settings: dict[str, Any], seed: int, sets: Sequence[str] = ()) -> Resolved:
    """Return a scenario of one seed, of one draw more than make a range."""
    given = {**settings, "seed": seed, "draws": BAND_DRAWS + 1, "against": "nothing"}
    return resolve(regime, given, sets)


def _assumed(regime: str, settings: dict[str, Any], sets: Sequence[str]) -> int:
    return len(inputs(asked(regime, settings, 1, sets), 0))


def _table(title: str, rows: Sequence[Row], bounds: tuple[float, float]) -> int:
    """Print a table and return how many shares lie outside of the bounds."""
    print(f"## {title}\n\nBounds {bounds[0]:.0%} to {bounds[1]:.0%}.\n")
    print("| regime | figure | held | of | share | inside the bounds |\n|---|---|---|---|---|---|")
    outside = 0
    for row in rows:
        inside = bounds[0] <= row.share <= bounds[1]
        outside += not inside and not row.few
        said = "too few to quote" if row.few else "yes" if inside else "no"
        print(f"| {row.scenario} | {row.figure} | {row.held:.4g} | {row.seeds} | {row.share:.1%} | {said} |")
    print()
    return outside


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
