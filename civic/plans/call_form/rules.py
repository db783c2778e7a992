"""Which places of a form are offered, and what may go where. Pure."""

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
    "checkbox": ("tick",),
    "rows": ("table",),
    "block": ("text", "fact", "table", "picture", "chapter"),
    "remove_guide": ("remove",),
}
LEAVE = "leave"


def fits(kind: str, source: str) -> bool:
    return source == LEAVE or source.partition(":")[0] in FITS[kind]


def is_offered(place: dict) -> bool:
    """Whether the page asks for it; lines to write under wait until they are clicked."""
    return place["kind"] != "block" or place["hops"] != "under"


def is_open(old: str) -> bool:
    """Nothing stands there yet, or only what is to be written over."""
    return not normal(old) or is_placeholder(old)
