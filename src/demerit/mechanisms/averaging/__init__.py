"""Reports worked out from averaged income (M61)."""
