"""What is told of members."""

from __future__ import annotations

from demerit.counted.kinds import Kind

JOINED = Kind("joined", "record", (), {"": "is a member from now on"}, regime=(("members",),))
LEFT_SCHEME = Kind("left scheme", "record", (), {"": "is no longer a member"}, regime=(("members",),))
KINDS = (JOINED, LEFT_SCHEME)
