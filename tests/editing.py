"""Edits of a finished run by somebody clever, who renews every digest that the edit breaks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from demerit.archive.folder import file_digests
from demerit.archive.manifest import FILE_NAME, Manifest, TableEntry


def renew(folder: Path, entries: Mapping[str, TableEntry] | None = None, **fields: object) -> None:
    """Write the manifest of the run at `folder` anew, so that it binds the files as they now are.

    Args:
        folder: of the run.
        entries: rows and digests of the tables that were written anew.
        fields: of the manifest that the edit changes besides.
    """
    manifest = Manifest.read(folder)
    changes = {"tables": {**manifest.tables, **(entries or {})}, "files": file_digests(folder), **fields}
    (folder / FILE_NAME).write_text(manifest.model_copy(update=changes).to_json(), encoding="utf-8")
