"""What was said at a meeting is typed by keyboard alone: Enter gives the next line."""

from datetime import timedelta

from civic.db import db, now
from civic.meetings.models import Meeting
from civic.meetings.opinions.models import Opinion
from tests.browser.conftest import PHONE


def test_opinions_are_typed_and_saved_without_a_mouse(round, seoyeon, page_of):
    words = {"kind": "visit", "title": "찾아가는 상담", "place": "달내 경로당"}
    begun = now() - timedelta(hours=1)
    meeting = Meeting.plan(round, seoyeon, "meeting-0001", starts_at=begun, **words)
    address = f"/gaon/1/office/meetings/{meeting.id}/opinions"
    page = page_of(seoyeon, PHONE)  # commits
    page.goto(address)
    for line in ("1. 버스가 안 와요 (3명)", "- 가로등이 꺼져 있어요"):
        page.keyboard.type(line)  # the field has the focus
        page.keyboard.press("Enter")
    page.get_by_role("button", name="다음: 줄마다 확인").press("Enter")
    first = page.get_by_label("의견", exact=True).first
    first.fill("마을버스가 안 와요")
    first.press("Enter")  # looks again, and saves nothing
    page.wait_for_load_state()
    db.session.rollback()
    assert db.session.scalar(db.select(db.func.count(Opinion.id))) == 0
    db.session.rollback()
    assert page.get_by_label("의견", exact=True).first.input_value() == "마을버스가 안 와요"
    page.get_by_role("button", name="저장하고 확인 맡기기").press("Enter")
    page.get_by_text("확인 기다림").wait_for()
    db.session.rollback()
    rows = db.session.execute(db.select(Opinion.text, Opinion.people).order_by(Opinion.position))
    assert rows.all() == [("마을버스가 안 와요", 3), ("가로등이 꺼져 있어요", 1)]
