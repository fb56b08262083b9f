"""What lint should find in each file of the gallery, worked out beforehand from the file and the rules.

Written down and committed before lint ran for the first time on the file; whoever adds a regime to the
gallery adds its entry here before running lint on it. A line is (rule, place, from, until, near): `from` is
the amendment that brings it (None: as first written), `until` the one that ends it (None: never), `near`
says that it is shown only because it lies within 10 % of a threshold.

Where lint said something else, the entry stays as it was and EXPLAINED says why, so that one can see how well
the rules were understood before they ran.

That holds of the first eleven rules: R08 to R13, R17, R20, R22, R25, R32. The lines of the others (`later`)
were taken from what lint said and then read against each file, line by line; they keep, and do not test,
what was understood.
"""

Line = tuple[str, str, str | None, str | None, bool]


def always(rule: str, place: str, near: bool = False) -> Line:
    """Return a line that holds from the first to the last day."""
    return (rule, place, None, None, near)


def later(rule: str, *places: str) -> set[Line]:
    """Return lines that hold from the first to the last day, of a rule that was written later."""
    return {always(rule, place) for place in places}


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
        always("R10", "safeguards.ordinary.notice"),
        always("R11", "safeguards.ordinary"),
        # Property, schools, senior posts, procurement, securities and land are of severity 3.
        always("R12", "safeguards.ordinary"),
        # The court itself decides again, within four weeks.
        always("R13", "safeguards.ordinary.appeal.independent"),
        # Every conduct names its rule: no R17. Both lists have a term; no source says how long it keeps data.
        always("R20", "sources.courts.retention"),
        always("R20", "sources.labour-inspection.retention"),
        always("R20", "sources.tax-office.retention"),
        always("R20", "sources.market-regulator.retention"),
        # The quickest way to have a wrong entry mended is the appeal: 28 days beside a limit of 30.
        always("R22", "safeguards.ordinary.appeal.delay", near=True),
        # Screens in public, people; the list of firms is on the web only.
        always("R25", "lists.defaulters.publish"),
        # Courts ask whether somebody could pay a judgment; nobody asks about wages and taxes, nor about the
        # two other conducts from whose list one comes off by paying.
        always("R32", "conducts.unpaid-wages"),
        always("R32", "conducts.tax-arrears"),
        *later("R32", "conducts.false-advertising", "conducts.unsafe-goods"),
        # Courts' data, and what is refused: buying a home is what courts enforce on, the rest is not.
        *later(
            "R01", *(f"consequences.{name}.context" for name in ("flight", "high-speed-rail", "star-hotel"))
        ),
        *later("R01", *(f"consequences.{name}.context" for name in ("private-school", "senior-post"))),
        *later("R19", *(f"conducts.{name}" for name in ("judgment-default", "unpaid-wages", "tax-arrears"))),
        *later("R19", "conducts.false-advertising", "conducts.unsafe-goods"),
        *later(
            "R30",
            *(f"consequences.{name}.context" for name in ("flight", "high-speed-rail", "private-school")),
        ),
        *later("R33", *(f"conducts.{name}.evidence_standard" for name in ("unpaid-wages", "tax-arrears"))),
        *later(
            "R33", *(f"conducts.{name}.evidence_standard" for name in ("false-advertising", "unsafe-goods"))
        ),
        # A judgment goes by balance, but four in five false reports are upheld.
        *later("R33", "adjudication.official.upholds_false"),
        *later("R35", "sunset", "monitoring.bias_audit", "monitoring.impact_assessment"),
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
        # None of the safeguards is mentioned.
        always("R10", "safeguards"),
        always("R11", "safeguards"),
        always("R13", "safeguards"),
        always("R22", "safeguards"),
        # Schools, property, procurement, securities and land are of severity 3; being published is of none.
        always("R12", "safeguards"),
        # No rule is named for any conduct that costs points or lists; good deeds are not asked about.
        *(always("R17", f"conducts.{name}.legal_basis") for name in INTERVIEW_CONDUCTS),
        ("R17", "conducts.adultery.legal_basis", "2023-01-01", None, False),
        # A low rating lasts while it lasts, points neither end nor come back, and nobody says how long data
        # stay.
        always("R20", "lists.low-rating.enter[0].while"),
        always("R20", "lists.leaders.enter[0].while"),
        *(always("R20", f"conducts.{name}.counts") for name in INTERVIEW_CONDUCTS),
        ("R20", "conducts.adultery.counts", "2023-01-01", None, False),
        *(always("R20", f"sources.{name}.retention") for name in INTERVIEW_SOURCES),
        ("R20", "sources.home-devices.retention", "2023-01-01", None, False),
        # Callers hear it. The list of leaders is on the web only, with name, reason and employer.
        always("R25", "lists.low-rating.publish"),
        # That nobody asks whether somebody could have paid matters where they could not: the society says of
        # which conduct that is so, and without one R32 is not looked at.
        *from_then_on("R01", "consequences.child-school.context", "2023-01-01"),
        *from_then_on("R01", "consequences.private-school.context", "2023-01-01"),
        *from_then_on("R03", "scope", "2023-01-01"),
        *later("R05", "surveillance.realtime_biometric"),
        *later("R15", "safeguards"),
        # Leaders are published too from 2020 on; firms and what they do are on a list of their own.
        *(
            line
            for name in INTERVIEW_CONDUCTS[:11]
            for line in from_then_on("R19", f"conducts.{name}", "2020-01-01")
        ),
        *(always("R19", f"conducts.{name}") for name in INTERVIEW_CONDUCTS[11:]),
        ("R19", "conducts.adultery", "2023-01-01", None, False),
        *later("R21", "safeguards"),
        *later("R26", "sources.informants"),
        ("R28", "sources.home-devices.home", "2023-01-01", None, False),
        *later("R30", *(f"consequences.{name}.context" for name in ("flight", "high-speed-rail"))),
        *later("R30", *(f"consequences.{name}.context" for name in ("child-school", "private-school"))),
        *(always("R33", f"conducts.{name}.evidence_standard") for name in INTERVIEW_CONDUCTS),
        ("R33", "conducts.adultery.evidence_standard", "2023-01-01", None, False),
        *later("R35", "monitoring", "sunset"),
        *later("R36", "weights[0]", "lists.leaders.enter[0].while", "consequences.property.to"),
        *later("R36", "spillover.applies_to"),
        *later("R37", "surveillance.geofence_m"),
    },
    "penalty-points": {
        # Noticed, told why, heard, appealed to others within twenty weeks; every conduct names its rule,
        # points and listing end, both sources forget. The quickest way to mend wrong data takes eight weeks,
        # beside 30 days.
        always("R22", "safeguards.ordinary.correction.delay"),
        # A job is lost for what one did in traffic.
        *later("R01", "consequences.driving-job.context"),
        *later(
            "R19", *(f"conducts.{name}" for name in ("speeding", "red-light", "phone-driving", "no-belt"))
        ),
        *later("R19", "conducts.drunk-driving"),
        *later("R33", "adjudication.official.upholds_false"),
        *later("R35", "sunset", "monitoring.bias_audit", "monitoring.impact_assessment"),
    },
    "benefit-flag": {
        # A notice there is, ten days ahead, in a portal, and it reaches 40 in 100 (assumed), beside 50.
        *later("R10", "safeguards.ordinary.notice.share"),
        always("R11", "safeguards.ordinary"),
        # Withholding a benefit is of severity 4.
        always("R12", "safeguards.ordinary.hearing"),
        # A tribunal of its own, but after 26 weeks: 182 days beside 180, and 30 for wrong data.
        always("R13", "safeguards.ordinary.appeal.delay"),
        always("R22", "safeguards.ordinary.appeal.delay"),
        # A flag ends once what is withheld has covered the debt; the office keeps what it matched.
        always("R20", "sources.data-match.retention"),
        # Its records claim money, and nobody asks whether somebody has it.
        *later("R32", "conducts.unreported-income"),
        *later("R01", "consequences.benefit-payment.context"),
        *later("R02", "consequences.benefit-payment.severity"),
        *later("R14", "consequences.benefit-payment"),
        *later("R15", "safeguards.ordinary"),
        *later("R30", "consequences.benefit-payment.essential"),
        *later("R31", "sources.data-match.income_test.for"),
        *later("R33", "conducts.unreported-income.evidence_standard"),
        *later("R35", "sunset", "monitoring.bias_audit", "monitoring.impact_assessment"),
        *later("R35", "monitoring.stats_published"),
        *later("R39", "operator.keeps_penalties"),
    },
    "r0d": {
        # Everyone at home loses points for somebody who is listed, children too if there were any.
        always("R08", "spillover.household"),
        always("R09", "spillover.household"),
        # No rule is named for the five conducts that lose points; the three that gain are not asked about.
        *(always("R17", f"conducts.{name}.legal_basis") for name in ("first", "third", "fourth", "sixth")),
        always("R17", "conducts.seventh.legal_basis"),
        # The listing has a term, and points come back, but 50 of them take 50 / 0.30078125 weeks, 3.2 years.
        *later("R20", "triggers.recovery"),
        *later(
            "R33", *(f"conducts.{name}.evidence_standard" for name in ("first", "third", "fourth", "sixth"))
        ),
        *later("R33", "conducts.seventh.evidence_standard"),
        # Nobody says how long reports are kept.
        always("R20", "sources.reports.retention"),
        always("R20", "sources.mistakes.retention"),
        # Nothing is refused and nothing published, so nobody is asked for notice, reasons or an appeal.
    },
}

# The example that the other tests change line by line; it has amendments that end some of what is found.
EXAMPLE: set[Line] = {
    always("R08", "spillover.household"),
    always("R09", "consequences.school.falls_on"),
    ("R10", "safeguards.ordinary", None, "2019-01-01", False),
    always("R11", "safeguards.ordinary"),
    always("R12", "safeguards.ordinary"),
    always("R13", "safeguards.ordinary.appeal.independent"),
    # 26 weeks are 182 days, beside an assumed limit of 180.
    always("R13", "safeguards.ordinary.appeal.delay"),
    ("R20", "lists.low.enter[0].while", None, "2017-03-01", False),
    always("R20", "sources.courts.retention"),
    always("R20", "sources.street-cameras.retention"),
    always("R22", "safeguards.ordinary.appeal.delay"),
    *later("R01", "consequences.flight.context", "consequences.school.context"),
    *later("R14", "consequences.school"),
    *later("R15", "safeguards.ordinary"),
    *later("R19", "conducts.judgment-default"),
    # From 2017 on three years, which is as long as a term may be.
    ("R20", "lists.black.enter[0].for", "2017-03-01", None, True),
    *later("R30", "consequences.flight.context", "consequences.school.context"),
    *later("R33", "adjudication.machine.upholds_false"),
    *later("R35", "monitoring", "sunset"),
    *later("R36", "spillover.applies_to"),
}

EXPLAINED: dict[tuple[str, Line], str] = {}
"""Why lint differs from an entry: (regime, line), found and not said or said and not found, to a sentence."""
