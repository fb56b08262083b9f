"""What people and organisations do."""
