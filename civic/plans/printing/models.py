"""What planners decided about printing: a row for each report or theme that was decided about."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, insert, now
from civic.issues.importing.built_on import GOES
from civic.issues.models import Issue
from civic.people.models import Person
from civic.plans.printing.rules import LEFT_OUT, PRINTED, printing
from civic.rounds.models import Round
from civic.themes.models import Theme


class IssuePrinting(Model):
    """A planner said whether the plan names a report; it says nothing of a report that is gone."""

    __table_args__ = {"info": {GOES: True}}

    issue_id: Mapped[int] = mapped_column(
        ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True
    )
    is_printed: Mapped[bool]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def decide(cls, round: Round, ids: Sequence[int], is_printed: bool, planner: Person) -> int:
        """Say it of the round's reports among these; how many there were."""
        mine = db.select(Issue.id).where(Issue.round_id == round.id, Issue.id.in_(ids))
        decision = {"is_printed": is_printed, "decided_by_id": planner.id, "decided_at": now()}
        rows = [{"issue_id": id} | decision for id in db.session.scalars(mine)]
        cls.replace_many(rows)
        return len(rows)

    @classmethod
    def replace_many(cls, rows: list[dict]) -> None:
        """Say it anew of many; rows: values of every column."""
        if not rows:
            return
        statement = insert(cls)
        names = ("is_printed", "decided_by_id", "decided_at")
        anew = {name: statement.excluded[name] for name in names}
        statement = statement.on_conflict_do_update(index_elements=["issue_id"], set_=anew)
        db.session.execute(statement, rows)
        db.session.expire_all()

    @classmethod
    def of_round(cls, round: Round) -> dict[int, bool]:
        """Report → whether it is printed, of those decided about."""
        query = db.select(cls.issue_id, cls.is_printed).join(Issue, Issue.id == cls.issue_id)
        return dict(db.session.execute(query.where(Issue.round_id == round.id)).all())


class ThemePrinting(Model):
    """A planner said whether the plan prints a theme."""

    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True)
    is_printed: Mapped[bool]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def decide(cls, theme: Theme, is_printed: bool, planner: Person) -> None:
        _put(cls, "theme_id", theme.id, is_printed, planner)

    @classmethod
    def of_round(cls, round: Round) -> dict[int, bool]:
        """Theme → whether it is printed, of those decided about."""
        query = db.select(cls.theme_id, cls.is_printed).join(Theme, Theme.id == cls.theme_id)
        return dict(db.session.execute(query.where(Theme.round_id == round.id)).all())


def _put(table, key: str, id: int, is_printed: bool, planner: Person) -> None:
    """Say it anew; of two who say it at once the later is right."""
    columns = {"is_printed": is_printed, "decided_by_id": planner.id, "decided_at": now()}
    statement = insert(table).values(**{key: id}, **columns)
    db.session.execute(statement.on_conflict_do_update(index_elements=[key], set_=columns))


def printed_issues():
    """A condition: rules.printing of a listed report is PRINTED."""
    decided = db.select(IssuePrinting.is_printed).where(IssuePrinting.issue_id == Issue.id)
    decision = decided.correlate(Issue).scalar_subquery()
    return db.func.coalesce(decision, Issue.status.not_in(LEFT_OUT))


def printing_of_issue(issue: Issue) -> str:
    """As rules.printing has it."""
    decided = db.session.get(IssuePrinting, issue.id)
    return printing(issue.status, decided.is_printed if decided else None)


def is_theme_printed(theme: Theme) -> bool:
    decided = db.session.get(ThemePrinting, theme.id)
    return decided is None or decided.is_printed


def is_issue_printed(issue: Issue) -> bool:
    return printing_of_issue(issue) == PRINTED
