"""How short messages (sign-in codes, later notices) reach people."""

import logging
import smtplib
import ssl
from collections.abc import Mapping
from concurrent.futures import Future
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from types import MappingProxyType
from typing import Protocol

from civic.engines.errands import Errands, Late

EMAIL, PHONE = "email", "phone"
Headers = Mapping[str, str]
NONE: Headers = MappingProxyType({})
TIMEOUT_S = 10
log = logging.getLogger("civic.sender")


class SendFailed(Exception):
    """The message did not go out: the gateway refused, or can't be reached."""


class Sender(Protocol):
    kinds: frozenset[str]  # the addresses it reaches: email, phone

    def send(self, address: str, subject: str, text: str, headers: Headers = NONE) -> None:
        """Send to an e-mail address or a phone number (+8210…). headers: more of them, for mail.

        Raises: SendFailed.
        """


class LogSender:
    """Writes messages to the log: for the demo and for trying things out."""

    kinds = frozenset({EMAIL, PHONE})

    def __init__(self):
        log.setLevel(logging.INFO)
        if not log.hasHandlers():
            log.addHandler(logging.StreamHandler())

    def send(self, address: str, subject: str, text: str, headers: Headers = NONE) -> None:
        log.info("to %s: %s\n%s", address, subject, text)


class MemorySender:
    """Keeps messages in `sent` as (address, subject, text), their headers in `headers`."""

    kinds = frozenset({EMAIL, PHONE})

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.headers: list[dict[str, str]] = []

    def send(self, address: str, subject: str, text: str, headers: Headers = NONE) -> None:
        self.sent.append((address, subject, text))
        self.headers.append(dict(headers))


class SmtpSender:
    """E-mail through an SMTP server: port 465 by TLS, others by STARTTLS when offered.

    A password is never sent without TLS.
    """

    kinds = frozenset({EMAIL})

    def __init__(self, host: str, port: int, user: str, password: str, mail_from: str):
        self.host, self.port = host, port
        self.user, self.password = user, password
        self.mail_from = mail_from

    def send(self, address: str, subject: str, text: str, headers: Headers = NONE) -> None:
        if kind_of(address) != EMAIL:
            raise SendFailed("SMTP reaches e-mail addresses only")
        try:
            with self._connect() as server:
                server.send_message(self._message(address, subject, text, headers))
        except (smtplib.SMTPException, OSError, ValueError) as wrong:
            raise SendFailed(f"{self.host}: {_kind_of_error(wrong)}") from None

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if self.port == 465:
            server = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_S, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_S)
        try:
            self._greet(server, context)
        except BaseException:
            server.close()
            raise
        return server

    def _greet(self, server, context) -> None:
        server.ehlo()
        if self.port != 465 and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        elif self.port != 465 and self.user:
            raise SendFailed(f"{self.host} offers no STARTTLS; the password stays here")
        if self.user:
            server.login(self.user, self.password)

    def _message(self, address, subject, text, headers) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.mail_from, address, subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=self.mail_from.rpartition("@")[2].strip(" >"))
        message["Auto-Submitted"] = "auto-generated"
        for name, value in headers.items():
            message[name] = value
        message.set_content(text)
        return message


class SmsSender:
    """Text messages through an HTTP gateway: POST {"to", "text"} with a bearer token."""

    kinds = frozenset({PHONE})

    def __init__(self, url: str, token: str):
        self.url, self.token = url, token

    def send(self, address: str, subject: str, text: str, headers: Headers = NONE) -> None:
        import requests  # a seventh of a second: only who sends pays

        if kind_of(address) != PHONE:
            raise SendFailed("the SMS gateway reaches phone numbers only")
        try:
            # A redirect would carry token and code elsewhere. The answer's body is not read.
            with requests.post(
                self.url,
                json={"to": address, "text": text},
                auth=self._bearer,
                timeout=TIMEOUT_S,
                allow_redirects=False,
                stream=True,
            ) as answer:
                status = answer.status_code
        except (requests.RequestException, OSError, ValueError) as wrong:
            raise SendFailed(f"SMS gateway: {_kind_of_error(wrong)}") from None
        if not 200 <= status < 300:
            raise SendFailed(f"SMS gateway: HTTP {status}")

    def _bearer(self, request):
        """As `auth`, which keeps a ~/.netrc of the machine from putting its own in its place."""
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


class RoutingSender:
    """Phone numbers by one sender, e-mail by another."""

    kinds = frozenset({EMAIL, PHONE})

    def __init__(self, email: Sender, phone: Sender):
        self.by_kind = {EMAIL: email, PHONE: phone}

    def send(self, address: str, subject: str, text: str, headers: Headers = NONE) -> None:
        self.by_kind[kind_of(address)].send(address, subject, text, headers)


class CountedSender:
    """Another sender, whose messages are counted by kind and outcome. messages: a meter."""

    def __init__(self, sender: Sender, messages):
        self.sender, self.messages = sender, messages
        self.kinds = sender.kinds

    def send(self, address: str, subject: str, text: str, headers: Headers = NONE) -> None:
        outcome = "failed"
        try:
            self.sender.send(address, subject, text, headers)
            outcome = "sent"
        finally:
            self.messages.labels(kind_of(address), outcome).inc()


errands = Errands("sender", wait_s=1.0, rest_s=30.0)


def send_soon(sender: Sender, address: str, subject: str, text: str) -> None:
    """Send while somebody waits at a page: for a second at most. What is slow is sent all the same,
    and what fails later is logged.

    Raises: SendFailed when it failed within that second, or when too many messages wait.
    """
    try:
        begun = errands.begin(lambda: sender.send(address, subject, text))
    except Late as late:
        raise SendFailed(str(late)) from None
    try:
        errands.answer(begun)
    except Late:
        begun.add_done_callback(_log_failure)


def _log_failure(sent: Future) -> None:
    error = sent.exception()
    if isinstance(error, SendFailed):
        log.warning("message not sent: %s", error)
    elif error is not None:
        log.error("message not sent: %s", type(error).__name__)


def _kind_of_error(error: Exception) -> str:
    """What went wrong for the log: a name, and a code if there is one. The error's own words may
    hold whom the message was for, and what the gateway answered."""
    reason = getattr(error, "reason", None)
    named = reason if isinstance(reason, Exception) else error
    codes = (getattr(error, name, None) for name in ("smtp_code", "code", "errno"))
    code = next((code for code in codes if isinstance(code, int)), None)
    return type(named).__name__ + (f" {code}" if code is not None else "")


def kind_of(address: str) -> str:
    return PHONE if address.startswith("+") else EMAIL


def from_settings(settings) -> Sender:
    """The sender that SENDER names. Raises: ValueError for a name or setting it can't use."""
    name = settings["SENDER"]
    if not isinstance(name, str):
        return name
    makers = {"log": _log, "memory": _memory, "smtp": _smtp, "sms": _sms}
    if name not in makers:
        raise ValueError(f"CIVIC_SENDER is one of {', '.join(makers)}, not {name!r}.")
    return makers[name](settings)


def _log(settings) -> Sender:
    if not settings.get("DEMO"):
        log.warning("CIVIC_SENDER=log: sign-in codes are written to the log, not sent.")
    return LogSender()


def _memory(_settings) -> Sender:
    return MemorySender()


def _smtp(settings) -> Sender:
    for name in ("SMTP_HOST", "MAIL_FROM"):
        if not settings[name]:
            raise ValueError(f"CIVIC_SENDER={settings['SENDER']} needs CIVIC_{name}.")
    return SmtpSender(
        settings["SMTP_HOST"],
        settings["SMTP_PORT"],
        settings["SMTP_USER"],
        settings["SMTP_PASSWORD"],
        settings["MAIL_FROM"],
    )


def _sms(settings) -> Sender:
    if not settings["SMS_URL"].startswith(("https://", "http://")):
        raise ValueError("CIVIC_SENDER=sms needs CIVIC_SMS_URL, an http(s) address.")
    return RoutingSender(_smtp(settings), SmsSender(settings["SMS_URL"], settings["SMS_TOKEN"]))
