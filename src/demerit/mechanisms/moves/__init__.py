"""Moves that nobody told of in time (M16)."""
