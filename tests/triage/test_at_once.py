"""Everything that moves reports, at once: merging and its undo, an import taken back, themes
dissolved while a proposal is adopted, reporters who take their report back. No act is lost, no
count is wrong, nobody waits for somebody who waits for them."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from civic.db import db
from civic.issues.importing import undoing
from civic.issues.importing.models import IssueImport
from civic.issues.importing.refusals import AnotherRuns, BuiltOn, ImportNotUndoable
from civic.issues.listing.listed import NotListed
from civic.issues.merging import CannotMerge, Merge, MergeUndone
from civic.issues.models import Issue
from civic.issues.own import NotChangeable
from civic.kept_counts import KEPT
from civic.people.models import Person
from civic.rounds.models import Round
from civic.themes.log import AlreadyUndone, ThemeChange
from civic.themes.models import Theme, ThemeGone
from civic.themes.placements import Placement
from civic.themes.proposals.adopting import ProposalClosed, adopt, adopt_all
from civic.themes.proposals.models import GroupingProposal
from civic.triage.acts.act import Refused
from civic.triage.acts.category import Category
from civic.triage.acts.hide import Hide
from civic.triage.acts.merge import MergeMany
from civic.triage.acts.registry import KINDS
from civic.triage.acts.theme import InTheme
from civic.triage.models import ActUndone, NoIssueChosen, OfficeAct
from civic.triage.selection import Selection

# What the office or a reporter is told, in words.
TOLD = (
    *(Refused, ActUndone, NoIssueChosen, CannotMerge, MergeUndone, NotChangeable, NotListed),
    *(ThemeGone, ProposalClosed, AlreadyUndone, BuiltOn, ImportNotUndoable, AnotherRuns),
)
AT_ONCE, ACTS = 8, 64


@pytest.fixture
def file(voices):
    return db.session.scalars(db.select(IssueImport)).one()


@pytest.fixture
def busy(round, voices, file, minji, junho, seoyeon, haneul, monkeypatch):
    """Two themes, a proposal, and a file that is imported; what each kind of act needs by id."""
    monkeypatch.setattr(undoing, "PAUSE_S", 0)
    file.imported_at = file.started_at = round.phases[0].starts_at
    for n in range(2):
        theme, _ = Theme.start(round, ["가로등"])
        theme.take(voices[3 * n : 3 * n + 3], seoyeon)
    groups = [
        {"words": ["가로등"], "issues": voices[::2], "sure": voices[:1], "central": voices[:1]},
        {"words": ["민원"], "issues": voices[1::2], "sure": [], "central": voices[1:2]},
    ]
    proposal = GroupingProposal(round=round, state="done", groups=groups)
    db.session.add(proposal)
    db.session.flush()
    ids = {
        "round": round.id,
        "voices": voices,
        "file": file.id,
        "proposal": proposal.id,
        "planners": (seoyeon.id, haneul.id),
        "residents": (minji.id, junho.id),
    }
    db.session.commit()
    return ids


class Taps:
    """Acts as requests do them, each by ids, in a session of its own."""

    def __init__(self, busy: dict, seed: int):
        self.busy, self.chance = busy, random.Random(seed)

    def kinds(self):
        return (
            *(self.office, self.office, self.undo, self.one_merge, self.take_back, self.resident),
            *(self.adopt, self.dissolve, self.theme_undo, self.support),
        )

    def planner(self):
        return db.session.get(Person, self.chance.choice(self.busy["planners"]))

    def round(self):
        return db.session.get(Round, self.busy["round"])

    def issue(self):
        return db.session.get(Issue, self.chance.choice(self.busy["voices"]))

    def themes(self):
        return Theme.of(self.round())

    def office(self):
        themes = [theme.id for theme in self.themes()]
        kinds = [MergeMany(), MergeMany(), Category("energy"), Hide("광고")]
        kinds += [InTheme(self.chance.choice([*themes, None]))]
        ids = tuple(self.chance.sample(self.busy["voices"], 3))
        chosen = Selection(seen=10**6, ids=ids)
        OfficeAct.do(self.chance.choice(kinds), chosen, self.round(), self.planner())

    def undo(self):
        standing = db.session.scalars(db.select(OfficeAct).filter_by(undone_at=None)).all()
        if standing:
            act = self.chance.choice(standing)
            act.undo(KINDS[act.kind], self.planner())

    def one_merge(self):
        merges = db.session.scalars(db.select(Merge).filter_by(undone_at=None)).all()
        if merges and self.chance.random() < 0.5:
            self.chance.choice(merges).undo(self.planner(), "다른 제보예요")
        else:
            self.issue().merge_into(self.issue(), self.planner())

    def take_back(self):
        db.session.get(IssueImport, self.busy["file"]).start_undo(self.planner())
        db.session.commit()
        undoing.finish_undo(self.busy["file"])

    def resident(self):
        issue, minji = self.issue(), db.session.get(Person, self.busy["residents"][0])
        (issue.bring_back if issue.withdrawn_at else issue.withdraw)(minji)

    def support(self):
        self.issue().support(db.session.get(Person, self.busy["residents"][1]))

    def adopt(self):
        proposal = db.session.get(GroupingProposal, self.busy["proposal"])
        if self.chance.random() < 0.1:
            changes = adopt_all(proposal)
        else:
            into = self.chance.choice([None, *(theme.id for theme in self.themes())])
            _, changes = adopt(proposal, self.chance.randrange(2), into)
        ThemeChange.record(self.round(), "adopt", self.planner(), changes)

    def dissolve(self):
        if themes := self.themes():
            changes = self.chance.choice(themes).dissolve()
            ThemeChange.record(self.round(), "dissolve", self.planner(), changes)

    def theme_undo(self):
        done = db.session.scalars(db.select(ThemeChange).filter_by(undone_at=None)).all()
        if done:
            self.chance.choice(done).undo()


def tapped(app, busy, seed):
    """Do one act; whether it was done. What is refused in words is no fault."""
    with app.app_context():
        taps = Taps(busy, seed)
        try:
            taps.chance.choice(taps.kinds())()
            db.session.commit()
            return True
        except TOLD:
            db.session.rollback()
            return False


def wrong_counts(round_id):
    db.session.rollback()
    return [
        (kept.name, *change)
        for kept in KEPT
        for change in kept.repair(round_id if kept.by_round else None)
    ]


@pytest.mark.parametrize("start", [0, 1000, 2000])
def test_no_act_is_lost_and_no_count_is_wrong(app, busy, start):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(lambda n: tapped(app, busy, start + n), range(ACTS)))
    assert sum(done) > ACTS / 4
    assert wrong_counts(busy["round"]) == []
    gone = db.select(Theme.id).where(Theme.gone_at.is_not(None))
    stray = db.select(Placement.issue_id).where(Placement.theme_id.in_(gone))
    assert db.session.scalars(stray).all() == []
    merged = db.select(Merge.issue_id).filter_by(undone_at=None)
    pointing = db.select(Issue.id).where(Issue.merged_into_id.is_not(None))
    assert sorted(db.session.scalars(merged)) == sorted(db.session.scalars(pointing))
    for act in db.session.scalars(db.select(OfficeAct).order_by(OfficeAct.id.desc())).all():
        if act.undone_at is None:
            act.undo(KINDS[act.kind], db.session.get(Person, busy["planners"][0]))
            db.session.commit()
    assert wrong_counts(busy["round"]) == []
