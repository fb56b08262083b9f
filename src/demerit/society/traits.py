"""The fixed codes of traits and of what happens to people: one number each, used by every room above.

Codes are positions in the name lists below, so a table that says "code" can be read with them. They are
part of what a run keeps: changing the order of a list changes every archive, so new names go at the end.
"""

from __future__ import annotations

SLOTS = 4096
"""Places for persons in a district."""
BLOCKS = 64
"""Blocks of a district; a block is urban or rural as a whole."""
BLOCK_SLOTS = 64
"""Places for persons in a block."""
ORGANISATIONS = 256
"""Places for organisations in a district: engine slots SLOTS .. SLOTS + ORGANISATIONS - 1."""
ALL_SLOTS = SLOTS + ORGANISATIONS

ENTITIES = ("person", "organisation")

AGE_EDGES = (0, 15, 18, 25, 35, 45, 60, 65)
"""Lower edges in years of the eight age bands that the engine and the report use."""
AGE_BANDS = ("0-14", "15-17", "18-24", "25-34", "35-44", "45-59", "60-64", "65+")
ADULT_BAND = 2
"""The first age band of adults (18 and over)."""
TIER_BANDS = (2, 6)
"""First and last age band (18 to 64) in which a person's tier is other than ordinary."""

FIVE_YEAR_EDGES = tuple(range(0, 90, 5))
"""Lower edges in years of the 18 bands (the last is 85 and over) that a society declares its ages in."""
FIVE_YEAR_BANDS = (*(f"{a}-{a + 4}" for a in FIVE_YEAR_EDGES[:-1]), "85+")

SEXES = ("male", "female")
MALE, FEMALE = range(2)

TIERS = ("ordinary", "official", "owner", "visitor")
ORDINARY, OFFICIAL, OWNER, VISITOR_TIER = range(4)

RESIDENCES = ("urban local", "urban away", "rural local", "rural away", "visitor")
"""Away = registered elsewhere. A resident's code is 2 x (not urban) + away."""
URBAN_LOCAL, URBAN_AWAY, RURAL_LOCAL, RURAL_AWAY, VISITOR_RESIDENCE = range(5)

FIFTHS = ("1", "2", "3", "4", "5")
"""Fifths of income, code 0 = the lowest fifth."""

GROUPS = tuple(f"group {letter}" for letter in "ABCDEFGH")
REGIONS = tuple(f"region {number:02d}" for number in range(1, 65))

SIZES = ("micro", "small", "medium", "large")

ROLES = ("alone", "man of a couple", "woman of a couple", "other", "born here", "visitor")
"""What a person is in the household."""
ALONE, MAN, WOMAN, OTHER, BORN, GUEST = range(6)

STAYS, DEATH, LEFT = range(3)
"""How a stay ends: still there at the end of the run, by death, or by leaving (for organisations: closed)."""

LEAVE, ENTER, AGE_BAND, AWAY_ON, AWAY_OFF, MARRIED, DIVORCED = range(7)
"""Kinds of change. Within a step all LEAVE come first, then all ENTER, then the rest."""
CHANGES = ("leave", "enter", "age band", "away on", "away off", "married", "divorced")

AXES = {
    "person": ("all", "region", "age", "sex", "tier", "residence", "fifth", "group"),
    "organisation": ("all", "region", "size"),
}
"""The axes that counts are kept by, for each kind of entity."""

CATEGORIES: dict[str, tuple[str, ...]] = {
    "all": ("all",),
    "region": REGIONS,
    "age": AGE_BANDS,
    "sex": SEXES,
    "tier": TIERS,
    "residence": RESIDENCES,
    "fifth": FIFTHS,
    "group": GROUPS,
    "size": SIZES,
}
"""The names of each axis's codes, in order of code."""
