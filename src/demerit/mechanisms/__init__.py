"""Mechanisms, a folder each: what a file may say of it, what the engine reads, what happens, what is counted.

In a folder `language` is its part of the regime language, `society` that of the society language,
`lowering` makes tables of them, `state` has its columns of a district, `counts` its tables of the cube,
`words` its kinds of event with their sentences; every other module is of the engine. Each stands on the
floor of the room that it belongs to (ARCHITECTURE.md, Floors): a language part never imports an engine part.
"""
