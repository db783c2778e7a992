"""What stands around a document's blocks: its title, base line, running head and notices."""

from datetime import UTC, datetime

from civic.documents.model import Document
from civic.korean_time import SEOUL

EXAMPLE = "예시 서식: 공모의 공식 서식이 아니며 기관의 양식에 맞추어 고쳐 쓸 수 있음"


def taken_at(document: Document) -> datetime:
    """The snapshot's time, in Korea."""
    return datetime.fromisoformat(document.taken_at).astimezone(SEOUL)


def property_time(moment: datetime) -> datetime:
    """A moment as files keep it in their properties: in UTC, without saying so.

    Source: OPC core properties (W3CDTF with Z), which python-docx and XlsxWriter write for it.
    """
    return moment.astimezone(UTC).replace(tzinfo=None)


def base_line(document: Document) -> str:
    """기준 시점 자료 제3호 · 2026-11-22 12:00; with a sha256 where each source is printed too."""
    moment = taken_at(document).strftime("%Y-%m-%d %H:%M")
    line = f"기준 시점 자료 제{document.number}호 · {moment}"
    return f"{line} · sha256 {document.sha256[:12]}" if document.evidence else line


def running_head(document: Document) -> str:
    return " ".join(filter(None, [document.municipality, document.title]))


def notices(document: Document) -> list[str]:
    """Sentences of the title block: the example notice, the document's own, and what is hidden."""
    example = EXAMPLE if document.is_example else ""
    sentences = [words for words in (example, document.notice, document.left_out) if words]
    return [" · ".join(sentences)] if sentences and document.is_one_page else sentences
