"""Links to read a plan without an account, with a passphrase or without."""

import re
from datetime import timedelta

from civic.db import db
from civic.issues.models import Issue
from civic.korean_time import SEOUL
from civic.plans.links.models import Invitation, ShareLink
from civic.plans.review.models import Remark
from civic.plans.snapshots.gather import freeze
from tests.plans.links.conftest import PLAN, invitation_path, now_of, shared_path


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
    fields = {
        "label": "시장님",
        "last_on": last,
        "passphrase": "가온의 봄날 아침 일곱",
        "number": "",
    }
    short = as_person(seoyeon).post(f"{PLAN}/links/shares", data=fields | {"passphrase": "봄"})
    assert short.status_code == 422 and db.session.scalar(db.select(ShareLink)) is None
    as_person(seoyeon).post(f"{PLAN}/links/shares", data=fields)
    link = db.session.scalars(db.select(ShareLink)).one()
    assert link.passphrase_hash.startswith("$argon2id$")
    path = shared_path(token_of(link))
    closed = client.get(path)
    assert "암호를 적어 주세요" in closed.text and "경로당" not in closed.text
    assert client.get(f"{path}/problems.map.svg").status_code == 403
    wrong = client.post(path, data={"passphrase": "가온의 겨울"})
    assert wrong.status_code == 422 and "암호가 맞지 않아요" in wrong.text
    assert "경로당" not in client.get(path).text
    assert client.post(path, data={"passphrase": "가온의 봄날 아침 일곱"}).status_code == 303
    assert "경로당 설명회 4회" in client.get(path).text
    assert "경로당" not in app.test_client().get(path).text  # another browser is asked again
    link.revoke(seoyeon)
    db.session.commit()
    assert client.get(path).status_code == 410


def test_one_opened_link_opens_no_other(make, token_of, client):
    from civic.people.sign_in.passphrases import hashed

    one = make(ShareLink, passphrase_hash=hashed("가온의 봄날"))
    other = make(ShareLink, key="link-0002", passphrase_hash=hashed("가온의 가을"))
    client.post(shared_path(token_of(one)), data={"passphrase": "가온의 봄날"})
    assert "경로당" in client.get(shared_path(token_of(one))).text
    assert "경로당" not in client.get(shared_path(token_of(other))).text


def test_ten_wrong_passphrases_close_a_link_for_a_while(make, token_of, app, clock):
    from civic.people.sign_in.passphrases import hashed

    link = make(ShareLink, passphrase_hash=hashed("가온의 봄날 아침 일곱"))
    path, right = shared_path(token_of(link)), {"passphrase": "가온의 봄날 아침 일곱"}
    for _ in range(10):  # each from another browser
        wrong = app.test_client().post(path, data={"passphrase": "가온의 겨울"})
        assert wrong.status_code == 422
    closed = app.test_client().post(path, data=right)
    assert closed.status_code == 422 and "잠시 닫았어요" in closed.text
    clock(timedelta(minutes=15))
    assert app.test_client().post(path, data=right).status_code == 303


def test_an_invitation_ends_with_the_rounds_last_phase(make, plan, person, as_person, clock, round):
    haeun = person("하은")
    make(Invitation).accept(haeun)
    db.session.commit()
    consultant = as_person(haeun)
    assert consultant.get(f"{PLAN}/versions").status_code == 200
    clock(max(phase.ends_at for phase in round.phases))
    assert as_person(haeun).get(f"{PLAN}/versions").status_code == 403
