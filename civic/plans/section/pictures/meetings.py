"""The picture of meetings: a photo of each, with its number in the table, place and day. Pure."""

from civic.documents.charts import contact_sheet
from civic.documents.charts.canvas import Drawing
from civic.documents.numbers import amount, dotted
from civic.plans.section.schema import SnapshotData
from civic.plans.section.schema.people import MeetingPhotoData, MeetingRow


def _shown(data: SnapshotData) -> list[tuple[MeetingRow, MeetingPhotoData]]:
    rows = data["meetings"]["rows"]
    return [(row, photo) for row in rows for photo in row["photos"] if photo["jpeg"]]


def draw_photos(data: SnapshotData, width: int) -> Drawing | None:
    return contact_sheet.contact_sheet([_shot(*each) for each in _shown(data)], width)


def _shot(row: MeetingRow, photo: MeetingPhotoData) -> contact_sheet.Shot:
    people = f"{amount(row['people'])}명" if row["people"] is not None else ""
    credit = " · ".join(filter(None, [dotted(row["starts_on"]), row["place"], people]))
    return contact_sheet.Shot(f"{row['id']}. {row['title']}", credit, photo["jpeg"])


def photos_alt(data: SnapshotData) -> str:
    shown = _shown(data)
    each = " / ".join(f"{row['title']}: {photo['alt'] or '설명 없음'}" for row, photo in shown)
    return f"주민 모임의 사진 {len(shown)}장. {each.rstrip('.')}."


def photos_sources(data: SnapshotData) -> tuple[str, ...]:
    counted = [row for row, _photo in _shown(data) if row["people"] is not None]
    return ("meetings.held", *(f"meeting.{row['id']}.people" for row in counted))
