"""What is told of offers taken, passed and failed."""

from __future__ import annotations

from demerit.counted.kinds import Field, Kind
from demerit.mechanisms.offers.counts import OFFERED

_OFFER = (Field("what", lambda names, values: ([name for (name,) in names.others[OFFERED]], values)),)
_RULE = (("offers", "{what}"),)
_ANSWER = (("responses", "offers"),)

TAKEN = Kind(
    "offer taken", "record", _OFFER, {"": "takes what is offered: {what}"}, regime=_RULE, society=_ANSWER
)
PASSED = Kind("offer passed", "record", _OFFER, {"": "passes {what}"}, regime=_RULE)
FAILED = Kind("offer failed", "record", _OFFER, {"": "fails {what}"}, regime=_RULE)
KINDS = (TAKEN, PASSED, FAILED)
