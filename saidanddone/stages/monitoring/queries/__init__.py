"""What may be read of this stage, by whom, and what is counted."""

from .files import frameworks_in_file_order, measures_in_file_order, readings_in_file_order

__all__ = ["frameworks_in_file_order", "measures_in_file_order", "readings_in_file_order"]
