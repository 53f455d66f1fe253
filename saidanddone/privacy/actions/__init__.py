from .erasure import burn_letters_to, erase_person, give_up_old_pages
from .requests import erase_on_request, erase_seat

__all__ = ["burn_letters_to", "erase_on_request", "erase_person", "erase_seat", "give_up_old_pages"]
