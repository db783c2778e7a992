"""What is hidden after a plan was compiled goes out with no file and is on no page of it."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from PIL import Image
from pypdf import PdfReader

from civic.db import db, now
from civic.documents.export.formats import FORMATS
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.moderation.subjects import find_subject
from civic.photos.models import Photo
from civic.photos.redaction.boxes import Box
from civic.photos.redaction.models import PhotoRedaction, Repainted
from civic.plans.evidence.verify import hwp_words
from civic.plans.filing.models import FilingStep
from civic.plans.jobs.models import Job
from civic.plans.links.models import ShareLink
from civic.plans.models import Plan
from civic.plans.review.models import Remark
from civic.plans.snapshots.concealing import CONCEALED, Hidden, conceal
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.plans.snapshots.hidden import hidden_in
from civic.solutions.models import Solution
from civic.votes.seal.tally import Tally, TallyRow
from tests.plans.frozen import frozen
from tests.plans.sample_snapshot import sample

PLAN = "/gaon/1/plan"
PAGES = (
    *("", "?number=1", "/versions/1", "/versions/2", "/versions/compare", "/remarks.csv"),
    *("/2/sources/issues.reported", "/2/rows/votes.selected.csv", "/2/solutions.bars.svg"),
)
ISSUE, SOLUTION = "010-1234-5678로 연락 주세요", "부르면 오는 버스"


@pytest.fixture
def plan(fine, bus, round, app, seoyeon, doyun, person):
    """A plan whose issue has a photo, whose winning solution is old, and on both a remark."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "#7a5c3e").save(file, "JPEG")
    photo = Photo(key="a" * 32, sha256="b" * 64, width=40, height=30)
    for name in photo.names:
        app.extensions["photo_store"].put(name, file.getvalue())
    issue = Issue(
        round_id=round.id, receipt=1, title=ISSUE, category="safety", lat=36.55, lon=127.05,
        district_id=round.municipality.districts[0].id, reporter_id=person("하루").id,
    )  # fmt: skip
    db.session.add_all([photo, issue])
    db.session.flush()
    shown = IssuePhoto(issue_id=issue.id, photo_id=photo.id, position=0, alt=f"알림판 {ISSUE}")
    db.session.add(shown)
    tally = db.session.scalars(db.select(Tally)).one()
    won = {"rank": 1, "votes": 3, "cost_won": bus.solution.cost_won, "selected": True}
    tally.rows.append(TallyRow(solution_id=bus.solution_id, **won))
    fine.write("overview", "경로당 설명회를 엶", seoyeon)
    quoted = {"paragraph_key": "problems.top", "row": "issue.1", "quote": f"1 · {ISSUE} · 안전"}
    Remark.make(fine.snapshot(), doyun, body="누구인가요?", request_key="remark-0001", **quoted)
    frozen(fine, seoyeon)
    db.session.commit()
    return fine


@pytest.fixture
def hide(plan, seoyeon):
    def act(*things):
        for thing in things or ("issue", "solution"):
            table = Issue if thing == "issue" else Solution
            row = db.session.scalars(db.select(table)).one()
            find_subject(thing, row.id, plan.round.municipality).hide(seoyeon, "개인정보")
        db.session.commit()

    return act


def words_of(name: str, body: bytes) -> str:
    """Everything that can be read in a file."""
    if name == "pdf":
        reader = PdfReader(io.BytesIO(body))
        pages = "".join(page.extract_text() for page in reader.pages)
        return "".join(pages.split()) + str(reader.metadata) + _alternative_texts(reader)
    if name in ("hwpx", "docx", "pptx", "xlsx"):
        with ZipFile(io.BytesIO(body)) as file:
            return "".join(
                file.read(part).decode("utf-8", "replace")
                for part in file.namelist()
                if not part.endswith((".png", ".jpg"))
            )
    if name == "hwp":
        return "".join(hwp_words(body))
    return body.decode("utf-8-sig")


def _alternative_texts(reader: PdfReader) -> str:
    objects = (reader.get_object(n) for n in range(1, len(reader.xref[0]) + 1))
    return "".join("".join(str(o.get("/Alt", "")).split()) for o in objects if hasattr(o, "get"))


def holds(words: str, title: str) -> bool:
    return title in words or "".join(title.split()) in words


@pytest.mark.parametrize("name", FORMATS)
def test_hidden_words_are_in_no_file(name, plan, hide, seoyeon, as_person):
    planner, file = as_person(seoyeon), f"{PLAN}/2/export.{name}"
    before = words_of(name, planner.get(file).data)
    assert holds(before, ISSUE)
    hide()
    after = words_of(name, planner.get(file).data)
    assert not holds(after, ISSUE) and not holds(after, SOLUTION)
    assert holds(after, CONCEALED)
    if name in ("hwpx", "docx", "pdf"):
        assert holds(after, "기준 시점 뒤에 가려진 글 2건은 내용을 싣지 않고 수에만 넣음")


def test_its_picture_and_its_place_are_not_in_it_either(plan, hide):
    before = document_of(plan.snapshot())
    assert "problems.photos" in keys(before) and before.places[0].lat == 36.55
    hide("issue")
    after = document_of(plan.snapshot())
    assert "problems.photos" not in keys(after) and after.places[0].lat is None


def keys(document):
    return {getattr(block, "key", "") for block in document.blocks}


def test_no_number_changes(plan, hide):
    before = document_of(plan.snapshot()).facts()
    hide()
    assert document_of(plan.snapshot()).facts() == before


@pytest.mark.parametrize("path", PAGES)
def test_it_is_on_no_page(path, plan, hide, doyun, as_person):
    consultant = as_person(doyun)
    assert consultant.get(PLAN + path).status_code == 200
    hide()
    shown = consultant.get(PLAN + path).text
    if path in ("", "?number=1"):  # the consultant's own remark stays as it was made
        shown = shown.partition('<aside class="stack"')[0]
    assert ISSUE not in shown and SOLUTION not in shown


def test_a_link_to_read_shows_it_no_more(plan, hide, seoyeon, client, app):
    secret = app.config["SECRET_KEY"]
    until = now() + timedelta(days=3)
    link = ShareLink.issue(plan, seoyeon, secret, "share-0001", label="의회", expires_at=until)
    db.session.commit()
    hide()
    page = client.get(f"{PLAN}/shared/{link.token(secret)}").text
    assert "가려진 글 2건" in page and ISSUE not in page


def test_a_bundle_is_neither_made_nor_given(plan, hide, seoyeon, as_person):
    planner = as_person(seoyeon)
    planner.post(f"{PLAN}/2/bundle")
    assert planner.get(f"{PLAN}/2/bundle.zip").status_code == 200
    assert "bundle.zip" in planner.get(PLAN).text
    hide("issue")
    assert planner.get(f"{PLAN}/2/bundle.zip").status_code == 409
    assert "bundle.zip" not in planner.get(PLAN).text
    assert "다시 만들어 주세요" in planner.post(f"{PLAN}/2/bundle").text

    freeze(plan, seoyeon)
    db.session.commit()
    planner.post(f"{PLAN}/3/bundle")
    with ZipFile(io.BytesIO(planner.get(f"{PLAN}/3/bundle.zip").data)) as file:
        assert ISSUE not in file.read("snapshot.json").decode()


def test_what_was_hidden_while_a_bundle_is_packed_ends_the_work(
    plan, hide, seoyeon, as_person, queue
):
    planner = as_person(seoyeon)
    page = planner.post(f"{PLAN}/2/bundle").location
    hide("issue")
    queue.work()
    assert "가려진 글이 있어 만들지 않았어요" in planner.get(page).text
    assert db.session.scalars(db.select(Job)).one().made is None


def test_what_was_handed_in_stays_as_it_was_for_the_office_alone(
    plan, hide, seoyeon, doyun, as_person, clock
):
    planner, consultant, file = as_person(seoyeon), as_person(doyun), f"{PLAN}/2/export.csv"
    handed_in = planner.get(file).data
    day = now().date()
    FilingStep.record(
        plan, seoyeon, "filed-0001", kind="submitted", happened_on=day, snapshot=plan.snapshot()
    )
    db.session.commit()
    clock(timedelta(hours=1))
    hide("issue")
    assert planner.get(file).data == handed_in
    assert ISSUE not in consultant.get(file).text
    assert ISSUE not in planner.get(PLAN).text.partition('<aside class="stack"')[0]
    assert "낸 제2호에 뒤에 가려진 글 1건이 들어 있어요" in planner.get(f"{PLAN}/filing").text
    assert "공모에 낸 계획서예요" in planner.get(PLAN).text


def test_what_was_hidden_before_it_was_handed_in_is_not_in_it(plan, hide, seoyeon, as_person):
    hide("issue")
    FilingStep.record(
        plan, seoyeon, "filed-0001", kind="submitted", happened_on=now().date(),
        snapshot=plan.snapshot(),
    )  # fmt: skip
    db.session.commit()
    assert ISSUE not in as_person(seoyeon).get(f"{PLAN}/2/export.csv").text


def test_shown_again_it_is_there_again(plan, hide, seoyeon):
    before = document_of(plan.snapshot())
    hide("issue")
    assert document_of(plan.snapshot()).concealed == 1
    issue = db.session.scalars(db.select(Issue)).one()
    find_subject("issue", issue.id, plan.round.municipality).restore(seoyeon)
    db.session.commit()
    assert document_of(plan.snapshot()) == before


def test_a_new_plan_names_a_hidden_solution_nowhere(plan, hide, seoyeon):
    hide()
    text = freeze(Plan.of(plan.round), seoyeon).read()
    assert ISSUE not in str(text) and text["tally"] is not None
    assert SOLUTION not in str(text["tally"])


def test_concealing_nothing_changes_nothing():
    shown = {name: sample().get(name, []) for name in ("solutions", "themes", "screenings")}
    data = sample() | {"remarks": []} | shown
    assert conceal(data, Hidden()) == (data, 0)


def test_a_photo_redacted_since_is_in_no_document_of_before(plan, seoyeon, app, clock):
    photo = db.session.scalars(db.select(Photo)).one()
    assert plan.snapshot().data and hidden_in(plan.snapshot()).photos == frozenset()
    clock(timedelta(hours=1))
    repainted = Repainted(app.extensions["photo_store"], photo, True).with_boxes([Box(0, 0, 9, 9)])
    PhotoRedaction.add(repainted, seoyeon, by_office=True)
    db.session.commit()
    assert hidden_in(plan.snapshot()).photos == {1}
    freeze(plan, seoyeon)
    db.session.commit()
    assert hidden_in(plan.snapshot()).photos == frozenset()
