"""The public verbs: check, plan, run, open, and what a run can do; the command line says them alike.

The lab composes the rooms below and holds no model of its own. It alone turns a folder into the verified
run that audit and report accept, because it alone may both read an archive and replay a district: a page
about a run that does not hold what it says cannot be made.

Rooms are imported inside the verbs. Each verb then loads what it needs, and `demerit schema` does not wait
for the engine.
"""

from demerit.lab.checked import FactCheck, Verified
from demerit.lab.files import Checked, Entry, check, gallery, gallery_text, lint, read, schema
from demerit.lab.lives import Candidate, Life
from demerit.lab.planning import Plan, change, changes, plan
from demerit.lab.runs import Run, open, run, warmup
from demerit.lab.starting import Started, new
from demerit.lab.tables import Exported, Rows
from demerit.lab.upgrading import Upgraded, upgrade

__all__ = [
    "Candidate",
    "Checked",
    "Entry",
    "Exported",
    "FactCheck",
    "Life",
    "Plan",
    "Rows",
    "Run",
    "Started",
    "Upgraded",
    "Verified",
    "change",
    "changes",
    "check",
    "gallery",
    "gallery_text",
    "lint",
    "new",
    "open",
    "plan",
    "read",
    "run",
    "schema",
    "upgrade",
    "warmup",
]
