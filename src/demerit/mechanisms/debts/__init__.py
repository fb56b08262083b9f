"""Money that records claim (M62)."""
