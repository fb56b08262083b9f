"""What is told of jobs."""

from __future__ import annotations

from demerit.counted.kinds import SLOT, Kind, fixed
from demerit.counted.values import STANDINGS

_STANDING = fixed("outcome", STANDINGS)

JOB_LOST = Kind(
    "job lost",
    "truth",
    (_STANDING,),
    {
        "nothing": "loses the job",
        "listed": "loses the job, being on a published list or remembered for it",
        "employer listed": "loses the job with an employer who is listed",
        "both": "loses the job, being listed like the employer",
        "": "loses the job",
    },
    society=(("responses", "work", "lost"),),
)
JOB_FOUND = Kind(
    "job found",
    "truth",
    (_STANDING,),
    {"listed": "finds work again, being on a published list or remembered for it", "": "finds work again"},
    society=(("responses", "work", "found"),),
)
JOBLESS_AT_FIRST = Kind(
    "without the job when entering", "truth", (SLOT,), {"": "is without the job when entering"}
)
KINDS = (JOB_LOST, JOB_FOUND, JOBLESS_AT_FIRST)
