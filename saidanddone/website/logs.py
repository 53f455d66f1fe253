from __future__ import annotations

import logging
import re

LINK = re.compile(r"(/accounts/(?:link|invitation)/|/me/)[^/\s]+")


class HideTokens(logging.Filter):
    """A sign-in link stands in no log, not even where a request with it is refused while it still works."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if LINK.search(said):
            record.msg, record.args = LINK.sub(r"\1…", said), ()
        return True
