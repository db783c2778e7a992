"""증빙 묶음: the section in every format, what it was counted from, and how to count again. Pure.

Pure: the same snapshot and the same published vote give the same bytes.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from civic.documents.csv_cells import write_csv
from civic.documents.export import archive
from civic.documents.export.evidence_table import own, pictures
from civic.documents.export.formats import FORMATS, SUMMARY_FORMATS
from civic.documents.model import Document, Fact
from civic.plans.evidence import recount
from civic.plans.evidence.form_files import FOLDER

MANIFEST = "manifest.json"
README = """# {municipality} 주민참여 부문 증빙 묶음

기준 시점 자료 제{number}호 ({taken_at}), sha256 {sha256}

- `section.*` 계획서의 주민참여 부문과 도시문제 목록
- `summary.*` 요약서 1쪽 (요약서가 있는 때). 적힌 값은 부문의 값과 같은 것
- `snapshot.json` 기준 시점 자료: 적힌 모든 값의 행과 세는 방법(sources). 개인정보는 없음
- `evidence.csv` 적힌 모든 값의 근거를 표로 (계획서에 근거 표를 붙이지 않은 때)
- `figures.json` 적힌 모든 값과 무엇을 센 값인지
- `forms/` 공모 양식을 채웠다면, 빈 양식과 채운 양식, 넣은 값마다의 출처(mapping.json).
  담당자가 적은 글이 있을 수 있어 담당자의 묶음에만 둠. 공개한 묶음에는 이름과 봉인값만
  적음(manifest.json의 sealed)
- `vote/` 투표를 집계한 뒤라면, 공개한 장부와 결과와 검산 프로그램
- `manifest.json` 파일마다의 sha256
- `recount.py` 이 폴더에서 `python recount.py`: 모든 값을 처음부터 다시 셈

묶음을 바꾸면 manifest.json도 함께 바꿀 수 있으므로, 위의 sha256을 계획서에 적힌 것과 비교할 것.
서버에서는 `flask plans verify 파일.zip`이 문서까지 다시 만들어 비교함.

## In English

The participation section of a plan with everything it was counted from. `python recount.py`
(Python 3.9 or later, nothing else) counts every figure again; `python vote/verify.py vote`
recounts the vote. Compare the sha256 above with the one printed in the plan.
"""


EVIDENCE = "evidence.csv"
Progress = Callable[[int, str], None]  # how many formats are written, and which one is next


def bundle(
    text: bytes,
    vote: Iterable[tuple[str, bytes]],
    document: Document,
    progress: Progress,
    forms: Iterable[tuple[str, bytes]] = (),
) -> bytes:
    """The office's zip, each file let go of once it is in. text: the snapshot's canonical JSON;
    vote: the published files with their names; forms: as form_files.py names them."""
    sealed = ((f"vote/{name}", body) for name, body in vote)
    everything = chain(sealed, parts(text, document, progress), forms)
    return archive.pack(_listed(document, everything))


def for_everybody(packed: bytes) -> bytes | None:
    """The zip without the filled forms, whose names and seals stay in its manifest; None when the
    office's holds none."""
    files = archive.members(packed)
    kept = [(n, body) for n, body in files if not n.startswith(FOLDER) and n != MANIFEST]
    if len(kept) == len(files) - 1:
        return None
    manifest = json.loads(dict(files)[MANIFEST])
    manifest["files"] = {name: manifest["files"][name] for name, _body in kept}
    return archive.pack([*kept, (MANIFEST, written(manifest))])


def _listed(document: Document, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The files and at their end the manifest."""
    hashes, forms = {}, {}
    for name, body in files:
        hashes[name] = hashlib.sha256(body).hexdigest()
        if name.startswith(FOLDER):
            forms[name] = body
        yield name, body
    manifest = {
        "format": recount.FORMAT,
        "number": document.number,
        "taken_at": document.taken_at,
        "snapshot": document.sha256,
        "typst": version("typst"),
        "files": hashes,
        "sealed": recount.seals(forms),
    }
    yield MANIFEST, written(manifest)


def without_progress(_written: int, _format: str) -> None:
    """Nobody follows how far it is."""


def parts(
    text: bytes, document: Document, progress: Progress = without_progress
) -> Iterator[tuple[str, bytes]]:
    """Everything in the bundle that a snapshot alone makes, with its name."""
    facts = {
        "municipality": document.municipality,
        "number": document.number,
        "taken_at": document.taken_at,
        "sha256": document.sha256,
    }
    yield "README.md", README.format(**facts).encode()
    yield "recount.py", Path(recount.__file__).read_bytes()
    yield "snapshot.json", text
    yield "figures.json", written(figures(document))
    if not document.evidence:
        yield EVIDENCE, _sources(document)
    for written_so_far, (name, format) in enumerate(FORMATS.items()):
        progress(written_so_far, name)
        yield name_of(name), format.export(document)
    if document.summary:
        for name, format in SUMMARY_FORMATS.items():
            yield summary_name(name), format.export(document.summary)


def name_of(format: str) -> str:
    return f"section.{format}"


def summary_name(format: str) -> str:
    return f"summary.{format}"


def _facts(document: Document) -> list[Fact]:
    """Every figure of the section, then those of its summary that it does not show."""
    by_id = {fact.id: fact for fact in document.facts()}
    for fact in document.summary.facts() if document.summary else ():
        by_id.setdefault(fact.id, fact)
    return list(by_id.values())


def _sources(document: Document) -> bytes:
    """Every figure and picture of the section with what it counts, as a table of its own."""
    facts = [(fact.id, fact.text, fact.value, fact.says) for fact in _facts(document)]
    drawn = [(id, shown, "", says) for id, shown, says in pictures(document)]
    brought = [(id, shown, "", says) for id, shown, says in own(document)]
    titles = ("근거 번호", "적힌 값", "값", "무엇을 센 값인가")
    rows = [*facts, *drawn, *brought]
    if not document.marks:
        return write_csv(titles, rows)
    return write_csv(("연번", *titles), [(n, *row) for n, row in enumerate(rows, 1)])


def figures(document: Document) -> dict:
    """Every figure of the section and its summary as printed, its value and what it counts."""
    return {
        "figures": [
            {"id": fact.id, "text": fact.text, "value": fact.value, "says": fact.says}
            for fact in _facts(document)
        ]
    }


def written(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()
