"""Where a regime says the safeguards of a record or a listing, for what is told of them."""

from __future__ import annotations

from demerit.counted.kinds import Form, Where

OF_RECORDS, OF_LISTINGS = "of_records", "of_listings"


def guard_of_record(form: Form, conduct: str) -> Where:
    """Return the place of the safeguards of the records of a conduct."""
    return _place(form, ("conducts", conduct, "safeguards"), OF_RECORDS)


def guard_of_listing(form: Form, listed: str) -> Where:
    """Return the place of the safeguards of listings on a list."""
    return _place(form, ("lists", listed, "safeguards"), OF_LISTINGS)


def _place(form: Form, own: Where, default: str) -> Where:
    named = form.at(own)
    if named in (None, OF_RECORDS, OF_LISTINGS):
        named = form.at(("safeguards", named or default))
    return ("safeguards",) if named is None else ("safeguards", str(named))
