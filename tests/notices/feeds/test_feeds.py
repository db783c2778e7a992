"""Atom feeds: public fields, valid XML whatever people wrote, cheap to ask for again."""

from xml.etree import ElementTree

import pytest

from civic.db import db
from civic.issues.models import Issue

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "\x00\x08버스 <b>&amp;</b> ]]> \ud83d\ude8c🚌 \u202eevil\u202c\ufffe \"'"


def entries(answer):
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.data)
    assert feed.tag == f"{ATOM}feed"
    for part in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{part}") is not None
    return feed.findall(f"{ATOM}entry")


def titles(answer):
    return [entry.find(f"{ATOM}title").text for entry in entries(answer)]


def test_a_round_a_district_and_a_category_have_their_own_feeds(client, report, minji, gaon):
    report(minji, "마을버스가 안 와요", district_id=gaon.districts[0].id)
    report(minji, "골목이 어두워요", category="safety", district_id=gaon.districts[1].id)
    feed = "/gaon/1/issues/feed.atom"
    assert titles(client.get(feed)) == ["골목이 어두워요", "마을버스가 안 와요"]
    assert titles(client.get(f"{feed}?category=safety")) == ["골목이 어두워요"]
    district = gaon.districts[0].id
    assert titles(client.get(f"{feed}?district={district}")) == ["마을버스가 안 와요"]
    assert titles(client.get("/gaon/feed.atom")) == ["골목이 어두워요", "마을버스가 안 와요"]


def test_hidden_and_merged_issues_are_absent(client, report, minji, seoyeon):
    bus, same, bad = report(minji, "버스"), report(minji, "같은 버스"), report(minji, "욕설")
    same.merge_into(bus, seoyeon)
    bad.hide("욕설")
    db.session.commit()
    assert titles(client.get("/gaon/1/issues/feed.atom")) == ["버스"]
    assert client.get(f"/gaon/1/issues/{bad.id}/feed.atom").status_code == 404


def test_an_issues_feed_has_its_steps_and_opinions_without_names(
    client, issue, minji, junho, seoyeon
):
    issue.set_status("rejected", seoyeon, "장기 계획에 올렸어요.")
    issue.comment(junho, "저도요.", "junho-says-it")
    hidden = issue.comment(junho, "욕설이에요", "junho-says-it-2")
    hidden.hidden_at = issue.created_at
    db.session.commit()
    answer = client.get(f"/gaon/1/issues/{issue.id}/feed.atom")
    assert sorted(titles(answer)) == ["미반영", "새 의견", "접수"]
    assert "장기 계획에 올렸어요." in answer.text and "저도요." in answer.text
    for secret in ("욕설이에요", "준호", "민지", "서연", "36.5", "p1@example.com"):
        assert secret not in answer.text


def test_hostile_titles_still_make_valid_xml(client, report, minji, clock):
    issue = report(minji, "평범한 제목")
    made = HOSTILE.replace("\ud83d\ude8c", "").replace("\x00", "")
    issue.title, issue.body = made, made
    db.session.commit()
    [title] = titles(client.get("/gaon/1/issues/feed.atom"))
    assert title == "버스 <b>&amp;</b> ]]> 🚌 evil \"'"


def test_an_unchanged_feed_is_not_sent_again_and_a_changed_one_is(client, issue, seoyeon, clock):
    feed = "/gaon/1/issues/feed.atom"
    first = client.get(feed)
    again = client.get(feed, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and again.data == b""
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(feed, headers=since).status_code == 304
    issue = db.session.get(Issue, issue.id)
    clock(issue.created_at.replace(hour=5))
    issue.set_status("reviewing", seoyeon)
    db.session.commit()
    changed = client.get(feed, headers={"If-None-Match": first.headers["ETag"]} | since)
    assert changed.status_code == 200
    assert changed.headers["Cache-Control"] == "public, max-age=300"


def test_an_empty_feed_is_a_feed(client, round):
    assert entries(client.get("/gaon/1/issues/feed.atom")) == []
    assert entries(client.get("/gaon/feed.atom")) == []


@pytest.mark.parametrize("query", ["category=x", "district=999", "district=abc"])
def test_an_unknown_condition_is_refused(client, round, query):
    assert client.get(f"/gaon/1/issues/feed.atom?{query}").status_code == 400


def test_pages_name_their_feeds(client, issue):
    listed = client.get("/gaon/1/issues/?category=transit").text
    assert 'href="/gaon/1/issues/feed.atom?category=transit"' in listed
    assert (
        f'href="/gaon/1/issues/{issue.id}/feed.atom"'
        in client.get(f"/gaon/1/issues/{issue.id}").text
    )
    assert 'href="/gaon/feed.atom"' in client.get("/gaon/1/").text
