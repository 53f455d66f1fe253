"""The site's settings in the tests' own home, never the developer's.

A module of its own, since pytest-django reads the settings before any conftest.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="said-tests-"))
(HOME / "static").mkdir()
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["SAID_HOME"] = str(HOME)
os.environ["SAID_DEMO"] = "1"
os.environ["SAID_DEBUG"] = "0"
for chosen in ("SAID_HTTPS", "SAID_HOSTS", "SAID_SMTP_HOST", "SAID_SECRET_KEY"):
    os.environ.pop(chosen, None)

from saidanddone.website.settings import *  # noqa: E402, F403
