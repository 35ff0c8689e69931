"""How the property tests draw: at random on a developer's machine, so that they go on finding things; the same each time in CI."""

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
