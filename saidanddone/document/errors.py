"""What goes wrong with a document, said in one sentence."""

from __future__ import annotations


class DocumentError(ValueError):
    """A document cannot be rendered; the message is one sentence that says what to put right."""
