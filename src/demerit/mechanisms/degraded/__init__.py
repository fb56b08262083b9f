"""Services that are slower for some (M38)."""
