"""`flask issues themes FILE` and `flask issues duplicates FILE`: any file of texts, grouped.

Neither needs the database or a key; nothing leaves the machine.
"""

import gzip
import json
import resource
import sys
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import click
from flask import current_app

from civic.places.tables import HeadedTable, UnreadableFile, read_table
from civic.places.tables.labels import about_file
from civic.text import one_line

FEW = "글이 {count}개뿐이라 묶음이 서툴 수 있어요. {least}개부터 쓸 만해요."
NO_COLUMN = (
    "‘{name}’ 열이 없어요. 이 파일의 열: {there}\n"
    "--title과 --body로 열 이름을 알려 주세요. 없는 것은 비워 두세요: --title ''"
)
LONGEST = 300  # letters of the names of columns
READING = "글 {count:,}개의 뜻을 읽어요. 1,000개에 2분쯤 걸려요."
GZIP = b"\x1f\x8b"
MEGABYTE = 1_000_000 if sys.platform == "darwin" else 1_000  # of what getrusage tells


class UnusableFile(click.ClickException):
    """The file can't be grouped; why is said in a sentence."""

    exit_code = 2


def _file_options(command):
    author = click.option("--author", metavar="COLUMN", help="Column of who wrote it, if any.")
    body = click.option("--body", default="내용", show_default=True, metavar="COLUMN")
    title = click.option("--title", default="제목", show_default=True, metavar="COLUMN")
    as_json = click.option("--json", "as_json", is_flag=True, help="One JSON document.")
    file = click.argument("file", type=click.Path(path_type=Path))
    for option in (as_json, author, body, title, file):
        command = option(command)
    return command


@click.command("themes")
@_file_options
def themes_command(file, title, body, author, as_json):
    """Group the texts of a CSV or Excel file by what they are about."""
    from civic import grouping

    clock = Clock()
    texts, blank, nouns, vectors = read_file(clock, file, title, body, author)
    grouped = grouping.group(texts, nouns, vectors)
    clock.lap("묶기")
    none = sorted([*grouped.none, *blank])
    if as_json:
        themes = [
            {"name": one.words, "rows": one.rows, "sure": one.sure}
            | {"representative": one.representative}
            for one in grouped.groups
        ]
        click.echo(json.dumps({"themes": themes, "none": none}, ensure_ascii=False))
    else:
        print_themes(grouped, none, {text.number: text.title for text in texts})
    if grouped.few:
        click.echo(FEW.format(count=len(texts), least=grouping.TOO_FEW), err=True)
    clock.report()


@click.command("duplicates")
@_file_options
def duplicates_command(file, title, body, author, as_json):
    """Find texts of a CSV or Excel file that are the same, or ask for the same."""
    from civic import grouping

    clock = Clock()
    texts, _blank, nouns, vectors = read_file(clock, file, title, body, author)
    text_piles = grouping.duplicates(texts, nouns, vectors)
    clock.lap("찾기")
    if as_json:
        piles = {"same_text": text_piles.same_text, "same_ask": text_piles.same_ask}
        click.echo(json.dumps(piles, ensure_ascii=False))
    else:
        print_duplicates(text_piles, {text.number: text.title for text in texts})
    clock.report()


def read_file(clock, *asked):
    """Texts, blank rows, nouns and vectors of a file. asked: as read_texts takes it."""
    texts, blank = read_texts(*asked)
    clock.lap("읽기")
    return texts, blank, *read_meanings(texts, clock)


def read_texts(file: Path, title: str, body: str, author: str | None):
    """The texts by number, the first row under the header being 1, and numbers of blank rows.

    Raises: UnusableFile.
    """
    from civic.grouping import Text

    names = [one_line(name or "") for name in (title, body, author)]
    if not any(names[:2]):
        raise UnusableFile("제목이나 내용이 있는 열을 --title이나 --body로 알려 주세요.")
    table = _read_table(file, list(filter(None, names)))
    places = _places_of(names, table.header)
    texts = []
    for number, cells in table.rows:
        values = ["" if place is None else cells[place] for place in places]
        texts.append(Text(number - table.header_row, values[0], values[1], one_line(values[2])))
    blank = set(range(1, texts[-1].number)) - {text.number for text in texts}
    return texts, blank


def _places_of(names: list[str], columns: Sequence[str]) -> list[int | None]:
    """Where each column stands; None for one that is not asked for. Raises: UnusableFile."""
    header = [one_line(column) for column in columns]
    missing = [name for name in names if name and name not in header]
    if missing:
        raise UnusableFile(NO_COLUMN.format(name=missing[0], there=", ".join(header)[:LONGEST]))
    return [header.index(name) if name else None for name in names]


def _read_table(file: Path, names: list[str]) -> HeadedTable:
    try:
        data = file.read_bytes()
        data = gzip.decompress(data) if data.startswith(GZIP) else data
        return read_table(data, lambda cell: one_line(cell) in names)
    except (gzip.BadGzipFile, EOFError, zlib.error) as wrong:
        raise UnusableFile(about_file(UnreadableFile("no_table"))) from wrong
    except UnreadableFile as wrong:
        raise UnusableFile(about_file(wrong)) from wrong
    except OSError as wrong:
        raise UnusableFile(f"{file} 파일을 읽을 수 없어요: {wrong.strerror}") from wrong


def read_meanings(texts, clock):
    """(nouns, vectors or None) of the texts by the engines of this machine."""
    from civic import grouping

    engines = current_app.extensions
    nouns = grouping.read_nouns(texts, engines["text_nouns"].runs)
    clock.lap("단어")
    vectors = None
    if engines["sentence_vectors"].ready:
        click.echo(READING.format(count=len(texts)), err=True)
        vectors = grouping.read_vectors(texts, engines["sentence_vectors"].vectors)
        clock.lap("뜻")
    return nouns, vectors


def print_themes(grouped, none: list[int], titles: dict[int, str]) -> None:
    total = len(none) + sum(len(one.rows) for one in grouped.groups)
    click.echo(f"글 {total}개 · 주제 {len(grouped.groups)}개 · 묶이지 않은 글 {len(none)}개")
    for place, one in enumerate(grouped.groups, 1):
        click.echo(
            f"\n{place}. {' · '.join(one.words)} ({len(one.rows)}개, 확실 {len(one.sure)}개)"
        )
        for number in one.representative:
            click.echo(f"   {number:>6}  {one_line(titles[number])[:60]}")


def print_duplicates(text_piles, titles: dict[int, str]) -> None:
    for name, piles in (("같은 글", text_piles.same_text), ("같은 요청", text_piles.same_ask)):
        click.echo(f"{name}: {len(piles)}더미")
        for pile in piles:
            click.echo()
            for number in pile:
                click.echo(f"   {number:>6}  {one_line(titles[number])[:60]}")
        click.echo()


class Clock:
    """What each part of the work took, told on stderr at the end."""

    def __init__(self):
        self.parts, self.last = [], (time.perf_counter(), _processor_s())

    def lap(self, name: str) -> None:
        now = time.perf_counter(), _processor_s()
        self.parts.append((name, now[0] - self.last[0], now[1] - self.last[1]))
        self.last = now

    def report(self) -> None:
        for name, seconds, processor in self.parts:
            click.echo(f"{name} {seconds:.1f}초 (CPU {processor:.1f}초)", err=True)
        own, child = (
            resource.getrusage(who).ru_maxrss / MEGABYTE
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        click.echo(f"최대 메모리 {own:.0f}MB, 자식 프로세스 {child:.0f}MB", err=True)


def _processor_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
