"""What goes wrong has its own words and a way on, and the draft stays."""

import io
import re

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from civic.db import db
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from tests.browser.arrivals import arrived
from tests.browser.phone import (
    NEW,
    OUTBOX,
    count,
    drawn,
    keeps,
    online_again,
    report_offline,
    send,
    until,
    write_report,
)

pytestmark = [pytest.mark.browser, pytest.mark.service_worker]
REPORTS = re.compile(r"/gaon/1/issues/$")
# Tells the test of each photo uploaded: whether it holds Exif, and its longer side.
SEE_PHOTOS = """
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (body) {
  const photo = body instanceof FormData && body.get("photo");
  if (photo) {
    Promise.all([photo.text(), createImageBitmap(photo)]).then(([text, picture]) =>
      sawPhoto({ exif: text.includes("Exif"), longest: Math.max(picture.width, picture.height) }));
  }
  return send.call(this, body);
};
"""
# No browser opens it, so it is not made smaller.
TOO_LARGE = {"name": "a.heic", "mimeType": "image/heic", "buffer": b"ftypheic" * 1_970_000}
PHONE = {"has_touch": True, "is_mobile": True}


def taken_at(lat, lon) -> dict:
    """A photo whose camera noted where it stood, degrees."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update(
        {1: "N", 2: dms(lat), 3: "E", 4: dms(lon)},
    )
    data = io.BytesIO()
    Image.new("RGB", (3000, 2000), "teal").save(data, "JPEG", exif=exif)
    return {"name": "gps.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def dms(degrees):
    whole = int(degrees)
    return (
        IFDRational(whole),
        IFDRational(round((degrees - whole) * 60_000), 1000),
        IFDRational(0),
    )


def test_a_mistake_comes_back_to_the_draft_with_its_field_marked(page_of, look, round, person):
    page = page_of(person("민지"))
    report_offline(page, "가")
    online_again(page)
    page.goto(OUTBOX)
    page.get_by_text("문제 있음").wait_for()
    page.get_by_role("link", name="고치기").click()
    page.wait_for_selector("li[data-photo] [data-photo-state=done]")
    wrong = page.locator(".field.wrong")
    assert "2자에서 100자까지" in wrong.inner_text()
    assert wrong.locator("#title").input_value() == "가"
    assert page.locator("li[data-photo]").count() == 2
    page.locator("#title").fill("가로등이 꺼졌어요")
    send(page)
    page.wait_for_url(re.compile(r"/issues/\d+/sent$"))
    assert count(look, Issue) == 1
    assert count(look, IssuePhoto) == 2


def test_a_phase_that_closed_meanwhile_is_said_and_nothing_is_lost(
    page_of, look, round, person, open_phase
):
    page = page_of(person("민지"))
    report_offline(page, "늦은 제보")
    open_phase("vote")
    db.session.rollback()
    online_again(page)
    page.goto(OUTBOX)
    page.get_by_text("지금은 제보를 받는 기간이 아니에요. 적은 내용은 그대로 있어요.").wait_for()
    assert page.get_by_role("heading", name="늦은 제보").is_visible()
    assert count(look, Issue) == 0
    page.get_by_role("button", name="지우기").first.click()
    page.get_by_role("button", name="지우기").last.click()
    page.get_by_text("기다리는 것이 없어요").wait_for()


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(page_of, look, round, person, status):
    page = page_of(person("민지"))
    page.goto(NEW)
    keeps(page)
    asked = []

    def busy(route):
        if route.request.method != "POST" or len(asked) > 0:
            return route.fallback()
        asked.append(1)
        return route.fulfill(status=status, headers={"Retry-After": "2"}, json={"error": "바빠요"})

    page.route(REPORTS, busy)
    write_report(page, "접속이 많을 때 쓴 것", photos=())
    send(page)
    page.locator("[data-report-kept]").get_by_text("지금 접속이 많아서 담아 두었어요.").wait_for()
    page.wait_for_timeout(2100)
    online_again(page)
    until(page, lambda: count(look, Issue) == 1)


def test_a_photo_too_large_for_the_server_is_named_and_can_be_changed(page_of, look, round, person):
    """The server itself says so: the browser's own sync sends too, out of sight of a test."""
    page = page_of(person("민지"))
    page.goto(NEW)
    keeps(page)
    page.context.set_offline(True)
    page.set_input_files("#photos", TOO_LARGE)
    page.wait_for_selector("[data-photo-state=offline]")
    write_report(page, "큰 사진", photos=())
    send(page)
    page.get_by_role("heading", name="제보를 담아 두었어요").wait_for()
    online_again(page)
    page.goto(OUTBOX)
    page.get_by_text("사진이 너무 커요. 한 장에 15MB까지 보낼 수 있어요.").wait_for()
    page.get_by_role("link", name="고치기").click()
    page.wait_for_selector("li[data-photo]")
    page.get_by_role("button", name="사진 지우기").click()
    page.set_input_files("#photos", drawn("blue"))
    page.wait_for_selector("[data-photo-state=done]")
    send(page)
    page.wait_for_url(re.compile(r"/issues/\d+/sent$"))
    assert count(look, IssuePhoto) == 1


def test_a_photo_the_browser_can_not_open_goes_as_it_is(page_of, look, round, person):
    page = page_of(person("민지"))
    page.goto(NEW)
    keeps(page)
    broken = {"name": "IMG_1.heic", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic" * 9}
    page.set_input_files("#photos", broken)
    page.get_by_text("이 휴대전화에서 줄이지 못하는 형식이라 원본을 보내요.").wait_for()
    page.locator("[data-photo-error]").filter(has_text="사진").first.wait_for()
    write_report(page, "열 수 없는 사진", photos=())
    send(page)
    page.get_by_text("올리지 못한 사진이 있어요. 다시 올리거나 지워 주세요.").wait_for()
    page.get_by_role("button", name="사진 지우기").click()
    send(page)
    page.wait_for_url(re.compile(r"/issues/\d+/sent$"))


def test_a_full_phone_still_sends_while_it_is_online(page_of, look, round, person):
    page = page_of(person("민지"))
    page.add_init_script(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    page.goto(NEW)
    page.wait_for_selector("[data-photo-chooser][data-kept]")
    write_report(page, "자리가 없는 전화", photos=("red",))
    page.get_by_text("휴대전화에 저장 공간이 없어 임시저장하지 못했어요.").wait_for()
    send(page)
    page.wait_for_url(re.compile(r"/issues/\d+/sent$"))
    assert count(look, IssuePhoto) == 1


def test_a_full_phone_without_a_connection_says_so_and_keeps_the_page(page_of, look, round, person):
    page = page_of(person("민지"))
    page.add_init_script(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    page.goto(NEW)
    page.wait_for_selector("#outbox[data-ready], [data-photo-chooser][data-kept]", state="attached")
    write_report(page, "자리가 없는 전화", photos=())
    page.context.set_offline(True)
    send(page)
    page.get_by_text("휴대전화에 저장 공간이 없어 담지 못했어요.").wait_for()
    assert page.locator("#title").input_value() == "자리가 없는 전화"


def test_four_taps_and_the_words_make_a_report(page_of, look, round, person):
    """Camera, place, on, send; the kind is guessed. The photo says where it was taken; what is
    sent of it does not."""
    page = page_of(person("민지"), **PHONE)
    sent = []
    page.expose_function("sawPhoto", lambda photo: sent.append(photo))
    page.add_init_script(SEE_PHOTOS)
    taps = 0
    page.goto("/gaon/1/")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("link", name="문제 제보하기").first.tap()
        taps += 1
    chooser.value.set_files(taken_at(36.55, 127.03))
    arrived(page, "*/issues/new", "outbox=*")
    page.get_by_role("button", name="이 위치로 할게요").tap()
    taps += 1
    page.locator("#title").fill("보도블록이 깨졌어요")
    page.get_by_role("button", name="다음").tap()
    taps += 1
    until(page, lambda: sent)  # what is seen of a photo takes longer than sending it may
    page.get_by_role("button", name="제보 보내기").tap()
    taps += 1
    page.wait_for_url(re.compile(r"/issues/\d+/sent$"))
    assert taps <= 4
    assert look(db.select(Issue.category)) == "walking"
    assert abs(look(db.select(Issue.lat)) - 36.55) < 0.001
    assert count(look, IssuePhoto) == 1
    (photo,) = sent
    assert photo["longest"] == 2048
    assert not photo["exif"]


def test_a_camera_that_does_not_say_where_asks_the_phone_and_a_denial_has_words(
    page_of, look, round, person
):
    page = page_of(person("민지"), **PHONE)
    page.goto(NEW)
    keeps(page)
    page.set_input_files("#camera", drawn("red"))
    page.get_by_text("위치를 쓰지 못하게 되어 있어요.").wait_for()
    assert page.locator("#lat").input_value() == ""


def test_the_phones_position_is_shown_to_be_confirmed(page_of, round, person):
    where = {"latitude": 36.55, "longitude": 127.15}
    page = page_of(person("민지"), geolocation=where, permissions=["geolocation"], **PHONE)
    page.goto(NEW)
    keeps(page)
    page.set_input_files("#camera", drawn("red"))
    page.get_by_text("지금 계신 동네예요. 위에 가까운 건물이나 길을 적어 주세요.").wait_for()
    assert page.locator("#lat").input_value() == ""
    page.get_by_role("button", name="이 위치로 할게요").tap()
    assert page.locator("#lat").input_value().startswith("36.55")
