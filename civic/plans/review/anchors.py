"""What of a document can be remarked on, and where remarks stand in it. Pure."""

from civic.documents.model import Document, Line, Picture, Table, plain
from civic.documents.row_keys import row_keys, row_text
from civic.plans.review.anchoring import Spot


def spots(document: Document) -> dict[str, Spot]:
    """Block key → its words and those of its rows."""
    found = {}
    for block in document.blocks:
        if isinstance(block, Line):
            found[block.key] = Spot(plain(block.text), {})
        elif isinstance(block, Table):
            texts = [row_text(row) for row in block.cells]
            rows = dict(zip(row_keys(block), texts, strict=True))
            found[block.key] = Spot("\n".join([block.caption, *texts]), rows)
        elif isinstance(block, Picture):
            found[block.key] = Spot(block.caption, {})
    return found


def own_words(spot: Spot, row: str = "") -> str:
    """What a remark without a quote is about: the row, the sentence, or the caption."""
    return spot.rows[row] if row else spot.text.partition("\n")[0]
