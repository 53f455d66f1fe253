"""Rules in pairs that agree, what is sealed, and how codes are written."""

from .chain import seal_of
from .codes import fresh_code, fresh_token, plain_token
from .pairs import Refused, rule_pair
from .sealing import fresh_key, keys, mark, seal, unseal

__all__ = [
    "Refused",
    "fresh_code",
    "fresh_key",
    "fresh_token",
    "keys",
    "mark",
    "plain_token",
    "rule_pair",
    "seal",
    "seal_of",
    "unseal",
]
