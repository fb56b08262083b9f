"""A scenario: one regime and one society, from one day to another, made ready to run.

What others use of it: `model.Scenario`, `resolve.resolve`, `inputs.inputs`, `lower.lower`, `tables.Tables`.
Nothing is imported here, so that the tables of mechanisms can be declared in folders of their own.
"""
