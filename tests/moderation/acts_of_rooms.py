"""One of each act of the office on panels, surveys, meetings, targets, plans and what is kept."""

from datetime import timedelta

from civic.db import db, now
from civic.meetings.models import Meeting, MeetingChange
from civic.meetings.opinions.models import OpinionBatch
from civic.meetings.opinions.withdrawal import OpinionWithdrawal
from civic.panel.applicants import Applicant
from civic.panel.models import Panel
from civic.panel.office.two_persons import MemberRemoval, PanelChange, SeedEntry
from civic.people.two_person import TwoPerson
from civic.photos.models import Photo
from civic.photos.redaction.models import PhotoRedaction
from civic.plans.filing.models import FilingStep
from civic.plans.models import Plan
from civic.plans.snapshots.gather import freeze
from civic.privacy.notice.models import OWN_WORDS, PrivacyNotice
from civic.privacy.retention.models import RetentionPeriod
from civic.surveys.batches import SurveyBatch
from civic.surveys.models import Survey
from civic.themes.log import ThemeChange
from tests.factory import add_solution, report_issue, screen
from tests.people.planting import panel_terms


def on_rooms(round, someone, planner, second) -> None:
    """planner does each, and second decides; someone is taken out of the panel."""
    on_panel(round, someone, planner, second)
    on_meeting(round, planner, second)
    on_photo(round, someone, planner, second)
    survey = {"title": "버스는 어땠나요?", "audience": "open"}
    pile = {"survey_id": Survey.write(round, planner, "survey-0001", **survey).id, "sheets": []}
    for number in (1, 2):
        where = {"place": "달내 경로당", "held_on": now().date()}
        key = {"request_key": f"pile-{number:05}"}
        decided(SurveyBatch(**pile, **where, **key), planner, second, confirms=number == 1)
    solution = add_solution(round, 8, status="proposed")
    screen(solution, planner)
    db.session.add(ThemeChange(round_id=round.id, kind="start", by_id=planner.id, changes={}))
    plan = Plan.start(round)
    freeze(plan, planner)
    step = {"kind": "submitted", "happened_on": now().date(), "request_key": "step-00001"}
    db.session.add(FilingStep(plan_id=plan.id, entered_by_id=planner.id, **step))
    gaon = round.municipality
    RetentionPeriod.set_all(gaon, {"drafts": 3}, planner)
    PrivacyNotice.publish(gaon, dict.fromkeys(OWN_WORDS, "가온시"), now().date(), planner)


def on_panel(round, someone, planner, second) -> None:
    panel = Panel(round_id=round.id, cells=[], codes=[], **panel_terms())
    db.session.add(panel)
    db.session.flush()
    panel.note("announced", planner)
    here = {"panel_id": panel.id}
    terms = {"applies_until": panel.applies_until, "source": "lotto", "source_round": 2}
    decided(PanelChange(reason="더 받으려고", **terms, **here), planner, second)
    decided(SeedEntry(value="3,9,15", **here), planner, second)
    for confirms in (True, False):
        member = Applicant(band="30", sex="f", person_id=someone.id if confirms else None, **here)
        db.session.add(member)
        db.session.flush()
        removal = MemberRemoval(applicant_id=member.id, reason="이사", **here)
        decided(removal, planner, second, confirms)


def on_meeting(round, planner, second) -> None:
    words = {"kind": "workshop", "title": "워크숍", "place": "시청", "host": "스마트도시팀"}
    meeting = Meeting.plan(round, planner, "meeting-9", starts_at=now() + timedelta(7), **words)
    moved = {"act": "moved", "before": {}, "after": {}, "actor_id": planner.id}
    db.session.add(MeetingChange(meeting_id=meeting.id, **moved))
    batch = OpinionBatch(meeting_id=meeting.id, request_key="batch-9")
    decided(batch, planner, second)
    decided(OpinionWithdrawal(batch_id=batch.id, reason="다른 모임의 것"), planner, second)


def on_photo(round, someone, planner, second) -> None:
    photo = Photo(key="9" * 32, sha256="9" * 64, width=4, height=3, uploader_id=someone.id)
    db.session.add(photo)
    db.session.flush()
    report_issue(round, someone, photos=[(photo, "")])
    undone = {"undone_by_id": second.id, "undone_at": now()}
    painted = {"boxes": [], "drawn_by_id": planner.id, "by_office": True}
    db.session.add(PhotoRedaction(photo_id=photo.id, **painted, **undone))


def decided(row, planner, second, confirms=False) -> None:
    """Entered by one, and decided by another; what follows from it is of the rooms' own tests."""
    row.entered_by_id = planner.id
    db.session.add(row)
    db.session.flush()
    (TwoPerson.confirm if confirms else TwoPerson.drop)(row, second)
