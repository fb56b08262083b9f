"""The rules, a module a subject: what it looks at, and each rule beside the function that fires it."""
