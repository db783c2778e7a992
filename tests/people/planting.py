"""What a resident may have left in tables that hold few words, beside reports and comments."""

from datetime import timedelta

from civic.db import db, now
from civic.korean_time import SEOUL
from civic.meetings.models import Meeting
from civic.meetings.sign_ups import SignUp
from civic.notices.areas.models import AreaWatch
from civic.notices.digest_models import Digest
from civic.notices.push_models import PushSubscription
from civic.panel.applicants import Applicant
from civic.panel.models import Panel
from civic.people.federation.models import LinkedAccount
from civic.people.second_factor.passkeys import Passkey
from civic.people.sign_in.models import SignIn, SignInCode
from civic.targets.weights.models import PointSpread
from civic.triage.filters import DeskView

# What each of them would say of the person.
DEVICE = "push.example.com/eunhasu-device"
ACCOUNT, KEY_NAME = "eunhasu-account-7", "은하수의 열쇠"
LAT, LON = 36.51873, 127.04429
PLANTED = (DEVICE, ACCOUNT, KEY_NAME, str(LAT), str(LON))
# Tables in which nothing is planted, because only those who work for an office are there.
OF_THE_OFFICE = frozenset(
    {
        *("role.person_id", "remark.author_id", "plan_version.author_id"),
        *("office_note.author_id", "remark_reply.author_id", "paragraph.author_id"),
        *("paragraph_text.author_id", "second_factor.person_id", "recovery_code.person_id"),
        *("factor_change.person_id", "access_entry.person_id", "access_reason.person_id"),
        *("right_change.person_id", "recorded_act.person_id"),
    }
)


def plant(someone, round, planner, secret: str) -> None:
    """Rows of a resident's devices, accounts, places, sign-ups and points."""
    mine = {"person_id": someone.id}
    signed_in = db.session.scalars(db.select(SignIn).filter_by(**mine)).first()
    PushSubscription.keep(signed_in, f"https://{DEVICE}", p256dh="p", auth="a")
    key = {"credential_id": b"eunhasu-key", "public_key": b"public", "name": KEY_NAME}
    where = {"issuer": "https://login.example.com", "client_id": "city", "subject": ACCOUNT}
    asked = {"browser_hash": "b", "code_hash": "c", "sent": True, "known": False}
    panel = Panel(round_id=round.id, cells=[], codes=[], **panel_terms())
    meeting = _meeting(round, planner)
    db.session.add(panel)
    db.session.flush()
    about = {"district_id": round.municipality.districts[0].id, "band": "30", "sex": "f"}
    db.session.add_all(
        [
            Passkey(**mine, **key),
            LinkedAccount(**mine, **where),
            SignInCode(address=someone.email, expires_at=now(), **asked),
            Digest(**mine, day=now().astimezone(SEOUL).date()),
            SignUp(**mine, meeting_id=meeting.id),
            Applicant(**mine, panel_id=panel.id, **about),
            PointSpread(**mine, round_id=round.id, points={"1": 100}),
            DeskView(**mine, round_id=round.id, filters={"q": secret}),
        ]
    )
    AreaWatch.watch_around(someone, round.municipality, LAT, LON, 300)
    db.session.flush()


def panel_terms() -> dict:
    until = now() + timedelta(days=10)
    words = {"about": "분기마다 모여요.", "size": 6, "reserve_each": 2, "answer_days": 7}
    words |= {"features": ["age"], "ages": "thirds", "youngest": "20", "source": "lotto"}
    period = {"applies_from": now(), "applies_until": until, "source_round": 1}
    return words | period | {"ends_on": until.date()}


def _meeting(round, planner) -> Meeting:
    words = {"kind": "workshop", "title": "워크숍", "place": "시청", "host": "스마트도시팀"}
    words |= {"starts_at": now() + timedelta(days=7), "signs_up": True, "capacity": 5}
    return Meeting.plan(round, planner, "meeting-0001", **words)


def tables_of(someone, columns: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """(columns that may name somebody, those of them with a row of this person)."""
    named, holding = set(), set()
    for table in db.metadata.sorted_tables:
        for key in table.foreign_keys:
            column = key.parent
            if key.column.table.name == "person" and column.name in columns:
                named.add(f"{table.name}.{column.name}")
                rows = db.select(db.func.count()).select_from(table).where(column == someone.id)
                if db.session.scalar(rows):
                    holding.add(f"{table.name}.{column.name}")
    return named, holding
