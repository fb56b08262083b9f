"""What is counted of jobs."""

from __future__ import annotations

from demerit.counted.axes import FIFTH, QUARTER, fixed
from demerit.counted.counted import Counted
from demerit.counted.table import count, text_key
from demerit.counted.values import STANDINGS

_STANDING = fixed(
    text_key(
        "standing",
        "at the start of the step: on a published list or still known for one, working for a listed"
        " organisation, both, nothing",
        allowed=STANDINGS,
    ),
    STANDINGS,
)

JOBS = Counted(
    "work",
    "jobs lost and found in each quarter, and who has one at its end; empty where the society lets nobody"
    " lose a job",
    (QUARTER, FIFTH, _STANDING),
    (
        count("jobs_lost", "person-times", "jobs lost in the quarter"),
        count("jobs_found", "person-times", "people without their job who work again"),
        count("working", "persons", "at work for an organisation at the quarter's end"),
        count("jobless", "persons", "with a place of work and without the job at the quarter's end"),
    ),
    gaps="kept if any",
)

COUNTED = (JOBS,)
