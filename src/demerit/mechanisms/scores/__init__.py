"""Scores of all kinds, and grades (M20, M60)."""
