"""R0d in Mesa: one agent a person, two stages a week."""

from __future__ import annotations

import math

import law
import mesa

POINTS, SEEN, FALSE_RATES = law.POINTS.tolist(), law.SEEN.tolist(), law.FALSE_RATES.tolist()
WEIGHTS = law.SHARES.tolist()


class Person(mesa.Agent):
    """Somebody with a score."""

    def __init__(self, model: Society, number: int, group: bool) -> None:
        super().__init__(model)
        luck = model.random
        self.number = number
        self.district = number // law.DISTRICT
        self.group = group
        z = min(max(luck.gauss(0, 1), -law.FLAT_BEYOND), law.FLAT_BEYOND)
        self.rate = math.exp(z) / law.FACTOR_MEAN * law.TOTAL
        self.score, self.left, self.given_back, self.listed = law.START, 0, 0, False

    def step(self) -> None:
        """Act, be seen or not, recover."""
        model, luck, score = self.model, self.model.random, self.score
        if score < law.START and luck.random() < law.RECOVERY:
            score += 1
        home = self.number - self.number % law.MEMBERS
        near = model.people[home : home + law.MEMBERS]
        if any(other.listed for other in near if other is not self) and luck.random() < law.HOUSEHOLD:
            score += law.HOUSEHOLD_POINTS
        false_rate = FALSE_RATES[self.group]
        rate = self.rate + false_rate
        moment = luck.expovariate(rate)
        while moment < 1:
            if luck.random() * rate < false_rate:
                score += law.FALSE_POINTS
                self.given_back -= law.FALSE_POINTS
            else:
                worth = luck.choices(POINTS, cum_weights=WEIGHTS)[0]
                if worth > 0 or luck.random() < model.feedback[self.district]:
                    model.acts += 1
                    if luck.random() < SEEN[self.group]:
                        score += worth
            moment += luck.expovariate(rate)
        self.score = min(max(score, 0), law.TOP)

    def close(self) -> None:
        """Enter the list, stay on it or leave it."""
        low = self.score < law.BOUND
        if self.left > 0:
            self.left -= 1
            if self.left == 1 and low:
                self.left = law.TERM + 1
        if self.left == 0 and low:
            self.left = law.TERM
            self.model.entries += 1
            self.model.wrongful += self.score + self.given_back >= law.BOUND
        self.listed = self.left > 0


class Society(mesa.Model):
    """Everybody, and what is counted."""

    def __init__(self, districts: int, seed: int) -> None:
        super().__init__(seed=seed)
        self.acts = self.entries = self.wrongful = 0
        self.feedback = [1.0] * districts
        homes = [self.random.random() < law.GROUP_B for _ in range(districts * law.DISTRICT // law.MEMBERS)]
        self.people = [Person(self, i, homes[i // law.MEMBERS]) for i in range(districts * law.DISTRICT)]

    def step(self) -> None:
        """Live one week."""
        self.agents.do("step")
        self.agents.do("close")
        listed = [0] * len(self.feedback)
        for person in self.people:
            listed[person.district] += person.listed
        self.feedback = [1 - law.FEEDBACK * n / law.DISTRICT for n in listed]


def simulate(districts: int, weeks: int, seed: int) -> dict[str, float]:
    """Return what R0d counts after `weeks` weeks in `districts` districts."""
    society = Society(districts, seed)
    for _ in range(weeks):
        society.step()
    people = society.people
    return {
        "listed": sum(person.listed for person in people),
        "score": sum(person.score for person in people) / len(people),
        "acts": society.acts,
        "entries": society.entries,
        "wrongful": society.wrongful,
    }


if __name__ == "__main__":
    law.main("Mesa", mesa.__version__, simulate)
