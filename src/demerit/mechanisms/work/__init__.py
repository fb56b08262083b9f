"""Jobs lost and found (M34, M36, M42)."""
