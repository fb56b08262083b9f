"""Every key of every file is known, and a sample of keys moves what is named for it.

The walk over all of them (`pytest bench/proofs/keys`) takes minutes. Here every key is asked for, so that a
new one fails until somebody says there what it does, and one key in `EVERY` is changed and run.
"""

import pytest

from bench.proofs.keys import keys_of_regimes, keys_of_societies
from bench.proofs.keys import test_every_key as whole
from bench.proofs.keys.keys_of_readers import REGIMES, SOCIETIES

EVERY = 12
"""One key in so many is changed, in the order of their names."""

test_every_key_is_known = whole.test_every_key_is_known
test_every_key_of_a_scenario_is_known = whole.test_every_key_of_a_scenario_is_known
test_all_below_decide_nothing = whole.test_a_key_that_decides_nothing_has_all_below_it_decide_nothing
test_a_key_that_does_not_fit_is_refused_by_its_name = (
    whole.test_a_key_that_does_not_fit_is_refused_by_its_name
)
test_a_protected_input_allows_what_is_refused_without_it = (
    whole.test_a_protected_input_allows_what_is_refused_without_it
)


@pytest.mark.parametrize("key", sorted(keys_of_regimes.CHANGES)[::EVERY])
def test_a_key_of_a_regime_moves_its_column(key: str) -> None:
    whole.test_a_key_of_a_regime_moves_its_column(key)


@pytest.mark.parametrize("key", sorted(keys_of_societies.CHANGES)[::EVERY])
def test_a_key_of_a_society_moves_its_column(key: str) -> None:
    whole.test_a_key_of_a_society_moves_its_column(key)


@pytest.mark.parametrize("key", sorted(REGIMES)[::EVERY])
def test_what_a_regime_says_to_readers_is_said_to_decide_nothing(key: str) -> None:
    whole.test_what_a_regime_says_to_readers_is_said_to_decide_nothing(key)
    if not REGIMES[key].row:
        whole.test_what_a_regime_says_to_readers_moves_no_column(key)


@pytest.mark.parametrize("key", sorted(SOCIETIES)[::EVERY])
def test_what_a_society_says_to_readers_is_said_to_decide_nothing(key: str) -> None:
    whole.test_what_a_society_says_to_readers_is_said_to_decide_nothing(key)
