"""Lists: entering, staying, leaving, and on which grounds (M22)."""
