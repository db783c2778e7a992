"""Words made to do harm in every text of the database: shown as text on every page, in every feed
and file, and nothing of them runs. Mails: tests/notices/test_mail.py.
"""

import pytest
from lxml import etree
from sqlalchemy import String

from civic.db import db
from civic.documents.export.formats import FORMATS
from civic.people.models import Person
from civic.plans.models import Plan
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.rounds.models import Round
from civic.web.access import TABLE
from tests.people.test_traces import holding
from tests.states.walking import SEEN_BY, Walk

pytestmark = pytest.mark.either_database
TAG, SUM, PRODUCT = "<img src=x", "{{1234*4321}}", "5332114"
HOSTILE = f'"><img src=x onerror=a>{SUM}</script>'
SHORTEST = 30  # letters of a column; what is shorter holds codes and units
# Columns of letters that nobody types, or that lead somewhere: codes, keys, hashes, addresses.
NOBODYS = {
    *("key", "request_key", "upload_key", "cover_key", "month_key", "text_key", "content_key"),
    *("paragraph_key", "key_hash", "key_start", "code_hash", "token_hash", "browser_hash"),
    *("passphrase_hash", "hash", "hash_before", "sha256", "list_sha256", "head", "root", "mark"),
    *("visitor_mark", "made_of", "seed_value", "fingerprint", "digest", "salt", "slug", "owner"),
    *("email", "phone", "address", "endpoint", "p256dh", "auth", "origin", "host", "source_url"),
    *("issuer", "client_id", "subject", "credential_id", "path", "row", "under", "act", "source"),
    *("read_limit", "report_limit", "selection", "announcement", "value", "failure", "detail"),
    *("external_id", "last_answer", "whose"),
}
# Of the program or the state, not of people: names in addresses, of roles, of published files.
NOT_TYPED = {"role.name", "publication.name", "chore_run.name", "district.name_en"}


def typed_columns() -> list:
    """Every column of words."""
    return [
        column
        for table in db.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String)
        and not (column.foreign_keys or column.primary_key or column.unique)
        and (column.type.length or SHORTEST) >= SHORTEST
        and column.name not in NOBODYS
        and str(column) not in NOT_TYPED
    ]


def plant() -> None:
    """The caller commits. Each ends with its row's number: some are unique in their city."""
    for column in typed_columns():
        most = column.type.length or 2000
        text = db.literal(HOSTILE[: most - 6])
        if "id" in column.table.c:
            text = text + db.cast(column.table.c.id, String)
        db.session.execute(column.table.update().where(column != "").values({column: text}))


class WalkForTags(Walk):
    """Opens everything, and finds answers in which a planted tag is a tag, or a sum was done."""

    shown: int = 0

    def look(self, state: str, slow: bool = False, all: bool = False, roles=SEEN_BY) -> None:
        for role, client in self.clients.items():
            for endpoint, address in self.addresses(slow, all):
                if TABLE[endpoint] in SEEN_BY[role]:
                    self.read(f"{role} {endpoint} {address}", client.get(address))

    def read(self, where: str, answer) -> None:
        self.seen += 1
        kind = answer.mimetype
        if answer.status_code >= 500:
            self.found.append(f"{answer.status_code} {where}")
        if kind.endswith(("html", "xml", "svg+xml")):
            self.shown += "&lt;img src=x" in answer.text
            if TAG in answer.text or PRODUCT in answer.text:
                self.found.append(f"{kind} {where}")
        if kind.endswith("xml") and answer.status_code == 200:
            etree.fromstring(answer.data)  # whoever reads it finds it well formed


@pytest.fixture
def hostile_city(small_city):
    plant()
    db.session.commit()
    for round in db.session.scalars(db.select(Round)).all():
        plan = Plan.of(round)
        if plan is not None:
            freeze(plan, None)
    db.session.commit()


def test_columns_of_words_are_found():
    names = {str(column) for column in typed_columns()}
    assert {"issue.title", "person.name", "remark.body", "survey_value.words"} <= names
    assert {"meeting.minutes", "solution.operator", "round.title", "department.name"} <= names
    assert len(names) > 120


@pytest.mark.parametrize("role", ["resident", "planner"])
def test_on_no_page_and_in_no_feed_do_they_run(role, hostile_city, application, as_person):
    someone = db.session.scalars(Person.first_with(role, "gaon")).first()
    walk = WalkForTags(application, {role: as_person(someone)})
    walk.look("hostile", all=True)
    assert walk.found == []
    assert walk.seen > 150 and walk.shown > 30


def test_documents_have_them_as_text(hostile_city):
    plan = db.session.scalars(db.select(Plan).order_by(Plan.id)).first()
    document = document_of(plan.snapshot())
    files = [(f"plan.{name}", made.export(document)) for name, made in FORMATS.items()]
    found = holding(files, ["onerror=a", PRODUCT])
    formats = {line.split(":")[0].split("/")[0] for line in found}
    assert {f"plan.{name}" for name in FORMATS} <= formats
    assert not [line for line in found if line.endswith(PRODUCT)]
