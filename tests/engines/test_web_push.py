"""Pushes leave only for known push services on public addresses, signed and encrypted."""

import base64
import json
import socket
import time
from urllib.parse import urlsplit

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from requests import ConnectionError as NoConnection
from requests import Response
from requests.exceptions import InvalidSchema

from civic.engines.guarded_http import guarded_session
from civic.engines.web_push import (
    BadEndpoint,
    Device,
    MemoryPush,
    PushFailed,
    PushRefused,
    SubscriptionGone,
    VapidPush,
    check_endpoint,
    public_key_of,
)
from civic.settings.config import DEFAULTS

HOSTS = tuple(DEFAULTS["PUSH_HOSTS"].split())

ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc"


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@pytest.fixture(scope="module")
def browser():
    """A browser's key pair: (private key, device)."""
    private = ec.generate_private_key(ec.SECP256R1())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return private, Device(ENDPOINT, b64(point), b64(b"a" * 16))


class Service:
    """A push service that answers with one status and keeps what it got."""

    def __init__(self, status=201):
        self.status, self.got, self.words = status, [], ""

    def post(self, endpoint, **told):
        self.got.append((endpoint, told))
        answer = Response()
        answer.status_code, answer._content = self.status, self.words.encode()
        return answer


def vapid(keys, service):
    return VapidPush(keys[0], "mailto:team@city.go.kr", HOSTS, session=service)


def test_a_push_is_encrypted_for_the_browser_and_signed_by_us(browser, keys):
    private, device = browser
    service = Service()
    vapid(keys, service).send(device, '{"title": "새 소식"}', topic="n1", keep_s=60)
    [(endpoint, told)] = service.got
    assert endpoint == ENDPOINT and "새 소식".encode() not in told["data"]
    plain = http_ece.decrypt(told["data"], private_key=private, auth_secret=b"a" * 16)
    assert json.loads(plain) == {"title": "새 소식"}
    headers = {name.lower(): value for name, value in told["headers"].items()}
    assert (headers["topic"], headers["ttl"]) == ("n1", "60")
    assert headers["authorization"].endswith(f"k={keys[1]}")
    claims = headers["authorization"].split("t=")[1].split(",")[0].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    assert claims["aud"] == "https://fcm.googleapis.com"
    assert claims["sub"] == "mailto:team@city.go.kr"
    assert 0 < claims["exp"] - time.time() < 24 * 3600
    assert headers["content-encoding"] == "aes128gcm"
    assert told["timeout"] == 10


def test_a_key_that_is_no_point_of_the_curve_is_the_devices_fault(keys):
    service = Service()
    device = Device(ENDPOINT, b64(b"\x04" + b"\x01" * 64), b64(b"a" * 16))
    with pytest.raises(BadEndpoint):
        vapid(keys, service).send(device, "{}", topic="n1", keep_s=60)
    assert service.got == []


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, SubscriptionGone), (410, SubscriptionGone), (429, PushFailed), (500, PushFailed)],
)
def test_refusals_say_whether_the_browser_is_gone(browser, keys, status, error):
    with pytest.raises(error) as refused:
        vapid(keys, Service(status)).send(browser[1], "{}", topic="n1", keep_s=60)
    assert type(refused.value) is error


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_a_refusal_that_will_not_pass_names_the_service_and_never_the_device(
    browser, keys, status, caplog
):
    service = Service(status)
    service.words = f'{{"reason":"BadJwtToken"}} {urlsplit(ENDPOINT).path}'
    with pytest.raises(PushRefused) as refused:
        vapid(keys, service).send(browser[1], "{}", topic="n1", keep_s=60)
    assert (refused.value.host, refused.value.status) == ("fcm.googleapis.com", status)
    assert "BadJwtToken" in refused.value.reason
    assert "send/abc" not in f"{refused.value} {refused.value.reason} {caplog.text}"
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_what_passes_by_itself_is_no_refusal(browser, keys, status):
    with pytest.raises(PushFailed) as failed:
        vapid(keys, Service(status)).send(browser[1], "{}", topic="n1", keep_s=60)
    assert type(failed.value) is PushFailed


def test_an_endpoint_is_checked_again_before_sending(browser, keys):
    service = Service()
    device = Device("https://10.0.0.1/x", browser[1].p256dh, browser[1].auth)
    with pytest.raises(BadEndpoint):
        vapid(keys, service).send(device, "{}", topic="n1", keep_s=60)
    assert service.got == []


@pytest.mark.parametrize(
    "endpoint",
    [
        ENDPOINT,
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/QAbc",
        "https://wns2-par02p.notify.windows.com/w/?token=a%2b",
    ],
)
def test_the_four_push_services_are_known(endpoint):
    check_endpoint(endpoint, HOSTS)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "fcm.googleapis.com/x",
        "http://fcm.googleapis.com/x",
        "ftp://fcm.googleapis.com/x",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com/",
        "https://fcm.googleapis.com:443/x",
        "https://fcm.googleapis.com:99999/x",
        "https://me:pw@fcm.googleapis.com/x",
        "https://@fcm.googleapis.com/x",
        "https://FCM.googleapis.com/x",
        "https://fcm.googleapis.com./x",
        "https://fcm.googleapis.com.evil.com/x",
        "https://evilfcm.googleapis.com/x",
        "https://evilpush.apple.com/x",
        "https://push.apple.com/x",
        "https://localhost/x",
        "https://127.0.0.1/x",
        "https://2130706433/x",
        "https://0x7f.1/x",
        "https://[::1]/x",
        "https://[::1/x",
        "https://fcm.googleapis.com\\@evil.com/x",
        "https://fcm.googleapis.com/a b",
        "https://fcm.googleapis.com/\r\nHost: evil",
        "https://fcm.googleapis.com/가",
        "https://fcm.googleapis.com/" + "x" * 1000,
    ],
)
def test_other_addresses_are_refused(endpoint):
    with pytest.raises(BadEndpoint):
        check_endpoint(endpoint, HOSTS)


def test_an_allowed_number_is_still_refused():
    with pytest.raises(BadEndpoint):
        check_endpoint("https://127.0.0.1/x", ("127.0.0.1",))


def test_a_name_that_leads_to_an_internal_address_is_not_connected_to(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        resolve, port = socket.getaddrinfo, listener.getsockname()[1]
        monkeypatch.setattr(
            socket, "getaddrinfo", lambda _host, _port, *rest: resolve("127.0.0.1", port, *rest)
        )
        with pytest.raises(NoConnection, match="internal address"):
            guarded_session().post(ENDPOINT, timeout=2)
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_only_https_is_spoken():
    with pytest.raises(InvalidSchema):
        guarded_session().post("http://fcm.googleapis.com/x", timeout=1)


def test_keys_are_made_in_pairs(keys):
    private, public = keys
    assert public_key_of(private) == public
    assert len(base64.urlsafe_b64decode(public + "=")) == 65
    assert Vapid02.from_string(private).public_key is not None


@pytest.mark.parametrize("engine", ["memory", "vapid"])
def test_contract_a_device_that_takes_pushes_gets_one(engine, browser, keys):
    service = Service()
    push = MemoryPush(HOSTS) if engine == "memory" else vapid(keys, service)
    push.check(browser[1].endpoint)
    push.send(browser[1], "{}", topic="n1", keep_s=60)
    got = push.sent if engine == "memory" else service.got
    assert urlsplit(got[0][0]).hostname == "fcm.googleapis.com"
    assert len(push.public_key) == 87
