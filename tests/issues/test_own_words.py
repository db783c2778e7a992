"""What residents take back of their own: a comment, a photo."""

import io
import re
from datetime import timedelta

import pytest
from PIL import Image

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.people.masked_words import MaskedWords
from civic.photos.models import Photo
from civic.photos.sweep import sweep
from civic.plans.models import Plan
from civic.plans.snapshots.gather import freeze
from civic.plans.snapshots.hidden import hidden_in


@pytest.fixture
def minji(person, round):
    return person("민지")


@pytest.fixture
def issue(report, minji, app):
    """민지's report with a red and a blue photo."""
    photos = []
    for colour in ("red", "blue"):
        out = io.BytesIO()
        Image.new("RGB", (64, 48), colour).save(out, "JPEG")
        photo = Photo.take_in(app.extensions["photo_store"], out.getvalue(), minji)
        photos.append((photo, colour))
    return report(minji, photos=photos)


def test_a_comment_is_deleted_and_its_answers_stay(issue, as_person, person, minji, client):
    junho = person("준호")
    first = issue.comment(junho, "제 말은 지울게요", "key-first")
    issue.comment(minji, "고마워요", "key-answer", first)
    db.session.commit()
    address = f"/gaon/1/issues/{issue.id}/comments/{first.id}/withdraw"
    assert as_person(minji).post(address).status_code == 404
    assert as_person(junho).post(address).status_code == 303
    page = client.get(f"/gaon/1/issues/{issue.id}").text
    assert "제 말은 지울게요" not in page and "고마워요" in page
    assert "쓴 사람이 지운 의견이에요." in page
    db.session.expire_all()
    assert (db.session.get(IssueComment, first.id).body, issue.comments_count) == ("", 1)
    assert as_person(junho).post(address).status_code == 404  # once


def test_a_comment_is_edited_until_somebody_else_answers(issue, as_person, person, minji, client):
    junho, hana = person("준호"), person("하나")
    first = issue.comment(junho, "등이 두 개", "key-first")
    db.session.commit()
    page, browser = f"/gaon/1/issues/{issue.id}", as_person(junho)
    address = f"{page}/comments/{first.id}/edit"
    assert address in browser.get(page).text and address not in as_person(minji).get(page).text
    assert as_person(minji).post(address, data={"body": "내가 고침"}).status_code == 404
    assert "등이 두 개" in browser.get(address).text
    assert browser.post(address, data={"body": " "}).status_code == 422
    assert browser.post(address, data={"body": "등이 <b>세 개"}).location == f"{page}#talk"
    assert "등이 &lt;b&gt;세 개" in client.get(page).text and "두 개" not in client.get(page).text

    issue.comment(hana, "맞아요", "key-answer", db.session.get(IssueComment, first.id))
    db.session.commit()
    assert address not in browser.get(page).text
    assert browser.post(address, data={"body": "등이 없음"}).status_code == 409
    db.session.expire_all()
    assert db.session.get(IssueComment, first.id).body == "등이 <b>세 개"


def test_personal_data_of_an_edited_comment_is_masked(issue, as_person, person, open_phase):
    junho = person("준호")
    first = issue.comment(junho, "등이 두 개", "key-first")
    db.session.commit()
    address = f"/gaon/1/issues/{issue.id}/comments/{first.id}/edit"
    browser, words = as_person(junho), {"body": "010-1234-5678로 연락 주세요"}
    told = browser.post(address, data=words)
    assert told.status_code == 200 and "[전화번호]로 연락" in told.text
    seen = re.search(r'name="masks_seen"[^>]* value="(\w+)"', told.text)
    assert browser.post(address, data=words | {"masks_seen": seen[1]}).status_code == 303
    db.session.expire_all()
    assert db.session.get(IssueComment, first.id).body == "[전화번호]로 연락 주세요"
    kept = db.session.scalars(db.select(MaskedWords)).one()
    assert kept.original == words["body"] and kept.issue_comment_id == first.id
    open_phase("compile")
    assert as_person(junho).post(address, data={"body": "늦음"}).status_code == 409


def test_a_photo_is_deleted_and_the_next_one_is_the_cover(
    issue, as_person, person, minji, client, app, clock
):
    first, second = (each.photo for each in issue.photos)
    key = first.key
    address = f"/gaon/1/issues/{issue.id}/photos/{first.id}/remove"
    assert as_person(person("준호")).post(address).status_code == 409
    assert as_person(minji).post(address).status_code == 303
    db.session.expire_all()
    assert [(each.photo_id, each.position) for each in issue.photos] == [(second.id, 0)]
    assert (issue.cover_key, issue.cover_alt) == (second.key, "blue")
    assert client.get(f"/photos/{key}.jpg").status_code == 410
    clock(timedelta(days=2))
    store = app.extensions["photo_store"]
    sweep(store)
    assert [name for name, _ in store.names() if name.startswith(key)] == []


def test_a_plan_of_before_shows_no_photo_that_was_deleted_since(issue, minji, seoyeon, clock):
    plan = Plan.start(issue.round)
    freeze(plan, seoyeon)
    db.session.commit()
    assert hidden_in(plan.snapshot()).photos == frozenset()
    clock(timedelta(hours=1))
    db.session.get(Issue, issue.id).remove_photo(minji, issue.photos[0].photo_id)
    db.session.commit()
    assert hidden_in(plan.snapshot()).photos == {issue.receipt}
