"""Numbers of rows in addresses and in the names of fields: one that no row can have is 404 or left
out, and no error."""

from werkzeug.routing import IntegerConverter
from wtforms import FieldList

LARGEST = 2**31 - 1


class RowInteger(IntegerConverter):
    """<int:…> up to the largest number a database's integer column holds."""

    def __init__(self, map, **options):
        super().__init__(map, **({"max": LARGEST} | options))


def init_app(app) -> None:
    app.url_map.converters["int"] = RowInteger


class RowList(FieldList):
    """Rows of a form, numbered in the names of their fields. WTForms takes ² for a digit, which
    int() does not, and numbers that are too long for it."""

    def _extract_indices(self, prefix, formdata):
        marked = (name for name in formdata if name.startswith(f"{prefix}-"))
        numbers = {name[len(prefix) + 1 :].split("-", 1)[0] for name in marked}
        yield from (int(n) for n in numbers if n.isascii() and n.isdecimal() and len(n) < 10)
