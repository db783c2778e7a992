"""The installed app: kept pages, no connection, a new version, signing out, the share menu."""

import pytest

from civic.web import assets
from tests.browser.arrivals import arrived
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.service_worker]
# Resolves once a service worker looks after the page. (Not wait_for_function: it needs eval.)
CONTROLLED = """() => new Promise((resolve) => {
  const look = () => (navigator.serviceWorker.controller ? resolve() : setTimeout(look, 20));
  look();
})"""

# What a browser sends to a page that can be installed.
OFFER = "dispatchEvent(Object.assign(new Event('beforeinstallprompt'), { prompt: async () => {} }))"


def open_controlled(page, address):
    """Open a page and wait until the service worker looks after it."""
    page.goto(address)
    page.evaluate(CONTROLLED)
    page.goto(address)
    page.wait_for_load_state("load")


def kept_pages(page):
    return page.evaluate(
        """async () => {
          const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));
          const found = await Promise.all(names.map(async (n) => (await caches.open(n)).keys()));
          return found.flat().map((request) => new URL(request.url).pathname).sort();
        }"""
    )


def test_pages_seen_before_open_without_a_connection_and_others_say_so(page_of, round):
    page = page_of(None, PHONE)
    open_controlled(page, "/gaon/1/issues/")
    assert kept_pages(page) == ["/gaon/1/issues/"]
    page.context.set_offline(True)
    page.reload()
    assert page.locator("h1").inner_text() == "도시문제"
    page.locator("[data-app-bar]").get_by_text("연결이").wait_for()
    page.goto("/gaon/1/solutions/")
    assert page.locator("h1").first.inner_text() == "지금은 연결이 없어요"
    page.locator("[data-kept-pages] a").click()  # what it promises opens
    assert page.locator("h1").inner_text() == "도시문제"
    page.goto("/gaon/1/solutions/")
    page.context.set_offline(False)
    page.get_by_role("link", name="다시 열기").click()
    arrived(page, "*/solutions/")
    assert page.locator("h1").first.inner_text() != "지금은 연결이 없어요"


def test_the_offline_page_speaks_the_language_of_the_last_page(page_of, round):
    page = page_of(None, PHONE)
    open_controlled(page, "/gaon/1/")
    page.get_by_role("link", name="English").click()
    page.wait_for_load_state("load")
    page.context.set_offline(True)
    page.goto("/gaon/1/solutions/")
    assert page.locator("html").get_attribute("lang") == "en"


def test_nothing_a_signed_in_person_sees_is_kept(page_of, round, person):
    page = page_of(person("민지"), PHONE)
    open_controlled(page, "/gaon/mine")
    page.goto("/gaon/1/")
    page.goto("/gaon/mine")
    assert kept_pages(page) == []
    page.get_by_role("button", name="로그아웃").first.click()
    page.get_by_text("로그아웃했어요").wait_for()
    assert kept_pages(page) == []  # the farewell is hers too
    page.context.set_offline(True)
    page.goto("/gaon/mine")
    assert "민지" not in page.content()


def test_a_new_version_waits_for_a_press_and_then_leaves_nothing_old(page_of, round, monkeypatch):
    page = page_of(None, PHONE)
    open_controlled(page, "/gaon/1/")
    before = page.evaluate("caches.keys()")
    monkeypatch.setattr(assets, "current_version", lambda: "f00dfeed0000")
    monkeypatch.setattr("civic.web.pwa.current_version", lambda: "f00dfeed0000")
    page.goto("/gaon/1/")
    bar = page.locator("[data-app-bar]")
    bar.get_by_text("새 버전이 있어요").wait_for()
    assert set(before) <= set(page.evaluate("caches.keys()"))
    with page.expect_navigation():
        bar.get_by_role("button", name="새로고침").click()
    assert all("f00d" in name for name in page.evaluate("caches.keys()"))
    assert bar.is_hidden()


SHARE = """([action, name]) => {
  const form = Object.assign(document.createElement("form"),
    { method: "post", action, enctype: "multipart/form-data" });
  const input = Object.assign(document.createElement("input"), { type: "file", name: "photos" });
  const words = Object.assign(document.createElement("input"), { name: "text", value: name });
  const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
  canvas.getContext("2d").fillRect(5, 5, 9, 9);
  form.append(input, words);
  document.body.append(form);
  canvas.toBlob((blob) => {
    const files = new DataTransfer();
    files.items.add(new File([blob], "길.jpg", { type: "image/jpeg" }));
    input.files = files.files;
    form.submit();
  }, "image/jpeg");
}"""


@pytest.mark.parametrize("worker", [True, False])
def test_a_photo_shared_from_the_gallery_begins_a_report(page_of, round, person, worker):
    options = {} if worker else {"service_workers": "block"}
    page = page_of(person("민지"), PHONE, **options)
    if worker:
        open_controlled(page, "/gaon/1/")
    else:
        page.goto("/gaon/1/")
    page.evaluate(SHARE, ["/gaon/share", "보도블록이 깨졌어요"])
    arrived(page, "*/issues/new", "?*")
    page.wait_for_selector("input[name=photo_keys][value]:not([value=''])", state="attached")
    assert page.locator("#body").input_value() == "보도블록이 깨졌어요"
    assert worker == ("shared=1" in page.url)


def test_the_hint_to_install_is_shown_until_it_is_closed(page_of, round):
    page = page_of(None)
    card = page.locator("[data-install]")
    for _visit in range(2):
        page.goto("/gaon/1/")
        page.evaluate(OFFER)
        card.get_by_role("button", name="설치하기").wait_for()
    card.get_by_role("button", name="닫기").click()
    assert not card.is_visible()
    page.goto("/gaon/1/")
    page.evaluate(OFFER)
    page.wait_for_load_state("networkidle")
    assert not card.is_visible()
