"""A .hwp of the parts of a .hwpx, and back, by python-hwpx."""

import warnings
from typing import Any

from civic.call_forms.package import Package, parsed, written
from civic.call_forms.refusals import FormChanged


def as_hwp(package: Package) -> bytes:
    """The whole file is written anew; the preview's picture and scripts go.

    Raises: FormChanged for what .hwp can't hold.
    """
    from hwpx.errors import Hwp5Error
    from hwpx.hwp5.writer import write_hwp5

    parts = {n: data for n, data in package.files.items() if not n.startswith("Scripts/")}
    parts |= _without_orphans(package)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return write_hwp5(parts)
    except (Hwp5Error, ValueError, KeyError) as wrong:
        raise FormChanged("not_hwp", str(wrong)[:200]) from wrong


def _without_orphans(package: Package) -> dict[str, bytes]:
    """Bodies with ends of fields without a beginning, as other programs leave them: those can't be
    written."""
    kept_parts = {}
    for name, root in zip(package.bodies, package.roots, strict=True):
        if b"fieldEnd" not in package.files[name] or not _orphans(root):
            continue
        own = parsed(package.files[name])
        for mark in _orphans(own):
            mark.getparent().remove(mark)
        kept_parts[name] = written(own)
    return kept_parts


def _orphans(root: Any) -> list[Any]:
    begun: set[str | None] = set()
    orphans = []
    for mark in root.iter("{*}fieldBegin", "{*}fieldEnd"):
        if mark.tag.endswith("fieldBegin"):
            begun.add(mark.get("id"))
        elif mark.get("beginIDRef") not in begun:
            orphans.append(mark)
    return orphans


def read_back(data: bytes) -> Package:
    from hwpx.hwp5.package import convert

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Package("hwpx", "hwp", dict(convert(data).files))
