"""Pictures of what is shared, and the posters a planner prints."""

from flask import Blueprint, Response, abort, current_app, g, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from civic.db import db
from civic.issues.models import Issue
from civic.sharing import cards
from civic.sharing.card import draw_card
from civic.sharing.invitation import invitation
from civic.sharing.poster import Poster, poster_pdf
from civic.solutions.models import Solution
from civic.surveys.models import Survey
from civic.web.filters import last_moment

bp = Blueprint("sharing", __name__, url_prefix="/<municipality>/<int:round_number>/share")
KEPT_S = 3600  # a messenger's copy; supports change


@bp.get("/issue-<int:issue_id>.jpg")
def issue(issue_id):
    return _picture(cards.card_of_issue(_shown(Issue, issue_id)))


@bp.get("/solution-<int:solution_id>.jpg")
def solution(solution_id):
    return _picture(cards.card_of_solution(_shown(Solution, solution_id)))


@bp.get("/result.jpg")
def result():
    return _picture(cards.card_of_result(g.round))


@bp.get("/round.jpg")
def round():
    return _picture(cards.card_of_round(g.round))


@bp.get("/survey-<int:survey_id>.jpg")
def survey(survey_id):
    return _picture(cards.card_of_survey(_opened(survey_id)))


@bp.get("/survey-<int:survey_id>.pdf")
def survey_poster(survey_id):
    """One survey's, whose code leads to its form."""
    survey = _opened(survey_id)
    until = _("%(day)s까지", day=last_moment(survey.closes_at)) if survey.closes_at else ""
    way = url_for("surveys.show", survey_id=survey.id)
    return _pdf(f"survey-{survey.id}.pdf", _poster(g.municipality.name, survey.title, until, way))


@bp.get("/posters")
def posters():
    return render_template("sharing/posters.html", invitation=invitation(g.round))


@bp.get("/poster.pdf")
def poster():
    """Of the whole city, or of one 읍면동 (?district=)."""
    wanted = request.args.get("district", "")
    here = next((d for d in g.municipality.districts if str(d.id) == wanted), None)
    if wanted and here is None:
        abort(404)
    way = url_for("issues.browsing.index", district=here.id) if here else url_for("home.show")
    whose = here.name if here else g.municipality.name
    name = f"poster-{g.round.number}{f'-{here.id}' if here else ''}.pdf"
    return _pdf(name, _poster(whose, *invitation(g.round), way))


@bp.app_template_global()
def share_address(endpoint, **values):
    """The public address of a picture, as messengers want it: whole."""
    return current_app.config["PUBLIC_URL"].rstrip("/") + url_for(endpoint, **values)


def _shown(kind, id):
    """A row of this round that everybody sees; a picture goes where nobody asks who looks."""
    here = db.select(kind).filter_by(id=id, round_id=g.round.id, hidden_at=None)
    return db.first_or_404(here)


def _opened(survey_id) -> Survey:
    """A survey that somebody was asked. Raises: 404."""
    here = db.select(Survey).filter_by(id=survey_id, round_id=g.round.id)
    return db.first_or_404(here.where(Survey.opened_at.is_not(None)))


def _pdf(name: str, poster: Poster):
    disposition = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(poster_pdf(poster), mimetype="application/pdf", headers=disposition)


def _picture(card):
    """Drawn only where the reader has not got it already."""
    answer = Response(mimetype="image/jpeg")
    answer.set_etag(card.mark)
    answer.cache_control.public, answer.cache_control.max_age = True, KEPT_S
    if request.if_none_match.contains(card.mark):
        return answer.make_conditional(request)
    answer.set_data(draw_card(card, cards.photo_of(card)))
    return answer


def _poster(whose: str, question: str, until: str, way: str) -> Poster:
    """way: the path its code leads to."""
    place = g.municipality
    phone = _("전화: %(phone)s", phone=place.team_phone) if place.team_phone else ""
    return Poster(
        city=place.app_name,
        place=whose,
        question=question,
        until=until,
        how=_("휴대전화 카메라로 비춰 주세요"),
        address=current_app.config["PUBLIC_URL"].rstrip("/") + way,
        phone=phone,
        language=str(get_locale()),
    )
