"""What a file of complaints says of the office: the department an issue is with, and what was done
with it where it comes from.

The outcome there was written to one person: it becomes a note of the office, public to nobody. It
is no status of ours, whose 완료 says that a problem is solved and not that a letter was answered.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import insert

from civic.db import db
from civic.issues.importing.offering import Answers, OfferedLine
from civic.issues.importing.reading.complaints import Complaint
from civic.issues.importing.reading.dates import NotATime, read_time
from civic.issues.importing.reading.offered import OfferedColumn
from civic.korean_time import SEOUL
from civic.places.models import Municipality
from civic.triage.departments.cells import read_cell
from civic.triage.departments.models import LONGEST_NAME, Assignment, Department, OfficeNote
from civic.triage.departments.unused import take_back_unused

DEPARTMENT = OfferedColumn(
    "department",
    "처리부서 담당부서 처리부서명 담당부서명 소관부서 주관부서 주무부서 배정부서 지정부서 이송부서"
    " 처리과 담당과 주무과 주관과 소관과 부서 부서명"
    " 처리부서담당자 담당부서담당자 처리부서및담당자 담당부서및담당자 부서담당자 부서및담당자"
    " department",
    read=lambda cell: read_cell(cell)._asdict(),
)
OFFICER = OfferedColumn(
    "officer", "담당자 담당자명 담당공무원 처리담당자 처리자 처리자명", of_people=True
)
DUE = OfferedColumn("due_on", "처리기한 처리기한일 처리예정일 처리마감일 답변기한 기한")
STATE = OfferedColumn("office_state", "처리상태 진행상태 처리현황 상태 status")
OUTCOME = OfferedColumn(
    "office_answer",
    "처리결과 처리내용 답변내용 답변 처리결과내용 회신내용 조치내용 조치결과 검토의견 검토결과"
    " 부서의견 departmentopinion",
    is_long=True,
)
DONE = OfferedColumn("office_answered", "처리일 처리일자 처리일시 답변일 답변일자 답변일시 완료일")
# As the note names them: it is data, in the language of the file.
IN_NOTE = {
    DEPARTMENT.field: "처리부서",
    OFFICER.field: "담당자",
    DUE.field: "처리기한",
    STATE.field: "처리상태",
    DONE.field: "처리일",
    OUTCOME.field: "처리결과",
}
NOTE_LENGTH = 2000
LONGEST_LEAD = timedelta(days=366)  # from a report to a due day that names no year
SEVERAL = re.compile(r"[,/;]| 및 ")  # between departments that share an issue
BETWEEN_WORDS = re.compile(r"[\s()\[\]·]+")
MAKE = "make"
MOST_LINES = 50


class OfficeColumns:
    columns: Mapping[OfferedColumn, LazyString] = {
        DEPARTMENT: _l("담당 부서"),
        OFFICER: _l("담당 공무원"),
        DUE: _l("처리 기한"),
        STATE: _l("메모: 처리 상태"),
        OUTCOME: _l("메모: 처리 결과·답변"),
        DONE: _l("메모: 처리한 날"),
    }

    def lines(self, place: Municipality, rows: Sequence[Complaint]) -> list[OfferedLine]:
        """Departments told by another name than ours, unknown ones first, and unreadable days."""
        departments = _Departments(place)
        named = Counter(row.offered.get(DEPARTMENT.field, "") for row in rows)
        named.pop("", None)
        notices = [
            self._department(words, departments.find(words), number)
            for words, number in named.most_common()
        ]
        lines = [line for line in notices if line.says != line.words]
        days = Counter(
            row.offered[DUE.field] for row in rows if DUE.field in row.offered and not _due(row)
        )
        says = _("날짜로 읽을 수 없어 담당자 메모로 남겨요.")
        lines += [OfferedLine(DUE.field, words, says, n) for words, n in days.most_common()]
        return sorted(lines, key=lambda line: not line.choices)[:MOST_LINES]

    def take(
        self, import_id: int, place: Municipality, rows: Mapping[int, Complaint], answers: Answers
    ) -> None:
        departments = _Departments(place)
        named = {row.offered.get(DEPARTMENT.field, "") for row in rows.values()}
        chosen = answers.get(DEPARTMENT.field, {})
        departments.make(import_id, (words for words in named if chosen.get(words) == MAKE))
        given, notes = [], []
        for issue_id, row in rows.items():
            left = dict(row.offered)
            department_id = departments.find_id(left.get(DEPARTMENT.field, ""))
            if department_id is not None:
                given.append(_assigned(issue_id, department_id, row, left))
            notes += [{"issue_id": issue_id, "body": body} for body in _notes(left)]
        if given:
            db.session.execute(insert(Assignment), given)
        if notes:
            db.session.execute(insert(OfficeNote), notes)

    def take_back(self, place: Municipality) -> None:
        take_back_unused(place)

    @staticmethod
    def _department(words: str, known: Department | None, rows: int) -> OfferedLine:
        if known is not None and known.ended_at is None:
            return OfferedLine(DEPARTMENT.field, words, known.name, rows)
        says = _("이제 쓰지 않는 부서예요.") if known else _("없는 부서예요.")
        stay = "", _("담당자 메모로 남겨 두기")
        again = MAKE, _("다시 쓰기") if known else _("부서 만들기")
        choices = (stay, again) if len(words) <= LONGEST_NAME else ()
        return OfferedLine(DEPARTMENT.field, words, says, rows, choices)


class _Departments:
    """The departments of a municipality, by their names as files write them."""

    def __init__(self, place: Municipality):
        self.place = place
        self._read()

    def _read(self) -> None:
        everything = Department.of(self.place, ended=True)
        self.by_name = {_plain(each.name): each for each in everything}

    def find(self, words: str) -> Department | None:
        """가온시 도시국 교통과 is 교통과, so are 교 통 과 and 교통과(주차팀); of 도로과, 교통과 it
        is the first."""
        pieces = (name for piece in SEVERAL.split(words) for name in self._names(piece))
        names = (_plain(words), *pieces)
        return next((self.by_name[name] for name in names if name in self.by_name), None)

    def _names(self, piece: str) -> Iterator[str]:
        """What a department may be called by these words, the likeliest first."""
        whole = _plain(piece)
        yield from (whole, whole.removeprefix(_plain(self.place.name)))
        yield from map(_plain, reversed(BETWEEN_WORDS.split(piece)))

    def find_id(self, words: str) -> int | None:
        """Of one that takes issues."""
        known = self.find(words) if words else None
        return known.id if known is not None and known.ended_at is None else None

    def make(self, import_id: int, names: Iterable[str]) -> None:
        """Open those that are not there, and again those that had ended."""
        for name in sorted(names, key=lambda name: (len(_plain(name)), len(name), name)):
            if self.find_id(name) is None:  # nor by another spelling, made just now
                known = self.find(name)
                name = known.name if known else name[:LONGEST_NAME]
                Department.open_by(import_id, self.place, name)
                db.session.expire_all()
                self._read()


def _assigned(issue_id: int, department_id: int, row: Complaint, left: dict) -> dict:
    """A row of Assignment; takes what it says out of what is left for a note."""
    due_on, officer = _due(row), left.get(OFFICER.field, "")
    if not SEVERAL.search(left[DEPARTMENT.field]):
        del left[DEPARTMENT.field]
    left.pop(DUE.field if due_on else "", None)
    if len(officer) <= LONGEST_NAME:
        left.pop(OFFICER.field, None)
    else:
        officer = ""
    place = {"issue_id": issue_id, "department_id": department_id}
    return place | {"officer": officer, "due_on": due_on}


def _due(row: Complaint) -> date | None:
    """The day a row is due; of one without a year the nearest to the row's own day."""
    words, latest = row.offered.get(DUE.field, ""), row.created_at + LONGEST_LEAD
    try:
        due_at = read_time(words, latest, near=row.created_at)
    except NotATime:
        return None
    return due_at.astimezone(SEOUL).date()


def _notes(left: Mapping[str, str]) -> list[str]:
    """What a row says of the office, as notes none of which is too long."""
    text = "\n".join(f"{name}: {left[field]}" for field, name in IN_NOTE.items() if field in left)
    return [text[start : start + NOTE_LENGTH] for start in range(0, len(text), NOTE_LENGTH)]


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())
