"""What a file says beside its pages: the form's author goes, previews are renewed or removed."""

from typing import Any

from lxml import etree

from civic.call_forms.hwpx.tree import local
from civic.call_forms.package import parsed, written
from civic.call_forms.snapshot import paragraph_text

_NAMED = ("creator", "lastsaveby", "lastModifiedBy", "manager", "company")
_PREVIEW = 1_000  # letters


def renewed(kind: str, files: dict[str, bytes], roots: list[Any]) -> dict[str, bytes]:
    """roots: of its bodies, as they are now."""
    return _docx(files) if kind == "docx" else _hwpx(files, roots)


def _hwpx(files: dict[str, bytes], roots: list[Any]) -> dict[str, bytes]:
    """The picture of the first page showed the empty form; readers draw their own."""
    parts = {name: data for name, data in files.items() if name != "Preview/PrvImage.png"}
    if "Contents/content.hpf" in parts:
        hpf = parsed(parts["Contents/content.hpf"])
        for meta in hpf.iter("{*}meta"):
            if meta.get("name") in _NAMED:
                meta.text = ""
        for item in list(hpf.iter("{*}item")):
            if item.get("href") == "Preview/PrvImage.png":
                item.getparent().remove(item)
        parts["Contents/content.hpf"] = written(hpf)
    if "Preview/PrvText.txt" in parts:
        parts["Preview/PrvText.txt"] = _words(roots).encode("utf-8", "replace")
    return parts


def _words(roots: list[Any]) -> str:
    words: list[str] = []
    for root in roots:
        for one in root.iter("{*}p"):
            words.append(paragraph_text(one))
            if sum(map(len, words)) > _PREVIEW:
                return "\r\n".join(words)[:_PREVIEW]
    return "\r\n".join(words)


def _docx(files: dict[str, bytes]) -> dict[str, bytes]:
    parts = {n: data for n, data in files.items() if not n.startswith("docProps/thumbnail")}
    for name in ("docProps/core.xml", "docProps/app.xml"):
        if name in parts:
            root = parsed(parts[name])
            for one in root:
                if isinstance(one.tag, str) and local(one).lower() in map(str.lower, _NAMED):
                    one.text = ""
            parts[name] = written(root)
    rels = parts.get("_rels/.rels")
    if rels and b"thumbnail" in rels:
        root = parsed(rels)
        for one in list(root):
            if "thumbnail" in one.get("Target", ""):
                root.remove(one)
        parts["_rels/.rels"] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return parts
