"""The operator's page of webhooks: who hears of what, whether it arrives; again, and a pause."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from civic.db import db
from civic.engines.outside import NoOutside
from civic.open_data.webhooks.labels import EVENTS, in_words
from civic.open_data.webhooks.models import Delivery, Webhook

bp = Blueprint("webhooks", __name__, url_prefix="/operator/webhooks")


@bp.get("/")
def index():
    context = {
        "webhooks": Webhook.all(),
        "counts": Delivery.counts,
        "last": Delivery.last,
        "is_off": isinstance(current_app.extensions["outside"], NoOutside),
    }
    return render_template(
        "open_data/webhooks/index.html", EVENTS=EVENTS, in_words=in_words, **context
    )


@bp.post("/<int:webhook_id>/retry")
def retry(webhook_id):
    """The worker sends them at its next pass."""
    number = find_live(webhook_id).retry()
    db.session.commit()
    flash(_("%(n)s건을 곧 다시 보내요.", n=number), "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/<int:webhook_id>/pause")
def pause(webhook_id):
    webhook = find_live(webhook_id)
    webhook.pause()
    db.session.commit()
    flash(_("%(name)s에 보내기를 멈췄어요.", name=webhook.name), "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/<int:webhook_id>/resume")
def resume(webhook_id):
    webhook = find_live(webhook_id)
    webhook.resume()
    db.session.commit()
    flash(_("%(name)s에 다시 보내요.", name=webhook.name), "ok")
    return redirect(url_for(".index"), 303)


def find_live(webhook_id: int) -> Webhook:
    """One that was not ended; else 404."""
    return db.first_or_404(db.select(Webhook).filter_by(id=webhook_id, ended_at=None))
