"""A round from its first day to years after: what the cockpit says first, asked of the page."""

import re
from datetime import date, timedelta

import pytest

from civic.db import db, now
from civic.issues.models import Issue
from civic.moderation.models import Flag
from civic.plans.filing.models import FilingStep
from civic.plans.models import Plan
from civic.plans.review.models import Remark
from civic.rounds.models import Phase
from civic.solutions.models import Solution
from civic.targets.models import Indicator, Preference
from civic.targets.results.models import IndicatorResult
from civic.votes.seal.tally import Tally
from tests.factory import add_indicator, add_issue, add_solution, screen
from tests.pages import tight
from tests.plans.frozen import frozen

SENTENCE = re.compile(r'id="next" href="([^"]*)".*?다음 할 일</span><span[^>]*>(.*?)</span>', re.S)


@pytest.fixture
def says(as_person, seoyeon):
    """says("…") is asked of the cockpit as it is now; gives where its sentence leads."""

    def ask(words):
        db.session.commit()
        page = tight(as_person(seoyeon).get("/gaon/1/office").text)
        href, sentence = SENTENCE.search(page).groups()
        assert words in sentence and sentence.count(".") == 1, sentence
        return href

    return ask


def filed(round, planner, kind, **more):
    today = now().date()
    step = {"kind": kind, "happened_on": today, "outcome": "", **more}
    return FilingStep.record(Plan.of(round), planner, f"walk-{kind}-{today}", **step)


def test_before_there_is_a_calendar_it_is_made(says, round):
    db.session.execute(db.delete(Phase))
    db.session.expire_all()
    assert says("일정을 먼저 정해 주세요") == "/gaon/1/office/phases/"


def test_while_residents_report_and_propose(says, round, minji, seoyeon, open_phase, clock):
    says("제보 단계에서 기다리는 일이 없으니")
    issue = add_issue(round, created_at=now(), reporter_id=minji.id)
    assert says("오늘 새로 들어왔으니, 제보 1건") == "/gaon/1/office/voices"
    clock(timedelta(days=3))
    says("3일 기다렸으니, 새 제보 1건")
    issue = db.session.get(Issue, issue.id)
    issue.triaged_at = now()
    db.session.add(
        Flag(municipality_id=round.municipality_id, person_id=minji.id, issue_id=issue.id,
             reason="spam")
    )  # fmt: skip
    says("신고한 사람이 기다리니, 글 1건")
    db.session.execute(db.update(Flag).values(settled_at=now()))
    open_phase("propose")
    says("제안 단계에서 기다리는 일이 없으니")
    solution = add_solution(round, status="proposed", proposer_id=minji.id)
    says("검토한 제안만 투표에 오르니, 제안 1건")
    screen(db.session.get(Solution, solution.id), seoyeon)
    clock(round.phase("vote").starts_at - timedelta(days=2))
    says("투표 시작이 2일 뒤인데 투표지가 비어 있으니")
    db.session.get(Solution, solution.id).status = "on_ballot"
    says("제안 단계에서 기다리는 일이 없으니")
    open_phase("vote")
    says("투표 단계에서 기다리는 일이 없으니")
    clock(round.phase("vote").ends_at)
    assert says("집계해서 공개해 주세요") == "/gaon/1/vote/result"


@pytest.fixture
def counted(round, minji, seoyeon, open_phase):
    """A counted vote, one chosen solution, its indicator with what residents want."""
    open_phase("compile")
    issue = add_issue(round, triaged_at=now())
    solution = add_solution(round, status="selected", issues=[issue])
    tally = {"voters": 3, "choices": 3, "eligible": 9, "budget_won": round.budget_won}
    db.session.add(Tally(round_id=round.id, rule=round.rule, **tally))
    round.vote_sealed_at = now()
    words = {"method": "전수 집계", "formula": "합 ÷ 건수", "data_source": "배차 기록"}
    indicator = add_indicator(solution, **words)
    db.session.add(Preference(indicator_id=indicator.id, person_id=minji.id, value=15.0))
    db.session.commit()
    return indicator


def test_while_the_plan_is_written(says, round, counted, seoyeon, doyun, open_phase, clock):
    assert says("제보한 주민이 결과를 아직 모르니") == "/gaon/1/plan/outcomes"
    db.session.execute(db.update(Issue).values(status="rejected"))
    says("계획서를 처음으로 만들어 주세요")
    snapshot = frozen(Plan.start(round), seoyeon)
    says("꼭 채울 것")
    open_phase("consult")
    remark = Remark.make(snapshot, doyun, paragraph_key="overview.people", body="누구인가요?",
                         request_key="walk-1234")  # fmt: skip
    says("컨설팅 의견 1건에 조치를")
    remark = db.session.get(Remark, remark.id)
    remark.answer("declined", "이미 적었음", seoyeon, None, "walk-1235")
    round.call.apply_to_on = date(2027, 1, 30)
    clock(round.phase("submit").ends_at - timedelta(days=2))
    says("접수 마감이 2일 뒤인데 꼭 채울 것이")


def test_after_it_was_handed_in(says, round, counted, seoyeon, open_phase, clock):
    db.session.execute(db.update(Issue).values(status="rejected"))
    frozen(Plan.start(round), seoyeon)
    open_phase("submit")
    filed(round, seoyeon, "submitted")
    assert says("공모에서 나온 결과를 적어") == "/gaon/1/plan/filing"
    clock(timedelta(days=30))
    filed(round, seoyeon, "evaluation", outcome="selected")
    says("공모에서 나온 결과를 적어")
    filed(round, seoyeon, "detail")
    assert says("성과지표 1개의 값을 재서") == "/gaon/1/targets/results"
    clock(timedelta(days=200))
    indicator = db.session.get(Indicator, counted.id)
    promised = now().date() + timedelta(days=30)
    result = {"measured_on": now().date(), "value": 31.0, "source": "교통과 기록"}
    row = IndicatorResult.measure(indicator, seoyeon, "walk-0001", promised_on=promised, **result)
    assert says("적을 것을 모두 적었으니") == "/gaon/1/office/dashboard"
    clock(timedelta(days=40))
    says("다시 재겠다고 한 날이 지났으니, 성과지표 1개")
    row = db.session.get(IndicatorResult, row.id)
    row.correct(seoyeon, "walk-0002", "다른 노선의 값", value=None, **{
        name: getattr(row, name) for name in ("measured_on", "source", "note")
    })  # fmt: skip
    says("성과지표 1개의 값을 재서")


def test_after_it_was_not_selected(says, round, counted, seoyeon, open_phase, clock):
    db.session.execute(db.update(Issue).values(status="rejected"))
    frozen(Plan.start(round), seoyeon)
    open_phase("submit")
    filed(round, seoyeon, "submitted")
    clock(timedelta(days=30))
    filed(round, seoyeon, "evaluation", outcome="not_selected")
    says("공모에서 선정되지 않았으니")
    clock(timedelta(days=1))
    filed(round, seoyeon, "evaluation", outcome="not_selected", words="주민 수가 적음")
    says("적을 것을 모두 적었으니")
