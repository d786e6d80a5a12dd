"""What holds for every test of the house."""

from __future__ import annotations

from hypothesis import settings

# An example that is slow because the machine is busy is no failure; speed has tests of its own.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
