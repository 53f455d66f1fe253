"""Rules in pairs that agree; beside them what is sealed, how codes are written, and the chain of seals.

Only what needs no Django is brought in here: the command names Refused before it starts any.
"""

from .pairs import Refused, rule_pair

__all__ = ["Refused", "rule_pair"]
