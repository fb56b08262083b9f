"""Favours and prices (M37)."""
