"""Every address with every name that its folder reads from a query: no 5xx, whatever it holds.

Names are taken from the source: request.args, fields of forms and what the API may be asked. They
go all together, with values that change from address to address, and two of them alone (one for
an operator where a planner has asked); with --everything each goes alone. Every run is the same.
"""

import ast
import sys
from functools import cache
from itertools import count, cycle
from pathlib import Path

import pytest

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

# oEmbed asks for 501 where a format is not offered (oembed.com, 2.3.4).
BY_STANDARD = {("open_data.embeds.oembed", 501)}


@cache
def names_read(folder: Path) -> frozenset[str]:
    """Every name that files of a folder ask a query or a form for."""
    found = set()
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            found |= set(_asked(node)) | set(_fields(node))
    return frozenset(found)


def _asked(node):
    """Of request.args.get("q"), request.args["q"], getlist; and the same of values and form."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        holder, key = node.func.value, node.args[0]
        if node.func.attr not in ("get", "getlist"):
            return
    elif isinstance(node, ast.Subscript):
        holder, key = node.value, node.slice
    else:
        return
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        name = getattr(holder, "attr", getattr(holder, "id", ""))
        if name in ("args", "values", "form"):
            yield key.value


def _fields(node):
    """Of a form's class, and of what the API may be asked."""
    if not isinstance(node, ast.ClassDef):
        return
    for line in node.body:
        made = line.value if isinstance(line, ast.Assign) else None
        if isinstance(made, ast.Call) and getattr(made.func, "id", "").endswith("Field"):
            yield line.targets[0].id
        if isinstance(line, ast.AnnAssign) and node.name.endswith("Query"):
            yield line.target.id


def names_of(view) -> list[str]:
    """What the folder of a view reads, and what everybody does (civic/web)."""
    folder = Path(sys.modules[view.__module__].__file__).parent
    return sorted(names_read(folder) | names_read(ROOT / "civic/web"))


def is_asked_whole(role: str, endpoint: str) -> bool:
    """Whether a role sends an address everything: a visitor is sent on from most, and what an
    operator and a planner may both open is the planner's."""
    return role not in ("visitor", "operator") or (
        role == "operator" and "planner" not in TABLE[endpoint]
    )


class HostileWalk(Walk):
    """Opens everything; each name with other values from address to address. alone: how many of
    an address's names go alone."""

    alone: int | None = 2

    def look(self, state: str, slow: bool = False, all: bool = False, roles=SEEN_BY) -> None:
        values, turn = cycle(HOSTILE), count()
        for role, client in self.clients.items():
            allowed = SEEN_BY.get(role)
            for endpoint, address in self.addresses(slow, all):
                if allowed is not None and TABLE[endpoint] not in allowed:
                    continue
                names = names_of(self.application.view_functions[endpoint])
                whole = "&".join(f"{name}={next(values)}" for name in names)
                one_by_one = [
                    f"{name}={first}&{name}={second}"
                    for name, first, second in zip(names, values, values, strict=False)
                ]
                first = next(turn) * (self.alone or 0) % max(1, len(names))
                chosen = one_by_one if self.alone is None else one_by_one[first:][: self.alone]
                if role == "operator" and not is_asked_whole(role, endpoint):
                    chosen = chosen if self.alone is None else chosen[:1]
                for query in [*chosen, whole]:
                    self._ask(client, endpoint, f"{address}?{query}")

    def _ask(self, client, endpoint: str, address: str) -> None:
        status = client.get(address).status_code
        self.seen += 1
        if status >= 500 and (endpoint, status) not in BY_STANDARD:
            self.found.append(f"{status} {endpoint} {address[:400]}")


@pytest.fixture
def city(round, minji, seoyeon, open_phase):
    issue = report_issue(round, minji, lat=36.55, lon=127.05)
    issue.comment(minji, "저도 그래요", "comment-0001")
    add_indicator(add_solution(round, status="selected"))
    open_phase("target")


def test_names_are_found():
    browsing, api = ROOT / "civic/issues/browsing", ROOT / "civic/open_data/api"
    assert {"sort", "district"} <= names_read(browsing)
    assert {"cursor", "limit", "updated_after"} <= names_read(api)
    assert {"page", "next"} <= names_read(ROOT / "civic/web") | names_read(
        ROOT / "civic/people/sign_in"
    )


@pytest.mark.parametrize("role", ["visitor", "resident", "planner", "operator"])
def test_no_query_makes_a_fault(
    role, city, application, client, as_person, minji, seoyeon, person, pytestconfig
):
    people = {"resident": minji, "planner": seoyeon, "operator": person("하진", "operator")}
    browser = as_person(people[role]) if role in people else client
    walk = HostileWalk(application, {role: browser})
    walk.alone = None if pytestconfig.getoption("everything") else 2
    walk.look("as it is")
    assert walk.found == []
    assert walk.seen > 200
