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


def from_then_on(rule: str, place: str, date: str) -> tuple[Line, Line]:
    """Return two lines, where an amendment changes what a finding says: until that date, and from it on."""
    return (rule, place, None, date, False), (rule, place, date, None, False)


INTERVIEW_CONDUCTS = (
    "overdue-credit",
    "misleading-advertising",
    "street-trade",
    "family-cruelty",
    "community-rules",
    "fighting",
    "petty-theft",
    "drunk-public",
    "night-noise",
    "littering",
    "labour-discipline",
    "unpaid-wages",
    "tax-arrears",
    "false-advertising",
    "unsafe-goods",
)
INTERVIEW_SOURCES = (
    "banks",
    "workplaces",
    "police",
    "housing",
    "market-watch",
    "labour-inspection",
    "tax-office",
    "market-regulator",
    "street-cameras",
    "informants",
)


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
    "interview-2019": {
        # Families of officials: everyone at home, grown children, divorced spouses. Who leads a listed firm.
        always("R08", "spillover.household"),
        always("R08", "spillover.adult_child"),
        always("R08", "spillover.former_spouse"),
        always("R08", "spillover.leader"),
        # Better schools closed to children of low ratings, fee-paying ones to children of leaders. The list
        # that passes to households takes no minors.
        always("R09", "consequences.child-school.falls_on"),
        always("R09", "consequences.private-school.falls_on"),
        # None of the safeguards is mentioned. The findings name the burdens that go without, publications
        # among them, so they begin anew on the day from which the list of leaders is published.
        *from_then_on("R10", "safeguards.notice", "2020-01-01"),
        *from_then_on("R11", "safeguards.reasons", "2020-01-01"),
        *from_then_on("R13", "safeguards.appeal", "2020-01-01"),
        *from_then_on("R22", "safeguards.correction", "2020-01-01"),
        # Schools, property, procurement, securities and land are of severity 3; being published is of none.
        always("R12", "safeguards.hearing"),
        # No rule is named for any conduct that costs points or lists; good deeds are not asked about.
        *(always("R17", f"conducts.{name}.legal_basis") for name in INTERVIEW_CONDUCTS),
        ("R17", "conducts.adultery.legal_basis", "2023-01-01", None, False),
        # A low rating lasts while it lasts, points neither end nor come back, and nobody says how long data
        # stay.
        always("R20", "lists.low-rating.term"),
        always("R20", "lists.leaders.term"),
        always("R20", "score.expiry"),
        *(always("R20", f"sources.{name}.retention") for name in INTERVIEW_SOURCES),
        ("R20", "sources.home-devices.retention", "2023-01-01", None, False),
        # Callers hear it. The list of leaders is on the web only, with name, reason and employer.
        always("R25", "lists.low-rating.publish"),
        # Nobody asks whether somebody could have paid.
        always("R32", "conducts.overdue-credit"),
        always("R32", "conducts.unpaid-wages"),
        always("R32", "conducts.tax-arrears"),
    },
    "penalty-points": {
        # Noticed, told why, heard, appealed to others within twenty weeks; every conduct names its rule,
        # points and listing end, both sources forget. The quickest way to mend wrong data takes eight weeks,
        # beside 30 days.
        always("R22", "safeguards.correction.delay"),
    },
    "benefit-flag": {
        # A notice there is, ten days ahead, in a portal: whom it does not reach the rule cannot see. No R10.
        always("R11", "safeguards.reasons"),
        # Withholding a benefit is of severity 4.
        always("R12", "safeguards.hearing"),
        # A tribunal of its own, but after 26 weeks: 182 days beside 180, and 30 for wrong data.
        always("R13", "safeguards.appeal.delay"),
        always("R22", "safeguards.appeal.delay"),
        # A flag ends once what is withheld has covered the debt; the office keeps what it matched.
        always("R20", "sources.data-match.retention"),
        # That the name of unreported income does not speak of debt is what R32 says it leaves out.
    },
    "r0d": {
        # Everyone at home loses points for somebody who is listed, children too if there were any.
        always("R08", "spillover.household"),
        always("R09", "spillover.household"),
        # No rule is named for the five conducts that lose points; the three that gain are not asked about.
        *(always("R17", f"conducts.{name}.legal_basis") for name in ("first", "third", "fourth", "sixth")),
        always("R17", "conducts.seventh.legal_basis"),
        # Points come back and the listing has a term; nobody says how long reports are kept.
        always("R20", "sources.reports.retention"),
        always("R20", "sources.mistakes.retention"),
        # Nothing is refused and nothing published, so nobody is asked for notice, reasons or an appeal.
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
