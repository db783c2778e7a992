"""What holds for every link to a plan: who makes it, how long it works, when it ends."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.korean_time import SEOUL
from civic.plans.links.models import Invitation, ShareLink
from tests.plans.links.conftest import PLAN, invitation_path, now_of, shared_path


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("kind", [Invitation, ShareLink])
def test_a_link_works_up_to_its_last_moment_and_not_at_it(
    kind, late, make, doyun, token_of, as_person, clock
):
    link = make(kind)
    clock(link.expires_at - timedelta(seconds=0 if late else 1))
    path = (invitation_path if kind is Invitation else shared_path)(token_of(link))
    answer = as_person(doyun).get(path)
    assert answer.status_code == (410 if late else 200)
    assert ("기간이 지난 링크" in answer.text) == late


@pytest.mark.parametrize("kind", ["invitations", "shared"])
def test_a_token_of_another_plan_or_of_nothing_opens_nothing(
    kind, make, elsewhere, doyun, token_of, as_person
):
    model = Invitation if kind == "invitations" else ShareLink
    token = token_of(make(model))
    browser = as_person(doyun)
    assert browser.get(f"/other/1/plan/{kind}/{token}").status_code == 404
    assert browser.post(f"/other/1/plan/{kind}/{token}").status_code == 404
    other = "shared" if kind == "invitations" else "invitations"
    for wrong in (f"{other}/{token}", f"{kind}/{token[:-1]}", f"{kind}/" + "가" * 3000):
        assert browser.get(f"{PLAN}/{wrong}").status_code == 404


@pytest.mark.parametrize("kind", ["invitations", "shares"])
def test_another_plans_link_is_not_revoked(kind, make, elsewhere, person, as_person, seoyeon):
    link = make(Invitation if kind == "invitations" else ShareLink)
    link.plan_id = elsewhere.id
    db.session.commit()
    for id in (link.id, 99999999999):
        assert as_person(seoyeon).post(f"{PLAN}/links/{kind}/{id}/revoke").status_code == 404
    db.session.refresh(link)
    assert link.revoked_at is None


@pytest.mark.parametrize(
    "changes", [{"label": ""}, {"label": "가" * 81}, {"last_on": ""}, {"last_on": "2020-01-01"},
                {"last_on": "2099-01-01"}, {"number": "7"}],
)  # fmt: skip
def test_a_wrong_link_is_not_made(changes, plan, seoyeon, as_person, round):
    last = now_of(round).astimezone(SEOUL).date().isoformat()
    fields = {"label": "시장님", "last_on": last, "number": ""} | changes
    answer = as_person(seoyeon).post(f"{PLAN}/links/shares", data=fields)
    assert answer.status_code == 422 and fields["label"] in answer.text
    assert db.session.scalar(db.select(ShareLink)) is None


@pytest.mark.parametrize("who", [None, "resident", "consultant"])
def test_only_the_office_makes_sees_and_ends_links(who, make, client, person, as_person):
    link = make(Invitation)
    browser = as_person(person("하은", *([who] if who == "consultant" else []))) if who else client
    refused = 303 if who is None else 403
    assert browser.get(f"{PLAN}/links").status_code == refused
    for path in ("invitations", "shares", f"invitations/{link.id}/revoke"):
        assert browser.post(f"{PLAN}/links/{path}", data={}).status_code == refused
    db.session.refresh(link)
    assert link.revoked_at is None


def test_passphrases_and_invitations_are_tried_only_so_often(app, make, token_of, client):
    from civic.people.sign_in.passphrases import hashed

    app.config["SIGN_IN_LIMIT"] = "3 per minute"
    try:
        path = shared_path(token_of(make(ShareLink, passphrase_hash=hashed("가온의 봄날"))))
        tries = [client.post(path, data={"passphrase": "모름"}).status_code for _ in range(5)]
        assert tries == [422, 422, 422, 429, 429]
        seen = [client.get(invitation_path("x" * 64)).status_code for _ in range(5)]
        assert seen == [404, 404, 404, 429, 429]
    finally:
        app.config["SIGN_IN_LIMIT"] = ""
