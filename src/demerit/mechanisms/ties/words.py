"""What is told of ties."""

from __future__ import annotations

from demerit.counted.kinds import AMOUNT, LIST, PERSON, RELATION, Kind

TIE_BEGINS = Kind(
    "tie carries",
    "record",
    (LIST, PERSON, RELATION),
    {"": "a tie to {by}, who is listed, puts one on {what} ({outcome})"},
    regime=(("spillover", "{outcome}"),),
)
TIE_ENDS = Kind(
    "tie ceases",
    "record",
    (LIST,),
    {"": "no tie carries the listing on {what} any more"},
    regime=(("spillover",),),
)
POINTS_NEAR = Kind(
    "points for a listing near",
    "record",
    (LIST, AMOUNT, RELATION),
    {"": "{points} points for the listing of somebody near on {what} ({outcome})"},
    regime=(("spillover", "{outcome}"),),
)
KINDS = (TIE_BEGINS, TIE_ENDS, POINTS_NEAR)
