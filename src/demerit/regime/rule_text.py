"""A rule's own words, beside what a file makes of them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from demerit.documents import Part, ReferenceKey, Text
from demerit.errors import Complaint

MOST_SIGNS = 600
"""Length of the words of one rule: a sentence or two, not a chapter."""


def _said(words: str) -> str:
    if not words.strip() or len(words) > MOST_SIGNS:
        raise Complaint(
            "no words stand here" if not words.strip() else f"these words have {len(words):,} signs",
            found="" if words.strip() else words,
            allowed=f"1 to {MOST_SIGNS} signs",
            next_step="quote the sentence that says the rule, and no more",
        )
    return words


def _language(code: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*", code):
        raise Complaint(
            f"{code!r} is no code of a language",
            found=code,
            allowed="a code of two or three letters, such as en, zh, or zh-Hant",
            next_step="write the language in which the words stand here",
        )
    return code


class RuleText(Part):
    """The words of a rule, where they were read, and in which language they stand here."""

    words: Annotated[Text, AfterValidator(_said)]
    """The rule's own words, a sentence or two."""
    source: ReferenceKey
    """Where they were read."""
    language: Annotated[Text, AfterValidator(_language), Field(examples=["en", "zh"])]
    """The language in which they stand here: a code of two or three letters."""
