"""Open311 GeoReport v2 at /open311/v2: services, reports, and sending one.

Source: wiki.open311.org/GeoReport_v2, and its page on service discovery.
"""

from typing import NoReturn

from flask import Blueprint, current_app, g, request
from flask_babel import gettext as _

from civic.db import db, now
from civic.issues.labels import CATEGORIES
from civic.issues.models import Issue
from civic.issues.photos import PhotoTaken
from civic.open_data.for_programs import serve_programs
from civic.open_data.labels import ERRORS
from civic.open_data.models import Client
from civic.open_data.open311 import filters, photos, requests, services
from civic.open_data.open311.encodings import MEDIA_TYPES, encoded
from civic.open_data.open311.forms import RequestForm, digest_of
from civic.open_data.open311.labels import FILTERS
from civic.open_data.open311.models import KeyReused, SentBefore, SentReport, sent_through
from civic.open_data.whose import client_asking, limited_reading, limited_reports
from civic.places.models import Municipality
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.web.addresses import answered_address
from civic.web.idempotency import request_key
from civic.web.security import csrf, takes_uploads

bp = Blueprint("open311", __name__, url_prefix="/open311/v2")
bp.add_app_template_global(sent_through)
ENCODING = "<any(json, xml):encoding>"
# What the next page's address asks as well; the key stays a secret.
KEPT_IN_NEXT = (
    *("jurisdiction_id", "service_code", "status", "start_date", "end_date"),
    *("updated_after", "updated_before", "page_size", "language"),
)
CHANGED = "2026-11-30T00:00:00+09:00"  # when what is served here last changed its form


class RequestRefused(Exception):
    """status and sentences of an answer."""

    def __init__(self, status: int, *sentences: str):
        super().__init__(*sentences)
        self.status, self.sentences = status, sentences


@bp.get(f"/discovery.{ENCODING}")
@limited_reading
def discovery(encoding):
    """Where the API is, and in which formats."""
    address = answered_address("open_data.open311.discovery", encoding="json")
    endpoint = {
        "specification": "http://wiki.open311.org/GeoReport_v2",
        "url": address.rpartition("/")[0],
        "changeset": CHANGED,
        "type": "production",
        "formats": [*MEDIA_TYPES.values()],
    }
    contacts = [f"{city.slug}: {city.team} {city.team_phone}".strip() for city in _cities()]
    whole = {
        "changeset": CHANGED,
        "contact": "; ".join(contacts),
        "key_service": _("키는 운영자에게 요청해 주세요."),
        "endpoints": [endpoint],
    }
    return _answer("discovery", whole, encoding)


@bp.get(f"/services.{ENCODING}")
@limited_reading
def list_services(encoding):
    _jurisdiction()
    return _answer("services", services.services(), encoding)


@bp.get(f"/services/<code>.{ENCODING}")
@limited_reading
def define_service(code, encoding):
    city = _jurisdiction()
    if code not in CATEGORIES:
        raise RequestRefused(404, _("service_code가 없어요: %(code)s", code=code))
    return _answer("service_definition", services.definition(city, code), encoding)


@bp.get(f"/requests.{ENCODING}")
@limited_reading
def list_requests(encoding):
    """A page; the header Link has the next one's address, which costs the same however late it
    is."""
    asked = filters.read(request.args, CATEGORIES, now())
    reports, following = requests.find(_jurisdiction(), asked)
    response = _answer("service_requests", reports, encoding)
    if following:
        response.headers["Link"] = f'<{_address_of_next(following, encoding)}>; rel="next"'
    return response


@bp.get(f"/requests/<number>.{ENCODING}")
@limited_reading
def show_request(number, encoding):
    issue_id = int(number) if filters.is_id(number) else 0
    reports = requests.of_number(_jurisdiction(), issue_id)
    if not reports:
        raise RequestRefused(404, _("service_request_id가 없어요: %(id)s", id=number[:40]))
    return _answer("service_requests", reports, encoding)


@bp.get(f"/tokens/<sent_key>.{ENCODING}")
@limited_reading
def show_token(sent_key, encoding):
    """The number of a report by the Idempotency-Key it was sent with, for a program that never got
    its answer. As the standard says no key is asked for; with one, it is that program's report."""
    sent = SentReport.found_by(sent_key, client_asking())
    if sent is None:
        raise RequestRefused(404, _("token이 없어요: %(id)s", id=sent_key[:64]))
    row = {"service_request_id": str(sent.issue_id), "token": sent_key}
    return _answer("service_requests", [row], encoding)


@bp.post(f"/requests.{ENCODING}")
@csrf.exempt
@takes_uploads
@limited_reports
def send(encoding):
    """Report. The answer names the report; sent again under the same key, it is the same one."""
    city = _jurisdiction()
    client = _reporting_client(city)
    code, form, key = _service_asked(), RequestForm(city, request.form), request_key()
    if not form.validate():
        raise RequestRefused(400, *form.sentences())
    files = photos.files_sent()
    digest = digest_of(request.form, files)
    SentReport.refuse_repeat(client, key, digest)
    round = _round_open(city)
    db.session.rollback()  # SQLite's write lock is not held while pictures are fetched and shrunk
    pictures = photos.stored_pictures(files, form.media_url.data)
    issue = SentReport.receive(
        client,
        round,
        request_key=key,
        digest=digest,
        photos=photos.kept(pictures, client),
        category=code,
        **form.values(),
    )
    db.session.commit()
    return _sent(issue.id, encoding), 201


@bp.errorhandler(RequestRefused)
def refused(error):
    return error_body(error.sentences, error.status)


@bp.errorhandler(filters.UnreadableFilter)
def bad_filter(error):
    return error_body([str(FILTERS[error.why]) % {"name": error.name}], 400)


@bp.errorhandler(photos.PicturesRefused)
def pictures_refused(error):
    return error_body(error.sentences, 400)


@bp.errorhandler(PhaseClosed)
def closed(_error):
    return error_body([_("지금은 제보를 받는 기간이 아니에요.")], 400)


@bp.errorhandler(PhotoTaken)
def photo_taken(_error):
    return error_body([_("이미 다른 제보에 쓴 사진이에요. 다시 보내 주세요.")], 409)


@bp.errorhandler(KeyReused)
def key_reused(_error):
    return error_body([_("같은 Idempotency-Key로 다른 내용을 보냈어요.")], 422)


@bp.errorhandler(SentBefore)
def sent_before(error):
    db.session.rollback()
    return _sent(error.sent.issue_id, _encoding())


def error_body(sentences, status):
    """An error as the standard writes it. sentences: one or several; without, what the status
    says."""
    db.session.rollback()
    if isinstance(sentences, str):
        sentences = [sentences or str(ERRORS.get(status, ERRORS[500 if status > 499 else 400]))]
    errors = [{"code": status, "description": sentence} for sentence in sentences]
    g.has_error_body = True
    response = _answer("errors", errors, _encoding())
    response.status_code = status
    return response


def _cities() -> list[Municipality]:
    return list(db.session.scalars(db.select(Municipality).order_by(Municipality.id)))


def _jurisdiction() -> Municipality:
    """The city that jurisdiction_id names: its slug. Where there is one city, it need not be."""
    slug, cities = request.values.get("jurisdiction_id", "").strip(), _cities()
    if not slug and len(cities) != 1:
        raise RequestRefused(400, _("jurisdiction_id에 도시를 적어 주세요."))
    named = [city for city in cities if slug in ("", city.slug)]
    if not named:
        raise RequestRefused(404, _("jurisdiction_id가 없어요: %(id)s", id=slug[:40]))
    return named[0]


def _reporting_client(city: Municipality) -> Client:
    client = client_asking()
    if client is None or not client.may_report or not client.is_of(city):
        _no_key()
    return client


def _no_key() -> NoReturn:
    """Whoever asks is a program: the pages' words for 403 speak of signing in."""
    raise RequestRefused(403, str(ERRORS[403]))


def _service_asked() -> str:
    code = request.form.get("service_code", "").strip()
    if not code:
        raise RequestRefused(400, _("service_code를 보내 주세요."))
    if code not in CATEGORIES:
        raise RequestRefused(404, _("service_code가 없어요: %(code)s", code=code[:40]))
    return code


def _round_open(city: Municipality) -> Round:
    round = Round.with_open(city, "report")
    if round is None:
        raise PhaseClosed("report")
    return round


def _sent(issue_id: int, encoding: str):
    issue = db.session.get_one(Issue, issue_id)
    notice = _("접수번호 %(number)s", number=issue.receipt_number)
    row = {"service_request_id": str(issue_id), "service_notice": notice, "account_id": None}
    return _answer("service_requests", [row], encoding)


def _address_of_next(cursor: str, encoding: str) -> str:
    asked = {name: request.args[name] for name in KEPT_IN_NEXT if name in request.args}
    asked |= {"encoding": encoding, "cursor": cursor}
    return answered_address("open_data.open311.list_requests", **asked)


def _encoding() -> str:
    known = (request.view_args or {}).get("encoding")
    return known or ("json" if request.path.endswith(".json") else "xml")


def _answer(name, value, encoding):
    body = encoded(name, value, encoding)
    response = current_app.response_class(
        body, content_type=f"{MEDIA_TYPES[encoding]}; charset=utf-8"
    )
    if request.method == "GET":
        response.add_etag()
        response.make_conditional(request)
    return response


serve_programs(bp, "/open311/v2/", error_body)
