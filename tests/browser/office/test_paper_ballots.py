"""Two planners type the same paper ballots, photos uploaded on the way; the ballot prints on A4."""

import io

import pypdf
from PIL import Image

from civic.db import db
from civic.votes.paper.models import PaperSheet
from tests.browser.conftest import DESK, PHONE

OFFICE = "/gaon/1/office/vote"


def photo(colour):
    data = io.BytesIO()
    Image.new("RGB", (900, 1200), colour).save(data, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def test_two_planners_type_the_same_ballots(person, round, ballot, open_phase, page_of):
    round.ballot_form, round.rule = "ranked", "borda"
    open_phase("vote")
    db.session.commit()
    first = page_of(person("서연", "planner"), PHONE)
    first.goto(OFFICE)
    first.get_by_label("장소", exact=True).fill("달내 경로당")
    first.get_by_label("일시", exact=True).fill("2026-12-12T10:00")
    first.get_by_label("투표지", exact=True).fill("3 1\n2 9\n-")
    first.locator("#photos").set_input_files([photo("white"), photo("gray")])
    first.get_by_text("올렸어요").nth(1).wait_for()
    first.get_by_role("button", name="묶음 적기").click()
    first.get_by_text("2번째 줄 “2 9”: 9번 해결방안은 투표지에 없어요.").wait_for()
    assert first.locator("[data-photo] img").count() == 2  # the template's own is not in the page
    assert not first.get_by_role("button", name="다시 올리기").first.is_visible()
    first.get_by_label("투표지", exact=True).fill("3 1\n2 4\n-")
    first.get_by_role("button", name="묶음 적기").click()
    first.get_by_text("적었어요. 다른 담당자가").wait_for()

    second = page_of(person("도하", "planner"), DESK)
    second.goto(OFFICE)
    second.get_by_role("link", name="다시 적어 확인하기").click()
    second.get_by_label("투표지", exact=True).fill("1 3\n2 4\n-")
    second.get_by_role("button", name="맞춰 보기").click()
    second.get_by_text("두 사람이 다르게 적은 줄이 1개 있어요.").wait_for()
    second.get_by_label("투표지", exact=True).fill("3 1\n2 4\n-")
    second.get_by_role("button", name="맞춰 보기").click()
    second.get_by_text("두 사람이 적은 것이 같아요.").wait_for()
    db.session.rollback()
    sheet = db.session.scalars(db.select(PaperSheet)).one()
    assert (sheet.state, sheet.voters, sheet.invalid, len(sheet.photos)) == ("confirmed", 2, 1, 2)
    assert [line for line in first.problems + second.problems if "422" not in line] == []


def test_the_blank_ballot_is_one_page_of_a4(person, round, ballot, open_phase, page_of):
    round.ballot_form, round.rule = "knapsack", "greedy-skip"
    open_phase("vote")
    db.session.commit()
    page = page_of(person("서연", "planner"), DESK)
    page.goto(f"{OFFICE}/ballots/blank")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    (sheet,) = printed.pages
    assert (round_mm(sheet.mediabox.width), round_mm(sheet.mediabox.height)) == (210, 297)
    words = "".join(sheet.extract_text().split())  # browsers space them differently
    assert "일련번호" in words and "고른것의돈을모두더하면" in words
    assert "인쇄하기" not in words and "담당자화면" not in words


def round_mm(points):
    return int(float(points) / 72 * 25.4 + 0.5)
