"""How every command ends: 0, or 2 with one plain sentence on standard error and never a traceback."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable

import typer

from saidanddone.people.rules import Refused

WELL = 0
PIPE_CLOSED = 1
REFUSED = 2
OUT_OF_DATE = re.compile(r"no such (table|column)|has no column|(relation|column) \S+ does not exist")
STOPPED = 130  # as a shell reports Ctrl+C


def ended(run: Callable[[], object]) -> int:
    """Run a command and turn whatever it raises into an exit code and, where there is one, a sentence."""
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        return _pipe_closed()
    except (KeyboardInterrupt, typer.Abort):
        return STOPPED
    except typer.TyperException as why:
        return _refused(why.format_message())
    except (ValueError, Refused) as why:
        return _refused(str(why))
    except OSError as why:
        return _refused(f"{why.filename}: {why.strerror}" if why.filename and why.strerror else str(why))
    except Exception as why:
        if os.environ.get("SAID_DEBUG") == "1":
            raise
        return _refused(_unforeseen(why))
    return code if isinstance(code, int) else WELL


def _unforeseen(why: Exception) -> str:
    said = f"{type(why).__name__}: {why}"
    if type(why).__module__ == "django.db.utils" and OUT_OF_DATE.search(said):
        return f"The database cannot be used ({said}). Bring it up to date with: said migrate"
    if type(why).__name__ == "OperationalError" and "locked" in said:
        return f"Something else is writing to the database ({said}). Try again when it has ended"
    if type(why).__name__ == "OperationalError":
        return f"No database answers where DATABASE_URL says ({said}). Start it, or mend the address"
    return f"This is a fault in said itself ({said}). With SAID_DEBUG=1 it shows where"


def _refused(text: str) -> int:
    sentence = " ".join(text.split())
    print(sentence if sentence.endswith((".", "?")) else f"{sentence}.", file=sys.stderr)
    return REFUSED


def _pipe_closed() -> int:
    # Python flushes once more on its way out, and would complain of the closed pipe then.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED
