"""Every kind of page of the invented city, for every role, as a checker of HTML reads it."""

from tests.demo.test_city import LINK, NOT_PAGES, kind
from tests.markup import faults_of

ROLES = (None, "resident", "planner", "consultant")
BEGINS = (
    "/",
    "/gaon/",
    "/offline",
    "/gaon/nowhere",
    "/sign-in",
    *(f"/gaon/{n}/" for n in (4, 2, 1)),
)


def pages_of(browser):
    """(address, page) of one page of every kind that links lead to."""
    waiting, seen = [*BEGINS], set()
    while waiting:
        address = waiting.pop().replace("&amp;", "&")
        if kind(address) in seen or NOT_PAGES.search(address):
            continue
        seen.add(kind(address))
        answer = browser.get(address)
        if answer.mimetype == "text/html" and answer.status_code in (200, 404, 410):
            waiting += LINK.findall(answer.text)
            yield address, answer.text


def test_every_page_is_written_as_pages_should_be(app, small_city):
    wrong, seen = [], 0
    for role in ROLES:
        browser = app.test_client()
        if role:
            browser.get(f"/demo/{role}?next=/gaon/")
        for address, page in pages_of(browser):
            seen += 1
            wrong += [f"{role} {address}: {fault}" for fault in faults_of(page)]
    assert seen > 100
    assert wrong == [], "\n".join(wrong)


def test_what_is_wrong_is_seen():
    page = (
        '<p id="a.b"><ul><b></b></ul></p><h2> </h2><nav></nav><nav></nav><label for="none"></label>'
        '<time datetime="2026-11-21T10:00:00.123456+00:00"></time><img src="data:a b">'
    )
    found = "\n".join(faults_of(page))
    for fault in (
        *("id of other letters: a.b", "<ul> in <p>", "<b> in <ul>", "empty <h2>"),
        *("2 landmarks nav", "points at nothing: none", "no day: 2026", "space in an address"),
        "img without alt",
    ):
        assert fault in found
