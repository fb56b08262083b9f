"""What sources see, truly or falsely (M11)."""
