"""계획서에 싣기: what a plan names, what it leaves out, and that its numbers stay."""

import pytest

from civic.db import db
from civic.documents.model import Line, plain
from civic.issues.models import rebuild_round_index
from civic.plans.evidence import recount
from civic.plans.models import Plan
from civic.plans.printing.act import Printing
from civic.plans.printing.models import IssuePrinting, ThemePrinting, printing_of_issue
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.themes.models import Theme
from civic.triage.models import OfficeAct
from civic.triage.selection import Selection
from tests.factory import add_issue

pytestmark = pytest.mark.either_database


@pytest.fixture
def issues(round, minji):
    """One of each: received, turned down, sent elsewhere."""
    statuses = ("received", "rejected", "transferred")
    rows = [
        add_issue(round, n, title=f"문제 {n}", status=status, reporter_id=minji.id)
        for n, status in enumerate(statuses, 1)
    ]
    round.next_receipt = 4
    db.session.commit()
    return rows


def printed(round) -> tuple[list[str], dict, str]:
    """The titles of the list, the figures, and what is said of those left out."""
    snapshot = freeze(Plan.start(round), None)
    document = document_of(snapshot)
    table = next(table for table in document.tables() if table.key == "problems.top")
    figures = {fact.id: fact.value for fact in document.facts()}
    told = [{"id": id, "value": value} for id, value in figures.items()]
    assert recount.differing(snapshot.read(), told) == []
    lines = {b.key: plain(b.text) for b in document.blocks if isinstance(b, Line)}
    return [plain(row[2]) for row in table.cells], figures, lines.get("problems.left_out", "")


def test_what_was_turned_down_or_sent_elsewhere_is_not_named_but_counted(round, issues):
    titles, figures, words = printed(round)
    assert titles == ["문제 1"]
    assert (figures["issues.listed"], figures["issues.printed"]) == (3, 1)
    assert words == "목록에 싣지 않은 도시문제 2건(미반영 1건, 이송 1건, 수에는 들어 있음)"


def test_a_planner_decides_for_each(round, issues, seoyeon):
    IssuePrinting.decide(round, [issues[0].id], False, seoyeon)
    IssuePrinting.decide(round, [issues[1].id], True, seoyeon)
    IssuePrinting.decide(round, [issues[1].id], True, seoyeon)
    db.session.commit()
    titles, figures, words = printed(round)
    assert titles == ["문제 2"] and "담당자가 뺌 1건" in words
    assert figures["issues.left_office"] == 1
    assert [printing_of_issue(each) for each in issues] == ["office", "yes", "transferred"]


def test_one_is_decided_on_its_page(as_person, seoyeon, round, issues):
    sent = {"issue": str(issues[1].id), "printed": "yes", "back": "/gaon/1/office/voices"}
    answer = as_person(seoyeon).post("/gaon/1/plan/printing/issues", data=sent)
    assert answer.status_code == 303 and answer.location.endswith("/gaon/1/office/voices")
    assert IssuePrinting.of_round(round) == {issues[1].id: True}
    assert "계획서에서 빼기" in as_person(seoyeon).get(f"/gaon/1/issues/{issues[1].id}").text


@pytest.mark.parametrize("issue", ["", "x", "-1", "9999999999"])
def test_an_address_that_names_none_is_refused(as_person, seoyeon, round, issues, issue):
    office = as_person(seoyeon)
    answer = office.post("/gaon/1/plan/printing/issues", data={"printed": "no", "issue": issue})
    assert answer.status_code == 400 and not IssuePrinting.of_round(round)


def test_all_that_match_are_decided_on_the_desk_and_taken_back(as_person, seoyeon, round, issues):
    ids = [issue.id for issue in issues]
    IssuePrinting.decide(round, ids[:1], True, seoyeon)
    db.session.commit()
    before = Printing.read(ids)
    rebuild_round_index(round)
    db.session.commit()
    office = as_person(seoyeon)
    sent = {"kind": "printing", "printing-printed": "no", "all": "1", "seen": "0"}
    sent |= {"upto": str(round.next_receipt), "shown": "3"}
    answer = office.post("/gaon/1/office/voices/acts?show=all", data=sent)
    assert IssuePrinting.of_round(round) == dict.fromkeys(ids, False)
    assert "계획서에 싣기: 3건에 했어요." in office.get(answer.location).text
    act = db.session.scalars(db.select(OfficeAct)).one()
    office.post(f"/gaon/1/office/voices/acts/{act.id}/undo")
    assert IssuePrinting.of_round(round) == {ids[0]: True}
    assert Printing.read(ids) == before


def test_what_a_colleague_decided_since_stays(person, seoyeon, round, issues):
    ids = (issues[0].id, issues[1].id)
    done = OfficeAct.do(Printing(False), Selection(seen=0, ids=ids), round, seoyeon)
    IssuePrinting.decide(round, [ids[1]], False, person("하늘", "planner"))
    db.session.commit()
    done.undo(Printing, seoyeon)
    db.session.commit()
    assert IssuePrinting.of_round(round) == {ids[1]: False}
    assert done.kept_count == 1


def test_a_theme_can_be_left_out(as_person, seoyeon, round, issues):
    theme, _ = Theme.start(round)
    theme.rename("버스", "버스가 뜸함", seoyeon)
    theme.take([issues[0].id], seoyeon)
    db.session.commit()
    office = as_person(seoyeon)
    answer = office.post(f"/gaon/1/plan/printing/themes/{theme.id}", data={"printed": "no"})
    assert answer.status_code == 303
    assert ThemePrinting.of_round(round) == {theme.id: False}
    assert "담당자가 계획서에서 뺐어요." in office.get(answer.location).text
    snapshot = freeze(Plan.start(round), None)
    document = document_of(snapshot)
    keys = {getattr(block, "key", "") for block in document.blocks}
    assert "problems.themes.left_out" in keys and not {"problems.voices", "theme.1.count"} & keys


def test_residents_decide_nothing(as_person, minji, issues):
    sent = {"issue": str(issues[0].id), "printed": "no"}
    assert as_person(minji).post("/gaon/1/plan/printing/issues", data=sent).status_code == 403
