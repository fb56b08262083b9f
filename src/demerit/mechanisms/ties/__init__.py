"""What falls on those near somebody listed (M04, M33)."""
