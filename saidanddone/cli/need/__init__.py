"""`said need`: where need is greatest, on a person's own files."""

from .commands import COMMANDS

__all__ = ["COMMANDS"]
