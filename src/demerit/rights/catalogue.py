"""The rules that can be asked today, with the sources that they rest on.

They are eleven of a catalogue of forty, R01 to R40; the numbers are kept, so that a finding can be quoted
and found again when more of them are written. Evidence codes are those of a file's `references`: most
articles were not read in full, and the code says so beside each.
"""

from __future__ import annotations

from demerit.rights import process, substance
from demerit.rights.rule import Rule, Source

CATALOGUE_SIZE = 40
"""How many rules there are to be."""

RULES: tuple[Rule, ...] = (
    Rule(
        "R08",
        "collective punishment",
        "P",
        "a disadvantage falls on family or staff, or a listing or points pass to relations",
        (
            Source(
                "American Convention on Human Rights 5(3) and African Charter 7(2), punishment is personal,"
                " as the ICRC quotes them under customary rule 102",
                "V",
            ),
            Source("Geneva Convention IV 33 (armed conflict only), as quoted there", "V"),
            Source("ICCPR 14, 26", "M"),
        ),
        "On what ground may {what} reach somebody for what another person is recorded for?",
        "remove it",
        "consequences that reach others without the file saying so; whether relations are listed rightly",
        substance.collective,
    ),
    Rule(
        "R09",
        "child pays for parent",
        "P",
        "a disadvantage falls on children, or a household with minors in it bears a listing or points",
        (Source("Convention on the Rights of the Child 2(2), 28", "M"),),
        "May {what} put a child at a disadvantage because of a parent's record?",
        "remove it",
        "what children lose when a parent is refused something",
        substance.children,
    ),
    Rule(
        "R10",
        "no notice before effect",
        "H",
        "a disadvantage begins without notice, or 0 days after it",
        (
            Source("Council of Europe convention on AI (CETS 225) 15(1)", "V2"),
            Source("Supreme People's Court, opinion of 2019: the decision must be served", "V"),
            Source("ICCPR 14(1); EU Charter 41", "M"),
            Source("Dutch FSV list and Michigan's MiDAS, which gave none that reached people", "V", "facts"),
        ),
        "Which rule lets these begin before the person is told: {what}?",
        "give notice ahead of the effect (`safeguards.notice`, or `notice_days`)",
        "whether a notice is understood, and whom it does not reach",
        process.no_notice,
    ),
    Rule(
        "R11",
        "no reasons",
        "H",
        "a disadvantage follows without the person being told why",
        (
            Source("Council of Europe convention on AI (CETS 225) 14(2)(b)", "V2"),
            Source("GDPR 13 to 15", "M"),
            Source("EU AI Act 86", "M", needs_ai=True),
            Source("SyRI judgment (ECLI:NL:RBDHA:2020:865), not transparent or verifiable", "V", "facts"),
        ),
        "How can somebody contest these without knowing why they were decided: {what}?",
        "give reasons (`safeguards.reasons`, or `reasons: true`)",
        "whether reasons explain anything; a score that nobody can explain",
        process.no_reasons,
    ),
    Rule(
        "R12",
        "no hearing before a serious consequence",
        "H",
        "a disadvantage of at least the threshold's severity begins without a hearing",
        (
            Source("Convention 108+ 9(1)(a): nobody is decided upon without their views", "V"),
            Source("EU Charter 41(2); ICCPR 14", "M"),
        ),
        "Must the person be heard before these begin: {what}?",
        "hear people beforehand (`safeguards.hearing`, or `hearing: true`)",
        "how well people are heard; severity is the file's own word",
        process.no_hearing,
        (process.SERIOUS,),
    ),
    Rule(
        "R13",
        "no appeal to an independent body",
        "H",
        "there is no appeal, its body is not independent, or it takes longer than the threshold",
        (
            Source("Council of Europe convention on AI (CETS 225) 14(2)(c), complaint", "V2"),
            Source("ICCPR 2(3), 14(1); ECHR 6, 13; EU Charter 47", "M"),
        ),
        "Where can people bring these before somebody independent, and in time: {what}?",
        "let an independent body decide (`safeguards.appeal`)",
        "courts outside the regime; whether an appeal can succeed",
        process.no_appeal,
        (process.APPEAL_DAYS,),
    ),
    Rule(
        "R17",
        "no legal basis, or a range at discretion",
        "H",
        "a conduct counts against people without a legal basis, or by a range of points at discretion",
        (
            Source("State Council General Office, opinion 49 of 2020: listed measures need a basis", "V"),
            Source("ICCPR 15(1); ECHR 7; EU Charter 49", "M"),
        ),
        "Which rule, published beforehand, says that {what} counts and for how much?",
        "name the rule (`legal_basis`)",
        "whether the basis named says so; bases of lists and consequences",
        substance.no_legal_basis,
    ),
    Rule(
        "R20",
        "no expiry",
        "H",
        "a list has no term, a source keeps data for ever, or lost points neither expire nor come back",
        (
            Source("Chinese draft rules on credit repair: at most three years", "V"),
            Source("CJEU C-26/22 (SCHUFA): not kept longer than in the public register", "V"),
            Source("GDPR 5(1)(e), 17", "M"),
        ),
        "For how long may {what} be kept and held against somebody?",
        "write a term, a retention or an expiry",
        "terms that are long without being endless; copies that others keep",
        substance.no_expiry,
    ),
    Rule(
        "R22",
        "correction missing or late",
        "H",
        "wrong data are not mended, by correction or appeal, or only after longer than the threshold",
        (
            Source("US Fair Credit Reporting Act, maximum possible accuracy (as the CFPB puts it)", "V"),
            Source("GDPR 5(1)(d), 16", "M"),
        ),
        "How soon must wrong data behind these be mended: {what}?",
        "mend wrong data sooner than the threshold (`safeguards.correction`)",
        "how many wrong records are ever found; copies that others keep",
        process.no_correction,
        (process.MENDING_DAYS,),
    ),
    Rule(
        "R25",
        "public shaming",
        "H",
        "people are shown by screen, broadcast or caller tone, or with identity number, photo or address",
        (Source("ICCPR 17; ECHR 8; GDPR 5(1)(c)", "M"),),
        "Is {what} needed for anything that a quieter way would not reach?",
        "remove these channels or fields",
        "entries of organisations; publication that outlasts the listing",
        substance.public_shaming,
    ),
    Rule(
        "R32",
        "inability taken for refusal",
        "H",
        "a conduct whose name speaks of debt counts against people without a test of ability",
        (
            Source(
                "Supreme People's Court, provisions of 2013, amended 2017: wilful default of the able", "V"
            ),
            Source("ICCPR 11 (no prison for debt), by analogy", "M"),
        ),
        "Does {what} count although whoever is recorded could not have paid?",
        "ask whether people could (`adjudication.ability_test`)",
        "debts whose name does not say so; how well the test tells the two apart",
        process.no_ability_test,
    ),
)
"""In the order of their numbers."""
