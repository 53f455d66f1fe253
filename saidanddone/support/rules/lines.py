from __future__ import annotations

from pydantic import BaseModel

from saidanddone.files.types import IsoDate


class CrisisLine(BaseModel):
    """A row of crisis_lines.csv. `checked_on` stays blank until someone has rung and made sure."""

    name: str
    number: str
    how: str
    open: str
    for_whom: str
    languages: str | None
    checked_on: IsoDate | None
