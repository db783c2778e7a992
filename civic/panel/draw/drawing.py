"""The list is published, the seed drawn, and who is next is asked to join."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import SystemRandom
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from civic.db import db, hold_row, insert_once, now
from civic.korean_time import SEOUL
from civic.panel.applicants import Applicant, PanelDeparture, PanelInvitation
from civic.panel.draw.cells import BOTH, age_groups, cell_of
from civic.panel.draw.redraw import draw, replay, seed_of, strata_of
from civic.panel.rules import SeedNotKnown

if TYPE_CHECKING:
    from civic.people.models import Person

Listed = dict[int, int]  # number → the stratum's code


class IsDrawn:
    """A panel's list is published before its seed is known, and drawn after."""

    if TYPE_CHECKING:
        id: int
        size: int
        reserve_each: int
        features: list[str]
        ages: str
        youngest: str
        cells: list[dict]
        codes: list[int]
        source: str
        source_round: int
        closed_at: datetime | None
        drawn_at: datetime | None
        list_sha256: str
        seed_value: str
        answer_days: int

        @property
        def state(self) -> str: ...
        @property
        def known_at(self) -> datetime: ...
        def note(self, act: str, planner: "Person | None" = None) -> None: ...
        def applicants(self) -> Sequence[Applicant]: ...

    def strata(self) -> list[tuple[list[dict], int]]:
        """(cells, seats), see draw/redraw.py."""
        return strata_of(self.cells, self.size, self.features) if self.cells else []

    def close(self) -> None:
        """Give every applicant a number by lot, and publish the list by its SHA-256."""
        hold_row(self)
        if self.closed_at:
            return
        chance, applicants = SystemRandom(), list(self.applicants())
        chance.shuffle(applicants)
        codes = list(range(1, len(self.strata()) + 1))
        chance.shuffle(codes)
        for number, applicant in enumerate(applicants, 1):
            applicant.number = number
            applicant.stratum = codes[self.stratum_of(applicant)]
        self.codes, self.closed_at = codes, now()
        db.session.flush()
        self.list_sha256 = hashlib.sha256(self.listed()).hexdigest()
        self.note("closed")

    def stratum_of(self, applicant: Applicant) -> int:
        """The place of an applicant's stratum. Who does not say a sex stands, by the lot of an odd
        or an even number, for one of the two."""
        sex = applicant.sex if applicant.sex in BOTH else BOTH[(applicant.number or 0) % 2]
        code = applicant.district.code if applicant.district else ""
        groups = age_groups(self.ages, self.youngest)
        mine = cell_of(self.features, groups, applicant.band, sex, code)
        for place, (cells, _seats) in enumerate(self.strata()):
            if any(mine.items() <= cell.items() for cell in cells):
                return place
        raise ValueError(mine)  # the form offers nothing else

    def list_rows(self) -> Listed:
        """The published list."""
        rows = select(Applicant.number, Applicant.stratum).filter_by(panel_id=self.id)
        rows = rows.where(Applicant.number.is_not(None)).order_by(Applicant.number)
        pairs = db.session.execute(rows).all()
        return {number: stratum for number, stratum in pairs if number and stratum}

    def listed(self) -> bytes:
        """applicants.csv"""
        lines = [f"{number},{stratum}\n" for number, stratum in self.list_rows().items()]
        return "".join(["number,stratum\n", *lines]).encode()

    def seats(self) -> dict[int, int]:
        """A stratum's code → its seats."""
        return {code: seats for code, (_, seats) in zip(self.codes, self.strata(), strict=False)}

    @property
    def seed(self) -> str:
        """The SHA-256 that orders the numbers; empty before the draw."""
        source = (self.list_sha256, self.source, self.source_round, self.seed_value)
        return seed_of(*source) if self.seed_value else ""

    def draw_by(self, value: str, planner: "Person") -> None:
        """Draw, by a public result in the spelling of draw/seeds.py. Raises: SeedNotKnown."""
        hold_row(self)
        if self.state != "closed" or now() < self.known_at:
            raise SeedNotKnown
        self.seed_value, self.drawn_at = value, now()
        for word, numbers in zip(("chosen", "reserve"), self.drawn(), strict=True):
            here = update(Applicant).where(Applicant.panel_id == self.id)
            db.session.execute(here.where(Applicant.number.in_(numbers)).values(drawn=word))
        rest = update(Applicant).where(Applicant.panel_id == self.id, Applicant.drawn.is_(None))
        db.session.execute(rest.values(drawn="none"))
        self.note("drawn", planner)
        self.call_due()

    def drawn(self) -> tuple[list[int], list[int]]:
        """(numbers chosen, numbers in reserve), each in the order drawn; none before the draw."""
        if not self.seed_value:
            return [], []
        return draw(self.list_rows(), self.seats(), self.reserve_each, self.seed)

    def departed(self) -> list[int]:
        """Numbers of those who dropped out, in turn."""
        query = select(Applicant.number).join(
            PanelDeparture, PanelDeparture.applicant_id == Applicant.id
        )
        query = query.where(PanelDeparture.panel_id == self.id).order_by(PanelDeparture.id)
        return [number for number in db.session.scalars(query) if number is not None]

    def now_in(self) -> tuple[list[int], list[int]]:
        """(numbers in the panel, numbers left in reserve) after all who dropped out."""
        members, reserve, _calls = replay(self.list_rows(), *self.drawn(), self.departed())
        return members, reserve

    def call_due(self) -> None:
        """Ask everybody to join who has a seat and was not asked yet."""
        members, _reserve = self.now_in()
        last_day = now().astimezone(SEOUL).date() + timedelta(days=self.answer_days)
        answer_by = datetime.combine(last_day + timedelta(days=1), time(), SEOUL)
        ids = select(Applicant.number, Applicant.id).filter_by(panel_id=self.id)
        id_of = dict(db.session.execute(ids).all())
        for number in members:
            key = {"panel_id": self.id, "applicant_id": id_of[number]}
            insert_once(PanelInvitation, invited_at=now(), answer_by=answer_by, **key)
