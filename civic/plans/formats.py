"""The formats a document can be exported to."""

from dataclasses import dataclass
from importlib import import_module

from civic.plans.document import Document


@dataclass(frozen=True)
class Format:
    """module: the exporter beside this file; label: what people call the format."""

    module: str
    mimetype: str
    label: str

    def export(self, document: Document) -> bytes:
        """The file's bytes. The exporter and its libraries are loaded at first use."""
        return import_module(f"civic.plans.{self.module}").export(document)


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: dict[str, Format] = {
    "hwpx": Format("export_hwpx", "application/hwp+zip", "한글 (HWPX)"),
    "docx": Format("export_docx", f"{_OFFICE}.wordprocessingml.document", "워드 (DOCX)"),
    "pdf": Format("export_pdf", "application/pdf", "PDF"),
    "xlsx": Format("export_xlsx", f"{_OFFICE}.spreadsheetml.sheet", "엑셀 (XLSX)"),
    "csv": Format("export_csv", "text/csv; charset=utf-8", "도시문제 목록 (CSV)"),
    "geojson": Format("export_geojson", "application/geo+json", "도시문제 지도 (GeoJSON)"),
}
