"""KeptForm: a form that could not be taken for want of a session, kept for its person."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, LargeBinary, String, func
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, now, rows_changed
from civic.outbox.kept.sent_form import MOST_BYTES, SentForm
from civic.people.sign_in.codes import new_token, token_hash

LIFETIME = timedelta(hours=1)
# A visitor's, for a letter with a code takes days. No more than a vote or a long report, or
# strangers could fill the disk within a week.
BEGUN_LIFETIME, MOST_BEGUN_BYTES = timedelta(days=7), 6_000
COOKIE = "kept_forms"
MOST = 5  # of one browser


class KeptForm(Model):
    """What was typed into a form that was sent after its session had ended.

    Opened only by the browser that sent it, whose token is known here by its hash, and shown only
    to its owner: the tag of whoever the form's page was for, or "" when that was nobody.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(43), unique=True)  # its name in an address
    browser_hash: Mapped[str] = mapped_column(String(64), index=True)
    owner: Mapped[str] = mapped_column(String(32))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)

    @classmethod
    def keep(cls, sent: SentForm, owner: str, secret: str, token: str) -> str | None:
        """Keep it, and of this browser the newest MOST. Gives its key; None when too large."""
        sealed = sent.seal(secret, token)
        if len(sealed) > MOST_BYTES:
            return None
        cls.forget_old()
        browser = token_hash(token)
        row = cls(key=new_token(), browser_hash=browser, owner=owner, sealed=sealed)
        db.session.add(row)
        db.session.flush()
        ids = db.select(cls.id).filter_by(browser_hash=browser).order_by(cls.id.desc())
        surplus = list(db.session.scalars(ids.offset(MOST)))
        db.session.execute(db.delete(cls).where(cls.id.in_(surplus)))
        return row.key

    @classmethod
    def find(cls, key: str, token: str, person_tag: str) -> "KeptForm | None":
        """The form of this browser and person, while it is kept. person_tag: "" for nobody."""
        mine = db.select(cls).filter_by(key=key, browser_hash=token_hash(token))
        allowed = cls.owner.in_({"", person_tag})
        return db.session.scalar(mine.where(allowed, _is_kept()))

    @classmethod
    def begun_here(cls, token: str) -> Sequence["KeptForm"]:
        """What a visitor began in this browser, the newest first."""
        mine = db.select(cls).filter_by(browser_hash=token_hash(token), owner="")
        return db.session.scalars(mine.where(_is_kept()).order_by(cls.id.desc())).all()

    def open(self, secrets: Sequence[str], token: str) -> SentForm | None:
        """secrets: every key that is still good; None where it was sealed with none of them."""
        return SentForm.unseal(self.sealed, secrets, token)

    @classmethod
    def forget(cls, key: str, token: str) -> None:
        mine = cls.browser_hash == token_hash(token)
        db.session.execute(db.delete(cls).where(cls.key == key, mine))

    @classmethod
    def forget_browser(cls, token: str) -> None:
        """All that this browser sent: its person signs out."""
        db.session.execute(db.delete(cls).where(cls.browser_hash == token_hash(token)))

    @classmethod
    def forget_old(cls) -> int:
        """Delete what nobody came back for in its time; gives how many."""
        return rows_changed(db.delete(cls).where(~_is_kept()))


def _is_kept() -> ColumnElement[bool]:
    """LIFETIME for what a person wrote, BEGUN_LIFETIME for what nobody yet did, if it is small."""
    is_begun = (KeptForm.owner == "") & (func.length(KeptForm.sealed) <= MOST_BEGUN_BYTES)
    begun = is_begun & (KeptForm.created_at >= now() - BEGUN_LIFETIME)
    return begun | (KeptForm.created_at >= now() - LIFETIME)
