"""Bookmarks of the figures, so that a number can be found by its id."""

import re

from civic.documents.model import Document, Fact, Text


class Bookmarks:
    """A name for each figure of a document, given out once: where the figure first stands.

    A name is the figure's row in the table of evidence and its id, in at most the 40 letters that
    Word takes, e.g. figure_7_issues_reported.
    """

    def __init__(self, document: Document):
        self.names = {
            fact.id: f"figure_{n}_{re.sub(r'[^0-9A-Za-z가-힣]', '_', fact.id)}"[:40]
            for n, fact in enumerate(document.facts(), start=1)
        }
        self.left = dict(self.names)

    def parted(self, text: Text) -> list[tuple[str, str | None]]:
        """The words of a text, those of a figure standing here first under its name."""
        parts: list[tuple[str, str | None]] = []
        for piece in text:
            words = piece if isinstance(piece, str) else piece.text
            name = self.left.pop(piece.id, None) if isinstance(piece, Fact) else None
            if name is None and parts and parts[-1][1] is None:
                parts[-1] = (parts[-1][0] + words, None)
            else:
                parts.append((words, name))
        return parts
