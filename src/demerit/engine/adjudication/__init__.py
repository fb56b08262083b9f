"""What is decided about what was seen."""
