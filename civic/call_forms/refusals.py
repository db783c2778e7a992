"""Why a form or a value is not taken, as codes; the sentences are in labels.py."""


class FormRefused(Exception):
    """A file is no form that can be read; why is a code of labels.REFUSALS."""

    def __init__(self, code: str, detail: str = ""):
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail = code, detail


class ValueRefused(Exception):
    """A value can't be put in its place; why is a code of labels.VALUES.

    candidates: places that might be meant, where the name fits several or none.
    """

    def __init__(self, code: str, place: str, candidates: tuple = ()):
        super().__init__(f"{code}: {place}")
        self.code, self.place, self.candidates = code, place, candidates


class FormChanged(Exception):
    """Filling touched more or less than it was to: nothing is given out."""

    def __init__(self, code: str, detail: str):
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


# A form may be this large; the largest real one has 7,800 paragraphs and 148 tables on 65 pages.
MAX_BYTES = 20_000_000
MAX_UNPACKED = 120_000_000
MAX_XML = 40_000_000  # of one part
MAX_FILES = 1_000
MAX_PARAGRAPHS = 25_000
MAX_TABLES = 1_000
MAX_CELLS = 25_000
MAX_ROWS, MAX_COLUMNS = 5_000, 1_000  # of one table, as its cells say
MAX_GRID = 250_000  # places that the cells of one table cover
MAX_PLACES = 40_000
MAX_DEPTH = 12  # tables in tables
MAX_PAGES = 250  # at least: by page breaks that are written down, and by lines
LINES_A_PAGE = 60  # of small letters, set close

# Codes, with their sentences in labels.py.
FORM_CODES = (
    *("too_large", "too_long", "empty", "unknown", "hwp3", "old_word", "misnamed", "password"),
    *("distribution", "drm", "macros", "broken", "not_converted", "other_file"),
)
VALUE_CODES = (
    *("unknown_place", "ambiguous", "twice", "overlap", "holds_objects", "wrong_kind", "columns"),
    *("rows", "picture", "long"),
)
CHANGE_CODES = ("changed", "not_written", "formats", "not_hwp")
NOTES = ("look_in_hangul", "hwp_rewritten", "formats_differ", "may_be_cut", "may_break")
