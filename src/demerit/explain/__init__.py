"""One life in words: what happened to an invented person, what it goes back to, and what rests on nothing.

It reads entries that the lab got by walking the person's district again, and the run's own files for the
lines of the rules; it never reads the engine. `traced` makes of them a document for machines, `told` a text.
"""

from demerit.explain.spells import Spell, spells
from demerit.explain.telling import told
from demerit.explain.trace import Affected, Behind, Entry, Person, Rule, Trace
from demerit.explain.tracing import traced

__all__ = ["Affected", "Behind", "Entry", "Person", "Rule", "Spell", "Trace", "spells", "told", "traced"]
