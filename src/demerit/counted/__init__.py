"""Counted tables: what a run counts, declared once.

`table` says what a table is, `values` holds the closed words that several tables share, `axes` what counts go
by, `counted` what a counted table is. A mechanism declares its tables in its folder (`counts.py`); from that
come its part of the totals, the rows with names, the schema of the file, the docs and the laws that say which
axes sum.
"""
