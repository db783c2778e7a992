"""One contract for every way of sending, and what is particular to each."""

import email
import email.policy
import json
import logging
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from civic.engines.sender import (
    LogSender,
    MemorySender,
    RoutingSender,
    SendFailed,
    SmsSender,
    SmtpSender,
    from_settings,
)

MINJI, PHONE = "minji@example.com", "+821012345678"


class SmtpHandler(socketserver.StreamRequestHandler):
    """As much of an SMTP server as a client needs to hand over one message."""

    def handle(self):
        self.say("220 test")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"EHLO":
                self.say("250 test")
            elif word == b"DATA":
                self.say("354 go on")
                self.keep_message()
            elif word == b"RCPT" and self.server.refuses:
                self.say("550 no such mailbox")
            else:
                self.say("221 bye" if word == b"QUIT" else "250 fine")
                if word == b"QUIT":
                    return

    def keep_message(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        text = message.get_content().strip()
        self.server.taken.append((message["To"], message["Subject"], text))
        self.say("250 kept")

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


class GatewayHandler(BaseHTTPRequestHandler):
    """An SMS gateway that wants the right token."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        right = self.headers["Authorization"] == "Bearer right"
        if right and not self.server.refuses:
            self.server.taken.append((body["to"], "", body["text"]))
        self.send_response(302 if self.server.refuses else 200 if right else 401)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args):
        pass


def serve(server):
    server.daemon_threads, server.taken, server.refuses = True, [], False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def post_office():
    yield from serve(socketserver.ThreadingTCPServer(("127.0.0.1", 0), SmtpHandler))


@pytest.fixture
def gateway():
    yield from serve(ThreadingHTTPServer(("127.0.0.1", 0), GatewayHandler))


def smtp(server, **changes):
    settings = {"user": "", "password": "", "mail_from": "가온시 <city@example.com>"} | changes
    return SmtpSender("127.0.0.1", server.server_address[1], **settings)


def sms(server, token="right"):
    return SmsSender(f"http://127.0.0.1:{server.server_address[1]}/send", token)


@pytest.fixture(params=["log", "memory", "smtp", "sms", "routing"])
def way(request, post_office, gateway, caplog):
    """(sender, taken): a sender and a function that gives what arrived, newest last."""
    caplog.set_level(logging.INFO, "civic.sender")
    memory = MemorySender()

    def logged():
        return [(r.args[0], r.args[1], r.args[2]) for r in caplog.records]

    return {
        "log": (LogSender(), logged),
        "memory": (memory, lambda: memory.sent),
        "smtp": (smtp(post_office), lambda: post_office.taken),
        "sms": (sms(gateway), lambda: gateway.taken),
        "routing": (
            RoutingSender(smtp(post_office), sms(gateway)),
            lambda: post_office.taken + gateway.taken,
        ),
    }[request.param]


def test_every_sender_delivers_korean_to_each_kind_it_names(way):
    sender, taken = way
    addresses = [a for a, kind in ((MINJI, "email"), (PHONE, "phone")) if kind in sender.kinds]
    assert addresses

    for address in addresses:
        sender.send(address, "인증번호 123456", "[가온] 인증번호 123456\n둘째 줄")

    arrived = taken()
    assert [address for address, *_ in arrived] == addresses
    assert all("둘째 줄" in text for *_, text in arrived)
    assert all(subject in ("", "인증번호 123456") for _, subject, _ in arrived)


def test_every_sender_says_so_when_it_can_t_reach_a_kind(way):
    sender, taken = way
    for address, kind in ((MINJI, "email"), (PHONE, "phone")):
        if kind not in sender.kinds:
            with pytest.raises(SendFailed):
                sender.send(address, "가", "나")
    assert not taken()


def test_a_refused_mailbox_is_a_failed_sending(post_office):
    post_office.refuses = True
    with pytest.raises(SendFailed):
        smtp(post_office).send(MINJI, "가", "나")


def test_a_password_is_not_sent_without_tls(post_office):
    with pytest.raises(SendFailed, match="STARTTLS"):
        smtp(post_office, user="city", password="secret").send(MINJI, "가", "나")
    assert not post_office.taken


def test_a_subject_with_a_line_break_is_refused(post_office):
    with pytest.raises(SendFailed):
        smtp(post_office).send(MINJI, "가\r\nBcc: all@example.com", "나")


def test_a_wrong_token_or_a_redirect_is_a_failed_sending(gateway):
    with pytest.raises(SendFailed, match="HTTP 401"):
        sms(gateway, token="wrong").send(PHONE, "", "나")
    gateway.refuses = True
    with pytest.raises(SendFailed, match="HTTP 302"):
        sms(gateway).send(PHONE, "", "나")
    assert not gateway.taken


def test_no_netrc_of_the_machine_takes_the_place_of_the_token(gateway, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    sms(gateway).send(PHONE, "", "나")
    assert gateway.taken == [(PHONE, "", "나")]


def test_nobody_there_is_a_failed_sending():
    with pytest.raises(SendFailed):
        SmtpSender("127.0.0.1", 1, "", "", "city@example.com").send(MINJI, "가", "나")
    with pytest.raises(SendFailed):
        SmsSender("http://127.0.0.1:1/", "t").send(PHONE, "가", "나")


SETTINGS = {
    "DEMO": True,
    "SMTP_HOST": "mail.example.com",
    "SMTP_PORT": 587,
    "SMTP_USER": "",
    "SMTP_PASSWORD": "",
    "MAIL_FROM": "city@example.com",
    "SMS_URL": "https://sms.example.com/",
    "SMS_TOKEN": "t",
}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("log", LogSender), ("memory", MemorySender), ("smtp", SmtpSender), ("sms", RoutingSender)],
)
def test_the_setting_names_the_sender(name, kind):
    assert isinstance(from_settings(SETTINGS | {"SENDER": name}), kind)


def test_a_sender_in_the_setting_is_used_as_it_is():
    mine = MemorySender()
    assert from_settings(SETTINGS | {"SENDER": mine}) is mine


@pytest.mark.parametrize(
    "wrong",
    [
        {"SENDER": "pigeon"},
        {"SENDER": "smtp", "SMTP_HOST": ""},
        {"SENDER": "smtp", "MAIL_FROM": ""},
        {"SENDER": "sms", "SMS_URL": "file:///etc/passwd"},
    ],
)
def test_a_wrong_setting_stops_the_start(wrong):
    with pytest.raises(ValueError, match="CIVIC_"):
        from_settings(SETTINGS | wrong)
