"""Societies: declared aggregates in, synthetic people out.

A recipe holds shares and rates only. Lowered for one draw it becomes integer tables, and from those
tables, a seed and a district's number come the district's people and organisations for a whole run:
`plain` to read, `compiled` to run, the same to the bit.
"""
