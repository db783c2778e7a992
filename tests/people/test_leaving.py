"""A person who is in every table leaves: what is left of them is what the page promised."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from civic.db import db, now
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.issues.verdict import Verdict
from civic.moderation.subjects import find_subject
from civic.notices.models import Notice, NoticeChoice
from civic.people.models import Person
from civic.people.sign_in.models import SignIn
from civic.photos.models import Photo
from civic.photos.redaction.boxes import Box
from civic.photos.redaction.models import PhotoRedaction, Repainted
from civic.photos.sweep import sweep
from civic.plans.models import Plan
from civic.plans.snapshots.gather import freeze
from civic.surveys.models import Survey
from civic.targets.models import Preference
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.voter_roll import Participation
from tests.factory import add_indicator, add_solution, propose_solution, report_issue
from tests.people.planting import OF_THE_OFFICE, PLANTED, plant, tables_of

NAME, MAIL, PHONE, BORN = "은하수달별", "eunhasu@example.com", "+821087654321", 1987
SECRET = "은하수만아는말"  # stands in every text they wrote
# Columns that name a person, and what becomes of the row when they leave.
SUBJECTS = ("person_id", "author_id", "reporter_id", "proposer_id", "uploader_id")


def everything() -> str:
    """Every cell of the database that can be read, as text."""
    cells = []
    for table in db.metadata.sorted_tables:
        for row in db.session.connection().exec_driver_sql(f'SELECT * FROM "{table.name}"'):
            cells += [f"{table.name}\t{cell!r}" for cell in row]
    return "\n".join(cells)


@pytest.fixture
def store(app):
    return app.extensions["photo_store"]


@pytest.fixture
def gone(person, round, gaon, open_phase, store, seoyeon, clock):
    """은하수달별, in as many tables as a resident can be."""
    someone = person(NAME, lives=True)
    someone.email, someone.phone, someone.birth_year = MAIL, PHONE, BORN
    someone.home_district_id = gaon.districts[0].id
    someone.set_passphrase("달내천 오리 세 마리가 산책해요")
    someone.agree(("required", "age", "contact"))
    SignIn.open(someone, device="은하수의 휴대전화")
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(picture, "JPEG")
    photo = Photo.take_in(store, picture.getvalue(), someone)
    words = {"title": f"{SECRET} 제보", "body": f"{SECRET} 010-8765-4321", "place": SECRET}
    issue = report_issue(
        round, someone, **words, shows_name=True, photos=[(photo, SECRET)], lat=36.55, lon=127.05
    )
    issue.amend(someone, {"title": {"title": f"{SECRET} 고친 제보"}})
    repainted = Repainted(store, photo, True).with_boxes([Box(0, 0, 50, 50)])
    PhotoRedaction.add(repainted, someone, by_office=False)
    others = report_issue(round, person("준호"), title="남의 제보")
    others.comment(someone, f"{SECRET} 의견", "key-of-comment")
    others.support(someone)
    find_subject("issue", others.id, gaon).flag(someone, f"abuse {SECRET}")
    notice = {"kind": "status", "source": "status:1", "round_id": round.id, "issue_id": issue.id}
    db.session.add(
        Notice(person_id=someone.id, created_at=now(), details={"words": SECRET}, **notice)
    )
    db.session.add(
        NoticeChoice(person_id=someone.id, kind="status", in_app=True, push=True, mail=True)
    )
    solution = add_solution(round, 1, status="selected")
    indicator = add_indicator(solution)
    wish = {"indicator_id": indicator.id, "person_id": someone.id, "value": 50.0}
    db.session.add(Preference(reason=SECRET, **wish))
    done = others.set_status("done", seoyeon, "고쳤어요")
    db.session.flush()
    survey = Survey.write(
        round, seoyeon, "survey-0001", title="버스는 어땠나요?", audience="residents"
    )
    said = survey.add_question(kind="text", words="하고 싶은 말", required=True)
    survey.open(now() + timedelta(days=9))
    survey.answer(someone, None, {said.id: f"{SECRET} 설문의 말"})
    db.session.add(Verdict(change_id=done.id, person_id=someone.id, answer="no", words=SECRET))
    open_phase("propose")
    mine = {"title": f"{SECRET} 제안", "body": SECRET, "summary": SECRET}
    proposal = propose_solution(round, someone, [others], **mine)
    solution.comment(someone, f"{SECRET} 제안 의견", "key-of-solution-comment")
    proposal.follow(someone)
    plant(someone, round, seoyeon, SECRET)
    on_ballot = add_solution(round, 9, title="투표에 오른 것", status="on_ballot")
    round.phase("vote").starts_at = round.phase("propose").starts_at
    db.session.flush()
    Participation.submit(someone, round, [on_ballot.id])
    freeze(Plan.start(round), seoyeon)
    db.session.commit()
    return someone


def leave(as_person, someone, words):
    answer = as_person(someone).post("/gaon/mine/leave", data={"sure": "y", "words": words})
    assert answer.status_code == 303
    db.session.expire_all()


def test_nothing_says_who_they_were(gone, as_person, store, client):
    before = everything()
    assert all(each in before for each in (NAME, MAIL, PHONE, SECRET, str(BORN), *PLANTED))
    leave(as_person, gone, "keep")
    left = everything()
    for personal in (NAME, MAIL, PHONE, "휴대전화", f"person\t{BORN}", *PLANTED):
        assert personal not in left
    files = [name for name, _ in store.names()]
    assert not [name for name in files if NAME in name or MAIL in name]
    row = db.session.get(Person, gone.id)
    assert (row.name, row.email, row.phone, row.birth_year) == ("떠난 주민", None, None, None)
    # Words that stay are under nobody's name; those that nobody else reads are gone.
    kept = {line.split("\t")[0] for line in left.splitlines() if SECRET in line}
    assert kept <= {
        *("issue", "issue_photo", "issue_comment", "issue_correction", "solution"),
        *("issue_search", "snapshot", "survey_value", "solution_comment"),
    }
    page = client.get(f"/gaon/1/issues/{db.session.scalars(db.select(Issue.id)).first()}").text
    assert "떠난 주민" in page and NAME not in page


def test_who_takes_their_words_along_leaves_none(gone, as_person, store, client, round, clock):
    mine = db.session.scalars(db.select(Issue).filter_by(reporter_id=gone.id)).one().id
    photo = db.session.scalars(db.select(Photo)).one().key
    leave(as_person, gone, "take")
    left = everything()
    kept = {line.split("\t")[0] for line in left.splitlines() if SECRET in line}
    assert kept <= {"snapshot"}  # of a plan made before: never shown, see below
    assert client.get(f"/gaon/1/issues/{mine}").status_code == 410
    assert client.get(f"/photos/{photo}.jpg").status_code == 410
    for page in (
        "/gaon/1/issues/",
        f"/gaon/1/issues/?q={SECRET}",
        "/gaon/1/",
        "/gaon/1/solutions/",
    ):
        assert f"{SECRET} 제" not in client.get(page).text
    clock(timedelta(days=2))
    sweep(store)
    assert [name for name, _ in store.names() if name.startswith(photo)] == []
    comment = db.session.scalars(db.select(IssueComment)).one()
    assert (comment.body, bool(comment.withdrawn_at)) == ("", True)
    plan = Plan.of(round)
    freeze(plan, None)
    db.session.commit()
    assert SECRET not in str(plan.snapshot().read())


def test_what_others_built_on_stays_unnamed(gone, as_person, person):
    issue = db.session.scalars(db.select(Issue).filter_by(reporter_id=gone.id)).one()
    db.session.add(Support(issue_id=issue.id, person_id=person("하나").id))
    db.session.commit()
    leave(as_person, gone, "take")
    assert SECRET in issue.title
    assert not issue.shows_name and issue.hidden_at is None


def test_the_person_is_planted_in_every_table_that_names_one(gone):
    """A new column that names a resident has to be planted above; their ballot is there, too."""
    named, holding = tables_of(gone, SUBJECTS)
    assert named - holding == OF_THE_OFFICE & named
    mine = db.select(Ballot).join(Participation).filter_by(person_id=gone.id)
    assert db.session.scalars(mine).one().solution_ids


def test_the_ballot_stays_and_names_nobody(gone, as_person, round):
    counted = db.select(Ballot.choices).where(Ballot.round_id == round.id)
    before = db.session.scalars(counted).all()
    leave(as_person, gone, "take")
    assert db.session.scalars(counted).all() == before and len(before) == 1
    assert db.session.get(Person, gone.id).name == "떠난 주민"
