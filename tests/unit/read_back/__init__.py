"""What the gallery is said back as: golden texts, written anew by `python -m tests.unit.read_back`.

Read what changed as a lawyer would, beside the file, before it is kept.
"""
