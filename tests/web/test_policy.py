"""What the browser is told to run, and whom to tell of a hole."""

import re

from civic.db import db
from civic.meetings.models import Meeting
from civic.web.assets import KAKAO_INTEGRITY, KAKAO_SDK, KAKAO_SHARER, LOCK
from tests.conftest import NOW
from tests.factory import add_person, report_issue


def policy(client):
    header = client.get("/gaon/1/").headers["Content-Security-Policy"]
    return dict(part.split(" ", 1) for part in header.split("; "))


def test_of_the_cdn_only_the_exact_files_run_with_their_hashes(client, round):
    rules = policy(client)
    for name, entry in LOCK.items():
        kind = "style-src" if name.endswith(".css") else "script-src"
        assert {entry["cdn"], f"'{entry['integrity']}'"} <= set(rules[kind].split())
    hosts = {word for rule in rules.values() for word in rule.split() if word.startswith("http")}
    assert hosts == {entry["cdn"] for entry in LOCK.values()}
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & set(" ".join(rules.values()).split())


def test_kakaos_script_is_let_in_only_where_a_city_has_a_key(client, round, app, monkeypatch):
    issue = report_issue(round, add_person("민지", city=round.municipality))
    db.session.commit()
    address = f"/gaon/1/issues/{issue.id}"
    assert "data-kakao" not in client.get(address).text
    monkeypatch.setitem(app.config, "KAKAO_SHARE_KEY", "0123456789abcdef")
    page, rules = client.get(address).text, policy(client)
    assert 'data-kakao="0123456789abcdef"' in page and KAKAO_INTEGRITY in page
    assert f'<script src="{KAKAO_SDK}' not in page
    assert {KAKAO_SDK, f"'{KAKAO_INTEGRITY}'"} <= set(rules["script-src"].split())
    assert rules["form-action"] == f"'self' {KAKAO_SHARER}"


def test_every_answer_keeps_other_sites_out(client, round):
    for path in ("/gaon/1/", "/sw.js", "/photos/x.jpg", "/sign-in", "/gaon/1/office"):
        headers = client.get(path).headers
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"] or path == "/photos/x"


def test_a_hole_is_told_of_where_the_city_says(client, app, monkeypatch):
    page = client.get("/.well-known/security.txt")
    assert page.mimetype == "text/plain"
    assert "Contact: http://127.0.0.1:8000/\n" in page.text
    assert re.search(rf"Expires: {NOW.year + 1}-05-\d\dT00:00:00Z", page.text)
    monkeypatch.setitem(app.config, "SECURITY_CONTACT", "mailto:security@city.go.kr")
    assert "Contact: mailto:security@city.go.kr\n" in client.get("/.well-known/security.txt").text


def test_only_pages_with_dictation_may_ask_for_the_microphone(round, seoyeon, as_person):
    minji = add_person("민지", city=round.municipality)
    issue = report_issue(round, minji)
    begun = {"kind": "visit", "title": "찾아가는 상담", "place": "달내 경로당", "starts_at": NOW}
    meeting = Meeting.plan(round, seoyeon, "meeting-0001", **begun)
    db.session.commit()
    address, heard = f"/gaon/1/issues/{issue.id}", f"/gaon/1/office/meetings/{meeting.id}"

    def allows(client, path):
        answer = client.get(path)
        assert answer.status_code == 200, path
        allowed = answer.headers["Permissions-Policy"].split("microphone=")[1]
        assert (allowed == "(self)") == ('id="dictation"' in answer.text), path
        assert allowed == "()" or "data-dictate=" in answer.text, path
        return allowed == "(self)"

    resident, office = as_person(minji), as_person(seoyeon)
    assert allows(resident, "/gaon/1/issues/new") and allows(resident, address)
    assert not allows(resident, "/gaon/1/") and not allows(resident, "/gaon/1/issues/")
    assert allows(office, f"{heard}/opinions") and not allows(office, heard)
    issue.hide("욕설")
    db.session.commit()
    assert not allows(office, address)  # nobody can comment there


def test_trace_is_answered_by_nobody(client, round):
    """It would say back what a browser keeps from scripts."""
    for path in ("/", "/gaon/1/", "/sign-in", "/static/app.css"):
        answer = client.open(path, method="TRACE", headers={"X-Secret": "said-back"})
        assert answer.status_code in (404, 405) and "said-back" not in answer.text
