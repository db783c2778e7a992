"""Check a bundle (see bundle.py): what differs, in Korean sentences; nothing when all agrees.

Manifest and snapshot are compared by SHA-256, each figure is counted again from its rows, the
section is compiled again from the snapshot and every format compared with the one in the bundle,
and the vote is recounted from its ledger. Where the program has changed since, words decide: a PDF
of another typst is compared by its text, and that pictures are drawn otherwise is only said.
"""

import hashlib
import io
import json
import re
import zlib
from collections.abc import Callable
from html import unescape
from importlib.metadata import version
from zipfile import BadZipFile, ZipFile

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from civic.call_forms.package import open_package
from civic.call_forms.refusals import FormRefused
from civic.documents.export.formats import FORMATS, SUMMARY_FORMATS
from civic.plans.evidence import recount
from civic.plans.evidence.bundle import EVIDENCE, name_of, parts, summary_name
from civic.plans.evidence.verify_forms import form_differences, form_figures
from civic.plans.section.compile import compile_document
from civic.plans.section.template import TemplateWrong
from civic.plans.section.upgrade import upgrade
from civic.votes.ledger.verify import check

LARGEST = 400 * 2**20  # bytes, packed or unpacked
MOST_FILES = 400
MOST_RATIO = 200  # bytes unpacked for one packed
PDFS = (name_of("pdf"), summary_name("pdf"))
DOCUMENTS = (*map(name_of, FORMATS), *map(summary_name, SUMMARY_FORMATS))
PAGE_NUMBER = re.compile(r"- \d+ -")
Words = Callable[[bytes], list[str]]
WORDS = re.compile(rb"<(?:hp:t|w:t|a:t|c:v|t|v)(?: [^>]*)?>([^<]*)<")
PICTURES = (".png", ".jpg", ".svg", ".xlsx")  # a chart of a slide keeps its numbers as a workbook

Say = Callable[[str], None]  # a Korean sentence that is no difference but good to know


class UnreadableBundle(Exception):
    """A Korean sentence: the file is no bundle that can be checked."""


def differences(packed: bytes, say: Say = lambda sentence: None) -> list[str]:
    """What in a bundle does not agree. Raises: UnreadableBundle."""
    files = opened(packed)
    manifest, data = _json(files, "manifest.json"), _json(files, "snapshot.json")
    printed = _json(files, "figures.json")
    try:
        faults = recount.changed(files, manifest)
        for name in recount.elsewhere(files, manifest):
            say(f"{name}: 담당자의 묶음에만 있어 견주지 않음")
        if manifest["format"] != recount.FORMAT:
            faults.append(f"manifest.json: 형식이 {recount.FORMAT}이 아님")
        if hashlib.sha256(files["snapshot.json"]).hexdigest() != manifest["snapshot"]:
            faults.append("snapshot.json: 기준 시점 자료의 sha256이 목록에 적힌 것과 다름")
        faults += recount.differing(data, printed["figures"] + form_figures(files))
        faults += recount.uneven_themes(data)
        if own := len(data.get("material", ())):
            say(f"담당자가 넣은 표·그림·장 {own}개: 담당자의 자료라 세지 않고, 글과 그림만 견줌")
        faults += _documents(files, manifest, data, say)
        return faults + _vote(files, data)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, TemplateWrong) as wrong:
        raise UnreadableBundle(
            f"묶음의 자료를 읽을 수 없음: {type(wrong).__name__} {wrong}"
        ) from wrong


def opened(packed: bytes) -> dict[str, bytes]:
    """The files of a zip by name. Raises: UnreadableBundle, also of one too large to be one."""
    if len(packed) > LARGEST:
        raise UnreadableBundle("파일이 너무 큼")
    try:
        with ZipFile(io.BytesIO(packed)) as file:
            listed = file.infolist()
            names = {info.filename for info in listed}
            unpacked = sum(info.file_size for info in listed)
            if len(listed) > MOST_FILES:
                raise UnreadableBundle(f"파일이 너무 많음: {len(listed):,}개, 최대 {MOST_FILES}개")
            if unpacked > min(LARGEST, MOST_RATIO * len(packed)):
                raise UnreadableBundle(f"압축을 풀면 너무 큼: {unpacked:,}바이트")
            if len(names) < len(listed):
                raise UnreadableBundle("같은 이름의 파일이 두 번 들어 있음")
            return {info.filename: _read(file, info) for info in listed}
    except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as wrong:
        raise UnreadableBundle("압축 파일이 아니거나 깨짐") from wrong


def _read(file: ZipFile, info) -> bytes:
    """A member, at most as long as it says: a zip bomb says less."""
    with file.open(info) as member:
        body = member.read(info.file_size + 1)
    if len(body) != info.file_size:
        raise BadZipFile(info.filename)
    return body


def _json(files: dict[str, bytes], name: str):
    if name not in files:
        raise UnreadableBundle(f"{name}: 파일이 없음")
    try:
        return json.loads(files[name])
    except (ValueError, RecursionError) as wrong:
        raise UnreadableBundle(f"{name}: 읽을 수 없음") from wrong


def _documents(files: dict[str, bytes], manifest: dict, data: dict, say: Say) -> list[str]:
    """Parts that are not what the snapshot makes. Bytes may differ when a library has changed
    since; then the words decide, where they can be read."""
    text = files["snapshot.json"]
    sha256 = hashlib.sha256(text).hexdigest()
    about = manifest["number"], manifest["taken_at"], sha256
    document = compile_document(upgrade(data), *about, is_on_pages=False)
    documents, faults = dict(parts(text, document)), []
    if other := manifest["typst"] != (here := version("typst")):
        same = files.get(PDFS[0]) == documents[PDFS[0]]
        faults += _other_typst(manifest["typst"], here, same, say)
    for name in ["figures.json", EVIDENCE, *DOCUMENTS]:
        if name in files and files[name] != documents.get(name):
            faults += _changes(name, files[name], documents.get(name, b""), other, say)
    return faults + form_differences(files, upgrade(data), document)


def _changes(name: str, ours: bytes, again: bytes, other: bool, say: Say) -> list[str]:
    """other: whether another typst made the bundle, and with it maybe another program."""
    if name in PDFS and other:
        return _word_differences(name, ours, again, pdf_words)
    if name.endswith(".hwp"):
        return _word_differences(name, ours, again, hwp_words)
    if not name.endswith((".hwpx", ".docx", ".pptx", ".xlsx")):
        return [f"{name}: 기준 시점 자료로 다시 만든 것과 다름"]
    if faults := _word_differences(name, ours, again, words):
        return faults
    drawn = _drawn_otherwise(name, ours, again)
    if drawn and other:
        say(drawn)
    return [drawn] if drawn and not other else []


def _other_typst(theirs: str, here: str, same: bool, say: Say) -> list[str]:
    """A PDF that this typst makes to the byte was made by no other."""
    if same:
        return [f"manifest.json: PDF를 만든 typst가 {theirs}이 아니라 {here}"]
    say(f"{PDFS[0]}: typst {theirs}으로 만든 것이라 바이트 대신 글을 비교함 (여기는 {here})")
    return []


def _word_differences(name: str, ours: bytes, again: bytes, words: Words) -> list[str]:
    try:
        pairs = zip(words(ours), words(again), strict=True)
        return [
            f"{name}: 적힌 값 ‘{old[:80]}’, 다시 만들면 ‘{new[:80]}’"
            for old, new in pairs
            if old != new
        ][:20]
    except ValueError:
        return [f"{name}: 글의 수가 다시 만든 것과 다름"]
    except UnreadableBundle as wrong:
        return [f"{name}: {wrong}"]


def words(office: bytes) -> list[str]:
    """The words of an HWPX, DOCX, PPTX or XLSX file, in order. Raises: UnreadableBundle."""
    parts = sorted((n, body) for n, body in opened(office).items() if n.endswith(".xml"))
    return [unescape(w.decode("utf-8", "replace")) for _, b in parts for w in WORDS.findall(b)]


def hwp_words(hwp: bytes) -> list[str]:
    """The words of a .hwp file, in order. Raises: UnreadableBundle."""
    try:
        body = sorted(open_package(hwp, "summary.hwp").files.items())
    except FormRefused as wrong:
        raise UnreadableBundle("한글 파일을 읽을 수 없음") from wrong
    parts = (part for name, part in body if name.endswith(".xml"))
    return [unescape(w.decode("utf-8", "replace")) for part in parts for w in WORDS.findall(part)]


def _drawn_otherwise(name: str, ours: bytes, again: bytes) -> str:
    pairs = (opened(ours), opened(again))
    before, after = ({n: b for n, b in each.items() if n.endswith(PICTURES)} for each in pairs)
    other = sorted(n for n in before | after if before.get(n) != after.get(n))
    return f"{name}: 그림이 다시 그린 것과 다름: {', '.join(other)}" if other else ""


def pdf_words(pdf: bytes) -> list[str]:
    """The words of a PDF in order, without running heads and page numbers, so that pages may
    break elsewhere. Raises: UnreadableBundle."""
    try:
        pages = [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(pdf)).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise UnreadableBundle("PDF를 읽을 수 없음") from wrong
    lines = [line for _head, *lines in filter(None, pages) for line in lines]
    text = "\n".join(line for line in lines if not PAGE_NUMBER.fullmatch(line))
    return text.replace("\u200b", "").split()


def _vote(files: dict[str, bytes], data: dict) -> list[str]:
    """The published vote recounted by its own verify.py, and compared with the snapshot."""
    tally = data["tally"]
    if not tally or not tally.get("root"):
        return []
    result = _json(files, "vote/result.json")
    lines = files.get("vote/ledger.jsonl", b"").split(b"\n")
    lines = lines[:-1] if lines[-1] == b"" else lines
    faults = [f"vote: {korean}" for korean, _english in check(lines, result, tally["root"])]
    for name in ("voters", "choices", "eligible"):
        if result[name] != tally[name]:
            faults.append(f"vote: {name} 장부 {result[name]}, 기준 시점 자료 {tally[name]}")
    ranking = [(row["id"], row["votes"], row["cost"], row["selected"]) for row in result["ranking"]]
    frozen = [(r["number"], r["votes"], r["cost_won"], r["selected"]) for r in tally["rows"]]
    if ranking != frozen:
        faults.append("vote: 순위가 기준 시점 자료와 다름")
    return faults
