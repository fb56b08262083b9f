"""The regimes, societies, scenarios and targets that come with the package, found by name.

The folder holds data and no code, so that reading a file of the gallery is reading any file.
"""

from __future__ import annotations

from pathlib import Path

from demerit.errors import WrongUse, nearest_name

FOLDERS = {"regime": "regimes", "society": "societies", "scenario": "scenarios", "targets": "targets"}
ROOT = Path(__file__).resolve().parent.parent / "gallery"


def names(kind: str) -> list[str]:
    """Return the names in the gallery of one kind, sorted.

    Args:
        kind: `regime`, `society`, `scenario` or `targets`.
    """
    return sorted(path.stem for path in (ROOT / FOLDERS[kind]).glob("*.yaml"))


def find(kind: str, name: str) -> Path:
    """Return the file of a gallery entry.

    Args:
        kind: `regime`, `society`, `scenario` or `targets`.
        name: as in its file.

    Raises:
        WrongUse: the gallery has no such entry.
    """
    known = names(kind)
    if name in known:
        return ROOT / FOLDERS[kind] / f"{name}.yaml"
    near = nearest_name(name, known)
    raise WrongUse(
        f"the gallery has no {kind} {name!r}. Known: {', '.join(known) or 'none yet'}."
        + (f" Did you mean {near}?" if near else "")
        + " Next: give one of these names, or the path of a file that ends in .yaml."
    )


def resolve(kind: str, target: Path | str) -> Path:
    """Return the file that a path or a gallery name means; what looks like a path is one.

    Args:
        kind: `regime`, `society`, `scenario` or `targets`.
        target: a path (ends in .yaml or .yml, or holds a separator) or a name.

    Raises:
        WrongUse: it is a name that the gallery does not have.
    """
    text = str(target)
    if isinstance(target, Path) or text.endswith((".yaml", ".yml")) or "/" in text or "\\" in text:
        return Path(target)
    return find(kind, text)
