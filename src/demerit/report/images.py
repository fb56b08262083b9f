"""Pictures of a run's charts, for a README or a slide, drawn without a browser.

A picture leaves the page that explains it, so it carries what it must not lose: its finding is its title,
*synthetic people* stands in it, and its metadata says so again. The picture needs the extra `images`
(vl-convert); the page does not.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

from demerit.counted.values import SYNTHETIC
from demerit.errors import WrongUse
from demerit.report.charts import wrapped
from demerit.report.colours import DARK, LIGHT
from demerit.report.facts import uncited
from demerit.report.frames import FONT
from demerit.report.pieces import Chart

WIDTH: Final = 760
TITLE_WIDTH: Final = 78
"""Letters in a line of a picture's title."""
PICTURE_NOTE: Final = "Synthetic people, in a model. Median of the draws, with the smallest to the largest."
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


def picture(chart: Chart, path: Path, theme: Literal["light", "dark"] = "light", scale: float = 2.0) -> Path:
    """Write one chart as PNG and return its path.

    `scale` is pixels per unit of the drawing, which is 760 units wide. Raises WrongUse if the extra `images`
    is not installed.
    """
    try:
        import vl_convert
    except ImportError as error:
        raise WrongUse(
            "Pictures need the extra `images`. Next: install demerit[images], or take the page instead."
        ) from error
    colours = LIGHT if theme == "light" else DARK
    title = uncited(chart.finding)
    spec = themed(chart.spec, colours, title)
    spec["width"] = WIDTH
    spec["config"]["padding"] = {"left": 18, "top": 16, "right": 22, "bottom": 14}
    drawn = vl_convert.vegalite_to_png(spec, scale=scale)
    path.write_bytes(with_texts(drawn, {"Title": title, "Description": f"{chart.reading} {SYNTHETIC}"}))
    return path


def themed(spec: Mapping[str, Any], colours: Mapping[str, str], title: str) -> dict[str, Any]:
    """Return a specification with real colours and a title of its own, for a picture outside a page."""
    text = json.dumps(spec)
    for name, colour in colours.items():
        text = text.replace(f"var(--{name})", colour)
    stands: dict[str, Any] = json.loads(text)
    stands["title"] = {
        "text": wrapped(title, TITLE_WIDTH),
        "subtitle": PICTURE_NOTE,
        "subtitleFont": FONT,
        "subtitleFontSize": 12,
        "subtitleColor": colours["muted"],
        "subtitlePadding": 7,
        "anchor": "start",
        "frame": "group",
        "fontSize": 17,
        "font": 'Georgia, "Liberation Serif", serif',
        "color": colours["ink"],
        "offset": 22,
        "lineHeight": 22,
    }
    stands["background"] = colours["paper"]
    return stands


def with_texts(png: bytes, texts: dict[str, str]) -> bytes:
    """Return a PNG file with text entries (iTXt, UTF-8) after its header, its pixels packed tightly.

    Raises ValueError if it is no PNG file.
    """
    (first, *rest) = _chunks(png)
    pixels = zlib.decompress(b"".join(body for name, body in rest if name == b"IDAT"))
    written = [first]
    written += [(b"iTXt", key.encode("latin-1") + b"\0" * 5 + text.encode()) for key, text in texts.items()]
    written += [chunk for chunk in rest if chunk[0] not in (b"IDAT", b"IEND")]
    written += [
        (b"IDAT", zlib.compress(pixels, 9)),
        (b"IEND", b""),
    ]  # the drawing library packs fast, not small
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in written
    )


def texts_of(png: bytes) -> dict[str, str]:
    """Return the text entries (iTXt) of a PNG file."""
    found = {}
    for name, body in _chunks(png):
        if name == b"iTXt":
            key, _, rest = body.partition(b"\0")
            found[key.decode("latin-1")] = rest[2:].split(b"\0", 2)[2].decode("utf-8")
    return found


def _chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """Return the chunks of a PNG file as names and bodies."""
    if not png.startswith(_SIGNATURE):
        raise ValueError("this is not a PNG file")
    found = []
    at = len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += 12 + length
    return found
