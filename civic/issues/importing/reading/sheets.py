"""Which sheet of a workbook is the list of reports: contents, a cover or instructions may stand
before it. Pure."""

from civic.issues.importing.reading.columns import guess_mapping, is_known_name
from civic.issues.importing.reading.contents import is_empty
from civic.issues.importing.reading.leftovers import why_no_complaint
from civic.places.tables import Grid, HeadedTable, Peek, UnreadableFile

WORDS = {"title", "body"}
# What rows of a list have beside their words, and those of instructions don't.
OF_A_LIST = {"created_at", "external_id", "place", "district", "lat"}


def likeness(peek: Peek) -> tuple[bool, float]:
    """How much a sheet looks like a list of reports: whether its columns are those of one, and how
    many of its rows would be reports."""
    rows = tuple((number, tuple(cells)) for number, cells in peek.rows)
    try:
        table = Grid(rows, sheet=peek.sheet).table(is_name=is_known_name)
    except UnreadableFile:
        return False, 0.0
    mapping = guess_mapping(table)
    share = _reports(table, mapping) / len(rows)
    return share > 0 and not OF_A_LIST.isdisjoint(mapping), share * peek.total


def _reports(table: HeadedTable, mapping: dict[str, str]) -> int:
    """Rows that say something, and are no sums or remarks."""
    places = [table.header.index(mapping[field]) for field in WORDS & mapping.keys()]
    return sum(
        any(not is_empty(cells[place]) for place in places)
        and not why_no_complaint(cells, table.header)
        for _, cells in table.rows
    )
