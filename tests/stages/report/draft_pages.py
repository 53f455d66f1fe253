"""Where the pages of a draft are, and their words without the tags."""

from __future__ import annotations

import re


def at(path: str = "") -> str:
    return f"/second/work/report/draft/{path}"


def words_of(client, path: str = "") -> str:
    page = client.get(at(path)).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", "", main).split())
