"""The section as an accessible PDF (PDF/UA-1), typeset by typst from section.typ.

People's words reach typst only as JSON values, never as source.
"""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from civic.documents.charts.png import for_print
from civic.documents.export.captions import caption, described, heading_text, picture_size
from civic.documents.export.cleaned import printed
from civic.documents.export.one_page import Fit, fits
from civic.documents.export.page_layout import end_rows, followed, page_runs, stays_whole
from civic.documents.export.title_block import base_line, notices, running_head, taken_at
from civic.documents.export.typesetting import typeset
from civic.documents.glyphs import printable
from civic.documents.model import Block, Document, Heading, Line, Picture, Table, plain

ROOM_MM = 166  # A4 without the margins of section.typ
Values = dict[str, Any]  # as typst reads them from JSON
TEMPLATE = Path(__file__).with_name("section.typ").read_bytes()


def export(document: Document) -> bytes:
    """The PDF. Raises: TypesettingFailed when the template is at fault."""
    document = printed(document)
    *larger, last = fits(document)
    for fit in larger:
        if _page_count(pdf := _typeset(document, fit)) == 1:
            return pdf
    return _typeset(document, last)


def _typeset(document: Document, fit: Fit) -> bytes:
    with TemporaryDirectory(prefix="civic-pdf-") as folder:
        Path(folder, "main.typ").write_bytes(TEMPLATE)
        runs = [
            {"lying": lying, "blocks": _blocks(blocks, Path(folder))}
            for lying, blocks in page_runs(document)
        ]
        words = json.dumps(
            _front(document) | {"runs": runs, "letters": fit.letters, "air": fit.air},
            ensure_ascii=False,
        )
        Path(folder, "document.json").write_text(printable(words), encoding="utf-8")
        return typeset(
            Path(folder), pdf_standards=["ua-1"], timestamp=int(taken_at(document).timestamp())
        )


def _page_count(pdf: bytes) -> int:
    from pypdf import PdfReader  # four megabytes that a visitor needs none of

    return len(PdfReader(BytesIO(pdf)).pages)


def _front(document: Document) -> Values:
    return {
        "title": document.title or "주민참여 부문",
        "municipality": document.municipality,
        "head": running_head(document),
        "programme": document.programme,
        "round": document.round_title,
        "base": base_line(document),
        "notices": notices(document),
        "one_page": document.is_one_page,
    }


def _blocks(blocks: Sequence[Block], folder: Path) -> list[Values]:
    return [_block(block, folder) | {"sticky": stays} for block, stays in followed(blocks)]


def _block(block: Block, folder: Path) -> Values:
    match block:
        case Heading():
            text = heading_text(block)
            words = {"level": block.level, "text": text, "new_page": block.is_appendix}
            return {"kind": "heading"} | words if text else _line("", "")
        case Line():
            return _line(block.mark, plain(block.text))
        case Table():
            return _table(block)
        case Picture():
            name = f"{len(list(folder.glob('*.svg')))}.svg"
            Path(folder, name).write_bytes(for_print(block.svg))
            return {
                "kind": "picture",
                "caption": caption(block),
                "alt": described(block),
                "file": name,
                "width_mm": picture_size(block, ROOM_MM)[0],
            }


def _line(mark: str, text: str) -> Values:
    return {"kind": "line", "mark": mark, "text": text}


def _table(table: Table) -> Values:
    return {
        "kind": "table",
        "caption": caption(table),
        "unit": table.unit,
        "note": table.note,
        "titles": [column.title for column in table.columns],
        "widths": [column.width for column in table.columns],
        "align": [column.align for column in table.columns],
        "cells": [[plain(cell) for cell in row] for row in table.cells],
        "spans": table.spans(),
        "whole": stays_whole(table),
        "ends": end_rows(table),
    }
