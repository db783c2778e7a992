"""What still stands on an earlier key: none of it works once that key leaves the settings."""

from collections.abc import Callable, Iterable

from civic.db import db, now
from civic.people.residency.participation_codes import CodeBatch, ParticipationCode
from civic.people.secrets import earlier_secrets, secret
from civic.people.sign_in.codes import code_hash, participation_code, same, token_hash
from civic.plans.links.models import Invitation, ShareLink

Steps = Callable[[Iterable], Iterable]


def on_earlier_keys(steps: Steps = iter) -> dict[str, int]:
    """How many of each kind that is still open. steps: hands rows on and shows how far it is."""
    if not earlier_secrets():
        return {}
    return {
        "participation codes that nobody used yet": _codes(steps),
        "invitations and links to read a plan, whose address a planner may copy again": _links(),
    }


def _codes(steps: Steps) -> int:
    unused = db.select(
        ParticipationCode.batch_id, ParticipationCode.serial, ParticipationCode.code_hash
    ).join(ParticipationCode.batch)
    unused = unused.where(
        ParticipationCode.used_at.is_(None),
        ParticipationCode.voided_at.is_(None),
        CodeBatch.voided_at.is_(None),
        CodeBatch.expires_at > now(),
    )
    key = secret()
    rows = db.session.execute(unused).all()
    return sum(
        not same(code_hash(key, participation_code(key, batch, serial)), hashed)
        for batch, serial, hashed in steps(rows)
    )


def _links() -> int:
    links = [
        link
        for kind in (Invitation, ShareLink)
        for link in db.session.scalars(db.select(kind).where(kind.revoked_at.is_(None)))
    ]
    is_old = [token_hash(link.token(secret())) != link.token_hash for link in links]
    return sum(is_old)
