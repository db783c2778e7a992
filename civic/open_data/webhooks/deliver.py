"""Sending what webhooks are to hear, by the worker.

Each is claimed by a committed row before it is sent; a worker that dies with one in its hand leaves
it to be sent again, under the same webhook-id, by which a receiver knows it.
"""

import time

from flask import current_app

from civic.db import db, now, writing
from civic.engines.outside import NoOutside, OutsideFailed
from civic.open_data.webhooks.messages import message_of
from civic.open_data.webhooks.models import Delivery, Webhook
from civic.open_data.webhooks.signing import secret_of, signed
from civic.people.secrets import lasting_secret

MOST_A_PASS = 100
LONGEST_PASS_S = 20  # other chores wait meanwhile


def deliver_webhooks() -> int:
    """One pass; returns how many messages were taken."""
    outside = current_app.extensions["outside"]
    if isinstance(outside, NoOutside):
        return 0
    until, taken = time.monotonic() + LONGEST_PASS_S, 0
    with writing():
        Delivery.forget_old()
        webhooks = Webhook.live()
        for webhook in webhooks:
            webhook.gather()
        db.session.commit()
        for webhook in webhooks:
            taken += _send_due(outside, webhook, until)
    return taken


def secret_for(webhook: Webhook) -> str:
    """What its holder checks signatures with."""
    return secret_of(lasting_secret(), webhook.id)


def _send_due(outside, webhook, until) -> int:
    """In order, until one is not taken: what can't be reached is not asked again at once."""
    due, taken = Delivery.due(webhook, MOST_A_PASS), 0
    db.session.commit()
    for id in due:
        if time.monotonic() > until or not _send(outside, webhook, id):
            break
        taken += 1
    return taken


def _send(outside, webhook, id) -> bool:
    delivery = Delivery.claim(id)
    db.session.commit()
    if delivery is None:
        return True
    body, secret, address = message_of(delivery), secret_for(webhook), webhook.address
    db.session.commit()  # no transaction is open while somebody else answers
    taken = True
    if body is None:
        delivery.drop()
    else:
        taken = _sent(outside, delivery, address, signed(secret, f"msg_{id}", _now(), body), body)
    db.session.commit()
    return taken


def _sent(outside, delivery, address, headers, body) -> bool:
    try:
        return delivery.answered(outside.send(address, body, headers))
    except OutsideFailed as failed:
        delivery.failed(str(failed))
        return False


def _now() -> int:
    return int(now().timestamp())
