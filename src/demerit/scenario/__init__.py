"""A scenario: one regime and one society, from one day to another, made ready to run."""

from demerit.scenario.inputs import Input, inputs
from demerit.scenario.lower import lower
from demerit.scenario.model import Scenario
from demerit.scenario.resolve import Resolved, resolve
from demerit.scenario.tables import Tables

__all__ = ["Input", "Resolved", "Scenario", "Tables", "inputs", "lower", "resolve"]
