"""답변: the same words to many reporters, each with the numbers of their own report."""

from dataclasses import dataclass, field

from civic.issues import receipt_numbers
from civic.issues.answers import IssueAnswer, answer_many, withdraw_many
from civic.issues.labels import CATEGORIES
from civic.issues.listing.columns import last_rows
from civic.korean_time import SEOUL
from civic.photos.models import Photo
from civic.triage.acts.act import Act, Refused
from civic.triage.answers.placeholders import filled, unknown
from civic.triage.held_rows import HeldRow

LONGEST = 2000


@dataclass
class AnswerMany(Act):
    """body: with placeholders. photo: the planner's, part of nothing yet or of such an answer."""

    kind = "answer"
    body: str
    photo: Photo | None = None
    alt: str = ""
    districts: dict[int, str] = field(default_factory=dict, init=False)

    @property
    def details(self):
        return {"body": self.body, "photo": self.photo.key if self.photo else None}

    def prepare(self, round, rows):
        if not self.body:
            raise Refused("body", "no_body")
        if unknown(self.body):
            raise Refused("body", "placeholder")
        self.districts = round.municipality.district_names()
        if any(len(self._said_to(row)) > LONGEST for row in rows.values()):
            raise Refused("body", "too_long")
        if self.photo is not None:
            self.photo.attach()

    @classmethod
    def read(cls, ids):
        standing = IssueAnswer.withdrawn_at.is_(None)
        return {id: {"answer": last} for id, last in last_rows(IssueAnswer, ids, standing).items()}

    def write(self, round_id, rows, planner):
        bodies = {row.id: self._said_to(row) for row in rows}
        answer_many(bodies, planner, self.photo, self.alt)

    @classmethod
    def revert(cls, round_id, before, planner):
        withdraw_many([fact["answer"] for fact in cls.read(list(before)).values()])

    def _said_to(self, row: HeldRow) -> str:
        values = {
            "접수번호": receipt_numbers.written(row.receipt, row.created_at),
            "제목": row.title,
            "읍면동": self.districts.get(row.district_id or 0, ""),
            "분야": str(CATEGORIES[row.category][1]),
            "접수일": row.created_at.astimezone(SEOUL).date().isoformat(),
        }
        return filled(self.body, values)
