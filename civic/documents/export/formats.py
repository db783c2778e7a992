"""The formats a document can be exported to."""

from dataclasses import dataclass
from importlib import import_module

from civic.documents.model import Document
from civic.documents.uncollected import uncollected


@dataclass(frozen=True)
class Format:
    """module: the exporter beside this file; label: what people call the format."""

    module: str
    mimetype: str
    label: str

    def export(self, document: Document) -> bytes:
        """The file's bytes. The exporter and its libraries are loaded at first use."""
        exporter = import_module(f"civic.documents.export.{self.module}")
        with uncollected():
            content: bytes = exporter.export(document)
        return content


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: dict[str, Format] = {
    "hwpx": Format("hwpx.writer", "application/hwp+zip", "한글 (HWPX)"),
    "hwp": Format("hwp", "application/x-hwp", "한글 (HWP)"),
    "docx": Format("docx.writer", f"{_OFFICE}.wordprocessingml.document", "워드 (DOCX)"),
    "pdf": Format("pdf", "application/pdf", "PDF"),
    "pptx": Format("pptx.writer", f"{_OFFICE}.presentationml.presentation", "발표 자료 (PPTX)"),
    "xlsx": Format("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "엑셀 (XLSX)"),
    "csv": Format("csv", "text/csv; charset=utf-8", "도시문제 목록 (CSV)"),
    "geojson": Format("geojson", "application/geo+json", "도시문제 지도 (GeoJSON)"),
}

# What a summary page is written in: each lays out pages.
SUMMARY_FORMATS: dict[str, Format] = {
    name: FORMATS[name] for name in ("hwpx", "hwp", "docx", "pdf")
}
