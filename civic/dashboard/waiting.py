"""What waits for the planner, as the cockpit and the dashboard say it; each count one query."""

from sqlalchemy import func

from civic.db import db, now
from civic.issues.browsing.carried import unanswered_count
from civic.issues.duplicates.waiting import likely_duplicates
from civic.issues.life.replies import waiting_replies
from civic.meetings.opinions import waiting as opinions
from civic.moderation.models import Flag
from civic.moderation.queue import oldest_untriaged, open_flags
from civic.plans.models import Plan
from civic.plans.outcomes.moves import moving_count
from civic.plans.review.models import Remark
from civic.rounds.models import Round
from civic.rounds.phases.two_persons import CalendarChange
from civic.solutions.screening.listing import waiting_count
from civic.surveys.models import batches_waiting
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.removal import Removal
from civic.votes.paper.models import PaperSheet
from civic.votes.seal.tally import Tally


def waiting(round: Round) -> dict:
    """What waits for the planner, each a count.

    new: reports that nobody of the office dealt with, those from files too, as the desk shows them,
    and the oldest one's days. flags: things of the municipality that somebody flagged, however many
    did. remarks: without a disposition. to_screen: proposals that the office has not screened as
    they read now. sheets, corrections: paper, annulments and removals that another planner has to
    confirm; heard, survey_sheets, calendar: opinions of meetings, piles of surveys on paper and a
    shorter vote likewise.
    outcomes: issues behind solutions that could follow the count, filing or evaluation. alike: ids
    of new reports that are likely one with another. replies: ids of reports whose reporter answered
    a question. carried: reports that earlier rounds left unanswered.
    """
    oldest = oldest_untriaged(round)
    one_of = (Flag.issue_id, Flag.issue_comment_id, Flag.solution_id, Flag.solution_comment_id)
    things = open_flags(round.municipality).with_only_columns(*one_of).distinct()
    flags = db.select(func.count()).select_from(things.subquery())
    plan = Plan.of(round)
    sheets = [] if Tally.of(round) else PaperSheet.of(round)
    return {
        "new": round.untriaged_count,
        "oldest_days": (now() - oldest).days if oldest else 0,
        "flags": db.session.scalar(flags),
        "remarks": len(Remark.open_of(plan)) if plan else 0,
        "to_screen": waiting_count(round),
        "sheets": sum(sheet.state == "waiting" for sheet in sheets),
        "corrections": Removal.waiting_count(round) + Annulment.waiting_count(round),
        "heard": opinions.waiting_count(round),
        "survey_sheets": batches_waiting(round),
        "calendar": int(CalendarChange.waiting(round) is not None),
        "outcomes": moving_count(round),
        "alike": likely_duplicates(round),
        "replies": waiting_replies(round),
        "carried": unanswered_count(round),
    }
