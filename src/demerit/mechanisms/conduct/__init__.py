"""What people and organisations do (M10)."""
