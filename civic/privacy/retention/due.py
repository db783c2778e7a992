"""What is over its time, by kind and city: counted for who looks, and deleted by the worker."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update

from civic.db import db, now
from civic.db_engine import empty_log
from civic.issues.comments import IssueComment
from civic.issues.importing.models import IssueImport
from civic.issues.models import Issue
from civic.issues.reporting.drafts import Draft
from civic.issues.status import StatusChange
from civic.issues.verdict import Verdict
from civic.kept_counts import recount
from civic.korean_time import SEOUL
from civic.meetings.models import Meeting
from civic.meetings.sign_ups import SignUp
from civic.notices.models import Notice
from civic.panel.applicants import Applicant
from civic.panel.models import Panel
from civic.people.masked_words import MaskedWords
from civic.people.models import Person, Role
from civic.people.residency.models import IdentityMark
from civic.people.secrets import identity_secret
from civic.people.sign_in.models import SignIn, SignInCode
from civic.photos.models import Photo
from civic.photos.redaction.models import PhotoRedaction
from civic.places.models import Municipality
from civic.privacy.retention.models import RetentionPeriod
from civic.privacy.retention.rules import PERIODS
from civic.rounds.models import Round
from civic.rounds.phases.models import Phase
from civic.solutions.comments import SolutionComment
from civic.solutions.models import Solution
from civic.store_marks import mark_left
from civic.surveys.answers import SurveyAnswer
from civic.surveys.models import Survey
from civic.votes.seal import promises

MOST_AT_ONCE = 500  # people, each of whom leaves by many statements


@dataclass(frozen=True)
class Due:
    """count of rows of a kind that are over their time. where: the city, None for all."""

    kind: str
    days: int
    count: int
    where: Municipality | None = None


@dataclass(frozen=True)
class _Kind:
    """due: a select of the ids of rows that are older than a moment, in a city where there is one;
    forget: what becomes of these."""

    due: Callable[[datetime, Municipality | None], Select]
    forget: Callable[[Select], object]


def overdue(grace: timedelta = timedelta()) -> list[Due]:
    """What should be gone, longer ago than grace; kinds and cities with nothing are left out."""
    dues = []
    for kind, days, where in _periods():
        ids = _KINDS[kind].due(now() - timedelta(days=days) - grace, where)
        count = db.session.scalar(select(func.count()).select_from(ids.subquery())) or 0
        if count:
            dues.append(Due(kind, days, count, where))
    return dues


def all_due() -> list[Due]:
    """The same, with links of voters to their ballots, which a chore of their own destroys."""
    days, links = current_app.config["VOTE_OBJECTION_DAYS"], Counter[tuple[int, Municipality]]()
    for each in promises.links_due(days):
        links[each.days, each.round.municipality] += each.count
    due = [Due("vote_links", days, count, city) for (days, city), count in links.items()]
    return [*overdue(), *due]


def purge() -> list[Due]:
    """Delete what is over its time. Commits kind by kind; may be done again at any time."""
    done = [due for due in all_due() if due.kind == "vote_links"]
    promises.forget_due_links(current_app.config["VOTE_OBJECTION_DAYS"])
    db.session.commit()
    for due in overdue():
        ids = _KINDS[due.kind].due(now() - timedelta(days=due.days), due.where)
        _KINDS[due.kind].forget(ids)
        db.session.commit()
        done.append(due)
    empty_log(db.engine)
    return done


def _periods() -> Iterator[tuple[str, int, Municipality | None]]:
    everywhere = RetentionPeriod.days_in(None)
    for kind, period in PERIODS.items():
        if not period.by_city:
            yield kind, everywhere[kind], None
    for city in db.session.scalars(select(Municipality).order_by(Municipality.id)).all():
        for kind, days in RetentionPeriod.days_in(city).items():
            if PERIODS[kind].by_city and kind in _KINDS:
                yield kind, days, city


def _rounds(city: Municipality | None) -> Select:
    assert city is not None  # kinds by city alone ask
    return select(Round.id).where(Round.municipality_id == city.id)


def _delete(model) -> Callable[[Select], object]:
    return lambda ids: db.session.execute(
        delete(model).where(model.id.in_(ids)).execution_options(synchronize_session=False)
    )


def _words_of(city: Municipality | None) -> ColumnElement[bool]:
    """Masked words of things of a city."""
    rounds = _rounds(city)
    issues = select(Issue.id).where(Issue.round_id.in_(rounds))
    solutions = select(Solution.id).where(Solution.round_id.in_(rounds))
    return or_(
        MaskedWords.issue_id.in_(issues),
        MaskedWords.solution_id.in_(solutions),
        MaskedWords.issue_comment_id.in_(
            select(IssueComment.id).where(IssueComment.issue_id.in_(issues))
        ),
        MaskedWords.solution_comment_id.in_(
            select(SolutionComment.id).where(SolutionComment.solution_id.in_(solutions))
        ),
        MaskedWords.status_change_id.in_(
            select(StatusChange.id).where(StatusChange.issue_id.in_(issues))
        ),
    )


def _old_words(before: datetime, city: Municipality | None) -> Select:
    kept = MaskedWords.original.is_not(None), MaskedWords.written_at < before
    return select(MaskedWords.id).where(*kept, _words_of(city))


def _empty_words(ids: Select) -> None:
    emptied = update(MaskedWords).where(MaskedWords.id.in_(ids))
    emptied = emptied.values(original=None, by_hand=None)
    db.session.execute(emptied.execution_options(synchronize_session=False))


def _old_originals(before: datetime, _city) -> Select:
    newest = func.max(PhotoRedaction.redacted_at)
    kept = select(PhotoRedaction.photo_id).where(PhotoRedaction.original_kept)
    return kept.group_by(PhotoRedaction.photo_id).having(newest < before)


def _drop_originals(ids: Select) -> None:
    photos = db.session.scalars(select(Photo).where(Photo.id.in_(ids))).all()
    PhotoRedaction.forget_originals(current_app.extensions["photo_store"], photos)


def _old_codes(before: datetime, _city) -> Select:
    return select(SignInCode.id).where(SignInCode.created_at < before)


def _old_sign_ins(before: datetime, _city) -> Select:
    """Each person's newest stays: by it an account is known to be used."""
    newest = select(func.max(SignIn.id)).group_by(SignIn.person_id)
    over = or_(SignIn.revoked_at < before, SignIn.expires_at < before)
    return select(SignIn.id).where(over, SignIn.id.not_in(newest))


def _ended(before: datetime, city: Municipality | None) -> Select:
    """Rounds whose last phase ended before then."""
    last = select(Phase.round_id).group_by(Phase.round_id).having(func.max(Phase.ends_at) < before)
    return select(Round.id).where(Round.id.in_(_rounds(city)), Round.id.in_(last))


def _named_in_ended(before: datetime, city: Municipality | None) -> Select:
    """Reports of ended rounds that still name who reported them, or tell whose they were in a
    file."""
    named = or_(Issue.shows_name, Issue.author_key.is_not(None))
    return select(Issue.id).where(Issue.round_id.in_(_ended(before, city)), named)


def _unname(ids: Select) -> None:
    steps = select(StatusChange.id).where(StatusChange.issue_id.in_(ids))
    quiet = {"synchronize_session": False}
    emptied = update(Verdict).where(Verdict.change_id.in_(steps)).values(words="")
    db.session.execute(emptied, execution_options=quiet)
    named = update(Issue).where(Issue.id.in_(ids)).values(shows_name=False, author_key=None)
    db.session.execute(named, execution_options=quiet)


def _unused(before: datetime, _city) -> Select:
    """Accounts without a right whose last sign-in ran out before then. One of which no sign-in is
    known, as after a restore, is not taken for unused."""
    last = select(SignIn.person_id).group_by(SignIn.person_id)
    last = last.having(func.max(SignIn.expires_at) < before)
    return select(Person.id).where(
        Person.deleted_at.is_(None),
        Person.id.in_(last),
        Person.id.not_in(select(Role.person_id)),
    )


def _let_leave(ids: Select) -> None:
    store = current_app.extensions["photo_store"]
    people = db.session.scalars(select(Person).where(Person.id.in_(ids)).limit(MOST_AT_ONCE)).all()
    marks = []
    for person in people:
        IdentityMark.leave_behind(person, identity_secret())
        marks.append((person.id, person.created_at))
        person.leave()
    db.session.commit()
    for mark in marks:
        mark_left(store, *mark)


def _old(model, column, *conditions):
    """Rows of a city's rounds, by the model's round_id."""
    return lambda before, city: select(model.id).where(
        column < before, model.round_id.in_(_rounds(city)), *conditions
    )


def _drop_notices(ids: Select) -> None:
    """With the number of unread ones that every page shows."""
    theirs = select(Notice.person_id).where(Notice.id.in_(ids), Notice.seen_at.is_(None))
    people = list(db.session.scalars(theirs.distinct()))
    _delete(Notice)(ids)
    for person_id in people:
        recount(Person.unread_notices, person_id)


def _old_sign_ups(before: datetime, city: Municipality | None) -> Select:
    return select(Meeting.id).where(
        Meeting.starts_at < before,
        Meeting.round_id.in_(_rounds(city)),
        Meeting.id.in_(select(SignUp.meeting_id)),
    )


def _drop_sign_ups(ids: Select) -> None:
    gone = delete(SignUp).where(SignUp.meeting_id.in_(ids))
    db.session.execute(gone.execution_options(synchronize_session=False))


def _old_applicants(before: datetime, city: Municipality | None) -> Select:
    """Not drawn, or of a panel whose work is over, or that was never drawn: by its last day."""
    here = Panel.round_id.in_(_rounds(city))
    over = select(Panel.id).where(here, Panel.ends_on < before.astimezone(SEOUL).date())
    drawn = select(Panel.id).where(here, Panel.drawn_at < before)
    due = or_(
        Applicant.panel_id.in_(over),
        Applicant.panel_id.in_(drawn) & (Applicant.drawn == "none"),
    )
    return select(Applicant.id).where(Applicant.person_id.is_not(None), due)


def _number_alone(ids: Select) -> None:
    nobody = dict.fromkeys(("person_id", "district_id", "band", "sex"))
    gone = update(Applicant).where(Applicant.id.in_(ids)).values(nobody)
    db.session.execute(gone.execution_options(synchronize_session=False))


def _old_links(before: datetime, city: Municipality | None) -> Select:
    """Surveys that closed by then and still know who answered."""
    known = SurveyAnswer.person_id.is_not(None) | SurveyAnswer.visitor_mark.is_not(None)
    return select(Survey.id).where(
        Survey.closes_at < before,
        Survey.round_id.in_(_rounds(city)),
        Survey.id.in_(select(SurveyAnswer.survey_id).where(known)),
    )


_KINDS = {
    "drafts": _Kind(_old(Draft, Draft.created_at), _delete(Draft)),
    "imports": _Kind(
        _old(IssueImport, IssueImport.created_at, IssueImport.started_at.is_(None)),
        _delete(IssueImport),
    ),
    "notices": _Kind(_old(Notice, Notice.created_at), _drop_notices),
    "sign_ups": _Kind(_old_sign_ups, _drop_sign_ups),
    "panels": _Kind(_old_applicants, _number_alone),
    "survey_links": _Kind(_old_links, SurveyAnswer.forget_who),
    "masked_words": _Kind(_old_words, _empty_words),
    "photo_originals": _Kind(_old_originals, _drop_originals),
    "rounds_ended": _Kind(_named_in_ended, _unname),
    "sign_in_codes": _Kind(_old_codes, _delete(SignInCode)),
    "sign_ins": _Kind(_old_sign_ins, _delete(SignIn)),
    "accounts_unused": _Kind(_unused, _let_leave),
}
