"""Who is listed, and what is counted of it."""
