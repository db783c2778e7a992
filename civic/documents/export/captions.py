"""The words of headings, captions and pictures, and how large a picture is printed."""

from civic.documents.model import Heading, Picture, Table, is_own

TALLEST_MM = 200  # of a picture, so that its caption stays on the page


def heading_text(heading: Heading) -> str:
    return f"{heading.number} {heading.text}".strip()


def caption(block: Table | Picture) -> str:
    """표 1. … or 그림 1. …"""
    return f"{'표' if isinstance(block, Table) else '그림'} {block.number}. {block.caption}"


def picture_size(picture: Picture, room_mm: float) -> tuple[float, float]:
    """Printed width and height in mm: as asked, at most as wide as the room and 200 mm high."""
    ratio = max(1, picture.height_px) / max(1, picture.width_px)
    width = min(picture.width_mm, room_mm, TALLEST_MM / ratio)
    return width, width * ratio


def described(picture: Picture) -> str:
    """The picture's alternative text, and the id it has in the table of evidence, if it is drawn
    from figures."""
    words = picture.alt or picture.caption
    return words if is_own(picture) else f"{words} (근거 번호 {picture.key})"
