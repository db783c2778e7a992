"""What residents take back of their own: a comment, a photo."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
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
