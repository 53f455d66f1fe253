from .erasure import erase_person, give_up_old_pages
from .requests import erase_on_request

__all__ = ["erase_on_request", "erase_person", "give_up_old_pages"]
