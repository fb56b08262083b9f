"""Every kind of event; each mechanism declares its own (`words` in its folder)."""

from __future__ import annotations

from typing import Final

from demerit.counted.kinds import Kind
from demerit.mechanisms.adjudication import words as adjudication
from demerit.mechanisms.attempts import words as attempts
from demerit.mechanisms.averaging import words as averaging
from demerit.mechanisms.conduct import words as conduct
from demerit.mechanisms.debts import words as debts
from demerit.mechanisms.deterrence import words as deterrence
from demerit.mechanisms.favours import words as favours
from demerit.mechanisms.linkage import words as linkage
from demerit.mechanisms.lists import words as lists
from demerit.mechanisms.population import words as population
from demerit.mechanisms.scores import words as scores
from demerit.mechanisms.sources import words as sources
from demerit.mechanisms.ties import words as ties
from demerit.mechanisms.work import words as work

KINDS: Final[dict[int, Kind]] = {
    kind.number: kind
    for words in (
        population,
        conduct,
        attempts,
        sources,
        adjudication,
        lists,
        scores,
        ties,
        work,
        deterrence,
        linkage,
        favours,
        averaging,
        debts,
    )
    for kind in words.KINDS
}
"""Every kind of event by its number."""
KIND_NAMES: Final[dict[str, Kind]] = {kind.name: kind for kind in KINDS.values()}
"""The same by name; what the lab knows of an entry on record has the name of its `twin`."""
