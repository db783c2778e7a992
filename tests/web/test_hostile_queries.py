"""Every address with every name the program reads from a query: no 5xx, whatever it holds.

Names are taken from the source: request.args, forms and the API's queries. Each address is asked
a few times a run, every name of its feature at once, each with another hostile value; so each
value meets each name in the end, and the same run is the same everywhere.
"""

import ast
from itertools import cycle, islice

import pytest
from wtforms import Form

from civic.open_data.api import shapes
from civic.web.access import TABLE
from tests.factory import add_indicator, add_solution, report_issue
from tests.paths import ROOT
from tests.states.walking import SEEN_BY, Walk

HOSTILE = (
    "%00",
    "a%00b",
    "-1",
    "0",
    "9" * 30,
    "-9" + "9" * 30,
    "1e400",
    "NaN",
    "-inf",
    "%ED%A0%80",  # half of a surrogate pair
    "%FF%FE",
    "%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7",  # an emoji of several
    "%E3%85%A4",  # a blank that looks like a letter
    "%E1%84%80%E1%85%A1",  # 가 in two
    "0000-00-00",
    "0000-00",
    "9999-99",
    "2026-02-30T25:61",
    "%EF%BC%91%EF%BC%92",  # full-width digits
    "x" * 10_000,
    "%27%22%3E%3Cscript%3E",
    "%25%27%20OR%201%3D1--",
    "../../etc/passwd",
    "//evil.example/%09",
    "%7B%7B7*7%7D%7D",
    "[]",
    "%5B%22a%22%5D",
    "%0D%0ASet-Cookie:%20a=b",
    "",
)
ROUNDS = 3  # of each address: so many of the values meet each name


def names_read() -> set[str]:
    """Every name that some file asks a query or a form for by a string."""
    found = set()
    for path in sorted((ROOT / "civic").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            found |= set(_asked(node))
    forms = list(Form.__subclasses__())
    while forms:
        form = forms.pop()
        forms += form.__subclasses__()
        found |= {name for name in vars(form) if hasattr(getattr(form, name), "field_class")}
    queries = (each for each in vars(shapes).values() if isinstance(each, type))
    for query in queries:
        if query.__name__.endswith("Query"):
            found |= set(query.__struct_fields__)
    return found


def _asked(node):
    """request.args.get("q"), request.args["q"], getlist, and the same of any .args or .values."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        holder, key = node.func.value, node.args[0]
        if node.func.attr not in ("get", "getlist", "pop"):
            return
    elif isinstance(node, ast.Subscript):
        holder, key = node.value, node.slice
    else:
        return
    is_query = isinstance(holder, ast.Attribute) and holder.attr in ("args", "values", "form")
    if is_query and isinstance(key, ast.Constant) and isinstance(key.value, str):
        yield key.value


class HostileWalk(Walk):
    """Opens everything with every name, each with another value."""

    queries: tuple[str, ...] = ()

    def look(self, state: str, slow: bool = False, all: bool = False, roles=SEEN_BY) -> None:
        turn = cycle(self.queries)
        for role, client in self.clients.items():
            allowed = SEEN_BY.get(role, frozenset())
            for endpoint, address in self._addresses(slow, all):
                if role != "visitor" and TABLE[endpoint] not in allowed:
                    continue
                for query in islice(turn, ROUNDS):
                    answer = client.get(f"{address}?{query}")
                    self.seen += 1
                    if answer.status_code >= 500:
                        self.found.append(f"{role} {answer.status_code} {address}?{query[:300]}")


def queries(names) -> tuple[str, ...]:
    """As many as there are values: in the nth the first name has the nth value, the next the one
    behind it, and so on. Twice the same name is a list."""
    names = sorted(names)
    return tuple(
        "&".join(
            f"{name}={HOSTILE[(start + n) % len(HOSTILE)]}&{name}={HOSTILE[(start + 7 * n) % 19]}"
            for n, name in enumerate(names[part::PARTS])
        )
        for start in range(len(HOSTILE))
        for part in range(PARTS)
    )


PARTS = 5  # of the names: a query of all of them would be longer than servers take


@pytest.fixture
def city(round, minji, seoyeon, open_phase):
    issue = report_issue(round, minji, lat=36.55, lon=127.05)
    issue.comment(minji, "저도 그래요", "comment-0001")
    add_indicator(add_solution(round, status="selected"))
    open_phase("target")


def test_names_are_found():
    names = names_read()
    assert {"q", "page", "sort", "month", "next", "cursor", "updated_after", "title"} <= names
    assert len(names) > 100


@pytest.mark.parametrize("role", ["visitor", "resident", "planner"])
def test_no_query_makes_a_fault(role, city, application, client, as_person, minji, seoyeon):
    browsers = {"visitor": lambda: client, "resident": lambda: as_person(minji)}
    browser = browsers.get(role, lambda: as_person(seoyeon))()
    walk = HostileWalk(application, {role: browser})
    walk.queries = queries(names_read())
    walk.look("as it is")
    assert walk.found == []
    assert walk.seen > 200
