"""Every page, for every role, in two languages and both themes: no barrier axe-core or our checks
know of, nothing the content security policy had to stop, and no error in the console."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from tests.browser.conftest import PHONE
from tests.browser.watching import watched
from tests.demo.test_city import LINK, NOT_PAGES, kind

pytestmark = pytest.mark.browser
AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
HERE = Path(__file__).parent
OWN = (HERE / "checks" / "own_checks.js").read_text()
UNSEEN = (HERE / "checks" / "unseen_text.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    **{"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}},
    **{"preload": False, "iframes": False},  # asks for every style sheet again; there are no frames
    "rules": {"color-contrast": {"enabled": False}},  # see CONTRAST
}
ROLES = (None, "resident", "planner", "consultant")
TAG = re.compile(r'<(\w+)(?: [^>]*?class="([^"]*)")?')
# Not linked from anywhere, or only at the end of a way no link leads.
EXTRA = ["/", "/gaon/", "/offline", "/gaon/nowhere", "/sign-in", "/sign-in/passphrase"]
TOLD = """({ violations }) =>
  violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3)}`)"""
RUN = f"(options) => axe.run(document, options).then({TOLD})"
# Contrast takes most of axe-core's time, element by element: each is judged where it first appears.
CONTRAST = f"""() => axe.run({{ include: unseenText }},
  {{ runOnly: ["color-contrast"], preload: false, iframes: false }}).then({TOLD})"""
# Rows are alike: the first four of each list.
SHORTEN = """() => document.querySelectorAll(
    ":is(tr, li, article):nth-child(n+5), :is(p, dt, dd, figure):nth-of-type(n+5)")
  .forEach((row) => row.remove())"""
WATCH = """addEventListener("securitypolicyviolation",
  ({ violatedDirective, blockedURI }) => console.error("policy", violatedDirective, blockedURI))"""


def pages_for(app, role, looks) -> list[str]:
    """One address of every kind of page this role reaches by links, less those that show nothing
    new. looks: kind of page → tags and classes seen so far, added to."""
    browser = app.test_client()
    if role:
        browser.get(f"/demo/{role}?next=/gaon/")
    waiting, found, seen = [*EXTRA, *(f"/gaon/{n}/" for n in (4, 3, 2, 1))], [], set()
    while waiting:
        address = waiting.pop().replace("&amp;", "&")
        # The home and the ballot differ from phase to phase.
        known = address if re.fullmatch(r"/gaon/\d/(vote)?", address) else kind(address)
        if known in seen or NOT_PAGES.search(address):
            continue
        seen.add(known)
        answer = browser.get(address)
        if answer.mimetype != "text/html" or answer.status_code not in (200, 404, 410):
            continue
        waiting += LINK.findall(answer.text)
        tags = {*TAG.findall(answer.text)}
        if tags - looks.setdefault(known, set()):
            looks[known] |= tags
            found.append(address)
    return found


def watch(page) -> None:
    """What faults_of() needs of each page that is opened next. axe-core is compiled once so, where
    sending it to each took a fifth."""
    for script in (WATCH, AXE):
        page.add_init_script(script)


def faults_of(page, judged) -> list[str]:
    """What is wrong with the page as it stands. judged: looks of words whose contrast is known,
    added to. Its words do not depend on the colours, nor axe-core's other rules.
    """
    faults = page.evaluate(OWN)
    page.evaluate(SHORTEN)
    faults += page.evaluate(RUN, OPTIONS)
    new = page.evaluate(UNSEEN, [*judged])
    judged.update(new)
    for theme in ("dark", "light") if new else ():
        page.emulate_media(color_scheme=theme)
        faults += page.evaluate(CONTRAST)
    return faults


def walk(page, english, addresses, judged):
    """Open each address, and each kind of page in English too; gives sentences about what is wrong.
    english: a page of the same person's, and the kinds it has shown."""
    other, known = english
    for address in addresses:
        page.problems.clear()
        page.goto(f"{address}{'&' if '?' in address else '?'}language=ko")
        faults = faults_of(page, judged)
        if kind(address) not in known:
            known.add(kind(address))
            other.goto(f"{address}{'&' if '?' in address else '?'}language=en")
            faults += other.evaluate(OWN)
        told = [*page.problems, *other.problems]
        other.problems.clear()
        faults += [line for line in told if "404" not in line and "410" not in line]
        yield from (f"{address}: {fault}" for fault in faults)


def test_every_page_is_open_to_everyone(app, small_city, page_of):
    looks, wrong, seen, judged, in_english = {}, [], 0, set(), set()
    for role in ROLES:
        page = page_of(None, PHONE, reduced_motion="reduce")
        other = watched(page.context.new_page(), 120_000)
        watch(page)
        other.add_init_script(WATCH)
        if role:
            page.goto(f"/demo/{role}?next=/offline")
        found = pages_for(app, role, looks)
        seen += len(found)
        wrong += [f"{role} {fault}" for fault in walk(page, (other, in_english), found, judged)]
    assert seen > 60  # fewer would mean that links are not found
    assert wrong == [], "\n".join(wrong)
