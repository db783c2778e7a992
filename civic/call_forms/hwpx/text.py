"""Text put into paragraphs of a .hwpx."""

import copy
from typing import Any

from lxml import etree

from civic.call_forms.hwpx.styles import Styles
from civic.call_forms.hwpx.tree import LETTERS, between, field_marks, inline, local


def like(element: Any, name: str, **attributes: str) -> Any:
    """A new element in the namespace of another."""
    space = etree.QName(element).namespace
    return etree.Element(f"{{{space}}}{name}", attributes)


def text_element(near: Any, lines: tuple[str, ...]) -> Any:
    """One hp:t; a break of a line is an element, "\\n" would be lost in .hwp."""
    element = like(near, "t")
    element.text = lines[0]
    for line in lines[1:]:
        mark = etree.SubElement(element, like(near, "lineBreak").tag)
        mark.tail = line
    return element


def forget_lines(paragraph: Any) -> None:
    """Where its lines broke before: 한글 would draw the new words over each other."""
    for child in list(paragraph):
        if local(child) == "linesegarray":
            paragraph.remove(child)


def first_look(paragraph: Any) -> str:
    """The format of its first words, else of its first run."""
    runs = [run for run in paragraph if local(run) == "run"]
    spoken = [run for run in runs if any(local(c) == "t" and "".join(c.itertext()) for c in run)]
    first = (spoken or runs)[:1]
    return first[0].get("charPrIDRef", "0") if first else "0"


def replace_text(paragraph: Any, lines: tuple[str, ...], styles: Styles) -> None:
    """Its words are these lines; marks and objects in it stay."""
    look = styles.black(first_look(paragraph))
    for run, child in inline(paragraph):
        if local(child) == "t":
            run.remove(child)
    forget_lines(paragraph)
    new_run = like(paragraph, "run", charPrIDRef=look)
    new_run.append(text_element(paragraph, lines))
    for run in list(paragraph):
        if local(run) == "run" and len(run) == 0:
            paragraph.remove(run)
    runs = [run for run in paragraph if local(run) == "run"]
    if runs:
        runs[-1].addnext(new_run)
    else:
        paragraph.insert(0, new_run)


def append_text(paragraph: Any, lines: tuple[str, ...], styles: Styles) -> None:
    """Behind its bullet."""
    look = styles.black(first_look(paragraph))
    text = "".join("".join(c.itertext()) for _r, c in inline(paragraph) if local(c) == "t")
    lead = "" if not text or text[-1].isspace() else " "
    new_run = like(paragraph, "run", charPrIDRef=look)
    new_run.append(text_element(paragraph, (lead + lines[0], *lines[1:])))
    runs = [run for run in paragraph if local(run) == "run"]
    runs[-1].addnext(new_run)
    forget_lines(paragraph)


def new_paragraph(sample: Any, lines: tuple[str, ...], styles: Styles) -> Any:
    paragraph = like(
        sample,
        "p",
        id="0",
        paraPrIDRef=sample.get("paraPrIDRef", "0"),
        styleIDRef=sample.get("styleIDRef", "0"),
        pageBreak="0",
        columnBreak="0",
        merged="0",
    )
    run = like(sample, "run", charPrIDRef=styles.black(first_look(sample)))
    run.append(text_element(sample, lines))
    paragraph.append(run)
    return paragraph


def fill_field(mark: Any, lines: tuple[str, ...], styles: Styles) -> None:
    """Between the marks of a click-here field."""
    paragraph = next(one for one in mark.iterancestors() if local(one) == "p")
    begin, end = next((b, e) for m, b, e in field_marks(paragraph) if m is mark)
    look = None
    for run, child in between(paragraph, begin, end):
        if local(child) == "t":
            look = look or run.get("charPrIDRef")
            run.remove(child)
    run = begin.getparent()
    new_run = like(paragraph, "run", charPrIDRef=styles.black(look or run.get("charPrIDRef")))
    new_run.append(text_element(paragraph, lines))
    rest = copy.copy(run)
    for child in list(rest):
        rest.remove(child)
    behind = list(run)[list(run).index(begin) + 1 :]
    run.addnext(new_run)
    if behind:
        new_run.addnext(rest)
        rest.extend(behind)
    mark.set("dirty", "1")
    forget_lines(paragraph)


def replace_letters(paragraph: Any, start: int, end: int, new: str) -> None:
    """Letters of a paragraph's text; those in several runs go, and the first has the new ones."""
    here, is_put = 0, False
    for _run, child in inline(paragraph):
        if local(child) != "t":
            continue
        for owner, name in _strings(child):
            text = getattr(owner, name) or ""
            if name == "tail":
                here += len(LETTERS.get(local(owner), ""))
            first, last = max(start - here, 0), min(end - here, len(text))
            if first < last:
                setattr(owner, name, text[:first] + ("" if is_put else new) + text[last:])
                is_put = True
            here += len(text)
    if not is_put:
        raise ValueError("no letters to replace")


def _strings(t: Any):
    yield t, "text"
    for child in t:
        yield child, "tail"
