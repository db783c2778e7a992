"""Links to one plan: who is let in by them, until when, and who is not."""

import re
from datetime import datetime, timedelta

import pytest

from civic.db import SEOUL, db
from civic.issues.models import Issue
from civic.people.codes import token_hash
from civic.places.models import Municipality
from civic.plans.gather import freeze
from civic.plans.models import Invitation, LinkRefused, Plan, Remark, ShareLink
from civic.rounds.models import Phase, Round

PLAN = "/gaon/1/plan"
DAY = timedelta(days=1)


@pytest.fixture
def doyun(person):
    return person("도윤")


@pytest.fixture
def plan(round, seoyeon, open_phase):
    open_phase("consult")
    plan = Plan.start(round)
    plan.write("overview", "경로당 설명회 4회", seoyeon)
    freeze(plan, seoyeon)
    db.session.commit()
    return plan


@pytest.fixture
def token_of(app):
    return lambda link: link.token(app.config["SECRET_KEY"])


@pytest.fixture
def make(plan, seoyeon, app, round):
    """make(Invitation) is a link that works for a day."""

    def link(kind, key="link-0001", **values):
        values = {"label": "도윤 박사", "expires_at": now_of(round) + DAY} | values
        made = kind.issue(plan, seoyeon, app.config["SECRET_KEY"], key, **values)
        db.session.commit()
        return made

    return link


@pytest.fixture
def elsewhere(call):
    """다른시's round, in the same phase, with a plan."""
    other = Municipality(slug="other", name="다른시", app_name="다른시")
    round = Round(municipality=other, call=call, number=1, title="다른 참여", budget_won=1)
    db.session.add(round)
    db.session.flush()
    plan = Plan.start(round)
    freeze(plan, None)
    db.session.commit()
    return plan


def now_of(round) -> datetime:
    return round.phase("consult").starts_at + timedelta(hours=1)


def invitation_path(token):
    return f"{PLAN}/invitations/{token}"


def shared_path(token):
    return f"{PLAN}/shared/{token}"


def test_a_planner_makes_an_invitation_and_only_its_hash_is_stored(
    plan, seoyeon, as_person, token_of, round
):
    last = now_of(round).astimezone(SEOUL).date() + 3 * DAY
    fields = {"label": "도윤 박사", "last_on": last.isoformat(), "request_key": "invite-01"}
    for _ in range(2):
        assert as_person(seoyeon).post(f"{PLAN}/links/invitations", data=fields).status_code == 303
    link = db.session.scalars(db.select(Invitation)).one()
    token = token_of(link)
    assert link.token_hash == token_hash(token) and token not in str(vars(link))
    assert (
        link.expires_at.astimezone(SEOUL)
        == datetime(last.year, last.month, last.day, tzinfo=SEOUL) + DAY
    )
    assert f"/gaon/1/plan/invitations/{token}" in as_person(seoyeon).get(f"{PLAN}/links").text


def test_accepting_makes_a_consultant_of_this_plan_and_of_nothing_else(
    make, doyun, token_of, as_person, plan, elsewhere, round, call
):
    again = Round(municipality=round.municipality, call=call, number=2, title="또", budget_won=1)
    start = now_of(round) - DAY
    again.phases = [Phase(kind="consult", starts_at=start, ends_at=start + 9 * DAY)]
    db.session.add(again)
    db.session.flush()
    freeze(Plan.start(again), None)
    db.session.commit()
    link, browser = make(Invitation), as_person(doyun)
    assert browser.get(PLAN).status_code == 403
    assert "도윤 이름으로 수락하기" in browser.get(invitation_path(token_of(link))).text
    assert browser.post(invitation_path(token_of(link))).status_code == 303
    db.session.refresh(link)
    assert (link.accepted_by_id, link.state) == (doyun.id, "accepted")
    assert "의견 쓰기" in browser.get(PLAN).text
    said = {"paragraph_key": "overview.people", "body": "누구인가요?", "request_key": "said-0001"}
    assert browser.post(f"{PLAN}/1/remarks", data=said).status_code == 303
    assert db.session.scalars(db.select(Remark)).one().author_id == doyun.id
    for other in ("/gaon/2/plan", "/other/1/plan"):
        assert browser.get(other).status_code == 403
        assert browser.post(f"{other}/1/remarks", data=said).status_code == 403
    for office in ("/gaon/1/office", f"{PLAN}/links", f"{PLAN}/paragraphs", "/gaon/1/office/log"):
        assert browser.get(office).status_code in (403, 404)


def test_a_visitor_is_led_to_sign_in_and_back(make, token_of, client):
    link = make(Invitation)
    page = client.get(invitation_path(token_of(link)))
    assert "로그인하고 수락하기" in page.text and "/sign-in?next=" in page.text
    assert client.post(invitation_path(token_of(link))).location.startswith("/sign-in")
    assert link.accepted_at is None


def test_an_invitation_is_for_one_person(make, doyun, person, token_of, as_person):
    path = invitation_path(token_of(make(Invitation)))
    assert as_person(doyun).post(path).status_code == 303
    assert as_person(doyun).post(path).status_code == 303  # again is fine
    haeun = as_person(person("하은"))
    assert haeun.post(path).status_code == 410
    assert "이미 다른 사람이 쓴" in haeun.get(path).text
    assert haeun.get(PLAN).status_code == 403


def test_a_planner_who_tries_the_link_does_not_use_it_up(make, seoyeon, token_of, as_person):
    link = make(Invitation)
    assert (
        "이미 이 계획서를 볼 수 있어요"
        in as_person(seoyeon).get(invitation_path(token_of(link))).text
    )
    as_person(seoyeon).post(invitation_path(token_of(link)))
    db.session.refresh(link)
    assert link.accepted_at is None


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


def test_who_accepted_in_time_stays_after_the_link_expired(make, doyun, token_of, as_person, clock):
    link = make(Invitation)
    as_person(doyun).post(invitation_path(token_of(link)))
    clock(link.expires_at + DAY)
    assert as_person(doyun).get(PLAN).status_code == 200


def test_a_revoked_invitation_ends_the_access_and_keeps_the_remarks(
    make, doyun, seoyeon, token_of, as_person, plan
):
    link = make(Invitation)
    as_person(doyun).post(invitation_path(token_of(link)))
    said = {"paragraph_key": "overview.people", "body": "누구인가요?", "request_key": "said-0001"}
    as_person(doyun).post(f"{PLAN}/1/remarks", data=said)
    answer = as_person(seoyeon).post(f"{PLAN}/links/invitations/{link.id}/revoke")
    assert answer.status_code == 303
    assert as_person(doyun).get(PLAN).status_code == 403
    assert as_person(doyun).post(f"{PLAN}/1/remarks", data=said).status_code == 403
    assert as_person(doyun).post(invitation_path(token_of(link))).status_code == 410
    assert "누구인가요?" in as_person(seoyeon).get(PLAN).text
    db.session.refresh(link)
    assert link.revoked_by_id == seoyeon.id


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


def test_the_mayor_reads_the_plan_without_an_account_and_without_the_workshop(
    make, token_of, client, plan, doyun, person
):
    Remark.make(
        plan.snapshot(), person("하은", "consultant"), paragraph_key="overview.people",
        body="비밀 의견", request_key="said-0002",
    )  # fmt: skip
    db.session.commit()
    answer = client.get(shared_path(token_of(make(ShareLink))))
    assert answer.status_code == 200
    assert "경로당 설명회 4회" in answer.text
    for hidden in ("비밀 의견", "의견 쓰기", "다시 만들기"):
        assert hidden not in answer.text
    assert client.get(PLAN).status_code == 403


def test_the_mayor_sees_the_pictures_too(make, token_of, client, plan, seoyeon, round, gaon):
    words = {
        "category": "transit",
        "created_at": now_of(round),
        "district_id": gaon.districts[0].id,
    }
    db.session.add(Issue(round_id=round.id, receipt=1, title="마을버스가 안 와요", **words))
    freeze(plan, seoyeon)
    db.session.commit()
    page = client.get(shared_path(token_of(make(ShareLink)))).text
    addresses = re.findall(r'<img src="([^"]+)"', page)
    assert addresses
    for address in addresses:
        picture = client.get(address)
        assert picture.status_code == 200 and picture.data.startswith(b"<svg")
        assert picture.headers["Cache-Control"] == "private, no-store"


def test_a_secret_address_is_not_kept_found_or_told(make, token_of, client):
    for path in (
        shared_path(token_of(make(ShareLink))),
        invitation_path(token_of(make(Invitation))),
        shared_path("x"),
    ):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_link_to_one_version_stays_on_it_and_another_follows_the_latest(
    make, token_of, client, plan, seoyeon
):
    fixed = make(ShareLink, snapshot_id=plan.snapshot().id)
    follows = make(ShareLink, key="link-0002")
    plan.write("overview", "새로 쓴 글", seoyeon)
    freeze(plan, seoyeon)
    db.session.commit()
    assert "새로 쓴 글" not in client.get(shared_path(token_of(fixed))).text
    assert "새로 쓴 글" in client.get(shared_path(token_of(follows))).text


def test_a_passphrase_is_asked_once_and_only_its_hash_is_stored(
    plan, seoyeon, as_person, client, app, token_of, round
):
    last = now_of(round).astimezone(SEOUL).date().isoformat()
    fields = {"label": "시장님", "last_on": last, "passphrase": "가온의 봄", "number": ""}
    short = as_person(seoyeon).post(f"{PLAN}/links/shares", data=fields | {"passphrase": "봄"})
    assert short.status_code == 422 and db.session.scalar(db.select(ShareLink)) is None
    as_person(seoyeon).post(f"{PLAN}/links/shares", data=fields | {"passphrase": "가온의 봄날"})
    link = db.session.scalars(db.select(ShareLink)).one()
    assert link.passphrase_hash.startswith("$argon2id$")
    path = shared_path(token_of(link))
    closed = client.get(path)
    assert "암호를 적어 주세요" in closed.text and "경로당" not in closed.text
    assert client.get(f"{path}/problems.map.svg").status_code == 403
    wrong = client.post(path, data={"passphrase": "가온의 겨울"})
    assert wrong.status_code == 422 and "암호가 맞지 않아요" in wrong.text
    assert "경로당" not in client.get(path).text
    assert client.post(path, data={"passphrase": "가온의 봄날"}).status_code == 303
    assert "경로당 설명회 4회" in client.get(path).text
    assert "경로당" not in app.test_client().get(path).text  # another browser is asked again
    link.revoke(seoyeon)
    db.session.commit()
    assert client.get(path).status_code == 410


def test_one_opened_link_opens_no_other(make, token_of, client):
    from civic.people.passphrases import hashed

    one = make(ShareLink, passphrase_hash=hashed("가온의 봄날"))
    other = make(ShareLink, key="link-0002", passphrase_hash=hashed("가온의 가을"))
    client.post(shared_path(token_of(one)), data={"passphrase": "가온의 봄날"})
    assert "경로당" in client.get(shared_path(token_of(one))).text
    assert "경로당" not in client.get(shared_path(token_of(other))).text


def test_passphrases_and_invitations_are_tried_only_so_often(app, make, token_of, client):
    from civic.people.passphrases import hashed

    app.config["SIGN_IN_LIMIT"] = "3 per minute"
    try:
        path = shared_path(token_of(make(ShareLink, passphrase_hash=hashed("가온의 봄날"))))
        tries = [client.post(path, data={"passphrase": "모름"}).status_code for _ in range(5)]
        assert tries == [422, 422, 422, 429, 429]
        seen = [client.get(invitation_path("x" * 64)).status_code for _ in range(5)]
        assert seen == [404, 404, 404, 429, 429]
    finally:
        app.config["SIGN_IN_LIMIT"] = ""


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


def test_a_race_for_one_invitation_has_one_winner(make, doyun, person):
    link = make(Invitation)
    taken = db.update(Invitation).values(accepted_at=link.issued_at, accepted_by_id=doyun.id)
    db.session.execute(taken.execution_options(synchronize_session=False))  # by another worker
    with pytest.raises(LinkRefused) as refused:
        link.accept(person("하은"))
    assert refused.value.reason == "used"
