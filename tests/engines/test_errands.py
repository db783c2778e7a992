"""A mail server or an address service that does not answer holds up no page."""

import logging
import threading
import time

import pytest

from civic.engines import sender as senders
from civic.engines.errands import Errands, Late
from civic.engines.geocoders.choose import Patient
from civic.engines.geocoders.protocol import GeocoderDown
from civic.engines.sender import EMAIL, PHONE, SendFailed, send_soon
from tests.apps import start_app
from tests.waiting import until

MINJI = "minji@example.com"
FOR_EVER_S = 60  # whoever waits so long has it answered: seen by what was sent meanwhile


class Slow:
    """Takes what it is given once `goes_on` is set, or says that it failed."""

    kinds = frozenset({EMAIL, PHONE})

    def __init__(self, fails=False):
        self.goes_on, self.sent, self.fails = threading.Event(), [], fails

    def send(self, address, subject, text, headers=None):
        self.goes_on.wait(FOR_EVER_S)
        if self.fails:
            raise SendFailed("mail.example.com: TimeoutError")
        self.sent.append(address)

    def find(self, address):
        self.goes_on.wait(FOR_EVER_S)
        self.sent.append(address)
        return 36.5, 127.1


@pytest.fixture
def errands(monkeypatch):
    errands = Errands("tests", wait_s=0.1, rest_s=600, most=2)
    monkeypatch.setattr(senders, "errands", errands)
    return errands


@pytest.fixture
def slow(errands):
    made = Slow()
    yield made
    made.goes_on.set()


def test_signing_in_waits_for_no_mail_server(app, slow, errands):
    other = start_app(app.config["DATABASE_URL"], SENDER=slow)
    for name in ("minji", "junho"):
        with other.app_context():
            answer = other.test_client().post("/sign-in", data={"address": f"{name}@example.com"})
        assert answer.status_code == 303 and answer.location.endswith("/sign-in/code")
        assert slow.sent == []
        errands.wait_s = FOR_EVER_S  # for the next: nobody waits after one that was late
    slow.goes_on.set()
    until(lambda: len(slow.sent) == 2)


def test_what_fails_at_once_is_told_at_the_page(app, slow, errands):
    slow.fails, errands.wait_s = True, FOR_EVER_S
    slow.goes_on.set()
    other = start_app(app.config["DATABASE_URL"], SENDER=slow)
    with other.app_context():
        answer = other.test_client().post("/sign-in", data={"address": MINJI})
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert "인증번호를 보내지 못했어요" in answer.text


def test_what_fails_later_is_logged_and_names_nobody(slow, caplog):
    slow.fails = True
    send_soon(slow, MINJI, "번호", "123456")
    with caplog.at_level(logging.WARNING):
        slow.goes_on.set()
        until(lambda: "message not sent" in caplog.text)
    assert "minji" not in caplog.text and "123456" not in caplog.text


def test_what_can_not_be_kept_is_refused(slow):
    for _ in range(2):
        send_soon(slow, MINJI, "번호", "123456")
    with pytest.raises(SendFailed):
        send_soon(slow, MINJI, "번호", "123456")


def test_an_address_that_is_late_is_down_and_there_for_who_asks_again(slow):
    geocoder = Patient(slow, wait_s=0.1)
    for _ in range(3):
        with pytest.raises(GeocoderDown):
            geocoder.find("가온로 1")
        assert slow.sent == []
        geocoder.errands.wait_s = FOR_EVER_S  # for the next: nobody waits after one that was late
    slow.goes_on.set()
    until(lambda: slow.sent)
    assert geocoder.find("가온로 1") == (36.5, 127.1)
    assert slow.sent == ["가온로 1"]  # asked once


def test_a_page_waits_for_no_address_service(app, gaon, slow):
    other = start_app(app.config["DATABASE_URL"], GEOCODER=Patient(slow, wait_s=0.1))
    with other.app_context():
        answer = other.test_client().get("/gaon/places/find?q=가온로 1")
    assert slow.sent == []
    assert answer.status_code == 503 and "지도를 눌러" in answer.json["error"]


def test_an_error_of_the_act_is_the_askers():
    errands = Errands("tests", wait_s=FOR_EVER_S, rest_s=1)

    def fails():
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        errands.answer(errands.begin(fails))


def test_after_the_rest_it_is_waited_for_again():
    errands, gate = Errands("tests", wait_s=0.05, rest_s=0.1), threading.Event()
    with pytest.raises(Late):
        errands.answer(errands.begin(lambda: gate.wait(FOR_EVER_S)))
    gate.set()
    time.sleep(errands.rest_s)
    errands.wait_s = FOR_EVER_S
    assert errands.answer(errands.begin(lambda: time.sleep(0.05) or "there")) == "there"
