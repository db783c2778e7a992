"""The batch an address names, and its page: before it counts, while it does, and taken back."""

from flask import abort, render_template
from sqlalchemy import select

from civic.db import db
from civic.issues.importing.labels import about_built_on
from civic.meetings.finders import find_meeting
from civic.meetings.opinions.forms import WithdrawalForm, hint_sentences
from civic.meetings.opinions.models import OpinionBatch
from civic.meetings.opinions.withdrawal import OpinionWithdrawal, built_on_batch


def find_batch(meeting_id, opinions_id):
    """A batch of this meeting. Raises: 404."""
    meeting = find_meeting(meeting_id)
    here = select(OpinionBatch).filter_by(id=opinions_id, meeting_id=meeting.id)
    return db.session.scalar(here) or abort(404)


def batch_page(batch, drops=None, withdrawal_form=None):
    """drops, withdrawal_form: those with mistakes."""
    built_on = built_on_batch(batch) if batch.state == "confirmed" else {}
    return render_template(
        "meetings/opinions/batch.html",
        batch=batch,
        meeting=batch.meeting,
        drops=drops,
        withdrawal=OpinionWithdrawal.of(batch),
        withdrawal_form=withdrawal_form or WithdrawalForm(formdata=None),
        built_on=about_built_on(built_on),
        hint_sentences=hint_sentences,
    )
