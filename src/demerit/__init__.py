"""Demerit: a laboratory for scoring regimes, run on synthetic people."""
