from .checked import MONTHS_A_CHECK_HOLDS, check_says, is_stale, oldest_that_holds, review_is_due, review_says
from .lines import CrisisLine

__all__ = [
    "MONTHS_A_CHECK_HOLDS",
    "CrisisLine",
    "check_says",
    "is_stale",
    "oldest_that_holds",
    "review_is_due",
    "review_says",
]
