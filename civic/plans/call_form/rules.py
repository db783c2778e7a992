"""Which places of a form are offered, and what may go where. Pure."""

from typing import Any

from civic.call_forms.normal import is_placeholder, normal

NAME, WORDS = 200, 20_000
UNITS = {"원": 1, "천원": 1_000, "백만원": 1_000_000, "억원": 100_000_000}
# What may go to a place of each kind, by how its code begins; "leave" goes anywhere.
ONE_LINE = ("word", "fact", "text")
WHOLE = (*ONE_LINE, "table", "picture", "chapter")
FITS: dict[str, tuple[str, ...]] = {
    "field": ONE_LINE,
    "named_cell": WHOLE,
    "cell": WHOLE,
    "line": ONE_LINE,
    "checkbox": ("tick",),
    "rows": ("table",),
    "block": ("text", "fact", "table", "picture", "chapter"),
    "remove_guide": ("remove",),
}
LEAVE = "leave"
REMOVE = "remove"
SINGLE = ("text", "tick:on", "tick:off", REMOVE, LEAVE)  # of no group


def fits(kind: str, source: str) -> bool:
    return source == LEAVE or source.partition(":")[0] in FITS[kind]


def offered(places: dict[str, dict[str, Any]]) -> list[str]:
    """Keys of the places a page asks for: lines to write under wait until they are clicked, and
    cells of rows that go as a whole are in those."""
    whole = {_table(place) for place in places.values() if place["kind"] == "rows"}
    return [
        key
        for key, place in places.items()
        if not (place["kind"] == "block" and place["hops"] == "under")
        and not (place["hops"].startswith("down") and _table(place) in whole)
    ]


def _table(place: dict[str, Any]) -> str:
    return str(place["path"]).partition(" · ")[0]


def without_blank_rows(old: str) -> str:
    """What a place held, as it is shown: of a table's rows those that say something."""
    return "\n".join(line for line in old.split("\n") if "|" not in line or normal(line))


def is_open(old: str) -> bool:
    """Nothing stands there yet, or only what is to be written over."""
    return not normal(old) or is_placeholder(old)
