"""Which safeguards stand between burdens and people: burdens that share them, for rules to ask of together.

Where the regime says its safeguards once, they stand before every burden. Where it names bundles, a burden
has those of the lists that bring it, and of the conducts whose records lead there; a burden that rests on
conducts with different bundles is asked about once for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from demerit.documents.reading import Where
from demerit.regime.guarding import Guard
from demerit.regime.model import Regime
from demerit.rights.reach import MONEY, hard_lists, leads_to, leads_to_list, refusals
from demerit.rights.rule import Form


class Guarded(NamedTuple):
    """Burdens with the same safeguards.

    Attributes:
        guards: the bundles that stand before them.
        names: the burdens.
    """

    guards: tuple[Guard, ...]
    names: tuple[str, ...]

    def parts(self, key: str) -> list[tuple[Where, Any]]:
        """Return each safeguard `key` of the bundles, with its place; none where none has it."""
        found = [((*guard.at, key), getattr(guard.bundle, key)) for guard in self.guards]
        return [(place, part) for place, part in found if part is not None]

    def lacking(self, form: Form, key: str) -> Where:
        """Return the place to look at where none of the bundles has safeguard `key`."""
        if not self.guards:
            return ("safeguards",)
        written = [(*each.at, key) for each in self.guards if form.document.at((*each.at, key)) is not None]
        return written[0] if written else self.guards[0].at


def guarded(regime: Regime, names: Iterable[str]) -> Iterator[Guarded]:
    """Yield burdens by the safeguards that stand before them, in the order in which they are named.

    Args:
        regime: one dated form.
        names: burdens as `reach.burdens` names them, or lists.
    """
    wanted = tuple(names)
    found: dict[tuple[Where, ...], tuple[tuple[Guard, ...], list[str]]] = {}
    for name in wanted:
        for guards in _of(regime, name):
            _, burdens = found.setdefault(tuple(guard.at for guard in guards), (guards, []))
            if name not in burdens:
                burdens.append(name)
    for guards, burdens in found.values():
        yield Guarded(guards, tuple(burdens))


def _of(regime: Regime, name: str) -> Iterator[tuple[Guard, ...]]:
    """Yield the bundles before a burden, once for each that the records which lead there have."""
    lists, conducts = _rests_on(regime, name)
    of_lists = [regime.guard_of_listing(each) for each in sorted(lists)]
    of_records: list[Guard | None] = [regime.guard_of_record(each) for each in sorted(conducts)]
    for guard in of_records or [None]:
        both = {each.at: each for each in (guard, *of_lists) if each is not None}
        yield tuple(both.values())


def _rests_on(regime: Regime, name: str) -> tuple[set[str], frozenset[str]]:
    """Return the lists that bring a burden, and the conducts whose records lead to it."""
    each = refusals(regime).get(name)
    if each is not None:
        return {listed for listed, _ in each.form.brought_by(regime, each)}, leads_to(regime, each).conducts
    if name == MONEY:
        return set(), frozenset(regime.owing)
    listed = hard_lists(regime).get(name, name)
    return {listed}, leads_to_list(regime, listed).conducts
