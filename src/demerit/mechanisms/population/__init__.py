"""Who lives in a district: coming, going, and changes of age, home and registration."""
