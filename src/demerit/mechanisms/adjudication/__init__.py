"""What is decided on a report (M21, M24)."""
