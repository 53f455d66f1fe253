"""`said`: methods on a person's own files, and the commands of an installed site.

What a command needs is imported where it runs, not here: `said --help` answers in a blink, and a command that
reads a file of answers never starts Django.
"""

from __future__ import annotations

from .app import command
from .ending import ended


def main() -> int:
    """Run the command line as it stands; what is given back is the exit code."""
    return ended(command())
