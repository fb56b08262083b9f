"""What lint should find in each file of the gallery, worked out beforehand from the file and the rules.

Written down and committed before lint ran for the first time on the file; whoever adds a regime to the
gallery adds its entry here before running lint on it. A line is (rule, place, from, until, near): `from` is
the amendment that brings it (None: as first written), `until` the one that ends it (None: never), `near`
says that it is shown only because it lies within 10 % of a threshold.

Where lint said something else, the entry stays as it was and EXPLAINED says why, so that one can see how well
the rules were understood before they ran.
"""

Line = tuple[str, str, str | None, str | None, bool]


def always(rule: str, place: str, near: bool = False) -> Line:
    """Return a line that holds from the first to the last day."""
    return (rule, place, None, None, near)


EXPECTED: dict[str, set[Line]] = {
    # Nothing is counted, listed or refused, so there is nothing to ask about.
    "none": set(),
    "china-lists-2018": {
        # Costly schools are closed to children. No other relation bears anything: no R08.
        always("R09", "consequences.private-school.falls_on"),
        always("R10", "safeguards.notice"),
        always("R11", "safeguards.reasons"),
        # Property, schools, senior posts, procurement, securities and land are of severity 3.
        always("R12", "safeguards.hearing"),
        # The court itself decides again, within four weeks.
        always("R13", "safeguards.appeal.independent"),
        # Every conduct names its rule: no R17. Both lists have a term; no source says how long it keeps data.
        always("R20", "sources.courts.retention"),
        always("R20", "sources.labour-inspection.retention"),
        always("R20", "sources.tax-office.retention"),
        always("R20", "sources.market-regulator.retention"),
        # The quickest way to have a wrong entry mended is the appeal: 28 days beside a limit of 30.
        always("R22", "safeguards.appeal.delay", near=True),
        # Screens in public, people; the list of firms is on the web only.
        always("R25", "lists.defaulters.publish"),
        # Courts ask whether somebody could pay a judgment; nobody asks about wages and taxes.
        always("R32", "conducts.unpaid-wages"),
        always("R32", "conducts.tax-arrears"),
    },
}

# The example that the other tests change line by line; it has amendments that end some of what is found.
EXAMPLE: set[Line] = {
    always("R08", "spillover.household"),
    always("R09", "consequences.school.falls_on"),
    ("R10", "safeguards.notice", None, "2019-01-01", False),
    always("R11", "safeguards.reasons"),
    always("R12", "safeguards.hearing"),
    always("R13", "safeguards.appeal.independent"),
    # 26 weeks are 182 days, beside an assumed limit of 180.
    always("R13", "safeguards.appeal.delay"),
    ("R20", "lists.low.term", None, "2017-03-01", False),
    always("R20", "sources.courts.retention"),
    always("R20", "sources.street-cameras.retention"),
    always("R22", "safeguards.appeal.delay"),
}

EXPLAINED: dict[tuple[str, Line], str] = {}
"""Why lint differs from an entry: (regime, line), found and not said or said and not found, to a sentence."""
