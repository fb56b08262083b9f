"""A regime carried from version 1 of the language to version 2: a module a row of what becomes of what.

`carrying.carried` is the way in. Each row changes the text as a person would, key by key, and keeps every
comment; the regime that comes out runs the same histories, unless a choice that is printed says otherwise.
"""
