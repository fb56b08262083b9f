"""Safeguards: how a record is stopped, corrected, repaired (M23)."""
