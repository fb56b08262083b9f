"""The verb `new`: a small file to begin with, commented, which runs as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demerit.errors import WrongUse, nearest_name

HOME = Path(__file__).parent / "templates"
KINDS = ("regime", "society")
TEMPLATES = ("licence-points", "lists", "rating", "benefit-check", "city")
"""What the files to begin with are about; each is a regime, and a society in which that regime runs."""


@dataclass(frozen=True)
class Started:
    """A file that was begun.

    Attributes:
        kind: regime or society.
        template: what it is about.
        path: where it is.
    """

    kind: str
    template: str
    path: Path

    @property
    def next_step(self) -> str:
        """A command that goes on from it."""
        other, option = ("society", "--in") if self.kind == "regime" else ("regime", "")
        beside = f"{other}-{self.template}.yaml"
        run = f"{self.path} {option} {beside}" if option else f"{beside} --in {self.path}"
        return (
            f"demerit new {other} {beside} --template {self.template}; then demerit run {run} --people 20_000"
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the facts by name, as `demerit new --json` prints them."""
        return {"kind": self.kind, "template": self.template, "file": str(self.path), "next": self.next_step}


def new(kind: str, file: str | Path, template: str = "licence-points") -> Started:
    """Write a small, commented file to begin with, in version 2 of the language; it runs as it stands.

    Args:
        kind: `regime` or `society`.
        file: where to write it; nothing may be there.
        template: what it is about: licence-points, lists, rating, benefit-check or city. The regime of a
            template runs in the society of the same template.

    Raises:
        WrongUse: there is no such kind or template, or something is there already.
    """
    for given, known, what in ((kind, KINDS, "kind of file to begin"), (template, TEMPLATES, "template")):
        if given not in known:
            near = nearest_name(given, known)
            raise WrongUse(
                f"there is no {what} {given!r}. Allowed: {', '.join(known)}."
                + (f" Did you mean {near}?" if near else "")
                + " Next: choose one of these."
            )
    path = Path(file)
    text = (HOME / f"{kind}-{template}.yaml").read_text(encoding="utf-8")
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise WrongUse(f"{path} is there already. Next: give a name that is not, or remove it.") from None
    except FileNotFoundError:
        raise WrongUse(f"there is no folder {path.parent}. Next: make it, or name another.") from None
    return Started(kind, template, path)
