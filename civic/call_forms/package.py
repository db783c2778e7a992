"""The files inside a form, opened within limits and packed again without a clock.

A .hwp is read as the parts of a .hwpx (python-hwpx converts both ways), so that there is one way
to fill it. The whole-package API of python-hwpx is not used: it validates for seconds, and
rewrites parts that are to stay as they are.
"""

import io
import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from civic.call_forms.formats import FORMATS
from civic.call_forms.refusals import (
    MAX_BYTES,
    MAX_FILES,
    MAX_UNPACKED,
    MAX_XML,
    FormRefused,
)
from civic.documents.export.archive import pack
from civic.documents.file_kind import file_kind

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HWP3 = b"HWP Document File V3"
_DRM = (b"\x9b DRMONE", b"SCDSA00", b"<DOCUMENT SAFER", b"DRMONE", b"\x7fFSN")
_BODY = re.compile(r"function\s+\w+\s*\([^)]*\)\s*\{([^{}]*)\}")
_SAID = re.compile(r"//[^\n]*|/\*.*?\*/|var Documents? = [\w.]+;", re.S)


@dataclass
class Package:
    """kind: hwpx or docx, how its parts are written; origin: what it came as."""

    kind: str
    origin: str
    files: dict[str, bytes]

    @property
    def bodies(self) -> list[str]:
        """Names of the parts with the words, in order."""
        if self.kind == "docx":
            return ["word/document.xml"]
        names = [n for n in self.files if re.fullmatch(r"Contents/section\d+\.xml", n)]
        return sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))

    @property
    def styles(self) -> str:
        return "word/styles.xml" if self.kind == "docx" else "Contents/header.xml"

    @cached_property
    def roots(self) -> list[etree._Element]:
        """Its bodies, read once: to look at, not to change. Raises: FormRefused."""
        return [parsed(self.files[name]) for name in self.bodies]

    @cached_property
    def style_root(self) -> etree._Element:
        return parsed(self.files.get(self.styles, b"<none/>"))

    def packed(self) -> bytes:
        pictures = (name for name in self.files if name.endswith((".png", ".jpg")))
        return pack(self.files.items(), stored=("mimetype", *pictures))


def open_package(data: bytes, name: str) -> Package:
    """Raises: FormRefused."""
    if not data:
        raise FormRefused("empty")
    if len(data) > MAX_BYTES:
        raise FormRefused("too_large")
    try:
        return _opened(data, name)
    except FormRefused as wrong:
        really = file_kind(data) if wrong.code == "unknown" else ""
        raise FormRefused("other_file", really) if really else wrong from wrong


def _opened(data: bytes, name: str) -> Package:
    origin = _sniff(data)
    files = _from_hwp(data) if origin == "hwp" else _unzipped(data)
    if origin == "zip":
        origin = _zip_kind(files)
    named = name.rpartition(".")[2].lower()
    if named in FORMATS and named != origin:
        raise FormRefused("misnamed", f"{named} .{origin}")
    _refuse_macros(files)
    package = Package("docx" if origin == "docx" else "hwpx", origin, files)
    if not package.bodies or not all(part in files for part in package.bodies):
        raise FormRefused("broken")
    return package


def _sniff(data: bytes) -> str:
    if data.startswith(_HWP3):
        raise FormRefused("hwp3")
    if data.startswith(_DRM):
        raise FormRefused("drm")
    if data.startswith(_OLE):
        return "hwp"
    if data.startswith(b"PK"):
        return "zip"
    raise FormRefused("unknown")


def _zip_kind(files: dict[str, bytes]) -> str:
    if "word/document.xml" in files:
        return "docx"
    if "Contents/header.xml" in files:
        if b"encryption-data" in files.get("META-INF/manifest.xml", b""):
            raise FormRefused("password")
        return "hwpx"
    if any(name.startswith("Contents/") for name in files) or "mimetype" in files:
        raise FormRefused("broken")
    raise FormRefused("unknown")


def _unzipped(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _refuse_bombs(members)
            return {one.filename: _contents(archive, one) for one in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as wrong:
        raise FormRefused("broken") from wrong


def _refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_FILES or sum(one.file_size for one in members) > MAX_UNPACKED:
        raise FormRefused("too_large")
    if any(one.flag_bits & 1 for one in members):
        raise FormRefused("password")
    names = [one.filename for one in members]
    if len(set(names)) < len(names):
        raise FormRefused("broken")  # two files of one name: readers would disagree
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise FormRefused("broken")  # it would be unpacked elsewhere, and go out with the form


def _contents(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The size a header claims is not believed."""
    with archive.open(member) as stream:
        content = stream.read(member.file_size + 1)
    if len(content) > member.file_size:
        raise FormRefused("broken")
    return content


def _from_hwp(data: bytes) -> dict[str, bytes]:
    from hwpx.errors import Hwp5Error
    from hwpx.hwp5.package import convert

    codes = {
        "hwp5-password": "password",
        "hwp5-distribution": "distribution",
        "hwp5-drm": "drm",
        "hwp5-limit-exceeded": "too_large",
        "hwp5-write-unsupported": "not_converted",
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return dict(convert(data).files)
    except Hwp5Error as wrong:
        code = getattr(wrong, "code", "")
        raise FormRefused(_foreign(data) or codes.get(code, "broken"), code) from wrong
    except (ValueError, KeyError, IndexError, ArithmeticError, zlib.error, EOFError) as wrong:
        raise FormRefused("broken") from wrong


def _foreign(data: bytes) -> str:
    """Another program's file in the same container."""
    if "WordDocument".encode("utf-16-le") in data:
        return "old_word"
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "password"
    return "" if "FileHeader".encode("utf-16-le") in data else "unknown"


def _refuse_macros(files: dict[str, bytes]) -> None:
    """한글 writes empty functions into many files: those are no macros."""
    for name, content in files.items():
        if name.lower().endswith(("vbaproject.bin", "vbadata.xml")):
            raise FormRefused("macros")
        if name.startswith("Scripts/") and _does_something(content):
            raise FormRefused("macros")


def _does_something(script: bytes) -> bool:
    text = script.decode("utf-16", "replace")
    return bool(
        _SAID.sub("", _BODY.sub(lambda m: _SAID.sub("", m[1]), text)).strip(" \t\r\n\0\ufeff;")
    )


def parsed(content: bytes) -> etree._Element:
    """A part's root. Raises: FormRefused."""
    if len(content) > MAX_XML:
        raise FormRefused("too_large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as wrong:
        raise FormRefused("broken") from wrong
    if root.getroottree().docinfo.doctype:
        raise FormRefused("broken")
    return root


def written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
