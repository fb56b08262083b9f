"""Pages and pictures of a run: `page.page` and `page.facts_of` for others, `answer.answer` for a terminal.

Nothing is imported here: whoever asks for three sentences does not wait for what draws a page.
"""
