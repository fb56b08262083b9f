"""What is seen, truly or falsely."""
