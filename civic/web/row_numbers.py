"""Numbers in addresses are row numbers: one that no row can have is 404, not a database error."""

from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1


class RowInteger(IntegerConverter):
    """<int:…> up to the largest number a database's integer column holds."""

    def __init__(self, map, **options):
        super().__init__(map, **({"max": LARGEST} | options))


def init_app(app) -> None:
    app.url_map.converters["int"] = RowInteger
