"""The appendix of evidence: each fact as printed and what it counts, then each picture."""

import re
from dataclasses import replace

from civic.documents.model import (
    OWN,
    Block,
    Column,
    Document,
    Heading,
    Line,
    Picture,
    Table,
    is_own,
)

EVIDENCE_COLUMNS = (
    Column("연번", 0.07, "center"),
    Column("근거 번호", 0.38),
    Column("적힌 값", 0.18),
    Column("무엇을 센 값인가", 0.37),
)
APPENDIX = "붙임"  # what the heading of an appendix begins with
METHOD = "숫자를 센 방법과 확인"
OWN_SAYS = "담당자가 넣은 자료, 행에서 세지 않음"
MARKS_LINE = "본문의 숫자 뒤 작은 번호는 evidence.csv의 연번"
OWN_LINE = "담당자가 넣은 표·그림·장 {own}개는 출처를 그 자리에 적었고, 이 수에 들지 않음"
SEALS_OF_DATA = "이 계획서의 자료인지 견줄 확인용 번호는 묶음의 manifest.json에 있음"
SEALS_OF_BOTH = (
    "이 계획서의 자료인지 견줄 확인용 번호는 묶음의 manifest.json에, 투표 장부의 것은"
    " vote/result.json에 있음"
)
METHOD_LINES = (
    ("□", "센 방법"),
    ("○", "적힌 수 {facts}개는 모두 한 시점에 고정한 자료(기준 시점 자료)의 행에서 셈"),
    (
        "-",
        "참여 주민은 한 사람을 한 번만 세고, 담당자·컨설턴트는 빼며, 이름 없는 종이 참여는 따로 셈",
    ),
    ("-", "기존 민원은 제보와 따로 세고, 가린 글과 싣지 않은 글은 글 없이 수에만 넣음"),
    ("-", "작은 수(10명 미만)는 가리고, 그것을 되짚게 하는 수도 함께 가림"),
    ("□", "다시 세어 보는 방법"),
    (
        "○",
        "증빙 묶음(ZIP)에 값마다의 근거(evidence.csv), 기준 시점 자료, 세는 프로그램이 들어 있음",
    ),
    (
        "-",
        "묶음을 풀고 python recount.py를 실행하면 모든 값을 처음부터 다시 세어 다른 값을 알려 줌",
    ),
    ("-", "투표를 집계했다면 장부와 검산 프로그램(vote/verify.py)도 들어 있어 누구나 다시 개표함"),
    ("-", "아래 번호가 묶음의 manifest.json에 적힌 것과 같으면 이 계획서의 자료임"),
)


def evidence(document: Document) -> Table:
    """The table at the end: each fact, as printed, and what it counts; then each picture."""
    facts = [((fact.id,), (fact,), (fact.says,)) for fact in document.facts()]
    drawn = [tuple((words,) for words in picture) for picture in pictures(document)]
    rows = tuple(((str(n),), *row) for n, row in enumerate([*facts, *drawn], start=1))
    number = max((table.number for table in document.tables()), default=0) + 1
    return Table("evidence", number, "적힌 값의 근거", EVIDENCE_COLUMNS, rows)


def pictures(document: Document) -> list[tuple[str, str, str]]:
    """Of each picture its id, its number as printed and what it is drawn from."""
    shown = [block for block in document.blocks if isinstance(block, Picture)]
    return [
        (picture.key, f"그림 {picture.number}", _drawn_from(picture))
        for picture in shown
        if not is_own(picture)
    ]


def own(document: Document) -> list[tuple[str, str, str]]:
    """Of each table and picture a planner brought its id, its number as printed and that it is
    theirs; of each chapter its id and heading."""
    rows: list[tuple[str, str, str]] = []
    for block in document.blocks:
        if isinstance(block, Table | Picture) and is_own(block):
            what = "표" if isinstance(block, Table) else "그림"
            rows.append((block.key, f"{what} {block.number}", f"{block.caption}: {OWN_SAYS}"))
        elif isinstance(block, Heading) and block.part.startswith(OWN):
            rows.append((block.part, f"{block.number} 장", f"{block.text}: {OWN_SAYS}"))
    return rows


def _drawn_from(picture: Picture) -> str:
    """Its caption and the ids it is drawn from, those that differ in one name as one: issue.*."""
    kinds = dict.fromkeys(re.sub(r"(?<=\.).+(?=\.)", "*", id) for id in picture.sources)
    return f"{picture.caption}: {', '.join(kinds)}" if kinds else picture.caption


def with_evidence(document: Document) -> tuple[Block, ...]:
    """The document's blocks and the appendix of evidence, or of the method where the evidence is in
    the bundle alone; heading levels without gaps."""
    blocks, level, above = [], 0, 0
    for n, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            if n == 0 and block.text == document.title:
                above = 1  # the title block says it right before: all below it are one higher
                continue
            level = max(1, min(block.level - above, level + 1, 3))
            block = replace(block, level=level)
        blocks.append(block)
    if document.is_one_page:
        return tuple(blocks)
    if document.facts() or any(isinstance(block, Picture) for block in blocks):
        before = sum(isinstance(block, Heading) and block.is_appendix for block in blocks)
        number = f"{APPENDIX} {before + 1}." if before else f"{APPENDIX}."
        if document.evidence:
            blocks += [Heading(1, number, "적힌 값의 근거", is_appendix=True), evidence(document)]
        else:
            blocks += [Heading(1, number, METHOD, is_appendix=True), *_method(document)]
    return tuple(blocks)


def _method(document: Document) -> list[Block]:
    """A page on how figures were counted and how to count them again, for who evaluates them."""
    first, *others = METHOD_LINES[1:]
    notes = [first, ("-", OWN_LINE)] if document.own else [first]
    read_on = [("-", MARKS_LINE)] if document.marks else []
    marked = [METHOD_LINES[0], *notes, *others[:-1], *read_on]
    if document.seals:
        marked += [others[-1], ("□", "확인용 번호"), ("○", f"기준 시점 자료: {document.sha256}")]
        marked += [("○", f"투표 장부: {document.ledger_root}")] if document.ledger_root else []
    else:
        marked.append(("-", SEALS_OF_BOTH if document.ledger_root else SEALS_OF_DATA))
    facts = len(document.facts())
    texts = ((mark, words.format(facts=f"{facts:,}", own=document.own)) for mark, words in marked)
    return [Line(f"method.{n}", mark, (words,)) for n, (mark, words) in enumerate(texts, 1)]
