"""What of a document can be remarked on, and where remarks stand in it. Pure."""

from civic.documents.model import Document, Line, Picture, Table, plain
from civic.documents.row_keys import row_keys, row_text
from civic.plans.review.anchoring import Anchor


def anchors_of(document: Document) -> dict[str, Anchor]:
    """Block key → its words and those of its rows."""
    anchors = {}
    for block in document.blocks:
        if isinstance(block, Line):
            anchors[block.key] = Anchor(plain(block.text), {})
        elif isinstance(block, Table):
            texts = [row_text(row) for row in block.cells]
            rows = dict(zip(row_keys(block), texts, strict=True))
            anchors[block.key] = Anchor("\n".join([block.caption, *texts]), rows)
        elif isinstance(block, Picture):
            anchors[block.key] = Anchor(block.caption, {})
    return anchors


def own_words(anchor: Anchor, row: str = "") -> str:
    """What a remark without a quote is about: the row, the sentence, or the caption."""
    return anchor.rows[row] if row else anchor.text.partition("\n")[0]
