"""Who wrote a row, as far as it tells texts of one author from those of others. Pure.

What is read here is never kept: of it a digest is made (importing/authors.py). Where names are
masked (김**, 김○○) nobody knows whether two rows are one person's, so they count as different.
"""

import re
import unicodedata
from collections.abc import Collection

from civic.issues.importing.reading import contents
from civic.issues.importing.reading.columns import column, plain_names
from civic.personal_data import NOBODY
from civic.places.tables import HeadedTable

NAMES = (
    "신청인 신청자 신청인명 신청자명 신청인성명 민원인 민원인명 민원인성명 신고인 신고자 제안자"
    " 제안인 제안자명 건의자 건의인 작성자 작성자명 글쓴이 보낸사람 발신자 응답자 응답자명 참여자"
    " 성명 성함 이름 대표자 닉네임 별명 대화명 name fullname author writer reporter submitter"
    " sender user username nickname"
)
CONTACTS = (
    "신청인연락처 민원인연락처 연락처 휴대폰 휴대폰번호 휴대전화 휴대전화번호 핸드폰 핸드폰번호"
    " 전화 전화번호 유선전화 자택전화 phone phonenumber mobile tel 이메일 이메일주소 전자우편 메일"
    " 메일주소 email mail"
)
MASKED = re.compile(r"[*#?○◯〇●◎□■×※]|(?<=[가-힣])[OoXx0ㅇ\u110b]|^.{1,2}(?:모씨?|아무개|씨)$")
FEWEST_DIGITS = 9
# Names of a column of petitioners, and of one of the clerks who typed the rows, too: it is of the
# latter where many rows have ten for each of them, as a contact is then the office's.
OF_EITHER = "작성자 작성자명 글쓴이 성명 성함 이름 name fullname author writer"
MANY_ROWS, TYPED_EACH = 30, 10


class AuthorReader:
    """Reads the author of each row: name and contact together, or whichever there is."""

    def __init__(self, table: HeadedTable, personal: Collection[str]):
        of_people = [name for name in table.header if name in personal]
        self.names = _place(table, _named(table, of_people, NAMES, contents.are_names))
        self.contacts = _place(table, _named(table, of_people, CONTACTS, contents.are_contacts))
        if self.names is not None and _may_be_clerks(table.header[self.names]):
            self.names = _unless_clerks(table, self.names, _name)
        if self.contacts is not None:
            self.contacts = _unless_clerks(table, self.contacts, _contact)

    @property
    def knows(self) -> bool:
        """A column says who wrote the rows."""
        return self.names is not None or self.contacts is not None

    def read(self, cells: tuple[str, ...]) -> str:
        """Another text for each author; empty where nobody can tell."""
        parts = [
            part(cells[at])
            for at, part in ((self.names, _name), (self.contacts, _contact))
            if at is not None
        ]
        return "\x1f".join(filter(None, parts))


def author_columns(table: HeadedTable, personal: Collection[str]) -> tuple[str, ...]:
    """The columns that say who wrote the rows."""
    reader = AuthorReader(table, personal)
    return tuple(table.header[at] for at in (reader.names, reader.contacts) if at is not None)


def _named(table, of_people, names, holds):
    """The column of the likeliest name; where nothing names columns, that which holds such."""
    if not table.header_lines:
        return next((n for n in of_people if holds(contents.sample(column(table, n)))), None)
    wanted = names.split()
    name_of = {plain: name for name in reversed(of_people) for plain in plain_names(name)}
    return next((name_of[name] for name in wanted if name in name_of), None)


def _place(table, name):
    return None if name is None else table.header.index(name)


def _may_be_clerks(name):
    return not set(OF_EITHER.split()).isdisjoint(plain_names(name))


def _unless_clerks(table, at, part):
    """The place of a column, unless the few who are in it typed all the rows."""
    authors = [words for _number, cells in table.rows if (words := part(cells[at]))]
    is_typed = len(authors) >= MANY_ROWS and len(set(authors)) * TYPED_EACH <= len(authors)
    return None if is_typed else at


def _name(cell):
    plain = _plain(cell)
    known = plain and not MASKED.search(plain) and plain not in NOBODY
    return plain if known and not contents.is_empty(cell) else ""


def _contact(cell):
    plain = _plain(cell)
    if "@" in plain:
        return "" if "*" in plain else plain.lower()
    digits = re.sub(r"\D", "", plain)
    return "" if re.search(r"[*Xx○●]", plain) or len(digits) < FEWEST_DIGITS else digits


def _plain(cell):
    return "".join(unicodedata.normalize("NFKC", cell).split())
