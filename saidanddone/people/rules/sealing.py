"""What may say who somebody is lies sealed in the database; its keys lie in a file of the installation.

Fernet (AES-128 in CBC mode with HMAC-SHA256, https://github.com/fernet/spec) with several keys: the newest
seals, all of them open. Whoever has the database without the file learns nothing from it.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _

from .pairs import Refused


def keys() -> list[str]:
    """Newest first; read from the file each time, since another process may have made a fresh one."""
    return Path(settings.CONTACT_KEYS).read_text().split()


def seal(fields: Mapping[str, str], *, with_keys: Sequence[str] = ()) -> str:
    box = MultiFernet([Fernet(key) for key in with_keys or keys()])
    return box.encrypt(json.dumps(dict(fields), ensure_ascii=False, sort_keys=True).encode()).decode()


def unseal(sealed: str) -> dict[str, str]:
    """Raises Refused where none of the keys fits: the file of keys is not the one it was sealed with."""
    box = MultiFernet([Fernet(key) for key in keys()])
    try:
        return dict(json.loads(box.decrypt(sealed.encode())))
    except InvalidToken as why:
        raise Refused(
            _("These details were sealed with a key that this installation no longer has.")
        ) from why


def mark(email: str, *, with_keys: Sequence[str] = ()) -> str:
    """What finds a row by an e-mail address without revealing it. It changes with the newest key."""
    said = email.strip().casefold()
    newest = (with_keys or keys())[0]
    return hmac.new(newest.encode(), f"e-mail {said}".encode(), sha256).hexdigest() if said else ""


def fresh_key() -> str:
    return Fernet.generate_key().decode()
