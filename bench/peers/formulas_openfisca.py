"""R0d in OpenFisca: a weekly variable's formula takes the week before; households are its group entity.

Formulas are meant to be pure, so each takes its random numbers from a generator keyed by the week; what is
counted beside the variables is kept outside them. OpenFisca keeps every week of every variable.
"""

from __future__ import annotations

from importlib.metadata import version

import law
import numpy as np
from openfisca_core import periods
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Person = build_entity(key="person", plural="persons", label="", is_person=True)
Household = build_entity(
    key="household",
    plural="households",
    label="",
    roles=[{"key": "member", "plural": "members", "label": ""}],
)
beside: dict[str, object] = {}


class group(Variable):
    """Group B, which is seen more often."""

    value_type, entity, definition_period, label = bool, Person, DateUnit.ETERNITY, ""


class rate(Variable):
    """Acts a week before feedback."""

    value_type, entity, definition_period, label = float, Person, DateUnit.ETERNITY, ""


class listed_at_home(Variable):
    """Members of the household on the list at the end of the week."""

    value_type, entity, definition_period, label = int, Household, DateUnit.WEEK, ""

    def formula(household, period):
        """Count them."""
        return household.sum(household.members("left", period) > 0)


class score(Variable):
    """The score at the end of the week."""

    value_type, entity, definition_period, label = int, Person, DateUnit.WEEK, ""

    def formula(person, period):
        """Live one week."""
        last, f4 = period.offset(-1), np.float32
        rng = np.random.default_rng([beside["seed"], period.start.date.toordinal()])
        s, listed = person("score", last).copy(), person("left", last) > 0
        kind, people = person("group", period).astype(int), s.size
        false_rate = law.FALSE_RATES.astype(f4)[kind]
        feedback = 1 - law.FEEDBACK * listed.reshape(-1, law.DISTRICT).mean(1)
        rates = person("rate", period) + false_rate
        recovers = (s < law.START) & (rng.random(people, f4) < law.RECOVERY)
        others = person.household("listed_at_home", last) - listed > 0
        reached = others & (rng.random(people, f4) < law.HOUSEHOLD)
        who, count = law.points_of(rng.random(people, f4), rates)
        who = np.repeat(who, count)
        false = rng.random(who.size, f4) * rates[who] < false_rate[who]
        conduct = np.searchsorted(law.SHARES, rng.random(who.size), side="right")
        points = law.POINTS[conduct]
        happens = (points > 0) | (rng.random(who.size) < feedback[who // law.DISTRICT])
        beside["acts"] += int((happens & ~false).sum())
        points *= happens & (rng.random(who.size) < law.SEEN[kind[who]])
        points[false] = law.FALSE_POINTS
        np.subtract.at(beside["given_back"], who[false], law.FALSE_POINTS)
        s += recovers
        s += law.HOUSEHOLD_POINTS * reached
        np.add.at(s, who, points.astype(s.dtype))
        return np.clip(s, 0, law.TOP)


class left(Variable):
    """Weeks left on the list, 0 outside it."""

    value_type, entity, definition_period, label = int, Person, DateUnit.WEEK, ""

    def formula(person, period):
        """Enter the list, stay on it or leave it."""
        weeks, s = person("left", period.offset(-1)).copy(), person("score", period)
        low = s < law.BOUND
        weeks -= weeks > 0
        new = low & (weeks == 0)
        weeks[low & (weeks == 1)] = law.TERM + 1
        weeks[new] = law.TERM
        beside["entries"] += int(new.sum())
        beside["wrongful"] += int((new & (s + beside["given_back"] >= law.BOUND)).sum())
        return weeks


def simulate(districts: int, weeks: int, seed: int) -> dict[str, float]:
    """Return what R0d counts after `weeks` weeks in `districts` districts."""
    system = TaxBenefitSystem([Person, Household])
    for each in (group, rate, listed_at_home, score, left):
        system.add_variable(each)
    people, rng = districts * law.DISTRICT, np.random.default_rng(seed)
    beside.update(seed=seed, acts=0, entries=0, wrongful=0, given_back=np.zeros(people, np.int16))
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(people))
    homes = builder.declare_entity("household", np.arange(people // law.MEMBERS))
    builder.join_with_persons(homes, np.arange(people) // law.MEMBERS, np.repeat(["member"], people))
    simulation = builder.build(system)
    week = periods.period("week:2024-W01")
    at_home = rng.random(people // law.MEMBERS) < law.GROUP_B
    simulation.set_input("group", "ETERNITY", np.repeat(at_home, law.MEMBERS))
    simulation.set_input("rate", "ETERNITY", law.propensities(rng.standard_normal(people)) * law.TOTAL)
    simulation.set_input("score", week, np.full(people, law.START))
    simulation.set_input("left", week, np.zeros(people, int))
    for _ in range(weeks):
        week = week.offset(1)
        simulation.calculate("score", week)
        simulation.calculate("left", week)
    return {
        "listed": (simulation.calculate("left", week) > 0).sum(),
        "score": simulation.calculate("score", week).mean(),
        "acts": beside["acts"],
        "entries": beside["entries"],
        "wrongful": beside["wrongful"],
    }


if __name__ == "__main__":
    law.main("OpenFisca", version("openfisca-core"), simulate)
