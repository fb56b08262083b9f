"""What every test shares: how examples are drawn.

The suite draws the same examples in every run, so that a change is judged by what it changes. Fresh ones are
looked for, and made smaller where one fails, with `pytest --hypothesis-profile=fresh tests/property`.
"""

from hypothesis import Phase, settings

settings.register_profile("fresh", deadline=None)
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # making a failing example smaller takes minutes of whole runs
)
settings.load_profile("suite")
