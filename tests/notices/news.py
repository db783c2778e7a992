"""How tests of news read what a person was told."""

from civic.db import db
from civic.people.models import Person


def kinds(told):
    return [kind for kind, _source in told]


def unread(person):
    return db.session.scalar(db.select(Person.unread_notices).filter_by(id=person.id))
