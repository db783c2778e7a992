"""From a snapshot's data to the section: lines, tables and pictures, every number with its source.

Pure: the same data give the same document. The order of chapters and their headings come from the
template in the data; what each part says is in chapters.py.
"""

from civic.plans import chapters
from civic.plans.document import Document, Heading, Line, Place

MARKS = ("□", "○", "-", "※")


def compile_document(data: dict, number: int, taken_at: str, sha256: str) -> Document:
    """The participation section.

    Args: data: as civic/plans/gather.py makes it; number, taken_at (ISO 8601 UTC) and sha256 of
    the snapshot it came from.
    """
    template = data["template"]
    counter = chapters.Counter()
    blocks = [Heading(1, "", template["title"])]
    for position, chapter in enumerate(template["chapters"], 1):
        part = chapter["part"]
        blocks.append(Heading(2, f"{position}.", chapter["heading"]))
        blocks += chapters.PARTS[part](data, counter)
        for paragraph in data["written"].get(part, []):
            blocks.append(_written(paragraph))
    return Document(
        title=template["title"],
        municipality=data["municipality"]["name"],
        programme=data["call"]["programme"],
        round_title=data["round"]["title"],
        is_example=data["is_example"],
        notice=data["municipality"]["notice"],
        number=number,
        taken_at=taken_at,
        sha256=sha256,
        blocks=tuple(blocks),
        places=tuple(_place(issue) for issue in data["issues"]),
    )


def _written(paragraph: dict) -> Line:
    """A planner's line under the mark it begins with, else ○."""
    text = paragraph["text"]
    if text[:1] in MARKS and text[1:].strip():
        return Line(paragraph["key"], text[0], (text[1:].strip(),))
    return Line(paragraph["key"], "○", (text,))


def _place(issue: dict) -> Place:
    return Place(
        receipt=chapters.receipt_number(issue),
        title=issue["title"],
        category=issue["category"],
        district=issue["district"],
        status=issue["status"],
        supports=issue["supports"],
        reported_on=chapters.korean_day(issue["reported_at"]).isoformat(),
        lat=issue["lat"],
        lon=issue["lon"],
    )
