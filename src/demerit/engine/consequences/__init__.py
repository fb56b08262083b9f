"""What follows: attempts refused, listings that fall on others."""
