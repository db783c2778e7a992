"""What a setting names is used: queues, stores, senders, geocoders, what is on the page."""

import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import flask
import pytest

from civic.db import db
from civic.engines.geocoders.protocol import GeocoderDown
from civic.people.addresses import read_address
from civic.people.sign_in.models import SignInCode
from civic.settings.setting import Setting, Value
from tests.engines.test_sender import GatewayHandler, SmtpHandler
from tests.settings.asked import page, setting_of
from tests.waiting import PATIENCE_S, until

PNG = "https://tile.openstreetmap.org"


def served(handler, kind):
    server = kind(("127.0.0.1", 0), handler)
    server.daemon_threads, server.taken, server.refuses = True, [], False
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server


def ask_for_codes(app, times) -> list[int]:
    client = app.test_client()
    client.application.config["WTF_CSRF_ENABLED"] = False
    sent = {"address": "minji@example.com"}
    return [client.post("/sign-in/code", data=sent).status_code for _ in range(times)]


def test_redis_counts_for_all_processes(start, world):
    address = world("redis://host:6379/0")
    counters = Setting("LIMIT_STORAGE", "", ""), Value(address)
    one = start(*counters, SIGN_IN_LIMIT="3 per minute", IP_FACTOR="1", SENDER="memory")
    other = start(*counters, SIGN_IN_LIMIT="3 per minute", IP_FACTOR="1", SENDER="memory")
    answers = ask_for_codes(one, 2) + ask_for_codes(other, 3)
    assert 429 not in answers[:3]
    assert answers[3:] == [429, 429]


def test_people_sign_in_while_redis_is_away(start):
    gone = Value("redis://127.0.0.1:1/0")
    app = start(
        setting_of("LIMIT_STORAGE"),
        gone,
        SIGN_IN_LIMIT="3 per minute",
        IP_FACTOR="1",
        SENDER="memory",
    )
    answers = ask_for_codes(app, 5)
    assert 500 not in answers and answers[0] in (200, 303)
    assert answers[-1] == 429


def test_codes_go_out_by_mail_and_by_text_message(start):
    mails = served(SmtpHandler, socketserver.ThreadingTCPServer)
    texts = served(GatewayHandler, ThreadingHTTPServer)
    told = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(mails.server_address[1])}
    told |= {"SMS_URL": f"http://127.0.0.1:{texts.server_address[1]}/", "SMS_TOKEN": "right"}
    told |= {"MAIL_FROM": "가온시 <team@city.go.kr>"}
    for text, addresses in (("smtp", 1), ("sms", 2)):
        sender = start(setting_of("SENDER"), Value(text), **told).extensions["sender"]
        for address in ("minji@example.com", "+821012345678")[:addresses]:
            sender.send(read_address(address).text, "번호", "123456")
    assert len(mails.taken) == 2 and len(texts.taken) == 1
    for server in (mails, texts):
        server.shutdown()
        server.server_close()


def test_both_databases_keep_what_is_stored(start):
    for value in setting_of("DATABASE_URL").values:
        app = start(setting_of("DATABASE_URL"), value)
        with app.app_context():
            SignInCode.issue("minji@example.com", "secret", "her browser")
            db.session.commit()
            assert db.session.scalar(db.select(db.func.count(SignInCode.id))) == 1
            assert db.engine.dialect.name == value.text.partition(":")[0].partition("+")[0]


def test_both_queues_have_work_done(start):
    for text in ("database", "request"):
        done = []
        queue = start(setting_of("JOB_QUEUE"), Value(text)).extensions["job_queue"]
        queue.does(done.append)
        queue.wake(7)
        stopping = threading.Event()
        worker = threading.Thread(target=queue.consume, args=(stopping,))
        worker.start()
        try:
            until(lambda done=done: done)
        finally:
            stopping.set()
            worker.join(PATIENCE_S)
        assert done == [7]


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as keeping one file needs."""

    def do_PUT(self):
        self.server.taken.append(self.path)
        self.server.body = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(b"")

    def do_GET(self):
        self.answer(self.server.body)

    def answer(self, body):
        self.send_response(200)
        for name, value in {"ETag": '"1"', "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.send_header("Last-Modified", "Sun, 29 Nov 2026 03:00:00 GMT")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


def test_photos_are_kept_in_a_folder_and_in_a_bucket(start, monkeypatch):
    server = served(Bucket, ThreadingHTTPServer)
    there = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_address[1]}"}
    there |= {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    there |= {"AWS_REGION": "ap-northeast-2", "AWS_ALLOW_HTTP": "true"}
    for name, text in there.items():
        monkeypatch.setenv(name, text)
    for value in setting_of("PHOTO_STORE").values:
        store = start(setting_of("PHOTO_STORE"), value).extensions["photo_store"]
        store.put("a" * 32 + ".jpg", b"picture")
        assert store.get("a" * 32 + ".jpg") == b"picture"
    assert server.taken == ["/bucket/prefix/" + "a" * 32 + ".jpg"]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", ["none", "vworld", "nominatim"])
def test_every_geocoder_answers_or_says_that_it_is_down(start, name, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", _no_network)
    needs = {"VWORLD_KEY": "key"} if name == "vworld" else {}
    geocoder = start(setting_of("GEOCODER"), Value(name), **needs).extensions["geocoder"]
    if name == "none":
        assert geocoder.find("가온로 1") is None
    else:
        with pytest.raises(GeocoderDown):
            geocoder.find("가온로 1")


def _no_network(*_told, **_more):
    raise OSError("no network in tests")


def test_tiles_and_the_official_banner_and_the_kept_assets_are_on_the_page(start):
    tiles = start(setting_of("TILE_URL"), setting_of("TILE_URL").values[0])
    assert PNG in tiles.test_client().get("/sign-in").headers["Content-Security-Policy"]
    for text in ("1", "false"):
        app = start(setting_of("OFFICIAL_BANNER"), Value(text))
        assert ("공식 전자정부" in page(app)) is (text == "1")


def test_secure_cookies_and_proxies_count(start):
    app = start(setting_of("SECURE_COOKIES"), Value("1"), PROXIES="2")
    assert app.config["SESSION_COOKIE_SECURE"] is True
    seen = {}
    app.before_request(lambda: seen.update(address=flask.request.remote_addr))
    forwarded = {"X-Forwarded-For": "203.0.113.9, 10.0.0.2"}
    app.test_client().get("/sign-in", headers=forwarded)
    assert seen["address"] == "203.0.113.9"
