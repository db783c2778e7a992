"""The link in a mail that ends mails without signing in."""

from itsdangerous import BadSignature, URLSafeSerializer

from civic.db import db
from civic.people.models import Person
from civic.people.secrets import secrets


class BadLink(Exception):
    """Not a link of ours, or cut off on the way."""


def token_for(person: Person) -> str:
    """Signed, for this person and this purpose only; it never lapses, as old mails don't."""
    return _serializer().dumps(person.id)


def person_of(token: str) -> Person:
    """Raises: BadLink."""
    try:
        person = db.session.get(Person, _serializer().loads(token))
    except BadSignature as wrong:
        raise BadLink from wrong
    if person is None or person.deleted_at:
        raise BadLink
    return person


def _serializer() -> URLSafeSerializer:
    oldest_first = list(reversed(secrets()))  # the last one signs
    return URLSafeSerializer(oldest_first, salt="mail-unsubscribe")
