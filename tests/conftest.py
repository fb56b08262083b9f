"""What every test shares: how examples are drawn.

The suite draws the same examples in every run, so that a change is judged by what it changes. New examples
are looked for by the commands in `bench/proofs`, which draw from a fresh seed each time.
"""

from hypothesis import Phase, settings

settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # making a failing example smaller takes minutes of whole runs
)
settings.load_profile("suite")
