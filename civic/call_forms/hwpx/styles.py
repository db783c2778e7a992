"""Formats a filled .hwpx needs beside those it has: new ones come behind, none is changed."""

import copy
from typing import Any

from civic.call_forms.hwpx.tree import local
from civic.call_forms.tree import whole


class Styles:
    def __init__(self, header: Any):
        self.header = header
        self.style_ids: dict[str | None, str] = {}
        self.looks = {one.get("id"): one for one in header.iter("{*}charPr")}
        self.shapes = {one.get("id"): one for one in header.iter("{*}paraPr")}

    def black(self, look: str | None) -> str:
        """The id of the same letters in black, upright and without a marker's colour."""
        here = self.looks.get(look)
        if here is None or look is None:
            return look or "0"
        if look not in self.style_ids:
            self.style_ids[look] = look if _is_plain(here) else self._add_plain(here)
        return self.style_ids[look]

    def _add_plain(self, here: Any) -> str:
        plain = copy.deepcopy(here)
        plain.set("textColor", "#000000")
        if plain.get("shadeColor", "none") != "none":
            plain.set("shadeColor", "none")
        for child in list(plain):
            if local(child) == "italic":
                plain.remove(child)
        return self._append(here.getparent(), plain)

    def in_cell(self, shape: str | None, side: str) -> str:
        """The id of the same paragraph without indent and marks, at this side of a cell."""
        here = self.shapes.get(shape)
        if here is None or shape is None:
            return shape or "0"
        name = f"{shape} {side}"
        if name not in self.style_ids:
            self.style_ids[name] = self._add_in_cell(here, side)
        return self.style_ids[name]

    def _add_in_cell(self, here: Any, side: str) -> str:
        style = copy.deepcopy(here)
        for child in style.iter():
            name = local(child)
            if name == "align":
                child.set("horizontal", side)
            elif name == "heading":
                child.attrib.update({"type": "NONE", "idRef": "0", "level": "0"})
            elif name in _MARGINS:
                child.set("value", "0")
        return self._append(here.getparent(), style)

    def ruled(self) -> str:
        """The id of a border of four lines without filling."""
        if "ruled" not in self.style_ids:
            borders = list(self.header.iter("{*}borderFill"))
            ids = [one.get("id") for one in borders if _is_ruled(one)]
            self.style_ids["ruled"] = ids[0] if ids else self._add_ruled(borders)
        return self.style_ids["ruled"]

    def _add_ruled(self, borders: list[Any]) -> str:
        ruled = copy.deepcopy(borders[0])
        for child in list(ruled):
            if local(child) in _SIDES:
                child.attrib.update({"type": "SOLID", "width": "0.12 mm", "color": "#000000"})
            elif local(child) == "fillBrush":
                ruled.remove(child)
        return self._append(borders[0].getparent(), ruled)

    def _append(self, parent: Any, style: Any) -> str:
        ids = [whole(one.get("id") or "") for one in parent]
        style.set("id", str(max(ids) + 1))
        parent.append(style)
        parent.set("itemCnt", str(len(parent)))
        if local(style) == "charPr":
            self.looks[style.get("id")] = style
        return style.get("id")


_MARGINS = ("intent", "left", "right", "prev", "next")
_SIDES = ("leftBorder", "rightBorder", "topBorder", "bottomBorder")


def _is_plain(look: Any) -> bool:
    italic = any(local(child) == "italic" for child in look)
    shade = look.get("shadeColor", "none") in ("none", "#FFFFFF")
    return look.get("textColor", "#000000") in ("#000000", "none") and not italic and shade


def _is_ruled(border: Any) -> bool:
    sides = [child for child in border if local(child) in _SIDES]
    filled = any(local(child) == "fillBrush" for child in border)
    return len(sides) == 4 and all(s.get("type") == "SOLID" for s in sides) and not filled
