"""A table of a .hwpx goes on over the end of its page, as 한글 sets it: 쪽 경계에서 나눔,
and no 글자처럼 취급, for what stands in a line of text is never broken."""

from typing import Any

from civic.call_forms.hwpx.tree import local

# Where a table stands that stood in a line before: under it, at its left.
_OUT_OF_LINE = {
    "treatAsChar": "0",
    "flowWithText": "1",
    "vertRelTo": "PARA",
    "horzRelTo": "COLUMN",
    "vertAlign": "TOP",
    "horzAlign": "LEFT",
    "vertOffset": "0",
    "horzOffset": "0",
}


def stays_whole(table: Any) -> bool:
    """Of a hp:tbl. What reaches below the page's end is cut off."""
    position = _position(table)
    in_line = position is not None and position.get("treatAsChar") == "1"
    return in_line or table.get("pageBreak") == "NONE"


def let_break(table: Any) -> None:
    """Nothing but where it stands and breaks is changed."""
    table.set("pageBreak", "CELL")
    position = _position(table)
    if position is not None and position.get("treatAsChar") == "1":
        table.set("textWrap", "TOP_AND_BOTTOM")
        for name, value in _OUT_OF_LINE.items():
            position.set(name, value)


def _position(table: Any) -> Any:
    return next((child for child in table if local(child) == "pos"), None)
