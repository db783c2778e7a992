"""Every page answers in every state of a round: nothing yet, one, many, at each turn of a phase."""

from datetime import timedelta

import pytest

from civic.call_forms.apart.asking import read_apart
from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.importing.models import IssueImport
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.moderation.subjects import find_subject
from civic.panel.models import Panel
from civic.people.residency.participation_codes import CodeBatch
from civic.plans.call_form.filled import FilledForm
from civic.plans.call_form.making import make_filled
from civic.plans.call_form.models import CallForm
from civic.plans.filing.models import FilingStep
from civic.plans.links.models import Invitation, ShareLink
from civic.plans.material.models import Material
from civic.plans.models import Plan
from civic.plans.review.models import Remark
from civic.plans.snapshots.gather import freeze
from civic.rounds.rules import PHASES
from civic.solutions.models import Solution
from civic.targets.models import Indicator
from civic.targets.results.models import IndicatorResult
from civic.targets.weights.models import PointSpread, WeightDecision
from civic.targets.weights.shares import POINTS
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally
from tests.call_forms.small_forms import hwpx_form
from tests.plans.templates import use_template
from tests.states.things import a_meeting, a_panel, a_photo, a_solution, an_indicator, an_issue

pytestmark = pytest.mark.either_database
SECOND = timedelta(seconds=1)


def turns(round):
    """(what, when): just before the first phase, just as each begins, and when all are over."""
    yield "before", round.phases[0].starts_at - SECOND
    for phase in round.phases:
        yield phase.kind, phase.starts_at
    yield "over", round.phases[-1].ends_at


@pytest.fixture
def began(round):
    """began("vote") is the moment that phase begins."""
    return lambda kind: round.phase(kind).starts_at


def test_with_nothing_in_it(walk, round, clock):
    for name, at in turns(round):
        clock(at)
        walk.look(f"nothing, {name}")
    round.phases = []
    db.session.commit()
    walk.look("no phases", all=True)
    freeze(Plan.start(round), None)
    db.session.commit()
    walk.look("a plan of no phases", slow=True)


def tell(round, people, kind):
    """One of each thing that a phase brings."""
    minji, planner, consultant = (people[who] for who in ("resident", "planner", "consultant"))
    plan, solution = Plan.of(round), db.session.scalar(db.select(Solution))
    if kind == "report":
        issue = an_issue(round, minji)
        a_photo(issue)
        db.session.add(Support(issue_id=issue.id, person_id=consultant.id))
        db.session.add(IssueComment(issue_id=issue.id, author_id=minji.id, body="저도요"))
        a_meeting(round, planner, minji)
        a_panel(round, planner, minji)
        IssueImport.keep(round, planner, "민원.csv", "제목,내용\n가로등,어두움\n".encode())
    if kind == "propose":
        Panel.of(round).close()
        solution = a_solution(round, minji, issues=db.session.scalars(db.select(Issue)).all())
        solution.comment(minji, "좋아요", "comment-0001")
        an_indicator(solution)
        solution.status = "on_ballot"
    if kind == "vote":
        Panel.of(round).draw_by("1,2,3,4,5,6+7", planner)
        Participation.submit(minji, round, [solution.id])
    if kind == "target":
        Tally.count(round, planner)
        indicator = db.session.scalars(db.select(Indicator)).one()
        indicator.set_preference(minji, 30.0)
        PointSpread.give(minji, round, {indicator.id: POINTS})
    if kind == "compile":
        Plan.start(round).write("overview", "설명회를 엶", planner)
        own = {"title": "추진체계", "source": "스마트도시팀", "place": "overview", "text": "□ 조직"}
        Material.bring(round, planner, "chapter", "own-chapter", **own)
        content = hwpx_form()
        read = read_apart(content, "신청서.hwpx")
        CallForm.keep(round, planner, "신청서.hwpx", content, read)
    if kind == "consult":
        snapshot = freeze(plan, planner)
        said = {"paragraph_key": "overview.people", "suggestion": "주민 {people.participants}"}
        Remark.make(snapshot, consultant, body="누구?", request_key="remark-0001", **said)
        form = db.session.scalars(db.select(CallForm)).one()
        form.confirm([place.key for place in form.places()], planner)
        columns = make_filled(form, snapshot, "hwpx", planner, lambda _percent, _step: None)
        FilledForm.keep(snapshot, form, "hwpx", **columns)
    if kind == "submit":
        day = round.phase("submit").starts_at.date()
        FilingStep.record(
            plan, planner, "filed-0001", kind="submitted", happened_on=day, snapshot=plan.snapshot()
        )
    db.session.commit()


def test_with_one_of_each(walk, round, people, clock):
    for kind in PHASES:
        phase = round.phase(kind)
        clock(phase.starts_at)
        tell(round, people, kind)
        walk.look(f"one of each, {kind}", slow=kind == "submit")
        clock(phase.ends_at - SECOND)
        walk.look(f"one of each, end of {kind}", roles={"resident"})  # for whom time runs out
    clock(round.phases[-1].ends_at + timedelta(days=1))
    indicator = db.session.scalars(db.select(Indicator)).one()
    measured = {"measured_on": round.phases[-1].ends_at.date(), "value": 31.0, "source": "측정"}
    IndicatorResult.measure(indicator, people["planner"], "result-001", **measured)
    db.session.commit()
    walk.look("one of each, over")


def test_with_many(walk, round, people, clock, app):
    """More than a page of each; one of everything is hidden, merged or withdrawn."""
    minji, planner = people["resident"], people["planner"]
    place = round.municipality
    issues = [
        an_issue(round, minji, n, lat=36.55, lon=127.05, district_id=place.districts[0].id)
        for n in range(1, 46)
    ]
    solutions = [a_solution(round, minji, n, issues=issues[:3]) for n in range(1, 31)]
    for n, solution in enumerate(solutions):
        solution.status = "on_ballot"
        an_indicator(solution, baseline=float(n), baseline_year=2026, baseline_source="조사")
    for n, issue in enumerate(issues, 1):
        a_photo(issue, n)
    until = {"expires_at": round.phases[-1].ends_at, "label": "우편"}
    secret = app.config["SECRET_KEY"]
    CodeBatch.issue(place, planner, secret, "batch-0001", size=60, **until)
    issues[1].merge_into(issues[0], planner)
    find_subject("issue", issues[-1].id, place).flag(minji, "광고")
    find_subject("issue", issues[2].id, place).hide(planner, "개인정보")
    db.session.commit()
    walk.look("many reports")
    clock(round.phase("vote").starts_at)
    Participation.submit(minji, round, [solution.id for solution in solutions[:3]])
    db.session.commit()
    walk.look("many, vote")
    clock(round.phase("target").starts_at)
    Tally.count(round, planner)
    freeze(Plan.start(round), planner)
    find_subject("solution", solutions[0].id, place).hide(planner, "개인정보")
    db.session.commit()
    walk.look("many, counted", slow=True, all=True)


def test_a_plan_in_every_order(walk, round, people, clock, began):
    """What a plan's pages are made of comes in any order, with and without a compile."""
    minji, planner = people["resident"], people["planner"]
    solution = a_solution(round, minji)
    indicator = an_indicator(solution)
    clock(began("target"))
    plan = Plan.start(round)
    db.session.commit()
    walk.look("a plan without a compile")
    plan.write("overview", "설명회를 엶", planner)
    db.session.commit()
    walk.look("a paragraph without a compile")
    PointSpread.give(minji, round, {indicator.id: POINTS})
    db.session.commit()
    walk.look("weights without a compile")
    WeightDecision.by_planner(round, planner, {indicator: 100.0}, "하나뿐임")
    use_template(plan, plan.template_in_use() | {"title": "참여"}, planner)
    db.session.commit()
    walk.look("a template without a compile")
    freeze(plan, planner)
    db.session.commit()
    walk.look("a compile", all=True)


def test_after_a_compile_anything_may_come(walk, round, people, clock, began):
    minji, planner, consultant = (people[who] for who in ("resident", "planner", "consultant"))
    plan = Plan.start(round)
    freeze(plan, planner)
    db.session.commit()
    walk.look("a compile of nothing", slow=True)
    issue, solution = an_issue(round, minji), a_solution(round, minji)
    db.session.commit()
    walk.look("a report after a compile")
    solution.status = "on_ballot"
    indicator = an_indicator(solution)
    clock(began("target"))
    indicator.set_preference(minji, 40.0)
    PointSpread.give(minji, round, {indicator.id: POINTS})
    db.session.commit()
    walk.look("weight points after a compile")
    clock(began("consult"))
    Remark.make(
        plan.snapshot(), consultant, paragraph_key="overview.people", body="?",
        request_key="remark-0001",
    )  # fmt: skip
    plan.write("overview", "설명회를 엶", planner)
    db.session.commit()
    walk.look("a remark and a paragraph after a compile")
    freeze(plan, planner)
    for kind, thing in (("issue", issue), ("solution", solution)):
        find_subject(kind, thing.id, round.municipality).hide(planner, "개인정보")
    db.session.commit()
    walk.look("everything hidden after a compile", slow=True)


def test_links_to_a_plan_that_was_not_compiled(walk, round, people, app):
    plan, planner = Plan.start(round), people["planner"]
    secret, until = app.config["SECRET_KEY"], {"expires_at": round.phases[-1].ends_at}
    share = ShareLink.issue(plan, planner, secret, "share-0001", label="의회", **until)
    invited = Invitation.issue(plan, planner, secret, "invite-001", label="도윤", **until)
    db.session.commit()
    walk.tokens = {"token": [share.token(secret), invited.token(secret)]}
    walk.look("links to nothing", all=True)


@pytest.mark.parametrize("form, rule", [("knapsack", "greedy-skip"), ("ranked", "borda")])
def test_a_vote_of_every_form(form, rule, walk, round, people, clock, began):
    round.ballot_form, round.rule = form, rule
    solutions = [a_solution(round, people["resident"], n, status="on_ballot") for n in (1, 2)]
    clock(began("vote"))
    Participation.save_draft(people["resident"], round, [solutions[0].id])
    db.session.commit()
    walk.look(f"a draft of a {form} ballot")
    clock(began("target"))
    walk.look(f"a {form} vote that is not counted")
    Tally.count(round, people["planner"])
    db.session.commit()
    walk.look(f"a {form} vote nobody voted in")
