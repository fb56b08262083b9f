"""Records on their way and in force."""
