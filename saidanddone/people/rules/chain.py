"""The seal of a batch of the trail: a hash of its rows and of the seal before, so that none can be changed,
left out or put in afterwards without every later seal being wrong.

SHA-256 over the seal before and each row in canonical JSON, one a line. Whoever writes a seal down elsewhere
can later show that everything up to it stands as it stood.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256

from ..models import AuditRow


def as_sealed(row: AuditRow) -> str:
    """A row as it is sealed: its number, time in UTC, verb, actor and keys, whatever database keeps it."""
    return json.dumps(
        [
            row.pk,
            # SQLite takes any value in place of a time; what is none is read as none.
            row.at.astimezone(UTC).isoformat(timespec="microseconds") if row.at else "",
            row.verb,
            row.actor_id,
            row.programme_slug,
            row.objects_touched,
        ],
        ensure_ascii=True,
        separators=(",", ":"),
    )


def seal_of(before: str, rows: Iterable[AuditRow]) -> str:
    hashed = sha256(f"{before}\n".encode())
    for row in rows:
        hashed.update(f"{as_sealed(row)}\n".encode())
    return hashed.hexdigest()
