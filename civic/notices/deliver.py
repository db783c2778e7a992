"""Sending notices out: pushes as they come, one mail a day.

Every push and mail is claimed by a committed row before it is sent, so that two workers, or one
that is killed and started again, never send it twice. What is lost when a worker dies between
claim and sending is that one message in its hand; its notices still wait in the app. A refusal
that is sure (the service answered no) puts the claim back, to be tried again.
"""

import json
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale

from civic.db import db, now
from civic.engines.sender import SendFailed
from civic.engines.web_push import BadEndpoint, Device, PushFailed, PushRefused, SubscriptionGone
from civic.notices import mail
from civic.notices.collect import forget_old, gather
from civic.notices.labels import headline, page, subject
from civic.notices.models import Digest, Notice, NoticeChoice, PushRefusal, PushSubscription
from civic.notices.notice_types import NOTICE_TYPES
from civic.notices.rules import LATE, digest_day, may_push
from civic.people.models import Consent, Person
from civic.votes.ballots.voter_roll import Participation
from civic.web.addresses import path_of

MOST_TRIES = 3
DAY_S = 86_400


def deliver() -> dict[str, int]:
    """One pass: new notices, pushes, mails. Returns how many of each."""
    PushSubscription.forget_signed_out()
    forget_old()
    db.session.commit()
    return {"notices": gather(), "pushes": push_all(), "mails": mail_all()}


def push_all() -> int:
    """Push what is due to the devices of whoever wants it; returns how many devices took one."""
    engine = current_app.extensions["web_push"]
    if not engine.public_key:
        return 0
    device = PushSubscription.live().where(
        PushSubscription.person_id == Notice.person_id,
        PushSubscription.created_at <= Notice.created_at,
    )
    due = _wanted("push").where(
        Notice.pushed_at.is_(None),
        Notice.created_at > now() - LATE,
        Notice.push_tries < MOST_TRIES,
        device.exists(),
    )
    urgent_first = due.order_by(Notice.kind != "ballot", Notice.id)
    return sum(_push(engine, id) for id in db.session.scalars(urgent_first).all())


def _push(engine, notice_id) -> int:
    notice = db.session.get(Notice, notice_id)
    if notice is None:  # its person left since the list was read
        return 0
    if not may_push(notice.kind, now()) or not _still_true(notice) or not notice.claim_push():
        return 0
    live = PushSubscription.live().where(PushSubscription.person_id == notice.person_id)
    answers = [_send(engine, device, notice) for device in db.session.scalars(live).all()]
    if "later" in answers and "sent" not in answers:
        notice.pushed_at, notice.push_tries = None, notice.push_tries + 1
    db.session.commit()
    return answers.count("sent")


def _send(engine, subscription, notice) -> str:
    """sent | later | gone."""
    try:
        device = Device(subscription.endpoint, subscription.p256dh, subscription.auth)
        words = payload(notice, subscription.language)
        engine.send(device, words, topic=f"n{notice.id}", keep_s=DAY_S)
    except (SubscriptionGone, BadEndpoint):
        db.session.delete(subscription)
        return "gone"
    except PushRefused as refused:
        if PushRefusal.record(refused.host, refused.status, refused.reason):
            current_app.logger.error("pushes are refused: %s", refused)
        return "later"
    except PushFailed:
        return "later"
    PushRefusal.settle(urlsplit(subscription.endpoint).hostname)
    return "sent"


def payload(notice: Notice, language: str) -> str:
    """What the phone is told: the headline, the public title, where a tap leads. Nothing else."""
    endpoint, values = page(notice)
    with force_locale(language):
        message = {
            "title": str(headline(notice)),
            "body": str(subject(notice)),
            "tag": f"n{notice.id}",
            "lang": language,
            "url": path_of(endpoint, **values),
        }
    return json.dumps(message, ensure_ascii=False)


def mail_all() -> int:
    """Send today's mails that are due; returns how many went out."""
    day = digest_day(now(), current_app.config["DIGEST_HOUR"])
    if day is None:
        return 0
    due = _mailable().with_only_columns(Notice.person_id).distinct()
    return sum(_mail(person_id, day) for person_id in db.session.scalars(due).all())


def _mail(person_id, day) -> int:
    query = _mailable().where(Notice.person_id == person_id).with_only_columns(Notice)
    news = db.session.scalars(query.order_by(Notice.created_at, Notice.id)).all()
    news = [notice for notice in news if _still_true(notice)]
    digest = Digest.claim(person_id, day) if news else None
    if digest is None:
        db.session.rollback()
        return 0
    for notice in news:
        notice.digest_id = digest.id
    db.session.commit()
    try:
        with force_locale(digest.person.language):
            mail.send(digest.person, news)
        digest.sent_at = now()
    except SendFailed:
        digest.failed_at = now()
        for notice in news:
            notice.digest_id = None
    db.session.commit()
    return 1 if digest.sent_at else 0


def _mailable():
    """Unread notices that wait for a mail, of people who agreed to mails and have an address."""
    agreed = db.select(Consent.person_id).filter_by(kind="contact", withdrawn_at=None)
    return (
        _wanted("mail")
        .join(Person, Person.id == Notice.person_id)
        .where(
            Notice.digest_id.is_(None),
            Notice.created_at > now() - mail.OLDEST,
            Person.email.is_not(None),
            Person.deleted_at.is_(None),
            Person.id.in_(agreed),
        )
    )


def _wanted(way: str):
    """A select of the ids of unread notices whose person wants them this way."""
    default = [code for code, defaults in NOTICE_TYPES.items() if getattr(defaults, way)]
    mine = (NoticeChoice.person_id == Notice.person_id) & (NoticeChoice.kind == Notice.kind)
    chosen = db.func.coalesce(getattr(NoticeChoice, way), Notice.kind.in_(default))
    query = db.select(Notice.id).outerjoin(NoticeChoice, mine)
    return query.where(Notice.seen_at.is_(None), chosen)


def _still_true(notice) -> bool:
    """A reminder to submit is over once the ballot is submitted or the vote closed."""
    if notice.kind != "ballot":
        return True
    return Participation.unsubmitted(notice.person, notice.round) is not None
