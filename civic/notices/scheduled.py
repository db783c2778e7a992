"""What is news because of the time it is, or because a row changed in place."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from civic.db import db, now
from civic.meetings.models import Meeting
from civic.notices.news import News, meeting_details, on_roll, people_of
from civic.notices.rules import ANNOUNCED, REMINDERS_H, reminder_due
from civic.panel.models import Panel
from civic.plans.review.models import Disposition
from civic.rounds.models import Round
from civic.rounds.phases.models import Phase
from civic.surveys.answers import SurveyAnswer
from civic.surveys.models import Survey
from civic.votes.ballots.voter_roll import Participation
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.removal import Removal

DAY = timedelta(days=1)
NEWS_UNTIL = timedelta(days=14)  # a worker that stood still for so long tells it all the same


def scheduled_news() -> list[News]:
    """Everything of this sort that is news now."""
    ballots = [*_ballots_unfinished(), *_ballots_corrected()]
    surveys = [*_surveys_opened(), *_surveys_finished()]
    return [*_phases_opened(), *ballots, *_remarks_answered(), *_meetings_tomorrow(), *surveys]


def _phases_opened() -> Iterator[News]:
    lately = Phase.starts_at.between(now() - DAY, now())
    query = db.select(Phase).where(lately, Phase.ends_at > now(), Phase.kind.in_(ANNOUNCED))
    for phase in db.session.scalars(query):
        if phase.kind not in phase.round.open_phases():
            continue
        yield News(
            "phase",
            f"phase:{phase.id}",
            phase.round_id,
            phase.starts_at,
            people_of(phase.round),
            details={"phase": phase.kind, "ends_at": phase.ends_at.isoformat()},
        )


def _ballots_unfinished() -> Iterator[News]:
    """A reminder to finish; nothing of what was chosen is read."""
    closing = Phase.ends_at.between(now(), now() + timedelta(hours=max(REMINDERS_H)))
    query = (
        db.select(Participation.id, Participation.draft_at, Phase)
        .join(Phase, Phase.round_id == Participation.round_id)
        .join(Round, Round.id == Phase.round_id)
        .where(Phase.kind == "vote", closing, Phase.starts_at <= now())
        .where(Round.vote_sealed_at.is_(None))
        .where(Participation.draft_at.is_not(None))
    )
    for id, draft_at, phase in db.session.execute(query):
        hours = reminder_due(draft_at, phase.ends_at, now())
        if hours is not None:
            yield News(
                "ballot",
                f"ballot{hours}:{id}:{phase.ends_at:%y%m%d%H%M}",  # again when the end has moved
                phase.round_id,
                phase.ends_at - timedelta(hours=hours),
                (db.select(Participation.person_id).filter_by(id=id),),
                details={"ends_at": phase.ends_at.isoformat()},
            )


def _ballots_corrected() -> Iterator[News]:
    """What two people confirmed lately: a solution was taken off, or a ballot annulled.

    A removal is told to everybody who votes, so that it tells of nobody's choice. The ids of those
    that wait are older than their news: hence not Sources.
    """
    lately = _confirmed_lately(Removal)
    for removal in (each for each in lately if each.while_voting):
        yield _correction("removed", f"removal:{removal.id}", removal, on_roll(removal.round))
    for annulment in _confirmed_lately(Annulment):
        voter = db.select(Participation.person_id).filter_by(id=annulment.participation_id)
        yield _correction("annulled", f"annulment:{annulment.id}", annulment, voter)


def _correction(act: str, source: str, row, audience) -> News:
    details = {"act": act, "reason": row.reason}
    return News("vote", source, row.round_id, row.confirmed_at, (audience,), details=details)


def _confirmed_lately(model):
    return db.session.scalars(db.select(model).where(model.confirmed_at > now() - NEWS_UNTIL))


def _remarks_answered() -> Iterator[News]:
    lately = Disposition.answered_at > now() - 2 * DAY
    for row in db.session.scalars(db.select(Disposition).where(lately)):
        yield News(
            "remark",
            f"remark:{row.remark_id}:{row.answered_at:%y%m%d%H%M%S}",
            row.remark.plan.round_id,
            row.answered_at,
            (db.select(db.literal(row.remark.author_id)),),
            actor_id=row.planner_id,
            details={"disposition": row.kind, "remark": row.remark_id},
        )


def _meetings_tomorrow() -> Iterator[News]:
    """A reminder a day before, to who signed up before that; again when the meeting was moved."""
    soon = Meeting.starts_at.between(now(), now() + DAY)
    query = db.select(Meeting).where(soon, Meeting.cancelled_at.is_(None))
    for meeting in db.session.scalars(query):
        at, start = meeting.starts_at - DAY, meeting.starts_at
        announced = {"starts_at": start.isoformat(), "place": meeting.where}
        yield News(
            "meeting",
            f"tomorrow:{meeting.id}:{start:%y%m%d%H%M}",
            meeting.round_id,
            at,
            (meeting.people_signed_up(before=at),),
            details=meeting_details(meeting, "tomorrow", announced),
        )


def _surveys_opened() -> Iterator[News]:
    """For everyone of the round; who answered already is told as well, for nobody asks who did."""
    lately = Survey.opened_at.between(now() - DAY, now())
    for survey in db.session.scalars(db.select(Survey).where(lately, Survey.closes_at > now())):
        assert survey.opened_at is not None and survey.closes_at is not None  # asked for above
        details = {"act": "opened", "ends_at": survey.closes_at.isoformat()}
        asked = people_of(survey.round)
        if survey.audience == "panel":
            asked = (Panel.member_ids(survey.round_id),)
        yield _of_survey(survey, details, survey.opened_at, asked)


def _surveys_finished() -> Iterator[News]:
    """For those who answered, once everybody may read what came of it."""
    lately = Survey.closes_at.between(now() - NEWS_UNTIL, now())
    for survey in db.session.scalars(db.select(Survey).where(lately)):
        if survey.tells_results:
            assert survey.closes_at is not None  # it is closed
            asked = db.select(SurveyAnswer.person_id).filter_by(survey_id=survey.id)
            audience = (asked.where(SurveyAnswer.person_id.is_not(None)),)
            yield _of_survey(survey, {"act": "finished"}, survey.closes_at, audience)


def _of_survey(survey: Survey, details: dict, at: datetime, audience: tuple) -> News:
    about = {"survey": survey.id, "title": survey.title}
    source = f"survey:{details['act']}:{survey.id}"
    return News("survey", source, survey.round_id, at, audience, details=about | details)
