"""What checkers of HTML (html-validate, vnu) say of a page, asked here without them: ids and what
points at them, names of landmarks, what may stand inside what, headings, days and addresses."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr", "path", "rect", "circle", "line"),
    )
)
# Elements that hold words alone, and what is no word.
OF_WORDS = frozenset(
    (
        *("p", "h1", "h2", "h3", "h4", "span", "button", "label", "strong", "small", "em", "time"),
        *("code", "legend"),
    )
)
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "details", "dialog", "div", "dl"),
        *("fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "header", "main", "nav"),
        *("ol", "p", "pre", "section", "table", "ul"),
    )
)
CHILDREN = {
    "ul": frozenset({"li", "script", "template"}),
    "ol": frozenset({"li", "script", "template"}),
    "dl": frozenset({"dt", "dd", "div", "script", "template"}),
    "tr": frozenset({"th", "td", "script", "template"}),
    "select": frozenset({"option", "optgroup", "hr", "script", "template"}),
}
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
ID = re.compile(r"[A-Za-z][\w-]*")
DAY = re.compile(
    r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?)?|\d{4}(-\d\d)?"
)
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "list")
LANDMARKS = {"nav": "nav", "aside": "aside", "main": "main"}


@dataclass
class Element:
    name: str
    given: dict
    parent: "Element | None" = None
    children: "list[Element]" = field(default_factory=list)
    words: str = ""

    def everything(self) -> "Iterator[Element]":
        yield self
        for child in self.children:
            yield from child.everything()

    @property
    def text(self) -> str:
        return self.words + "".join(child.text for child in self.children)


class Tree(HTMLParser):
    """The elements of a page as they are written: nothing is mended."""

    def __init__(self, page: str):
        super().__init__()
        self.root = self.here = Element("", {})
        self.unclosed: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        new = Element(tag, dict(attrs), self.here)
        self.here.children.append(new)
        if tag not in VOID:
            self.here = new

    def handle_startendtag(self, tag, attrs):
        self.here.children.append(Element(tag, dict(attrs), self.here))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if self.here.name != tag:
            self.unclosed.append(f"</{tag}> closes <{self.here.name}>")
        at = self.here
        while at.parent is not None and at.name != tag:
            at = at.parent
        if at.parent is not None:
            self.here = at.parent

    def handle_data(self, data):
        self.here.words += data


def faults_of(page: str) -> list[str]:
    """Sentences about what is wrong with a page; none for a good one."""
    tree = Tree(page)
    every = list(tree.root.everything())[1:]
    return [*tree.unclosed, *_ids(every), *_inside(every), *_values(every), *_landmarks(every)]


def _ids(every):
    ids = Counter(each.given["id"] for each in every if "id" in each.given)
    yield from (f"id twice: {id}" for id, times in ids.items() if times > 1)
    yield from (f"id of other letters: {id}" for id in ids if not ID.fullmatch(id or ""))
    for each in every:
        for name in POINTERS:
            for id in (each.given.get(name) or "").split():
                if id not in ids:
                    yield f"<{each.name} {name}> points at nothing: {id}"


def _inside(every):
    for each in every:
        parent = each.parent
        if parent.name in OF_WORDS and each.name in BLOCKS:
            yield f"<{each.name}> in <{parent.name}>: {each.text.strip()[:30]}"
        if parent.name in CHILDREN and each.name not in CHILDREN[parent.name]:
            yield f"<{each.name}> in <{parent.name}>"
        if parent.name in CHILDREN and parent.words.strip():
            yield f"words in <{parent.name}>: {parent.words.strip()[:30]}"


def _values(every):
    for each in every:
        if each.name in HEADINGS and not each.text.strip():
            yield f"empty <{each.name}>"
        when = each.given.get("datetime")
        if each.name == "time" and not DAY.fullmatch(when or each.text.strip()):
            yield f"no day: {when or each.text.strip()}"
        for name in ("src", "href", "action"):
            address = each.given.get(name) or ""
            if re.search(r"\s", address.strip()) or address != address.strip():
                yield f"space in an address: {address[:60]}"
        if each.name == "img" and "alt" not in each.given:
            yield f"img without alt: {each.given.get('src', '')[:60]}"
        if each.name == "a" and not each.text.strip() and not each.given.get("aria-label"):
            yield f"link without words: {each.given.get('href')}"


def _landmarks(every):
    """Those of one kind have names, each its own."""
    words = {each.given["id"]: each.text.strip() for each in every if "id" in each.given}
    named = []
    for each in every:
        label = each.given.get("aria-label") or " ".join(
            words.get(id, "") for id in (each.given.get("aria-labelledby") or "").split()
        )
        kind = each.given.get("role") or LANDMARKS.get(each.name)
        if each.name in ("section", "form") and label and "role" not in each.given:
            kind = {"section": "region", "form": "form"}[each.name]
        if kind in {"nav", "aside", "main", "region", "form", "search"}:
            named.append((kind, " ".join(label.split())))
    for (kind, label), times in Counter(named).items():
        if times > 1:
            yield f"{times} landmarks {kind} of one name: {label!r}"
