"""Web Push: small encrypted messages to browsers, through the services their makers run."""

import base64
import ipaddress
import re
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol
from urllib.parse import urlsplit

from civic.engines.vapid_subject import check_subject

LONGEST_ENDPOINT = 1000
TIMEOUT_S = 10
TOKEN_S = 12 * 3600  # push services take a day at most
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
LATER = frozenset({408, 425, 429})  # refusals that pass by themselves
LONGEST_REASON = 200
KEY = re.compile(r"[A-Za-z0-9_-]+=*")


class BadEndpoint(ValueError):
    """Not the address of a push service we know, or keys no browser makes."""


class PushFailed(Exception):
    """The push service refused, or can't be reached; trying again later may help."""


class PushRefused(PushFailed):
    """The push service will not take our pushes as they are (400, 401, 403, 413 …): the operator
    has to look. host: of the service; status: of HTTP; reason: in the service's words, cut."""

    def __init__(self, host: str, status: int, reason: str):
        super().__init__(f"{status} from {host}: {reason}")
        self.host, self.status, self.reason = host, status, reason


class SubscriptionGone(PushFailed):
    """The browser no longer takes pushes at this address (404, 410)."""


@dataclass(frozen=True)
class Device:
    """What a browser tells: where to push, and its two keys in base64url.

    Raises: BadEndpoint when the keys are not 65 and 16 bytes.
    """

    endpoint: str
    p256dh: str
    auth: str

    def __post_init__(self):
        for text, size in ((self.p256dh, 65), (self.auth, 16)):
            if not KEY.fullmatch(text) or len(_decoded(text)) != size:
                raise BadEndpoint("keys")


class WebPush(Protocol):
    public_key: str  # base64url, for the browser; empty when pushes are off

    def check(self, endpoint: str) -> None:
        """Raises: BadEndpoint."""

    def send(self, device: Device, payload: str, *, topic: str, keep_s: int) -> None:
        """Push a few hundred bytes. topic: a later push of the same topic replaces one that still
        waits; keep_s: seconds the service keeps it for a phone that is off.

        Raises: PushFailed, PushRefused, SubscriptionGone, BadEndpoint.
        """


class NoPush:
    """Pushes are off: no key is set."""

    public_key = ""

    def check(self, endpoint: str) -> None:
        raise BadEndpoint("off")

    def send(self, device: Device, payload: str, *, topic: str, keep_s: int) -> None:
        raise PushFailed("pushes are off")


class MemoryPush:
    """Keeps pushes in `sent` as (endpoint, payload, topic); endpoints in `answers` raise."""

    public_key = "BM" + "A" * 85

    def __init__(self, hosts: tuple[str, ...] = ("*.example.com",)):
        self.hosts = hosts
        self.sent: list[tuple[str, str, str]] = []
        self.answers: dict[str, PushFailed] = {}

    def check(self, endpoint: str) -> None:
        check_endpoint(endpoint, self.hosts)

    def send(self, device: Device, payload: str, *, topic: str, keep_s: int) -> None:
        if device.endpoint in self.answers:
            raise self.answers[device.endpoint]
        self.sent.append((device.endpoint, payload, topic))


class VapidPush:
    """Pushes signed with our VAPID key (RFC 8292), encrypted for the browser (RFC 8291)."""

    def __init__(self, private_key: str, subject: str, hosts: tuple[str, ...], session=None):
        """Raises: ValueError for a private key that is none."""
        self.private_key, self.subject, self.hosts = private_key, subject, hosts
        self.public_key = public_key_of(private_key)
        self.session = session

    def check(self, endpoint: str) -> None:
        check_endpoint(endpoint, self.hosts)

    def send(self, device: Device, payload: str, *, topic: str, keep_s: int) -> None:
        from requests import RequestException

        self.check(device.endpoint)
        headers = {
            **self._signature(device.endpoint),
            "Content-Encoding": "aes128gcm",
            "TTL": str(keep_s),
            "Topic": topic,
            "Urgency": "normal",
        }
        sealed = _sealed(device, payload.encode())
        try:
            answer = self._session().post(
                device.endpoint, data=sealed, headers=headers, timeout=TIMEOUT_S
            )
        except RequestException as unreachable:
            raise PushFailed(type(unreachable).__name__) from None
        if not 200 <= answer.status_code < 300:
            raise _refusal(device.endpoint, answer)

    def _signature(self, endpoint: str) -> dict[str, str]:
        """The header that names us to one push service for TOKEN_S (RFC 8292)."""
        from py_vapid import Vapid02

        address = urlsplit(endpoint)
        claims = {
            "aud": f"{address.scheme}://{address.netloc}",
            "exp": int(time.time()) + TOKEN_S,
            "sub": self.subject,
        }
        return Vapid02.from_string(self.private_key).sign(claims)

    def _session(self):
        if self.session is None:
            from civic.engines.guarded_http import guarded_session

            self.session = guarded_session()
        return self.session


def _sealed(device: Device, payload: bytes) -> bytes:
    """Encrypted for the browser with a key of this push alone (RFC 8291).

    Raises: BadEndpoint when the browser's key is no point of the curve.
    """
    import http_ece
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        return http_ece.encrypt(
            payload,
            private_key=ec.generate_private_key(ec.SECP256R1()),
            dh=_decoded(device.p256dh),
            auth_secret=_decoded(device.auth),
            version="aes128gcm",
        )
    except ValueError as wrong:
        raise BadEndpoint("keys") from wrong


def _refusal(endpoint: str, response) -> PushFailed:
    """What an answer means. The endpoint is a secret of the browser: only its host is named."""
    status = response.status_code
    if status in GONE:
        return SubscriptionGone(f"{status}")
    host = urlsplit(endpoint).hostname or ""
    if not 400 <= status < 500 or status in LATER:
        return PushFailed(f"{status} from {host}")
    reason = " ".join(response.text.split()).replace(urlsplit(endpoint).path, "…")
    return PushRefused(host, status, reason[:LONGEST_REASON])


def check_endpoint(endpoint: str, hosts: tuple[str, ...]) -> None:
    """A browser's push address may be called at all.

    Args: hosts: names of known push services; *.name stands for every name below it.
    Raises: BadEndpoint unless it is https, on a listed host, without port, user, or odd letters.
    """
    if len(endpoint) > LONGEST_ENDPOINT or not re.fullmatch(r"[!-~]+", endpoint):
        raise BadEndpoint("letters")
    if "\\" in endpoint:
        raise BadEndpoint("letters")
    try:
        address = urlsplit(endpoint)
        plain = address.scheme == "https" and address.port is None and "@" not in address.netloc
    except ValueError as wrong:
        raise BadEndpoint("address") from wrong
    host = address.hostname or ""
    if not plain or address.netloc != host or not address.path.strip("/"):
        raise BadEndpoint("address")
    if _is_number(host) or not any(_fits(host, name) for name in hosts):
        raise BadEndpoint("host")


def _fits(host: str, name: str) -> bool:
    return host.endswith(name[1:]) if name.startswith("*.") else host == name


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.replace(".", "").isdigit()
    return True


def _decoded(text: str) -> bytes:
    bare = text.rstrip("=")
    return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4)) if len(bare) % 4 != 1 else b""


def new_keys() -> tuple[str, str]:
    """A fresh (private, public) VAPID pair, base64url."""
    from cryptography.hazmat.primitives.asymmetric import ec

    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    private = base64.urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode()
    return private, public_key_of(private)


def public_key_of(private_key: str) -> str:
    """The public half of a VAPID key, as browsers want it. Raises: ValueError."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    raw = _decoded(private_key) if KEY.fullmatch(private_key) else b""
    if len(raw) != 32:
        raise ValueError("CIVIC_VAPID_PRIVATE_KEY is what `flask notices make-keys` prints.")
    public = ec.derive_private_key(int.from_bytes(raw), ec.SECP256R1()).public_key()
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def from_settings(settings) -> WebPush:
    """Off while VAPID_PRIVATE_KEY is empty. Raises: ValueError for settings it can't use."""
    name = settings["WEB_PUSH"]
    if not isinstance(name, str):
        return name
    hosts = tuple(settings["PUSH_HOSTS"].split())
    if name == "memory":
        return MemoryPush(hosts)
    if name != "vapid":
        raise ValueError(f"CIVIC_WEB_PUSH is vapid or memory, not {name!r}.")
    if settings["VAPID_SUBJECT"]:
        check_subject(settings["VAPID_SUBJECT"])
    if not settings["VAPID_PRIVATE_KEY"]:
        return NoPush()
    subject = settings["VAPID_SUBJECT"] or settings["PUBLIC_URL"]
    check_subject(subject)
    return VapidPush(settings["VAPID_PRIVATE_KEY"], subject, hosts)
