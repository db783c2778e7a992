"""Every figure is counted again from the snapshot's rows, and a bundle proves it to a stranger."""

import json
import re

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.plans.evidence import recount
from civic.plans.evidence.labels import COLUMN_NAMES
from civic.plans.evidence.verify import differences
from civic.plans.jobs.run import packed
from civic.plans.review.models import Remark
from civic.plans.section.facts import definitions
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from tests.pages import tight

PLAN = "/gaon/1/plan"
pytestmark = pytest.mark.usefixtures("packed_once")


def test_every_figure_is_what_its_rows_give(taken):
    facts = document_of(taken).facts()
    figures = [{"id": fact.id, "value": fact.value} for fact in facts]
    assert recount.differing(taken.read(), figures) == []
    values = {fact.id: fact.value for fact in facts}
    # 하루's report is hidden, but her wish counts; what the planner 서연 did does not
    assert values["people.participants"] == values["targets.people"] == 3
    assert values["issues.reported"] == 3
    assert (values["votes.voters"], values["votes.paper"]) == (7, 3)
    assert (values["votes.online"], values["votes.eligible"]) == (4, 13)
    assert values["votes.turnout"] == 30.8
    median = next(value for id, value in values.items() if id.endswith(".target"))
    assert median == 31.5


def test_rows_know_no_person(taken, person):
    people = taken.read()["rows"]["people"]
    assert [count for _act, count in people["rows"]] == [2, 0, 0, 0, 1, 0, 0]
    assert "민지" not in json.dumps(taken.read()["rows"], ensure_ascii=False)


def test_a_wrong_row_is_found(taken):
    data = taken.read()
    figures = [{"id": fact.id, "value": fact.value} for fact in document_of(taken).facts()]
    data["rows"]["reports"]["rows"].pop()
    assert "issues.reported: 적힌 값 3, 세어 보니 2" in recount.differing(data, figures)


class Walked(list):
    times = 0

    def __iter__(self):
        self.times += 1
        return super().__iter__()


def test_rows_are_walked_once_for_all_figures_that_ask_alike():
    reports = Walked({"receipt": n, "supports": n % 7} for n in range(100))
    counted = {"rows": "reports", "op": "sum", "column": "supports", "where": {"receipt": "*"}}
    data = {"rows": {"reports": reports}, "index": {}, "sources": {"issue.*.supports": counted}}
    for n in range(100):
        assert recount.recount(data, recount.source_of(data, f"issue.{n}.supports")) == n % 7
    assert reports.times == 1


def test_a_figure_without_a_definition_is_found(taken):
    assert recount.differing(taken.read(), [{"id": "no.such", "value": 1}]) == [
        "no.such: 세는 방법이 자료에 없음"
    ]


def test_a_tap_on_a_number_shows_its_rows(taken, seoyeon, as_person):
    planner = as_person(seoyeon)
    assert f"{PLAN}/1/sources/issues.reported" in planner.get(PLAN).text
    shown = planner.get(f"{PLAN}/1/sources/issues.reported")
    assert "세어 보니 3, 적힌 값 3" in shown.text
    assert "/gaon/1/issues/" in shown.text
    for fact in document_of(taken).facts():
        assert planner.get(f"{PLAN}/1/sources/{fact.id}").status_code == 200
    rows = planner.get(f"{PLAN}/1/rows/issues.reported.csv")
    assert rows.data.decode("utf-8-sig").splitlines()[0].startswith("receipt,listed")
    assert len(rows.data.splitlines()) == 4
    assert planner.get(f"{PLAN}/1/sources/no.such").status_code == 404


def counted_columns(source):
    return {source.get("column")} | {
        c for part in source.get("of", []) for c in counted_columns(part)
    }


def test_the_page_has_a_column_for_whatever_is_counted():
    counted = {
        column for source in definitions([]).values() for column in counted_columns(source)
    } - {None}
    assert counted - set(COLUMN_NAMES) == set()


def test_rows_are_told_in_the_words_of_the_pages(taken, seoyeon, as_person):
    planner = as_person(seoyeon)
    comments = tight(planner.get(f"{PLAN}/1/sources/comments.count").text)
    assert "<td>도시문제</td>" in comments and "<td>issue</td>" not in comments


def test_counted_numbers_stand_to_the_right_with_their_thousands_and_receipts_do_not(
    taken, seoyeon, as_person
):
    planner = as_person(seoyeon)
    budget = tight(planner.get(f"{PLAN}/1/sources/votes.budget").text)
    assert '<td class="r">4,000,000,000</td>' in budget
    reports = tight(planner.get(f"{PLAN}/1/sources/issues.reported").text)
    assert (
        '<th scope="col">접수 순번</th>' in reports
        and '<th scope="col" class="r">공감</th>' in reports
    )


def test_the_rows_of_remarks_say_when_each_was_made_and_how_it_was_answered(
    taken, seoyeon, doyun, as_person, open_phase
):
    open_phase("consult")
    said = {"body": "왜 세 건인가요?", "request_key": "remark-0001"}
    remark = Remark.make(taken, doyun, paragraph_key="overview.text", **said)
    remark.answer("partly", "한 건은 합침", seoyeon)
    freeze(taken.plan, seoyeon)
    db.session.commit()
    rows = tight(as_person(seoyeon).get(f"{PLAN}/2/sources/remarks.count").text)
    assert "쓴 날" in rows and "어디에 달렸나" not in rows
    assert "<td>일부반영</td>" in rows


def test_a_comma_stays_on_the_line_of_its_number(taken, seoyeon, as_person):
    page = as_person(seoyeon).get(PLAN).text
    reported = page[page.index('popovertarget="fact-issues_new"') :]
    assert re.match(r"[^<]*</button>,</span> \S", reported)


def test_rows_are_as_closed_as_the_plan(taken, client):
    for address in ("sources/issues.reported", "rows/issues.reported.csv", "bundle.zip"):
        assert client.get(f"{PLAN}/1/{address}").status_code == 403


def test_a_bundle_holds_and_is_there_once_it_was_made(taken, seoyeon, as_person):
    planner = as_person(seoyeon)
    assert planner.get(f"{PLAN}/1/bundle.zip").status_code == 404
    assert "bundle.zip" not in planner.get(f"{PLAN}/1/sources/issues.reported").text
    planner.post(f"{PLAN}/1/bundle")
    for page in (PLAN, f"{PLAN}/1/sources/issues.reported"):
        assert f'href="{PLAN}/1/bundle.zip"' in planner.get(page).text
    answer = planner.get(f"{PLAN}/1/bundle.zip")
    assert answer.data == packed(taken)
    assert differences(answer.data) == []


def test_later_changes_leave_the_bundle_as_it_was(taken):
    before = packed(taken)
    bus = db.session.scalars(db.select(Issue).filter_by(receipt=1)).one()
    bus.title = "다른 제목"
    db.session.commit()
    assert packed(taken) == before
