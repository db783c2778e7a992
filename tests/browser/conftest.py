"""A served app and a real Chromium, for tests that walk the pages as people do."""

import threading
from functools import cache
from secrets import token_hex

import pytest
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from civic.db import db, reading
from civic.people.sign_in.models import SignIn
from deploy.find_browser import environment, find, find_shell
from tests.browser.watching import watched
from tests.browser.whole_job import DESK as DESK
from tests.browser.whole_job import PHONE
from tests.issues.conftest import report  # noqa: F401
from tests.plans.conftest import bus, fine  # noqa: F401
from tests.votes.conftest import ballot  # noqa: F401

# Scripts come once a page is painted (static/js/app/after_paint.js), which may be after it has
# loaded. Here a paint is told of at once, so that a page that has loaded has its scripts.
PAINTED_AT_ONCE = """window.PerformanceObserver = class extends PerformanceObserver {
  #act;
  constructor(act) { super(act); this.#act = act; }
  observe(what) { if (what.type === "paint") this.#act(); else super.observe(what); }
}"""
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-quic"),
)


@pytest.fixture(scope="session")
def launch(tmp_path_factory):
    """launch(path) is the browser of that path, started once."""
    env = environment(tmp_path_factory.mktemp("fonts"))
    with sync_playwright() as playwright:
        start = playwright.chromium.launch
        yield cache(lambda path: start(executable_path=path, args=FLAGS, env=env))


@pytest.fixture
def chromium(launch, request):
    """A whole browser where the app's service worker is needed, else a shell that opens a page in a
    fifth of the time."""
    return launch(find() if request.node.get_closest_marker("service_worker") else find_shell())


@pytest.fixture
def server(app):
    """The address of the app, served by threads beside the test. What the test itself reads takes
    no lock, or an act on a page would wait for a transaction the test forgot to end."""
    before = reading.set(True)
    served = make_server("127.0.0.1", 0, app, threaded=True)
    served.daemon_threads = False  # so that server_close waits for requests still being answered
    thread = threading.Thread(target=served.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    thread.join()
    served.server_close()
    reading.reset(before)


@pytest.fixture
def page_of(app, server, chromium, request):
    """page_of(person, PHONE) is a page of a browser that person is signed in to; None: nobody."""
    contexts = []
    workers = "allow" if request.node.get_closest_marker("service_worker") else "block"

    def open_page(person=None, size=PHONE, **options):
        options = {"service_workers": workers, "base_url": server} | options
        context = chromium.new_context(
            viewport=size, locale="ko-KR", accept_downloads=True, **options
        )
        contexts.append(context)
        context.add_init_script(PAINTED_AT_ONCE)
        if person is not None:
            cookie = signed_in(app, person)
            context.add_cookies([{"name": "session", "value": cookie, "url": options["base_url"]}])
        db.session.rollback()  # an open transaction here would hold the server's lock
        return watched(context.new_page(), 120_000)

    yield open_page
    for context in contexts:
        context.close()


def signed_in(app, person) -> str:
    """The session cookie of somebody who has just come in."""
    token = SignIn.open(person, device="browser")
    db.session.commit()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None  # no app starts without a key
    return signer.dumps({"_user_id": token, "_fresh": True, "csrf_token": token_hex(20)})


@pytest.fixture
def look(app):
    """look(query) is the first value of a select, read in a transaction of its own."""

    def read(query):
        db.session.rollback()
        value = db.session.scalar(query)
        db.session.rollback()
        return value

    return read
