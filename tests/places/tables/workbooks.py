"""Small workbooks written part by part, as no office program writes them."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
    f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="접수대장" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
}


def text(ref, words):
    """A cell that holds its own words."""
    return f'<c r="{ref}" t="inlineStr"><is><t>{words}</t></is></c>'


def row(number, *cells):
    return f'<row r="{number}">{"".join(cells)}</row>'


GOOD = row(1, text("A1", "제목"), text("B1", "내용")) + row(2, text("A2", "가"), text("B2", "나"))


def workbook(rows=GOOD, **parts) -> bytes:
    """An XLSX file. parts: name under xl/ without .xml → its text, or pieces to write in turn."""
    out = io.BytesIO()
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, words in (PARTS | {"xl/worksheets/sheet1.xml": sheet}).items():
            archive.writestr(name, words)
        for name, pieces in parts.items():
            with archive.open(f"xl/{name}.xml", "w") as part:
                for piece in [pieces] if isinstance(pieces, str) else pieces:
                    part.write(piece.encode())
    return out.getvalue()


def strings(count):
    """A table of shared strings that are all empty."""
    yield f'<sst xmlns="{MAIN}">'
    for _ in range(count // 100_000):
        yield "<si><t/></si>" * 100_000
    yield "</sst>"
