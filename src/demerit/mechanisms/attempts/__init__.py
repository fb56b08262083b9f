"""What people try and are refused (M30)."""
