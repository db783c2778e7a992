"""공감: once per person, only in its phases, and what visitors get."""

import pytest
from sqlalchemy import event

from civic.db import db
from civic.issues.listing.listed import NotListed
from civic.issues.support import Support
from civic.people.models import Person
from civic.rounds.rules import PhaseClosed
from tests.orm import orm_statements


@pytest.fixture
def issue(report, person):
    return report(person("민지"))


@pytest.fixture
def his(as_person, junho):
    return as_person(junho)


def supports():
    return db.session.scalar(db.select(db.func.count()).select_from(Support))


def test_support_twice_counts_once(his, issue):
    address = f"/gaon/1/issues/{issue.id}/support"
    assert his.post(address).status_code == 303
    part = his.post(address, headers={"HX-Request": "true"})
    db.session.refresh(issue)
    assert (issue.supports_count, supports()) == (1, 1)
    assert 'aria-pressed="true"' in part.text
    assert "<html" not in part.text


def test_withdrawing_gives_the_count_back(his, issue):
    his.post(f"/gaon/1/issues/{issue.id}/support")
    his.post(f"/gaon/1/issues/{issue.id}/support/withdraw")
    his.post(f"/gaon/1/issues/{issue.id}/support/withdraw")
    db.session.refresh(issue)
    assert (issue.supports_count, supports()) == (0, 0)


def test_paper_supports_stay_in_the_count(issue, junho):
    issue.offline_supports = 12
    issue.recount_supports(issue.id)
    issue.support(junho)
    assert issue.supports_count == 13


def test_one_support_more_or_less_reads_none_of_the_others(issue, person, junho):
    """Told by SQLite's own instructions: each support that is counted anew takes dozens."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL counts no instructions")
    alone = instructions(lambda: issue.support(junho))
    crowd = [{"name": "주민", "email": f"n{n}@example.com"} for n in range(1_000)]
    ids = db.session.scalars(db.insert(Person).returning(Person.id), crowd).all()
    db.session.execute(db.insert(Support), [{"issue_id": issue.id, "person_id": id} for id in ids])
    issue.recount_supports(issue.id)
    haneul = person("하늘")
    in_a_crowd = instructions(lambda: issue.support(haneul))
    assert issue.supports_count == 1_002
    assert in_a_crowd < 3 * alone
    assert instructions(lambda: issue.withdraw_support(haneul)) < 3 * alone
    assert issue.supports_count == 1_001
    assert instructions(lambda: issue.recount_supports(issue.id)) > 10 * alone


def instructions(act) -> int:
    """Tens of them that SQLite does for an act of this session."""
    done = []
    raw = db.session.connection().connection.dbapi_connection
    raw.set_progress_handler(lambda: done.append(1), 10)
    act()
    raw.set_progress_handler(None, 0)
    return len(done)


@pytest.mark.parametrize("phase", ["vote", "target", "compile", "consult", "submit"])
def test_out_of_phase_nothing_is_counted(as_person, issue, junho, phase, open_phase):
    open_phase(phase)
    answer = as_person(junho).post(f"/gaon/1/issues/{issue.id}/support")
    assert answer.status_code == 409
    assert supports() == 0
    with pytest.raises(PhaseClosed):
        issue.support(junho)


def test_a_visitor_is_sent_to_sign_in(client, issue):
    answer = client.post(f"/gaon/1/issues/{issue.id}/support")
    assert answer.status_code == 303
    assert "/sign-in" in answer.location
    assert supports() == 0


def test_hidden_and_merged_issues_take_no_support(his, issue, junho, report, person):
    issue.hide("개인정보가 있어요")
    db.session.commit()
    assert his.post(f"/gaon/1/issues/{issue.id}/support").status_code == 409
    other, target = report(junho, title="가로등"), report(junho, title="가로등이 없어요")
    other.merge_into(target, person("서연", "planner"))
    db.session.commit()
    with pytest.raises(NotListed):
        other.support(junho)


@pytest.mark.parametrize(
    "path", ["999", "0", "999/support", "999/comments", "abc", "9999999999999999999999"]
)
def test_an_issue_that_does_not_exist_is_404(his, round, path):
    send = his.post if path.endswith(("support", "comments")) else his.get
    assert send(f"/gaon/1/issues/{path}").status_code == 404


# What each sends besides BEGIN and COMMIT. PostgreSQL locks, and does the rest at once.
SENT = {"sqlite": {"": 5, "/withdraw": 5}, "postgresql": {"": 4, "/withdraw": 5}}


def test_a_support_asks_the_database_little_and_nothing_after_its_commit(his, issue):
    asked, address = [], f"/gaon/1/issues/{issue.id}/support"

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    for act, most in SENT[db.engine.dialect.name].items():
        asked.clear()
        event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert his.post(address + act).status_code == 303
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        begun = [statement for statement in asked if statement.startswith("BEGIN")]
        assert len(begun) <= 1 and len(asked) - len(begun) == most


@pytest.mark.parametrize("unproven", ["together", "apart", "left_out"])
@pytest.mark.parametrize("lives", [True, False])
def test_what_was_taken_back_leaves_the_counts_as_they_were(
    issue, person, round, junho, unproven, lives
):
    round.unproven = unproven
    issue.support(junho)
    issue.recount_supports(issue.id)
    before = issue.supports_count, issue.unproven_supports
    haneul = person("하늘", lives=lives)
    assert issue.support(haneul)
    assert issue.withdraw_support(haneul) and not issue.withdraw_support(haneul)
    assert (issue.supports_count, issue.unproven_supports) == before
    issue.recount_supports(issue.id)
    assert (issue.supports_count, issue.unproven_supports) == before


def test_no_statement_of_a_support_goes_through_the_orm(his, issue):
    address = f"/gaon/1/issues/{issue.id}/support"
    with orm_statements() as asked:
        assert his.post(address).status_code == 303
        assert his.post(f"{address}/withdraw").status_code == 303
    assert asked == []
