"""Acts and attempts that a list keeps people from (M22)."""
