"""What is counted of safeguards: how cases end before they are records, and listings before they begin."""

from __future__ import annotations

from demerit.counted.axes import QUARTER, VALUE, by_name
from demerit.counted.counted import Counted
from demerit.counted.table import count, text_key

RULED, WAITED, CLAIMED = "ruled", "awaited", "claims_of"
"""The lengths of what is counted by conduct and by list, of those that have safeguards."""

RULINGS = Counted(
    "rulings",
    "what safeguards of records do, of conducts that have any, by the quarter of the ruling",
    (
        QUARTER,
        by_name(text_key("conduct", "a conduct whose records have safeguards"), RULED),
        VALUE,
    ),
    (
        count("ruled", "cases", "reports ruled on"),
        count("reviewed", "cases", "of these: looked at again by a person"),
        count("stopped_at_review", "cases", "of these: stopped there"),
        count("heard", "cases", "of those ruled on: heard"),
        count("stopped_at_hearing", "cases", "of these: stopped there"),
        count("noticed", "cases", "of those ruled on: told before anything follows"),
        count("paid_before", "cases", "of these: paid in time, and struck"),
        count("appealed", "cases", "appealed, before anything follows or after, if somebody is there still"),
        count("won", "cases", "of these: with success"),
        count("recorded", "cases", "of those ruled on: recorded, or an offer is taken instead"),
    ),
    keys=("entity", "conduct", "quarter", "axis", "value"),
)
PENDING = Counted(
    "pending",
    "what comes before listings, of lists that have it, by quarter of each event, as recorded",
    (
        QUARTER,
        by_name(text_key("list", "a list with safeguards before a listing"), WAITED),
        VALUE,
    ),
    (
        count("entered", "listings", "entered, and pending"),
        count("begun", "listings", "begun after that"),
        count("lapsed", "listings", "not begun, since what the list asks for holds no more"),
        count("stopped_at_review", "listings", "stopped by a review"),
        count("stopped_at_hearing", "listings", "stopped at a hearing"),
        count("exempted", "listings", "exempted at a hearing, though right"),
        count("won_before", "listings", "appealed with success before they began"),
        count("withdrawn", "listings", "not begun, since a record was withdrawn"),
    ),
    keys=("entity", "list", "quarter", "axis", "value"),
)
CLAIMS = Counted(
    "claims",
    "benefits that somebody is without in error, of lists whose safeguards have an appeal, by quarter of each"
    " event, as recorded",
    (
        QUARTER,
        by_name(text_key("list", "a list that is a benefit, with an appeal"), CLAIMED),
        VALUE,
    ),
    (
        count("withheld", "listings", "come to be withheld: on the list in the shadow, and not now"),
        count("appealed", "listings", "of these: appealed"),
        count("won", "listings", "won and begun, withheld in that quarter or before"),
    ),
    keys=("entity", "list", "quarter", "axis", "value"),
)
COUNTED = (RULINGS, PENDING, CLAIMS)
