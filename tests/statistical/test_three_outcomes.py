"""The three outcomes of a comparison."""

from tests.statistical.three_outcomes import Outcome, meets


def test_an_estimate_within_chance_passes() -> None:
    assert meets(0.51, 0.50, 0.01, 0.05).outcome is Outcome.PASSES


def test_an_estimate_beyond_chance_fails_and_says_how_far() -> None:
    comparison = meets(0.60, 0.50, 0.01, 0.05, what="share")
    assert comparison.outcome is Outcome.FAILS
    assert "share: 0.6 against 0.5" in comparison.text
    assert "10.0 standard deviations" in comparison.text


def test_a_sample_that_could_not_show_a_difference_is_too_small_and_says_by_how_much() -> None:
    comparison = meets(0.50, 0.50, 0.05, 0.05)
    assert comparison.outcome is Outcome.TOO_SMALL
    assert "use about 21 times as many people" in comparison.text
