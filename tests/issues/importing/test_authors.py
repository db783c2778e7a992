"""Which imported texts are one author's: known by a digest, counted once, never by name."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.issues.importing.authors import author_key
from civic.issues.importing.reading.authors import AuthorReader
from civic.issues.importing.reading.columns import personal_columns
from civic.issues.models import Issue
from civic.privacy.retention.due import purge
from civic.themes.figures import figures_of
from civic.themes.models import Theme
from civic.themes.reading import read_round
from civic.triage.piles.find import Pile, shown
from tests.issues.importing.pages import upload
from tests.issues.importing.reading.tables import table_of
from tests.pages import tight

TWELVE = "".join(f"버스를 늘려 주세요 {n},한 시간에 {n}대예요,김민수\n" for n in range(12))
FILE = f"제목,내용,신청인\n{TWELVE}주차장을 지어 주세요,차가 많아요,이영희\n나무,심어요,김**\n"


def authors(*lines):
    table = table_of(*lines)
    reader = AuthorReader(table, personal_columns(table))
    return [reader.read(cells) for _number, cells in table.rows]


def test_an_author_is_told_by_name_and_contact_however_they_are_written():
    one, same, other = authors(
        "제목,민원인,연락처",
        "가,김민수,010-1234-5678",
        "나,김 민 수,０１０.１２３４.５６７８",
        "다,김민수,010-9999-5678",
    )
    assert one == same != other


@pytest.mark.parametrize(
    "name", ("김**", "김○○", "김O수", "김ㅇㅇ", "김XX", "김모씨", "익명", "-", "", "주민")
)
def test_masked_names_are_never_taken_for_one_person(name):
    assert authors("제목,신청인", f"가,{name}", f"나,{name}") == ["", ""]


def test_a_masked_name_beside_a_whole_number_is_told_by_the_number():
    one, other, nobody = authors(
        "제목,신청인,휴대폰",
        "가,김**,010-1234-5678",
        "나,김**,010-1111-2222",
        "다,김**,010-****-1111",
    )
    assert one and other and one != other and nobody == ""


def test_who_works_on_a_row_did_not_write_it():
    assert authors("제목,담당자", "가,김민수") == [""]


def test_clerks_who_typed_the_rows_did_not_write_them():
    rows = [f"가로등 {n},{'김민수' if n % 3 else '이영희'}" for n in range(60)]
    assert set(authors("제목,작성자", *rows)) == {""}
    assert len(set(authors("제목,신청인", *rows))) == 2
    others = [f"주차 {n},박{'가나다라마바사'[n]}수" for n in range(7)]
    assert len(set(authors("제목,작성자", *rows, *others))) == 9


def test_the_digest_tells_nothing_without_the_key_and_nothing_across_rounds(app):
    assert author_key(1, "김민수") == author_key(1, "김민수") != author_key(2, "김민수")
    assert author_key(1, "") is None
    with app.app_context():
        app.config["SECRET_KEY"], kept = "another", app.config["SECRET_KEY"]
        other = author_key(1, "김민수")
        app.config["SECRET_KEY"] = kept
    assert other != author_key(1, "김민수")


@pytest.fixture
def taken(bring, take):
    file = bring(FILE)
    assert take(file)[0] == 14
    return db.session.scalars(db.select(Issue).order_by(Issue.id)).all()


def test_twelve_texts_of_one_author_are_one_person_s(taken, round, seoyeon):
    keys = [issue.author_key for issue in taken]
    assert len(set(keys[:12])) == 1 and keys[12] not in (keys[0], None) and keys[13] is None
    theme, _ = Theme.start(round)
    theme.take([issue.id for issue in taken], seoyeon)
    db.session.commit()
    figures = figures_of(round)[theme.id]
    assert (figures.texts, figures.imported, figures.people) == (14, 14, 0)
    assert (figures.authors, figures.unsigned) == (2, 1)
    pile = shown(Pile("ask", tuple(issue.id for issue in taken)), round)
    assert (pile.imported, pile.authors) == (14, 2)
    assert len({text.author for text in read_round(round.id).texts if text.author}) == 2


def test_who_wrote_what_was_merged_counts_on(taken, round, seoyeon):
    theme, _ = Theme.start(round)
    theme.take([taken[0].id], seoyeon)
    for issue in taken[1:]:
        issue.merge_into(taken[0], seoyeon)
    db.session.commit()
    figures = figures_of(round)[theme.id]
    assert (figures.texts, figures.authors) == (1, 2)


def test_the_name_is_kept_nowhere(taken, round):
    assert all("김민수" not in str(vars(issue)) for issue in taken)


def test_the_digests_go_when_the_round_is_long_over(taken, round, clock):
    clock(timedelta(days=6 * 365))
    purge()
    assert db.session.scalars(db.select(Issue.author_key).distinct()).all() == [None]


def test_the_preview_says_how_many_people_wrote_and_whose_names_are_masked(office, round):
    columns = upload(office, FILE).location
    page = tight(office.get(columns).text)
    assert "같은 사람이 쓴 글인지만 표시해요" in page and "김민수" not in page
    office.post(columns, data={"as-제목": "title", "as-내용": "body"})
    page = tight(office.get(columns + "/review").text)
    assert "(서로 다른 2명)" in page
    assert "이름이 없거나 가려져(김**) 같은 사람인지 모르는 행</dt><dd>1</dd>" in page
