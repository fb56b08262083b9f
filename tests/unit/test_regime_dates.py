"""Amendments: whole regimes from their dates, with digests, draws and evidence of each."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from demerit.quantities import Duration
from demerit.regime import amendments, loading
from demerit.regime.model import Regime
from tests.unit.lists_regime import line_of, loaded, problems


def test_a_line_that_an_amendment_makes_wrong_names_the_amendment() -> None:
    line = "    conducts: {judgment-default: {points: 0}, helping-elderly: {points: 0}}\n"
    found = problems((line, ""))
    message = "points count only in a ledger or a rolling mean once the amendment of 2019-01-01 holds"
    assert found[0].message == message
    assert found[0].line == line_of("judgment-default: {points: -20")


def years(form: Regime) -> Decimal:
    """Return for how many years a record puts somebody on the black list."""
    ((case,),) = (way.cases for way in form.lists["black"].ways if way.cases)
    assert isinstance(case.length, Duration)
    return case.length.value


def test_amendments_make_whole_regimes_from_their_dates() -> None:
    made = amendments.epochs(loaded())
    assert [each.begins for each in made] == [None, dt.date(2017, 3, 1), dt.date(2019, 1, 1)]
    first, second, third = (each.regime for each in made)
    assert [years(form) for form in (first, second, third)] == [2, 3, 3]
    assert [list(form.lists) for form in (first, second, third)] == [["black", "low"], ["black"], ["black"]]
    assert [list(form.scores) for form in (first, second, third)] == [["score"], ["score"], []]
    assert first.bundles["ordinary"].bundle.notice is None
    assert third.bundles["ordinary"].bundle.notice is not None
    assert not any(form.amendments for form in (second, third))


def test_the_form_in_force_on_a_date() -> None:
    made = loaded()
    assert years(loading.in_force(made, dt.date(2017, 2, 28))) == 2
    assert years(loading.in_force(made, dt.date(2017, 3, 1))) == 3


def test_the_digest_covers_amendments_and_no_comment() -> None:
    same = loaded(
        ("# A regime", "# Some regime"),
        ("0.1 % per person-year, assumed 0.05..0.2", "0.001 per person-year, assumed 0.0005..0.002"),
    )
    other = loaded(('"3 years, from spc-2017"', '"4 years, from spc-2017"'))
    assert loading.digest(same) == loading.digest(loaded())
    assert loading.digest(other) != loading.digest(loaded())


def test_a_draw_holds_beliefs_fixed_over_amendments() -> None:
    forms = loading.drawn(loaded(), 1, 5)
    appeals = [form.regime.bundles["ordinary"].bundle.appeal for form in forms]
    chances = {appeal.chance.value for appeal in appeals if appeal is not None}
    assert len(chances) == 1
    values = loading.drawn_values(loaded(), 1, 5)
    assert "regime.safeguards.ordinary.appeal.chance" in values
    assert "regime@2019-01-01.safeguards.ordinary.notice.share" in values
    assert "regime@2019-01-01.safeguards.ordinary.appeal.chance" not in values
    assert Decimal("0.8") <= values["regime@2019-01-01.safeguards.ordinary.notice.share"] <= 1


def test_evidence_names_the_amendment_that_wrote_a_number() -> None:
    rows = {row.path: row for row in loading.evidence(loaded())}
    assert rows["lists.black.enter[0].for[0].is"].reference == "SPC rules 2017"
    assert rows["lists.black.enter[0].for[0].is (from 2017-03-01)"].value == "3 years"
    assert rows["triggers.recovery.schedule"].unverified
