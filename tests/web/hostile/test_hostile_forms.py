"""Every address that takes a form, with every name that its folder reads, filled with what no form
should hold: no 5xx, whatever it is."""

from itertools import cycle

import pytest

from civic.db import db
from civic.web.access import TABLE
from civic.web.row_numbers import RowInteger
from tests.factory import add_indicator, add_solution, report_issue
from tests.states.walking import SEEN_BY, Walk, choices
from tests.web.hostile.test_hostile_queries import is_asked_whole, names_of

HOSTILE = (
    '"><img src=x onerror=alert(1)></script>',
    "{{7*7}}",
    "",
    "\u3164\u200b\u2800",
    "a\x00b",
    "x" * 100_000,
    "\u202e가나다",
    "가",
    "👩‍👧‍👦",
    "제목\r\nBcc: a@b.example",
    "-1",
    "9" * 30,
    "1e400",
    "NaN",
    "１２",
    "2026-02-30T25:61",
    "../../etc/passwd",
    "[]",
    '{"a":',
    "=cmd|' /C calc'!A0",
)
# Each name of each form gets these, from whoever the form is for.
EVERYWHERE = ("9" * 30, "a\x00b")
# These end the session or the account that the walk goes on with.
ENDS = {
    *("people.sign_in.sign_out", "people.sign_out_everywhere", "people.leave"),
    *("people.revoke_sign_in", "people.sign_in.demo", "people.change_passphrase"),
}
# Long work that is asked for by a press; its own tests have it.
WORK = {"plans.jobs.compile", "plans.jobs.make_bundle"}


class HostileForms(Walk):
    """Sends a form to every address that takes one."""

    def look(self, state: str, slow: bool = False, all: bool = False, roles=SEEN_BY) -> None:
        values = cycle(HOSTILE)
        for role, client in self.clients.items():
            for endpoint, address in self.forms():
                if TABLE[endpoint] not in SEEN_BY.get(role, frozenset({TABLE[endpoint]})):
                    continue
                names = names_of(self.application.view_functions[endpoint])
                mixed = [{name: next(values) for name in names} for _ in range(2)]
                asked = is_asked_whole(role, endpoint)
                alike = [dict.fromkeys(names, value) for value in EVERYWHERE if asked]
                for data in (*mixed, *alike):
                    data |= {f"{name}-0": next(values) for name in names[:5]}
                    self.send(client, f"{state}: {role} {endpoint} {address}", address, data)

    def send(self, client, where: str, address: str, data: dict) -> None:
        status = client.post(address, data=data).status_code
        self.seen += 1
        if status >= 500:
            self.found.append(f"{status} {where} {[(k, v[:30]) for k, v in data.items()]}")

    def forms(self):
        values = self._values()
        adapter = self.application.url_map.bind("localhost")
        for rule in self.application.url_map.iter_rules():
            if "POST" not in rule.methods or rule.endpoint in ENDS | WORK:
                continue
            known = values | {name: offered(rule, name, values) for name in rule.arguments}
            for filled in choices(rule, known, all=True)[:1]:
                yield rule.endpoint, adapter.build(rule.endpoint, filled, method="POST")


def offered(rule, name: str, values: dict) -> list:
    """What to put into an address: what there is, else something of the kind it takes."""
    converter = rule._converters.get(name)  # none where the rule says the value itself
    if hasattr(converter, "items"):
        return [min(converter.items)]
    return values.get(name) or [1 if isinstance(converter, RowInteger) else "x"]


@pytest.fixture
def city(round, minji, seoyeon, open_phase):
    issue = report_issue(round, minji, lat=36.55, lon=127.05)
    issue.comment(minji, "저도 그래요", "comment-0001")
    add_indicator(add_solution(round, status="selected"))
    db.session.commit()


@pytest.mark.parametrize("role", ["visitor", "resident", "planner", "operator"])
def test_no_form_makes_a_fault(role, city, application, client, as_person, minji, person):
    people = {"resident": minji}
    if role in ("planner", "operator"):
        people[role] = person("하진", role)
    browser = as_person(people[role]) if role in people else client
    walk = HostileForms(application, {role: browser})
    walk.look("as it is")
    assert walk.found == []
    assert walk.seen > 200
