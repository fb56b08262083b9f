"""For every input at every door of the loader: it loads or explains, and does nothing else.

The same doors are fuzzed by a million inputs in bench/proofs/loader_fuzz.py.
"""

from __future__ import annotations

import time
from contextlib import suppress

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.proofs.loader_doors import DOORS, check, door_of
from demerit.documents import dump, gallery, parse, read
from demerit.errors import Complaint, Complaints, InvalidFile
from demerit.regime import loading


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.binary(max_size=64), st.text(max_size=40).map(str.encode)))
@example(b"")
@example(b"\x00\x00\xff\xfe1..2")
def test_whatever_goes_in_loads_or_is_explained(data: bytes) -> None:
    door, outcome = check(data)
    assert door in [name for name, _, _ in DOORS]
    assert outcome in ("loaded", "explained")


PIECES = [
    "1",
    " ",
    ",",
    "(",
    "[",
    "{a: ",
    "- ",
    "? ",
    "a: ",
    "not ",
    "1+",
    "age < 1 or ",
    "..",
    "&a ",
    "\\x41",
    "\n",
    '"',
]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(range(len(DOORS))), st.sampled_from(PIECES), st.integers(1, 4_000), st.integers(0, 400)
)
def test_a_piece_many_times_over_loads_or_is_explained_before_long(
    door: int, piece: str, times: int, start: int
) -> None:
    _, enter, _ = DOORS[door]
    begun = time.process_time()
    with suppress(InvalidFile, Complaint, Complaints):
        enter(bytes([start % 256, start // 256, 0, 0]) + (piece * times).encode())
    assert time.process_time() - begun < 20


def test_every_door_is_chosen_as_often_as_it_says() -> None:
    assert sum(share for _, _, share in DOORS) == 256
    counts = [0] * len(DOORS)
    for number in range(25_600):
        counts[door_of(number.to_bytes(4, "little"))] += 1
    assert all(0.5 < count / (100 * share) < 1.5 for count, (_, _, share) in zip(counts, DOORS, strict=True))


def test_every_regime_of_the_gallery_survives_load_dump_load_with_its_comments() -> None:
    for name in gallery.names("regime"):
        document = read(gallery.find("regime", name))
        text = dump(document)
        assert text == gallery.find("regime", name).read_text(encoding="utf-8")
        again = loading.from_document(parse(text, name))
        assert loading.digest(again) == loading.digest(loading.load(name))
