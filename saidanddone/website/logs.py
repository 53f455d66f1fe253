from __future__ import annotations

import logging
import re

# Every address in which a token stands; a test looks for others. Staff pages of the same names have none.
TOKEN = re.compile(r"(/accounts/(?:link|invitation)/|(?<!/work)(?<!/accounts)/me/)[^/\s?]+", re.IGNORECASE)


class HideTokens(logging.Filter):
    """A token stands in no log, not even where a request with it is refused while it still works."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if TOKEN.search(said):
            record.msg, record.args = TOKEN.sub(r"\1…", said), ()
        return True
