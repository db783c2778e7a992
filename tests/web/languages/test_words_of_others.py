"""On a page in another language people's words stand in their own, and say so: a reader's voice and
translation know which words are whose."""

import re

from lxml import html

from civic.db import db
from civic.issues.models import Issue
from civic.people.models import Person

HANGUL = re.compile("[가-힣]")
OVER, VOTING = "/gaon/1", "/gaon/2"
PAGES = (
    *(
        "/gaon/",
        f"{OVER}/issues/",
        f"{OVER}/issues/map",
        f"{OVER}/issues/new",
        f"{OVER}/solutions/",
    ),
    *(f"{OVER}/vote/result", f"{OVER}/voices/", f"{VOTING}/vote", f"{OVER}/themes/"),
    *(f"{OVER}/targets/points", f"{VOTING}/targets/", "/gaon/areas/"),
)
# Words of the page's with people's inside, and sources of numbers.
MIXED = re.compile("^(Selected|Population):")


def unmarked(page: str):
    """Korean of a page that no element around it says is Korean."""
    for piece in html.document_fromstring(page).xpath("//body//text()"):
        beside = piece.getparent()
        around = [*([] if piece.is_tail else [beside]), *beside.iterancestors()]
        if not HANGUL.search(piece) or MIXED.search(piece.strip()):
            continue
        if any(each.tag in {"script", "template", "option"} for each in around):
            continue
        language = next((each.get("lang") for each in around if each.get("lang")), "")
        if language != "ko":
            yield " ".join(piece.split())


def test_korean_on_an_english_page_is_marked_as_korean(app, small_city):
    browser = app.test_client()
    browser.get("/demo/resident?next=/gaon/")
    browser.set_cookie("language", "en")
    detail = db.session.scalar(db.select(Issue.id).filter_by(round_id=1, status="done").limit(1))
    names = {*db.session.scalars(db.select(Person.name))}
    db.session.rollback()
    for address in (*PAGES, f"{OVER}/issues/{detail}"):
        answer = browser.get(address)
        assert answer.status_code == 200
        left = [words for words in unmarked(answer.text) if words.strip("· ") not in names]
        assert left == [], address
