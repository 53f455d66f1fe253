from .erasure import erase_on_request, erase_person, give_up_old_pages

__all__ = ["erase_on_request", "erase_person", "give_up_old_pages"]
