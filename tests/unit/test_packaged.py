"""Files of the gallery read before are what a reader makes of them, and no others are taken for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.documents import gallery, packaged, read, reading
from demerit.documents.reading import Document

FILES = sorted(gallery.ROOT.rglob("*.yaml"))


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    packaged._HELD.clear()
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
    own = packaged._file("demerit: 2\n")
    assert packaged._file("demerit: 3\n") != own
    monkeypatch.setattr(packaged, "_reader", lambda: "another reader")
    assert packaged._file("demerit: 2\n") != own


def test_nothing_is_kept_of_files_of_users(tmp_path: Path, own_cache: Path) -> None:
    file = tmp_path / "town.yaml"
    file.write_text(gallery.find("scenario", "town").read_text())
    assert read(file).data == reading.read(file).data
    assert not own_cache.exists()


def test_a_file_with_the_text_of_the_gallery_needs_no_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is still the user's: problems in it are told with its own name."""
    file = tmp_path / "mine.yaml"
    file.write_text(gallery.find("scenario", "town").read_text())
    plain = exactly(reading.read(file))
    read(gallery.find("scenario", "town"))
    monkeypatch.setattr(reading, "parse", None)  # from here on nothing can be read anew
    assert exactly(read(file)) == plain


def test_a_file_of_a_user_is_read_once_in_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And anew once its text is another."""
    file = tmp_path / "mine.yaml"
    file.write_text("demerit: 2\nwhen: 2020-01-06\n")
    plain = exactly(read(file))
    with monkeypatch.context() as patched:
        patched.setattr(reading, "parse", None)
        assert exactly(read(file)) == plain
    file.write_text("demerit: 2\n")
    assert read(file).data == {"demerit": 2}
    for number in range(2 * packaged._MOST_HELD):
        file.write_text(f"demerit: {number}\n")
        assert read(file).data == {"demerit": number}
    assert len(packaged._HELD) == packaged._MOST_HELD


def test_a_disk_that_refuses_costs_time_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DEMERIT_CACHE", str(tmp_path / "file"))
    assert read(gallery.find("regime", "none")).data["regime"] == "none"
