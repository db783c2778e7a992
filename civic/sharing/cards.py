"""What the picture of an issue, a solution, a result, a survey and a round says."""

from flask import current_app
from flask_babel import gettext as _

from civic.issues.labels import PLAIN_STATUSES
from civic.issues.models import Issue
from civic.photos.models import Photo
from civic.rounds.models import Round
from civic.sharing.card import Card
from civic.sharing.invitation import invitation
from civic.solutions.labels import SOLUTION_STATUSES, cost_in_words, shown_title
from civic.solutions.models import Solution
from civic.surveys.models import Survey
from civic.votes.seal.tally import Tally
from civic.web.filters import last_moment, number


def card_of_issue(issue: Issue) -> Card:
    """Its title, place and supports, with its first photo where everybody sees that."""
    status = PLAIN_STATUSES[issue.status][2]
    supports = _("%(n)s명 공감", n=number(issue.all_supports))
    facts = [issue.district.name if issue.district else "", supports, str(status)]
    photo = issue.cover_key if issue.listed and issue.cover_key else ""
    return Card(
        _("도시문제"),
        issue.title,
        _joined(facts),
        _city(issue.round),
        "" if photo and Photo.withheld(photo) else photo,
    )


def card_of_solution(solution: Solution) -> Card:
    state = SOLUTION_STATUSES[solution.status][2]
    places = [place.name for place in solution.districts][:3]
    facts = [cost_in_words(solution), ", ".join(places), str(state)]
    issues = [issue for issue in solution.issues if issue.listed and issue.cover_key]
    issues.sort(key=lambda issue: (-issue.supports_count, issue.id))
    photo = next((issue.cover_key for issue in issues if issue.cover_key), "")
    return Card(
        _("해결방안"),
        shown_title(solution),
        _joined(facts),
        _city(solution.round),
        "" if photo and Photo.withheld(photo) else photo,
    )


def card_of_result(round: Round) -> Card:
    """What residents chose; before the count, the round's own."""
    tally = Tally.of(round)
    if tally is None:
        return card_of_round(round)
    chosen = _("주민이 고른 해결방안 %(n)s가지", n=number(len(tally.selected)))
    voters = _("투표한 주민 %(n)s명", n=number(tally.voters))
    first = ", ".join(shown_title(row.solution) for row in tally.selected[:3])
    return Card(_("투표 결과"), chosen, _joined([voters, first]), _city(round))


def card_of_survey(survey: Survey) -> Card:
    """What it asks about and until when; nothing of what was answered."""
    until = ""
    if survey.closes_at is not None:
        until = _("%(day)s까지", day=last_moment(survey.closes_at))
    facts = [survey.service, _("질문 %(n)s개", n=len(survey.questions)), until]
    return Card(_("설문"), survey.title, _joined(facts), _city(survey.round))


def card_of_round(round: Round) -> Card:
    asked, until = invitation(round)
    return Card(_("주민 참여"), asked, _joined([until, round.title]), _city(round))


def photo_of(card: Card) -> bytes | None:
    """The bytes of its photo; None without one, or where the store can't give it now."""
    if not card.photo:
        return None
    try:
        return current_app.extensions["photo_store"].get(f"{card.photo}-m.jpg")
    except OSError:
        return None


def _joined(facts: list[str]) -> str:
    return " · ".join(filter(None, facts))


def _city(round: Round) -> str:
    return f"{round.municipality.app_name} · {round.municipality.name}"
