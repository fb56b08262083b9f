"""The connections that write and read tables say nothing of their own."""

from __future__ import annotations

import duckdb

from demerit.archive.database import connection, quiet

BAR = "SELECT current_setting('enable_progress_bar')"


def test_no_connection_draws_a_bar_between_results_on_stdout() -> None:
    with duckdb.connect(":memory:") as loud:
        loud.execute("SET enable_progress_bar = true")
        assert quiet(loud).execute(BAR).fetchone() == (False,)
    assert connection().execute(BAR).fetchone() == (False,)
