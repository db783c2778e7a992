"""A route that compiles late how it writes addresses writes what any route writes."""

from itertools import product

from werkzeug.routing import BaseConverter, BuildError, Map, Rule

from civic.web.addresses import LateRule

RULES = (
    *("/", "/가온/<name>", "/<int:number>/<path:where>", "/<name>/<int:number>/"),
    *("/<any(json, xml):encoding>", "/a b/<float:share>"),
)
VALUES = (
    {},
    {"name": "가 나/다", "number": 7, "where": "a b/c", "encoding": "xml", "share": 0.5},
    {"name": "x", "number": 1, "where": "y", "encoding": "json", "share": 1.0, "q": "버스 & 길"},
    # Asked behind the ?, by whoever likes to.
    {"name": "x", "number": 2, "where": "y", "rule": "1", "self": "2", "values": "3"},
)


def addresses(kind) -> list[str]:
    rules = [kind(rule, endpoint=rule) for rule in RULES]
    rules.append(kind("/page/", defaults={"number": 1}, endpoint="page"))
    adapter = Map(rules).bind("x")
    asked = product((*RULES, "page"), VALUES, (True, False), range(2))
    return [_built(adapter, endpoint, values, unknown) for endpoint, values, unknown, _ in asked]


def _built(adapter, endpoint, values, unknown) -> str:
    try:
        return adapter.build(endpoint, values, append_unknown=unknown)
    except BuildError:
        return "none"


def test_it_writes_the_same_addresses():
    written = addresses(LateRule)
    assert written == addresses(Rule)
    assert written.count("none") < len(written) / 2


def test_nothing_is_compiled_before_it_is_asked_for():
    compiled = []

    class Noted(BaseConverter):
        """A default is written when the function is compiled."""

        def to_url(self, value):
            compiled.append(value)
            return value

    rules = [LateRule("/<noted:name>", defaults={"name": "가온"}, endpoint="page")]
    adapter = Map(rules, converters={"noted": Noted}).bind("x")
    assert compiled == []
    assert [adapter.build("page", {"name": "가온"}) for _ in range(2)] == ["/가온"] * 2
    assert compiled == ["가온"]


def test_every_route_of_the_program_is_one(application):
    assert all(isinstance(rule, LateRule) for rule in application.url_map.iter_rules())
