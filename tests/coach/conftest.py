"""Settings for the engine's tests."""

from hypothesis import settings

# The same examples on every machine, and no time limits: a slow computer is not a bug.
settings.register_profile("engine", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("engine")
