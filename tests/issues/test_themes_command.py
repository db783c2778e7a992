"""`flask issues themes` and `flask issues duplicates` group any file, without a key or database."""

import csv
import gzip
import io
import json
import os
import subprocess
import sys

import pytest

from civic.engines.sentence_vectors import NoVectors
from civic.engines.text_nouns import PlainNouns
from tests.grouping.invented import texts_on
from tests.paths import ROOT

TEXTS = texts_on(each=15)


@pytest.fixture
def run(app, monkeypatch):
    monkeypatch.setitem(app.extensions, "text_nouns", PlainNouns())
    monkeypatch.setitem(app.extensions, "sentence_vectors", NoVectors())

    def invoke(command, *arguments):
        words = ["issues", command, *map(str, arguments)]
        return app.test_cli_runner().invoke(args=words)

    return invoke


def csv_of(rows, encoding="utf-8-sig") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "제안.csv"
    path.write_bytes(csv_of([("제목", "내용"), *((t.title, t.body) for t in TEXTS)]))
    return path


def test_themes_are_one_json_document_of_row_numbers(run, file):
    answer = run("themes", file, "--title", "제목", "--body", "내용", "--json")
    assert answer.exit_code == 0
    found = json.loads(answer.stdout)
    assert set(found) == {"themes", "none"} and found["themes"]
    rows = [row for theme in found["themes"] for row in theme["rows"]]
    assert sorted(rows + found["none"]) == list(range(1, len(TEXTS) + 1))
    for theme in found["themes"]:
        assert set(theme) == {"name", "rows", "sure", "representative"}
        assert len({TEXTS[row - 1].title.split()[-1] for row in theme["rows"]}) == 1


def test_what_it_took_is_told_beside(run, file):
    answer = run("themes", file, "--json")
    assert "초" in answer.stderr and "최대 메모리" in answer.stderr and "자식" in answer.stderr
    assert f"글이 {len(TEXTS)}개뿐" in answer.stderr


def test_a_table_is_for_people(run, file):
    answer = run("themes", file)
    assert f"글 {len(TEXTS)}개 · 주제" in answer.stdout
    assert "도서관" in answer.stdout and "확실" in answer.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_every_encoding_gives_the_same(run, file, tmp_path, encoding):
    other = tmp_path / "other.csv"
    other.write_bytes(file.read_bytes().decode("utf-8-sig").encode(encoding))
    assert run("themes", other, "--json").stdout == run("themes", file, "--json").stdout


def test_a_packed_file_gives_the_same(run, file, tmp_path):
    packed = tmp_path / "제안.csv.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    assert run("themes", packed, "--json").stdout == run("themes", file, "--json").stdout


def test_rows_without_words_are_in_none_and_others_keep_their_numbers(run, tmp_path):
    path = tmp_path / "gaps.csv"
    rows = [(text.title, text.body) for text in TEXTS]
    rows[3:3] = [("", ""), ("…", " ")]
    path.write_bytes(csv_of([("제목", "내용"), *rows]))
    found = json.loads(run("themes", path, "--json").stdout)
    assert {4, 5} <= set(found["none"])
    assert max(row for theme in found["themes"] for row in theme["rows"]) == len(rows)


def test_duplicates_are_piles_of_row_numbers(run, tmp_path):
    said = "느티동 공원 입구 가로등이 두 달째 꺼져 있어서 밤에 다니기 무섭습니다."
    rows = [("가로등", said, "민지"), ("벤치", "의자가 없어요", "준호"), ("가로등!", said, "준호")]
    path = tmp_path / "same.csv"
    path.write_bytes(csv_of([("제목", "내용", "이름"), *rows]))
    answer = run("duplicates", path, "--author", "이름", "--json")
    assert json.loads(answer.stdout)["same_text"] == [[1, 3]]
    assert "같은 글: 1더미" in run("duplicates", path).stdout


def test_a_file_may_have_one_column_of_texts(run, tmp_path):
    path = tmp_path / "one.csv"
    path.write_bytes(
        csv_of([("민원", "이름"), ("가로등 고쳐요", "민지"), ("가로등 고쳐요", "준호")])
    )
    for title, body in (("민원", ""), ("", "민원")):
        answer = run(
            "duplicates", path, "--title", title, "--body", body, "--author", "이름", "--json"
        )
        assert json.loads(answer.stdout)["same_text"] == [[1, 2]]
    none = run("duplicates", path, "--title", "", "--body", "")
    assert none.exit_code == 2 and "--title이나 --body로" in none.stderr


@pytest.mark.parametrize("command", ["themes", "duplicates"])
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "파일을 읽을 수 없어요"),
        (b"", "비어 있어요"),
        (csv_of([("제목", "내용")]), "내용이 없어요"),
        (csv_of([("이름", "내용"), ("가", "나")]), "‘제목’ 열이 없어요"),
        (b"\x00\x01\x02\xff\xfe\x00", "읽을 수 없어요"),
        (gzip.compress(b"1,2")[:-9], "읽을 수 없어요"),
    ],
    ids=["absent", "empty", "no rows", "no column", "no table", "cut off"],
)
def test_what_cannot_be_grouped_is_said_in_a_sentence(run, tmp_path, command, data, said):
    path = tmp_path / "bad.csv"
    if data is not None:
        path.write_bytes(data)
    answer = run(command, path, "--json")
    assert answer.exit_code == 2
    assert said in answer.stderr and answer.stdout == ""
    assert "Traceback" not in answer.output


def test_neither_key_nor_database_is_needed(file, tmp_path):
    own = {"CIVIC_TEXT_NOUNS": "plain", "CIVIC_SENTENCE_VECTORS": "none"}
    own |= {"CIVIC_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/none"}
    without = {name: os.environ[name] for name in os.environ if not name.startswith("CIVIC_")}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "issues", "themes", str(file)]
    child = subprocess.run(
        [*command, "--json"], cwd=ROOT, env=without | own, capture_output=True, check=True
    )
    assert json.loads(child.stdout)["themes"]
