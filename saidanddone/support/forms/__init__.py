from .directory import BringForm, DecideForm, ServiceForm, SuggestForm, TermForm
from .packs import HandOutForm, NewPackForm, PackForm, ReviewForm, VersionForm

__all__ = [
    "BringForm",
    "DecideForm",
    "HandOutForm",
    "NewPackForm",
    "PackForm",
    "ReviewForm",
    "ServiceForm",
    "SuggestForm",
    "TermForm",
    "VersionForm",
]
