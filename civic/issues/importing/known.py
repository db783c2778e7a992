"""What reading a file asks the database for beforehand: the districts, and what files brought."""

from sqlalchemy import select

from civic.db import db
from civic.issues.importing.complaints import Place
from civic.issues.importing.sameness import Known
from civic.issues.models import Issue


def place_of(municipality) -> Place:
    districts = {}
    for district in municipality.districts:
        districts |= {district.name: district.id, district.code: district.id}
    return Place(districts, municipality.finder().find)


def brought_by_others(issue_import) -> list[Known]:
    """What other files brought. A complaint without a date bears that of its import."""
    table = type(issue_import)
    columns = Issue.id, Issue.content_key, Issue.external_id, Issue.created_at
    query = select(*columns, table.created_at.label("brought_at"))
    query = query.join(table, table.id == Issue.import_id).where(
        Issue.round_id == issue_import.round_id,
        Issue.content_key.is_not(None),
        Issue.import_id != issue_import.id,
    )
    return [
        Known(
            row.id,
            row.content_key,
            row.external_id or "",
            row.created_at if row.created_at < row.brought_at else None,
        )
        for row in db.session.execute(query.order_by(Issue.id))
    ]
