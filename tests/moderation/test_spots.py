"""A planner masks by hand what no shape tells from other words, as a neighbour's name."""

import json

import pytest

from civic.db import db
from civic.issues.correction import IssueCorrection
from civic.issues.models import Issue
from civic.moderation.masked import waiting
from civic.moderation.models import Decision
from civic.notices.models import Notice
from civic.people.masked_words import MaskedWords
from civic.plans.models import Plan
from civic.plans.snapshots.gather import freeze
from civic.solutions.models import Solution
from tests.factory import add_round_elsewhere, propose_solution, report_issue

NEIGHBOUR = "이웃순희"
BODY = f"{NEIGHBOUR}네 개가 짖어요. {NEIGHBOUR}한테 말해도 그대로예요. 010-1234-5678"
REASON = "이웃의 이름이 적혀 있어요."


@pytest.fixture
def report(round):
    """report(minji, title=…) stores an issue of hers and gives it."""

    def make(reporter, **told):
        issue = report_issue(round, reporter, **told)
        db.session.commit()
        return issue

    return make


@pytest.fixture
def issue(report, minji):
    return report(minji, title=f"{NEIGHBOUR}네 개", body=BODY, place=f"{NEIGHBOUR}네 앞")


def mask(browser, of, thing, **form):
    address = f"/gaon/1/office/masked/new/{of}/{thing.id}"
    answer = browser.post(address, data={"words": NEIGHBOUR, "reason": REASON} | form)
    db.session.expire_all()
    return answer


def test_every_occurrence_goes_and_the_words_wait_sealed(issue, seoyeon, as_person, client, gaon):
    assert mask(as_person(seoyeon), "issue", issue, kind="name").status_code == 303
    assert (issue.title, issue.place) == ("●●●네 개", "●●●네 앞")
    assert issue.body == "●●●네 개가 짖어요. ●●●한테 말해도 그대로예요. [전화번호]"
    for page in (f"issues/{issue.id}", "issues/", f"issues/{issue.id}/feed.xml"):
        assert NEIGHBOUR not in client.get(f"/gaon/1/{page}").text
    assert f"/issues/{issue.id}" not in client.get(f"/gaon/1/issues/?q={NEIGHBOUR}").text
    kept = {one.words.field: one.words for one in waiting(gaon)}
    assert kept.keys() == {"title", "body", "place"}
    assert kept["body"].original == BODY and kept["body"].masked == issue.body
    assert kept["title"].all_kinds == ["name"]
    for cell in db.session.connection().exec_driver_sql("SELECT * FROM masked_words"):
        assert NEIGHBOUR not in repr(cell)


def test_it_is_in_the_log_and_the_writer_is_told(issue, seoyeon, as_person, minji):
    mask(as_person(seoyeon), "issue", issue)
    decision = db.session.scalars(db.select(Decision)).one()
    assert (decision.act, decision.reason) == ("mask_words", REASON)
    assert REASON in as_person(seoyeon).get("/gaon/1/office/log").text
    notice = db.session.scalars(db.select(Notice)).one()
    assert notice.person_id == minji.id
    page = as_person(minji).get("/gaon/1/notices/").text
    assert "담당자가 내가 쓴 글에서 개인정보를 가렸어요" in page and REASON in page


def test_earlier_versions_lose_it_too(report, minji, seoyeon, as_person, client):
    issue = report(minji, body=f"{NEIGHBOUR}네")
    issue.amend(minji, {"body": {"body": "다시 썼어요."}})
    db.session.commit()
    assert mask(as_person(seoyeon), "issue", issue).status_code == 303
    assert NEIGHBOUR not in json.dumps(
        [[each.before, each.after] for each in db.session.scalars(db.select(IssueCorrection))],
        ensure_ascii=False,
    )
    assert NEIGHBOUR not in client.get(f"/gaon/1/issues/{issue.id}").text


@pytest.mark.parametrize("kind", ["issue_comment", "solution", "solution_comment"])
def test_comments_and_proposals(kind, report, round, minji, seoyeon, as_person, open_phase, gaon):
    issue = report(minji)
    said = issue.comment(minji, BODY, "key-of-comment")
    open_phase("propose")
    steps = [{"title": NEIGHBOUR, "month_from": 1, "month_to": 2, "detail": f"{NEIGHBOUR}와"}]
    solution = propose_solution(round, minji, [issue], title=f"{NEIGHBOUR} 길", steps=steps)
    talk = solution.comment(minji, BODY, "key-of-talk")
    db.session.commit()
    thing = {"issue_comment": said, "solution": solution, "solution_comment": talk}[kind]
    assert mask(as_person(seoyeon), kind, thing).status_code == 303
    now = thing.title if kind == "solution" else thing.body
    assert NEIGHBOUR not in now and "●●●" in now
    if kind == "solution":
        assert [(step.title, step.detail) for step in thing.steps] == [("●●●", "●●●와")]
    mine = [one for one in waiting(gaon) if one.words.spots]
    browser = as_person(seoyeon)
    assert NEIGHBOUR in browser.get(f"/gaon/1/office/masked/{mine[0].words.id}").text
    act = "show-spots" if mine[0].words.kinds else "show"
    assert browser.post(f"/gaon/1/office/masked/{mine[0].words.id}/{act}").status_code == 303
    db.session.expire_all()
    now = thing.title if kind == "solution" else thing.body
    assert NEIGHBOUR in now and "010" not in now


def test_what_was_found_by_itself_stays_masked_when_a_spot_is_shown(
    issue, seoyeon, as_person, gaon, client
):
    mask(as_person(seoyeon), "issue", issue)
    words = next(one.words for one in waiting(gaon) if one.words.field == "body")
    browser = as_person(seoyeon)
    assert browser.post(f"/gaon/1/office/masked/{words.id}/show-spots").status_code == 303
    db.session.expire_all()
    assert issue.body == BODY.replace("010-1234-5678", "[전화번호]")
    assert f"/issues/{issue.id}" in client.get(f"/gaon/1/issues/?q={NEIGHBOUR}").text
    assert browser.post(f"/gaon/1/office/masked/{words.id}/show-spots").status_code == 409
    assert browser.post(f"/gaon/1/office/masked/{words.id}/show").status_code == 303
    db.session.expire_all()
    assert issue.body == BODY


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"words": "없는이웃"}, "이 글에 그런 말이 없어요"),
        ({"words": ""}, "가릴 말을 적어 주세요"),
        ({"words": "이"}, "2자에서 100자까지"),
        ({"words": "●●●"}, "글자나 숫자가 있는 말"),
        ({"reason": ""}, "이유를 적어 주세요"),
        ({"reason": f"{NEIGHBOUR}의 이름"}, "이유에는 가릴 말을 쓰지 말아"),
    ],
)
def test_what_cannot_be_masked_is_said_and_kept(form, sentence, issue, seoyeon, as_person):
    answer = mask(as_person(seoyeon), "issue", issue, **form)
    assert answer.status_code == 422 and sentence in answer.text
    assert form.get("words", NEIGHBOUR) in answer.text
    assert NEIGHBOUR in issue.title
    assert db.session.scalars(db.select(Decision)).all() == []


def test_a_number_no_law_lets_one_keep_is_gone_for_good(report, minji, seoyeon, as_person, gaon):
    number = "구공공일공일 하나둘삼사"
    issue = report(minji, body=f"제 번호는 {number}")
    answer = mask(as_person(seoyeon), "issue", issue, words=number, kind="resident_number")
    assert answer.status_code == 303
    assert issue.body == "제 번호는 ●●●"
    assert (waiting(gaon), db.session.scalars(db.select(MaskedWords)).all()) == ([], [])


def test_a_mask_longer_than_the_word_fits_the_column(
    round, report, minji, seoyeon, as_person, gaon, open_phase
):
    issue = report(minji)
    open_phase("propose")
    solution = propose_solution(round, minji, [issue], title="김구" * 60)
    db.session.commit()
    assert mask(as_person(seoyeon), "solution", solution, words="김구").status_code == 303
    assert solution.title == "●" * 120
    (one,) = waiting(gaon)
    as_person(seoyeon).post(f"/gaon/1/office/masked/{one.words.id}/show")
    db.session.expire_all()
    assert solution.title == "김구" * 60


def test_a_plan_has_it_masked_when_it_is_compiled_again(issue, round, seoyeon, as_person):
    plan = Plan.start(round)
    freeze(plan, seoyeon)
    db.session.commit()
    assert NEIGHBOUR in str(plan.snapshot().read())
    mask(as_person(seoyeon), "issue", issue)
    freeze(plan, seoyeon)
    db.session.commit()
    assert NEIGHBOUR not in str(plan.snapshot().read())


def test_only_the_office_of_the_city(issue, minji, as_person, person, call, client):
    assert mask(as_person(minji), "issue", issue).status_code in (403, 404)
    elsewhere = add_round_elsewhere(call)
    db.session.commit()
    other = person("옆 도시 담당자")
    db.session.commit()
    address = f"/{elsewhere.municipality.slug}/1/office/masked/new/issue/{issue.id}"
    assert as_person(other).get(address).status_code in (403, 404)
    assert NEIGHBOUR in db.session.get_one(Issue, issue.id).title
    assert db.session.scalar(db.select(Solution.id)) is None


def test_the_thing_s_page_leads_there(issue, minji, seoyeon, as_person):
    comment = issue.comment(minji, "저도요", "key-of-comment")
    db.session.commit()
    page = as_person(seoyeon).get(f"/gaon/1/issues/{issue.id}").text
    for kind, thing in (("issue", issue), ("issue_comment", comment)):
        assert f"/office/masked/new/{kind}/{thing.id}" in page
    assert "office/masked/new" not in as_person(minji).get(f"/gaon/1/issues/{issue.id}").text
