"""A request's name and its line in the log: what it was and took, and nothing of anybody."""

import io
import json
import logging

import pytest

from civic import logs
from civic.db import db
from civic.web.observing import request_id


@pytest.fixture
def lines(monkeypatch):
    """lines() gives what was logged as JSON so far."""
    root, ours = logging.getLogger(), logging.getLogger("civic.requests")
    before, level, out = root.handlers[:], ours.level, io.StringIO()
    monkeypatch.setattr("sys.stderr", out)
    logs.start("json", request_id)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    root.handlers, ours.level = before, level
    ours.setLevel(level)


def test_a_request_has_a_line(client, round, lines):
    answer = client.get("/gaon/1/issues/?q=minji%40example.com&token=secret")
    [line] = [line for line in lines() if line["logger"] == "civic.requests"]
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert (line["route"], line["method"], line["status"]) == ("issues.browsing.index", "GET", 200)
    assert line["level"] == "info" and line["time"].endswith("+00:00")
    assert line["ms"] >= line["cpu_ms"] / 2 >= 0 and line["queries"] >= 1
    assert "minji" not in json.dumps(line) and "secret" not in json.dumps(line)


def test_an_address_that_holds_a_secret_is_not_logged(client, round, lines):
    client.get("/gaon/1/plan/shared/a-secret-token")
    client.get("/nothing/minji@example.com")
    text = json.dumps(lines())
    assert "a-secret-token" not in text and "minji" not in text


def of(lines, route):
    return [
        (line["status"], line["account"])
        for line in lines()
        if line["logger"] == "civic.requests" and line["route"] == route
    ]


def test_who_was_refused_what_stands_in_the_log_by_account(
    client, round, minji, seoyeon, as_person, lines
):
    for browser in (client, as_person(minji), as_person(seoyeon)):
        browser.get("/gaon/1/office/desk")
    desk = of(lines, "people.residency.desk.show")
    assert desk == [(303, None), (403, minji.id), (200, seoyeon.id)]


def test_each_try_to_sign_in_stands_there_by_its_way_and_outcome(client, minji, lines):
    minji.set_passphrase("달내천 오리 세 마리가 산책해요")
    minji.agree(("required", "age"))
    db.session.commit()
    for typed in ("아니에요 정말 아닌 긴 문장이에요", "달내천 오리 세 마리가 산책해요"):
        told = {"address": minji.email, "passphrase": typed}
        client.post("/sign-in/passphrase", data=told)
    outcomes = of(lines, "people.sign_in.enter_passphrase")
    assert outcomes == [(422, None), (303, minji.id)]
    text = json.dumps(lines(), ensure_ascii=False)
    assert minji.email not in text and "오리" not in text


def test_a_fault_is_logged_under_its_requests_name(app, client, lines, monkeypatch):
    monkeypatch.setitem(app.view_functions, "people.sign_in.show", lambda: 1 / 0)
    monkeypatch.setattr(app, "testing", False)
    answer = client.get("/sign-in")
    assert answer.status_code == 500
    fault = next(line for line in lines() if line["level"] == "error")
    assert fault["request_id"] == answer.headers["X-Request-ID"]
    assert "ZeroDivisionError" in fault["trace"]


def test_the_proxys_name_for_a_request_is_kept(app, client, monkeypatch):
    given = {"X-Request-ID": "a1b2c3d4e5f6"}
    assert client.get("/healthz", headers=given).headers["X-Request-ID"] != "a1b2c3d4e5f6"
    monkeypatch.setitem(app.config, "PROXIES", 1)
    assert client.get("/healthz", headers=given).headers["X-Request-ID"] == "a1b2c3d4e5f6"
    forged = {"X-Request-ID": 'x" level="error'}
    assert '"' not in client.get("/healthz", headers=forged).headers["X-Request-ID"]


def test_plain_is_what_it_was(capsys):
    before = logging.getLogger().handlers[:]
    logs.start("plain", request_id)
    assert logging.getLogger().handlers == before


def test_a_slow_statement_is_logged_without_its_values(app, caplog, monkeypatch):
    asked = db.text("SELECT :said").bindparams(said="민지의 비밀")
    with app.test_request_context("/"):
        db.session.execute(asked)
        assert "slow" not in caplog.text
        monkeypatch.setitem(app.config, "SLOW_QUERY_MS", 1e-6)
        db.session.execute(asked)
    assert "slow statement" in caplog.text and "SELECT" in caplog.text
    assert "민지" not in caplog.text
