"""The formats a document can be exported to."""

from collections.abc import Callable
from dataclasses import dataclass

from civic.plans import (
    export_csv,
    export_docx,
    export_geojson,
    export_hwpx,
    export_pdf,
    export_xlsx,
)
from civic.plans.document import Document


@dataclass(frozen=True)
class Format:
    """export: Document → the file's bytes; label: what people call the format."""

    export: Callable[[Document], bytes]
    mimetype: str
    label: str


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: dict[str, Format] = {
    "hwpx": Format(export_hwpx.export, "application/hwp+zip", "한글 (HWPX)"),
    "docx": Format(export_docx.export, f"{_OFFICE}.wordprocessingml.document", "워드 (DOCX)"),
    "pdf": Format(export_pdf.export, "application/pdf", "PDF"),
    "xlsx": Format(export_xlsx.export, f"{_OFFICE}.spreadsheetml.sheet", "엑셀 (XLSX)"),
    "csv": Format(export_csv.export, "text/csv; charset=utf-8", "도시문제 목록 (CSV)"),
    "geojson": Format(export_geojson.export, "application/geo+json", "도시문제 지도 (GeoJSON)"),
}
