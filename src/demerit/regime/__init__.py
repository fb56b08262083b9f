"""The regime language: a scoring regime as data, checked, dated and hashed.

What others use of it: `model.Regime`, `loading` (files to forms), `amendments.epochs`, `parsing.parse` and
`expressions` (conditions), `parts` (every part of a form), `notes`, `directions`, `working`. Nothing is
imported here, so that the language parts of mechanisms can stand in folders of their own.
"""
