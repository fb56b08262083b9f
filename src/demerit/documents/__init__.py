"""Files of the user's: read with positions, checked against a model, drawn, hashed, listed by evidence."""

from demerit.documents import gallery
from demerit.documents.deciding import DecidesNothing, idle, keys, unmet
from demerit.documents.directions import Direction, Sides
from demerit.documents.draws import assumptions, drawn, drawn_values, interpolate
from demerit.documents.editing import dump, edited, write
from demerit.documents.evidence import (
    Evidence,
    evidence,
    reference_problems,
    undeclared_references,
    unverified,
    used_references,
)
from demerit.documents.models import (
    EVIDENCE,
    UNVERIFIED,
    AnyWhole,
    Date,
    Derived,
    FilePart,
    Flag,
    Name,
    NameOrNone,
    OrNone,
    Part,
    Prose,
    ReferenceEntry,
    ReferenceKey,
    Text,
    Whole,
)
from demerit.documents.packaged import read
from demerit.documents.reading import Document, dotted, parse
from demerit.documents.schema import schema
from demerit.documents.validation import (
    kind_of,
    problems_of,
    required_kind,
    required_version,
    sound_parts,
    told,
    validate,
)
from demerit.documents.walking import digest, plain, replaced, walk

__all__ = [
    "AnyWhole",
    "EVIDENCE",
    "UNVERIFIED",
    "Date",
    "Derived",
    "Direction",
    "DecidesNothing",
    "Document",
    "Evidence",
    "FilePart",
    "Flag",
    "Name",
    "NameOrNone",
    "OrNone",
    "Part",
    "ReferenceEntry",
    "ReferenceKey",
    "Prose",
    "Sides",
    "Text",
    "Whole",
    "assumptions",
    "digest",
    "dotted",
    "drawn",
    "drawn_values",
    "dump",
    "edited",
    "evidence",
    "gallery",
    "idle",
    "keys",
    "kind_of",
    "interpolate",
    "parse",
    "plain",
    "problems_of",
    "read",
    "reference_problems",
    "replaced",
    "required_kind",
    "required_version",
    "schema",
    "sound_parts",
    "told",
    "undeclared_references",
    "unmet",
    "unverified",
    "used_references",
    "validate",
    "walk",
    "write",
]
