"""On whom a reported act is put (M01)."""
