"""A .hwp of the parts of a .hwpx, and back, by python-hwpx."""

import warnings

from civic.call_forms.package import Package, parsed, written
from civic.call_forms.refusals import FormChanged


def as_hwp(files: dict[str, bytes]) -> bytes:
    """The whole file is written anew; the preview's picture and scripts go.

    Raises: FormChanged for what .hwp can't hold.
    """
    from hwpx.errors import Hwp5Error
    from hwpx.hwp5.writer import write_hwp5

    parts = {name: data for name, data in files.items() if not name.startswith("Scripts/")}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return write_hwp5(_without_orphans(parts))
    except (Hwp5Error, ValueError, KeyError) as wrong:
        raise FormChanged("not_hwp", str(wrong)[:200]) from wrong


def _without_orphans(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Ends of fields without a beginning, as other programs leave them, can't be written."""
    kept_parts = dict(parts)
    for name in parts:
        if not name.startswith("Contents/section") or b"fieldEnd" not in parts[name]:
            continue
        root = parsed(parts[name])
        begun: set[str | None] = set()
        orphans = []
        for mark in root.iter("{*}fieldBegin", "{*}fieldEnd"):
            if mark.tag.endswith("fieldBegin"):
                begun.add(mark.get("id"))
            elif mark.get("beginIDRef") not in begun:
                orphans.append(mark)
        for mark in orphans:
            mark.getparent().remove(mark)
        if orphans:
            kept_parts[name] = written(root)
    return kept_parts


def read_back(data: bytes) -> Package:
    from hwpx.hwp5.package import convert

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Package("hwpx", "hwp", dict(convert(data).files))
