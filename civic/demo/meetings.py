"""The demo's meetings: how many came, what was said there, and who signed up for the next."""

import tomllib
from datetime import timedelta

from civic.demo.clock import living_at
from civic.demo.content import DATA
from civic.issues.models import Issue
from civic.meetings.models import Meeting
from civic.meetings.opinions.models import OpinionBatch

CONFIRMED_AFTER = timedelta(days=1)


def hold_meetings(round, stage, office, residents, issues: dict[str, Issue], until) -> None:
    """The meetings of one demo round. issues: by title; what a meeting brings is added."""
    districts = {district.name: district for district in round.municipality.districts}
    everything = tomllib.loads((DATA / "meetings.toml").read_text())["meeting"]
    for n, entry in enumerate(everything):
        if entry["round"] != stage.number:
            continue
        begins = stage.period("report")[0] if stage.number == 1 else stage.zero
        starts_at = begins + timedelta(days=entry["day"], hours=14)
        with living_at(min(starts_at - timedelta(days=5), until)):
            meeting = _plan(
                round, office["서연"], n, entry, districts[entry["district"]], starts_at
            )
            for person in residents[: entry.get("sign_ups", 0)]:
                meeting.sign_up(person)
        if starts_at + timedelta(hours=3) < until:
            _write_up(meeting, entry, office, issues)


def _plan(round, planner, n, entry, district, starts_at) -> Meeting:
    words = {name: entry[name] for name in ("kind", "title", "place", "host", "about")}
    return Meeting.plan(
        round,
        planner,
        f"demo-meeting-{n}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        district_id=district.id,
        signs_up="capacity" in entry,
        capacity=entry.get("capacity"),
        **words,
    )


def _write_up(meeting, entry, office, issues) -> None:
    heads = {(band, sex): people for band, sex, people in entry["heads"]}
    with living_at(meeting.starts_at + timedelta(hours=3)):
        meeting.write_up(0, heads, entry["minutes"], bool(entry["minutes"]))
        batch = _enter(meeting, entry, office["서연"], issues)
    if entry.get("waits"):
        return
    with living_at(meeting.starts_at + CONFIRMED_AFTER):
        batch.confirm_lines(office["지호"], {})
    issues |= {row.text: row.issue for row in batch.opinions if row.same_as_id is None}


def _enter(meeting, entry, planner, issues) -> OpinionBatch:
    rows = []
    for text, category, people, same in entry["opinions"]:
        same_as = issues[same].root.id if same else None
        rows.append({"text": text, "category": category, "people": people, "same_as_id": same_as})
    return OpinionBatch.enter(meeting, planner, f"demo-opinions-{meeting.id}", rows)
