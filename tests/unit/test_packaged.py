"""Files of the gallery read before are what a reader makes of them, and no others are taken for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.documents import gallery, packaged, read, reading
from demerit.documents.reading import Document

FILES = sorted(gallery.ROOT.rglob("*.yaml"))


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEMERIT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "documents"


def exactly(document: Document) -> list[object]:
    """Return all that a document is, in its order and with the types of its values."""
    return [
        repr(document.data),
        *(list(each.items()) for each in (document.keys, document.values)),
        document.text,
        document.path,
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_kept_of_a_file_is_what_was_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = reading.read(file)
    assert exactly(read(file)) == exactly(plain)
    monkeypatch.setattr(reading, "parse", None)  # from here on nothing can be read anew
    assert exactly(read(file)) == exactly(plain)


def test_a_kept_file_that_is_cut_or_changed_is_read_again(own_cache: Path) -> None:
    file = gallery.find("scenario", "town")
    plain = exactly(read(file))
    (kept,) = own_cache.iterdir()
    whole = kept.read_bytes()
    for length in range(0, len(whole), 7):
        kept.write_bytes(whole[:length])
        assert exactly(read(file)) == plain, length
    kept.write_bytes(whole.replace(b"town", b"gown"))
    assert exactly(read(file)) == plain


def test_another_text_or_another_reader_is_kept_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    own = packaged._file("demerit: 1\n")
    assert packaged._file("demerit: 2\n") != own
    monkeypatch.setattr(packaged, "_reader", lambda: "another reader")
    assert packaged._file("demerit: 1\n") != own


def test_files_of_users_are_always_read(tmp_path: Path, own_cache: Path) -> None:
    file = tmp_path / "town.yaml"
    file.write_text(gallery.find("scenario", "town").read_text())
    assert read(file).data == reading.read(file).data
    assert not own_cache.exists()


def test_a_disk_that_refuses_costs_time_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DEMERIT_CACHE", str(tmp_path / "file"))
    assert read(gallery.find("regime", "none")).data["regime"] == "none"
