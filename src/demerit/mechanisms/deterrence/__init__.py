"""Acts let go for the risk of a record (M40)."""
