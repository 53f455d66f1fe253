"""Files that come with a form, held in memory up to a limit and never on the disk.

A photograph as a camera made it says where it was taken and when. What is written to a disk, even for a moment,
can be found there again, so it is not written before it has been made anew.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from saidanddone.files.images import BYTES_AT_MOST


class HeldInMemory(FileUploadHandler):
    """Of everything that one request sends, the limit and one byte more are held; the rest is let go.

    A file that is too large thus reaches its form, which says so in a sentence, and takes no more room than one
    that is not.
    """

    room = BYTES_AT_MOST + 1

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.room -= self.held.write(raw_data[: self.room])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        size = self.held.tell()
        self.held.seek(0)
        return InMemoryUploadedFile(
            self.held, self.field_name, self.file_name, self.content_type, size, self.charset
        )
