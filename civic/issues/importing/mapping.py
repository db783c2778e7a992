"""What a planner chose on the mapping page, read and kept as JSON (see IssueImport.plan). Pure."""

from civic.issues.importing.reading.columns import (
    category_values,
    default_points,
    guess_mapping,
    is_field,
    is_known_name,
    people_field,
    personal_columns,
)
from civic.issues.importing.reading.dates import EARLIEST_YEAR, LATEST_YEAR, ORDERS
from civic.issues.labels import CATEGORIES
from civic.personal_data import KINDS
from civic.places.tables import Grid, HeadedTable


class NothingToRead(Exception):
    """why: no_words (neither title nor body has a column) | half_position | twice (what says which
    field has two columns) | personal (what says which column) | unknown (what says which name or
    value does not exist)."""

    def __init__(self, why: str, what: str = ""):
        super().__init__(f"{why} {what}".strip())
        self.why, self.what = why, what


def read_choices(posted, table: HeadedTable) -> dict:
    """The choices in a posted form (get, getlist); unknown columns and categories fall away, and
    so do columns of people's own data.

    Raises: NothingToRead.
    """
    personal = personal_columns(table)
    fields = {name: posted.get(f"as-{name}", "") for name in table.header}
    chosen = [
        (field, name)
        for name, field in fields.items()
        if is_field(field) and (name not in personal or field == people_field(name))
    ]
    columns: dict[str, str] = {}
    for field, name in chosen:
        if columns.setdefault(field, name) != name:
            raise NothingToRead("twice", field)
    _enough(columns)
    return {
        "columns": columns,
        "personal": sorted(personal),
        "categories": _categories(posted, columns, table),
        "category_default": _category(posted.get("category-default")),
        "no_place": _points(posted, columns, table),
        "outside_is_no_place": bool(posted.get("outside_is_no_place")),
        "header_row": table.header_row,
        "header_lines": table.header_lines,
    }


def read_header(posted, grid: Grid) -> HeadedTable:
    """The table below the rows that were chosen to name the columns; the likeliest for a sheet that
    was not looked at yet. Raises: UnreadableFile."""
    number, lines = (posted.get(name, "") for name in ("header_row", "header_lines"))
    chosen = int(number) if _is_number(number) else None
    return grid.table(chosen, is_known_name, int(lines) if lines in ("1", "2", "3") else 1)


def guess(table: HeadedTable) -> dict:
    """The mapping that a table's names, cells and points suggest."""
    mapping = {
        "columns": guess_mapping(table),
        "personal": sorted(personal_columns(table)),
        "header_row": table.header_row,
        "header_lines": table.header_lines,
    }
    return assume_default_points(mapping, table)


def read_rows(posted) -> dict:
    """What a planner chose about the rows, by the names of ReadingPlan.

    rows: which of the rows shown are taken. others_too: all the others are taken. unmasked: the
    kinds of personal data that stay, of those shown. Further: the district of words that fit
    several, what becomes of words in columns of later features, the year of days without one, and
    the order of a day's numbers."""
    shown, taken = (set(filter(_is_number, posted.getlist(name))) for name in ("shown", "take"))
    kinds = set(KINDS).intersection(posted.getlist("shown-mask"))
    year, order = posted.get("year", ""), posted.get("day_order", "")
    settled = zip(posted.getlist("unclear"), posted.getlist("unclear-is"), strict=False)
    return {
        "rows": {int(n): n in taken for n in shown},
        "others_too": bool(posted.get("others_too")),
        "unmasked": frozenset(kinds - set(posted.getlist("mask"))),
        "districts": {words: int(id) for words, id in settled if id and _is_number(id)},
        "answers": _answers(posted),
        "year": int(year) if _is_number(year) and _is_year(int(year)) else None,
        "day_order": order if order in ORDERS else "",
    }


def read_pairs(table: HeadedTable, guessed: dict, columns, kinds, no_place) -> dict:
    """The same from words typed at a terminal: field=column, value=category, lat,lon.

    Raises: NothingToRead.
    """
    chosen = dict(_pair(pair, is_field, table.header) for pair in columns) or guessed
    personal = personal_columns(table)
    for field, name in chosen.items():
        if name in personal and field != people_field(name):
            raise NothingToRead("personal", name)
    _enough(chosen)
    categories = dict(_pair(pair, None, CATEGORIES) for pair in kinds)
    try:
        points = [as_numbers(*point.split(",")) for point in no_place]
    except (ValueError, TypeError) as wrong:
        raise NothingToRead("unknown", " ".join(no_place)) from wrong
    return {"columns": chosen, "categories": categories, "no_place": points}


def _pair(pair, is_left, rights):
    left, _, right = pair.rpartition("=") if is_left is None else pair.partition("=")
    if (is_left is not None and not is_left(left)) or right not in rights:
        raise NothingToRead("unknown", pair)
    return left, right


def _enough(columns):
    if not columns.keys() & {"title", "body"}:
        raise NothingToRead("no_words")
    if len(columns.keys() & {"lat", "lon"}) == 1:
        raise NothingToRead("half_position")


def asks_again(posted, mapping: dict, table: HeadedTable) -> bool:
    """The columns chosen have values or points the planner has not been shown yet."""
    columns = mapping["columns"]
    shown = posted.get("shown-category"), posted.get("shown-lat"), posted.get("shown-lon")
    kinds = category_values(table, columns.get("category"))
    points = default_points(table, columns)
    return bool(
        (kinds and columns.get("category") != shown[0])
        or (points and (columns["lat"], columns["lon"]) != shown[1:])
    )


def assume_default_points(mapping: dict, table: HeadedTable) -> dict:
    """The mapping with every point too common to be a place taken for "no place"."""
    points = default_points(table, mapping["columns"])
    return mapping | {"no_place": [as_numbers(lat, lon) for lat, lon, _ in points]}


def as_numbers(lat: str, lon: str) -> list[float]:
    """Raises: ValueError."""
    return [float(lat), float(lon)]


def _answers(posted):
    """Field → words → what was chosen, of what was asked."""
    names = ("asked-field", "asked", "asked-is")
    asked = zip(*(posted.getlist(name) for name in names), strict=False)
    answers: dict[str, dict[str, str]] = {}
    for field, words, choice in asked:
        if choice and is_field(field):
            answers.setdefault(field, {})[words] = choice
    return answers


def _is_year(number):
    return EARLIEST_YEAR <= number <= LATEST_YEAR


def _is_number(text):
    return text.isascii() and text.isdecimal() and len(text) < 8


def _categories(posted, columns, table):
    values = [value for value, _ in category_values(table, columns.get("category"))]
    chosen = zip(posted.getlist("value"), posted.getlist("category"), strict=False)
    return {value: _category(code) for value, code in chosen if value in values}


def _category(code):
    return code if code in CATEGORIES else "other"


def _points(posted, columns, table):
    ticked = set(posted.getlist("no_place"))
    points = default_points(table, columns)
    return [as_numbers(lat, lon) for lat, lon, _ in points if f"{lat},{lon}" in ticked]
