"""From news to notices: each source read once, each person told once, by any number of workers."""

from collections.abc import Sequence
from datetime import timedelta

from civic.db import db, insert, now
from civic.kept_counts import recount
from civic.notices.areas.models import AreaWatch
from civic.notices.events import SOURCES
from civic.notices.models import Cursor, Notice, NoticeChoice
from civic.notices.news import News, NewsSource
from civic.notices.notice_types import NOTICE_TYPES
from civic.notices.scheduled import scheduled_news
from civic.people.models import Person

BATCH = 200
# Rows may become visible out of the order of their ids: what is younger is read again.
UNSETTLED = timedelta(minutes=10)
FIRST_LOOK = timedelta(days=14)  # what happened before is no news to anybody
KEPT = timedelta(days=365)


def gather() -> int:
    """Make notices of everything new, committing as it goes; returns how many."""
    count = sum(_read(source) for source in SOURCES)
    for news in scheduled_news():
        count += record(news)
        db.session.commit()
    return count


def record(news: News) -> int:
    """Store a notice for everybody of the audience who has none of this; how many that were."""
    return _record_all([news])


def _record_all(all_news: list[News]) -> int:
    people = [person_id for news in all_news for person_id in _store(news)]
    # Once, after all of it: two workers who lock people in turn would make a circle.
    recount(Person.unread_notices, *people)
    return len(people)


def _store(news: News) -> Sequence[int]:
    """The ids of those who are told by this; who was told before, or by another worker, is not.

    The key (person, source) decides.
    """
    fields = ["person_id", "kind", "source", "round_id", "issue_id", "solution_id"]
    fields += ["told", "created_at", "shown"]
    statement = insert(Notice).from_select(fields, _people(news)).on_conflict_do_nothing()
    return db.session.scalars(statement.returning(Notice.person_id)).all()


def _people(news):
    """A select of one row for each who is told: the notice's columns in order."""

    def same(name):
        column = Notice.__table__.c[name]
        return db.cast(db.literal(getattr(news, name), column.type), column.type)

    in_app = db.func.coalesce(NoticeChoice.in_app, db.literal(NOTICE_TYPES[news.kind].in_app))
    columns = [same(name) for name in ("kind", "source", "round_id", "issue_id", "solution_id")]
    mine = (NoticeChoice.person_id == Person.id) & (NoticeChoice.kind == news.kind)
    people = db.select(
        Person.id, *columns, db.literal(news.details, db.JSON), db.literal(news.at, _AT), in_app
    ).outerjoin(NoticeChoice, mine)
    hears = db.or_(*(Person.id.in_(some) for some in news.audience))
    others = people.where(hears, Person.id != (news.actor_id or 0), Person.deleted_at.is_(None))
    return others.order_by(Person.id)  # two workers with the same news wait in the same order


_AT = Notice.__table__.c.created_at.type


def _read(source: NewsSource) -> int:
    """Record what is new in one source and move its cursor past what is settled."""
    cursor = Cursor.of(source.name)
    count, after = 0, cursor.settled_id
    while rows := db.session.scalars(_batch(source, after)).all():
        all_news = [source.news(row) for row in rows]
        count += _record_all([news for news in all_news if news is not None])
        after = rows[-1].id
        db.session.commit()
    cursor.move_to(_settled(source, cursor.settled_id))
    db.session.commit()
    return count


def _batch(source, after):
    newest = now() - source.age
    ripe = source.happened.between(newest - FIRST_LOOK, newest)
    query = db.select(source.model).where(source.model.id > after, ripe)
    return query.order_by(source.model.id).limit(BATCH)


def _settled(source, before):
    """The id up to which every row is told and none can turn up any more."""
    id = source.model.id
    young = db.select(db.func.min(id)).where(
        id > before, source.happened > now() - source.age - UNSETTLED
    )
    first_young = db.session.scalar(young)
    if first_young is not None:
        return first_young - 1
    return db.session.scalar(db.select(db.func.max(id))) or before


def forget_old() -> None:
    """Drop notices of a year ago, and those of people who left."""
    left = db.select(Person.id).where(Person.deleted_at.is_not(None))
    old = (Notice.created_at < now() - KEPT) | Notice.person_id.in_(left)
    dropped = db.session.scalars(db.delete(Notice).where(old).returning(Notice.person_id)).all()
    recount(Person.unread_notices, *dropped)
    db.session.execute(db.delete(NoticeChoice).where(NoticeChoice.person_id.in_(left)))
    AreaWatch.forget_people(left)
