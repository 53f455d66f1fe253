"""What may say who somebody is lies sealed in the database; its keys lie in a file of the installation.

Fernet (AES-128 in CBC mode with HMAC-SHA256, https://github.com/fernet/spec) with several keys: the newest
seals, all of them open. Whoever has the database without the file learns nothing from it.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

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
    return marks(email, with_keys=(with_keys or keys())[:1])[0] if email.strip() else ""


def marks(email: str, *, with_keys: Sequence[str] = ()) -> list[str]:
    """The mark under each key: while keys are changed, some rows have that of the old one still."""
    said = f"e-mail {email.strip().casefold()}".encode()
    return [hmac.new(key.encode(), said, sha256).hexdigest() for key in with_keys or keys()]


def fresh_key() -> str:
    return Fernet.generate_key().decode()


def keep_keys(kept: Sequence[str]) -> None:
    """The whole file or none: a machine that stops in the middle must be able to open what it sealed."""
    path = Path(settings.CONTACT_KEYS)
    with NamedTemporaryFile("w", dir=path.parent, prefix=".keys-", delete=False) as new:
        new.write("\n".join(kept) + "\n")
        new.flush()
        os.fsync(new.fileno())
    os.replace(new.name, path)
