"""What every test shares: how examples are drawn, and that programs which tests start keep their bytecode.

The suite draws the same examples in every run, so that a change is judged by what it changes. Fresh ones are
looked for, and made smaller where one fails, with `pytest --hypothesis-profile=fresh tests/property`.
"""

import os

from hypothesis import Phase, settings

settings.register_profile("fresh", deadline=None)
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # making a failing example smaller takes minutes of whole runs
)
settings.load_profile("suite")

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""Where it is set, every one of several hundred started programs would compile all modules for itself."""
