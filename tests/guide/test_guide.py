"""docs/GUIDE.ko.md says what the pages say: each label is on its page, each command exists."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.meetings.models import Meeting
from civic.photos.models import Photo
from civic.plans.filing.models import FilingStep
from civic.plans.models import Plan
from civic.plans.review.models import Remark
from civic.plans.snapshots.gather import freeze
from civic.solutions.models import Solution
from civic.targets.models import Indicator
from civic.targets.weights.models import PointSpread
from civic.targets.weights.shares import POINTS
from civic.themes.log import ThemeChange
from civic.themes.models import Theme
from civic.votes.seal.tally import Tally
from tests.paths import ROOT

GUIDE = (ROOT / "docs" / "GUIDE.ko.md").read_text()
SCENE = re.compile(r"<!-- (담당자|컨설턴트), (\w+) -->")
ADDRESS = re.compile(r"`(/[^`]+)`")
LABEL = re.compile(r"\[([^\[\]]+)\](?!\()")
COMMAND = re.compile(r"^ +flask --app wsgi (.+)$", re.M)


def steps():
    """(role, scene, address, label) of every label in a numbered step, with the address before it;
    an address without a label is asked for all the same."""
    for scene, text in scenes():
        for step in re.split(r"^\d+\. ", text, flags=re.M)[1:]:
            for address, rest in pairs(step):
                for label in LABEL.findall(rest) or [""]:
                    yield *scene, address, label


def scenes():
    parts = SCENE.split(GUIDE)
    for role, name, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        yield (role, name), text


def pairs(step):
    """(address, the words after it up to the next address)."""
    parts = ADDRESS.split(step)
    return zip(parts[1::2], parts[2::2], strict=True)


class Pressed(HTMLParser):
    """The words of what can be pressed on a page: links, summaries, buttons that are not off."""

    def __init__(self, page):
        super().__init__()
        self.open, self.words, self.off = [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag in ("a", "button", "summary"):
            self.open.append([])
            self.off = "disabled" in dict(attrs)

    def handle_endtag(self, tag):
        if tag in ("a", "button", "summary") and self.open:
            words = " ".join(" ".join(self.open.pop()).split())
            self.words += [] if self.off else [words]

    def handle_data(self, text):
        for words in self.open:
            words.append(text)


@pytest.fixture
def world(round, call, person, open_phase, clock):
    """world("vote") is the round at that moment of the guide, for one who plays a role."""

    def at(scene):
        first, second, third = (
            person("서연", "planner"),
            person("도윤", "consultant"),
            person("민지"),
        )
        solution = told(round, first)
        phases = {"whole": "vote", "counting": "target", "writing": "compile", "filed": "submit"}
        voting = scene in ("report", "propose", "vote", "whole", "counting")
        solution.status = "proposed" if scene in ("report", "propose") else "on_ballot"
        if scene == "whole":
            round.ballot_form, round.rule = "ranked", "borda"
        if not voting:
            counted(round, solution)
            open_phase("target")
            solution_target(solution).set_preference(third, 15.0)
            PointSpread.give(third, round, {solution_target(solution).id: POINTS})
        open_phase(phases.get(scene, scene))
        if not voting and scene not in ("target", "writing"):
            plan = written(round, first, second)
            if scene in ("submit", "filed"):
                Remark.of(plan)[0].answer("adopted", "나눔", first)
                freeze(plan, first)
            if scene == "filed":
                day = round.phase("submit").starts_at.date()
                FilingStep.record(plan, first, "filed-001", kind="submitted", happened_on=day)
                clock(timedelta(days=400))
        db.session.commit()
        return {"담당자": first, "컨설턴트": second}

    return at


def told(round, planner) -> Solution:
    photo = Photo(key="a" * 32, sha256="b" * 64, width=4, height=3)
    words = {"category": "transit", "created_at": round.phase("report").starts_at}
    issues = [
        Issue(round_id=round.id, receipt=n, title="마을버스가 안 와요", **words) for n in (1, 2)
    ]
    solution = Solution(
        round_id=round.id, number=1, title="부르면 오는 버스", summary="와요.", category="transit",
        cost_won=1_000_000, issues=issues,
    )  # fmt: skip
    db.session.add_all([photo, solution])
    db.session.flush()
    theme, _ = Theme.start(round, ["버스", "배차"])
    changes = theme.take([issue.id for issue in issues], planner)
    ThemeChange.record(round, "take", planner, changes, n=2)
    db.session.add(
        IssuePhoto(
            issue_id=issues[0].id, photo_id=photo.id, position=0, alt="정류장",
            described_by_id=planner.id,
        )
    )  # fmt: skip
    Meeting.plan(
        round, planner, "guide-meeting", kind="briefing", title="경로당 설명회", place="경로당",
        starts_at=round.phase("report").starts_at,
    )  # fmt: skip
    Indicator.add_to(
        solution, name="버스 대기시간", unit="분", direction="down", baseline=72.0,
        baseline_year=2026, baseline_source="조사", lowest=0.0, highest=75.0, method="집계",
        formula="합 ÷ 건수", data_source="기록",
    )  # fmt: skip
    return solution


def solution_target(solution) -> Indicator:
    return db.session.scalars(db.select(Indicator).filter_by(solution_id=solution.id)).one()


def counted(round, solution):
    solution.status = "selected"
    figures = {"voters": 3, "choices": 3, "eligible": 9, "budget_won": round.budget_won}
    db.session.add(Tally(round_id=round.id, rule=round.rule, **figures))
    db.session.flush()


def written(round, planner, consultant) -> Plan:
    plan = Plan.start(round)
    snapshot = freeze(plan, planner)
    said = {"paragraph_key": "overview.people", "body": "누구인가요?", "request_key": "remark-01"}
    Remark.make(snapshot, consultant, **said)
    return plan


def pages() -> dict[str, list[tuple[str, str, list[str]]]]:
    """scene → (role, address, its labels), each once."""
    found = {}
    for role, scene, address, label in steps():
        found.setdefault(scene, {}).setdefault((role, address), []).append(label)
    return {scene: [(*page, labels) for page, labels in of.items()] for scene, of in found.items()}


@pytest.mark.parametrize("scene", pages())
def test_each_label_of_the_guide_is_on_its_page(scene, world, as_person):
    browsers = {role: as_person(someone) for role, someone in world(scene).items()}
    missing = []
    for role, address, labels in pages()[scene]:
        answer = browsers[role].get(address)
        assert answer.status_code == 200, address
        found = Pressed(answer.text).words
        missing += [
            (role, address, label) for label in labels if not any(label in words for words in found)
        ]
    assert missing == []


def test_the_guide_speaks_of_every_stage_and_both_roles():
    told = {(role, scene) for (role, scene), _text in scenes()}
    assert {role for role, _ in told} == {"담당자", "컨설턴트"}
    assert {"report", "propose", "vote", "target", "compile", "consult", "submit"} <= {
        scene for _, scene in told
    }
    assert len(list(steps())) > 40


def test_every_command_of_the_guide_exists_with_its_options(application):
    commands = COMMAND.findall(GUIDE)
    application.cli.list_commands(None)  # loads them, if no test did yet
    assert len(commands) > 6
    for line in commands:
        group, name, *rest = re.findall(r'"[^"]*"|\S+', line)
        command = application.cli.get_command(None, group).commands[name]
        known = {option for one in command.params for option in one.opts}
        assert {word for word in rest if word.startswith("--")} <= known, line
