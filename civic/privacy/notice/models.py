"""PrivacyNotice: what a city says of personal data from a day on. Rows are only ever added."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, lock, now
from civic.korean_time import SEOUL
from civic.people.models import Person
from civic.places.models import Municipality
from civic.privacy.retention.models import RetentionPeriod, when_set
from civic.privacy.retention.rules import PERIODS

# What the city itself says; the rest follows from what the program does.
OWN_WORDS = ("officer", "department", "phone", "email", "processors", "third_parties", "more")


class PrivacyNotice(Model):
    """A version, as it was published: words are OWN_WORDS, days how long things were kept then."""

    __table_args__ = (UniqueConstraint("municipality_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    version: Mapped[int]
    words: Mapped[dict] = mapped_column(JSON)
    days: Mapped[dict] = mapped_column(JSON)
    in_force_on: Mapped[date]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    published_by: Mapped[Person | None] = relationship()

    @classmethod
    def versions(cls, municipality: Municipality) -> Sequence["PrivacyNotice"]:
        """Newest first."""
        mine = db.select(cls).filter_by(municipality_id=municipality.id)
        return db.session.scalars(mine.order_by(cls.version.desc())).all()

    @classmethod
    def current(cls, municipality: Municipality) -> "PrivacyNotice":
        """The one in force; before a city published any, what holds by itself."""
        today = now().astimezone(SEOUL).date()
        published = cls.versions(municipality)
        in_force = [each for each in published if each.in_force_on <= today]
        return in_force[0] if in_force else cls.unpublished(municipality)

    @classmethod
    def unpublished(cls, municipality: Municipality) -> "PrivacyNotice":
        """What a city says before it said anything: version 0, never stored."""
        words = dict.fromkeys(OWN_WORDS, "")
        words |= {"department": municipality.team, "phone": municipality.team_phone}
        days = cls._days(municipality)
        today = now().astimezone(SEOUL).date()
        return cls(version=0, words=words, days=days, in_force_on=today)

    @classmethod
    def publish(
        cls, municipality: Municipality, words: dict[str, str], in_force_on: date, planner: Person
    ) -> "PrivacyNotice":
        """The next version; earlier ones stay to be read. What the newest says already, from the
        same day on, is that one."""
        lock(Municipality, [municipality.id])
        newest = next(iter(cls.versions(municipality)), None)
        says = {
            "words": {name: words[name] for name in OWN_WORDS},
            "days": cls._days(municipality),
            "in_force_on": in_force_on,
        }
        if newest and all(getattr(newest, name) == value for name, value in says.items()):
            return newest
        notice = cls(
            municipality_id=municipality.id,
            version=newest.version + 1 if newest else 1,
            published_by_id=planner.id,
            **says,
        )
        db.session.add(notice)
        return notice

    @classmethod
    def renew(cls, municipality: Municipality, planner: Person) -> None:
        """Other periods hold from today on: what is in force, and what is announced for later, say
        so in a version of their own. A city that published none says by itself what holds."""
        current, today = cls.current(municipality), now().astimezone(SEOUL).date()
        later = [
            each for each in cls.versions(municipality)[::-1] if each.version > current.version
        ]
        for each in (*([current] if current.version else []), *later):
            if each.days != cls._days(municipality):
                cls.publish(municipality, each.words, max(each.in_force_on, today), planner)

    @staticmethod
    def _days(municipality: Municipality) -> dict[str, int]:
        here, everywhere = RetentionPeriod.days_in(municipality), RetentionPeriod.days_in(None)
        return {
            kind: days[kind]
            for kind, period in PERIODS.items()
            for days in [here if period.by_city else everywhere]
            if kind in days
        }


when_set(PrivacyNotice.renew)
