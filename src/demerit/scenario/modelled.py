"""Which parts of a regime a mechanism models so far.

What a regime writes beyond them (its `not_modelled` rows) leaves no trace in the tables; `check`, the
manifest and the report name it instead.
"""

from __future__ import annotations

from demerit.regime.model import Regime
from demerit.regime.parts import Consequence, Source

BORNE = ("self", "staff")
"""On whom a refusal falls that a mechanism models: staff bear it through the organisation that is refused."""
_WORKING_KINDS = ("records", "income-match")


def working_sources(regime: Regime) -> dict[str, Source]:
    """Return the sources that a mechanism models: those that read records, matched with income or not."""
    return {name: source for name, source in regime.sources.items() if source.kind in _WORKING_KINDS}


def refusals(regime: Regime) -> dict[str, Consequence]:
    """Return the consequences that a mechanism models: refusals of the listed, whoever bears them beside."""
    return {
        name: consequence
        for name, consequence in regime.consequences.items()
        if consequence.refuse is not None and consequence.falls_on in BORNE
    }


def burdens(regime: Regime) -> dict[str, Consequence]:
    """Return the consequences that a list brings and a mechanism models, whoever bears them beside."""
    return {
        name: consequence
        for name, consequence in regime.consequences.items()
        if consequence.form.takes(consequence) and consequence.falls_on in BORNE
    }


def favours(regime: Regime) -> dict[str, Consequence]:
    """Return the favours and factors that a mechanism models: those that fall on the person who attempts."""
    return {
        name: consequence
        for name, consequence in regime.consequences.items()
        if consequence.form.row == "M37" and consequence.falls_on == "self"
    }
