"""The section template: chapters, and under each paragraphs, tables and pictures. Data, per call.

A template is {"title", "most_pages"?, "style"?, "chapters": [{"part", "heading", "blocks",
"most_letters"?}]}; pages are those of the PDF before its appendix. The style is 개조식, unless it
says "prose": whole sentences.
The chapter of the part "appendix" is printed last, as an appendix (붙임). New parts come behind it
in the shipped template, for what was written keeps its part's place there. A block is one of
  {"key": "overview.people", "text": "○ 참여 주민: {people.participants}"}  a paragraph
  {"table": "problems.top", "columns": ["순위", …], "most_rows": 20}         of tables/
  {"picture": "problems.map"}                                                of pictures/
  {"sheets": "solutions.sheets", "most_rows": 8}                             of sheets/
each with "otherwise", a paragraph to show when there is nothing to show. {name} is a figure of
facts.py. A paragraph whose figure has no value is left out; so is a part of it in [ ].

The official form of the participation section is not public, so the shipped one is marked 예시.
A call may carry its own in Call.template, a plan in Plan.template; what one leaves out is taken
from the one before.
"""

import json
import re
from pathlib import Path

from civic.plans.section.facts import FIGURES
from civic.plans.section.pictures.registry import PICTURES
from civic.plans.section.schema import Template
from civic.plans.section.sheets import SHEETS
from civic.plans.section.tables import TABLES

EXAMPLE: Template = json.loads(Path(__file__).with_name("section_template.json").read_text("utf-8"))
PARTS = tuple(chapter["part"] for chapter in EXAMPLE["chapters"])
APPENDIX = "appendix"
PROSE = "prose"
SUMMARY = "summary"  # no chapter: what planners write for the summary page (summary.py)
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
OPTIONAL = re.compile(r"\[([^\[\]]*\{[^{}]*\}[^\[\]]*)\]")
MOST_ROWS = 300


class TemplateWrong(ValueError):
    """What is wrong with a template: a code of WRONG and the word it is about."""

    def __init__(self, wrong: str, word: object = ""):
        super().__init__(f"{wrong}: {word}")
        self.wrong, self.word = wrong, word


def check_template(template: Template, base: Template = EXAMPLE) -> Template:
    """The template with what it leaves out taken from the base.

    Raises: TemplateWrong for chapters that are unknown, repeated or nameless, and for figures,
    tables, columns and pictures that do not exist.
    """
    whole = {"title": base["title"], "most_pages": base.get("most_pages")} | template
    blocks = {chapter["part"]: chapter["blocks"] for chapter in base["chapters"]}
    chapters = template["chapters"] if "chapters" in template else base["chapters"]
    whole["chapters"] = [
        {"blocks": blocks.get(chapter.get("part"))} | chapter for chapter in chapters
    ]
    whole["chapters"].sort(key=lambda chapter: chapter.get("part") == APPENDIX)
    _move_top_issues(whole)
    parts = [chapter.get("part") for chapter in whole["chapters"]]
    if not parts or len(set(parts)) != len(parts):
        raise TemplateWrong("chapters", parts)
    for chapter in whole["chapters"]:
        _check_chapter(chapter)
    if whole.get("style") not in (None, PROSE):
        raise TemplateWrong("style", whole["style"])
    if not isinstance(whole.get("marks", False), bool):
        raise TemplateWrong("marks", whole["marks"])
    most = whole["most_pages"]
    if most is not None and not (isinstance(most, int) and most >= 1):
        raise TemplateWrong("most_pages", most)
    return whole


def _move_top_issues(template: Template) -> None:
    """Templates kept before blocks were data said how long one table is, beside the chapters."""
    rows = template.pop("top_issues", None)
    if rows is None:
        return
    for chapter in template["chapters"]:
        chapter["blocks"] = [
            block | {"most_rows": rows} if block.get("table") == "problems.top" else block
            for block in chapter["blocks"] or []
        ]


def _check_chapter(chapter: Template) -> None:
    if chapter["blocks"] is None:
        raise TemplateWrong("part", chapter.get("part"))
    if not str(chapter.get("heading", "")).strip():
        raise TemplateWrong("heading", chapter["part"])
    keys = [key_of(block) for block in chapter["blocks"]]
    if len(set(keys)) != len(keys):
        raise TemplateWrong("key", keys)
    for block in chapter["blocks"]:
        check_block(block)


def key_of(block: Template) -> str:
    """The block's stable id: remarks and numbers hold on to it."""
    kinds = ("key", "table", "picture")
    named = next((block[kind] for kind in kinds if block.get(kind)), "")
    return named or (f"sheets.{block['sheets']}" if block.get("sheets") else "")


def check_block(block: Template) -> None:
    """Raises: TemplateWrong."""
    if not key_of(block):
        raise TemplateWrong("key", block)
    check_text(block.get("text", ""))
    check_text(block.get("otherwise", ""))
    if "table" in block:
        _check_table(block)
    if "sheets" in block:
        if block["sheets"] not in SHEETS:
            raise TemplateWrong("sheets", block["sheets"])
        _check_rows(block)
    if "picture" in block and block["picture"] not in PICTURES:
        raise TemplateWrong("picture", block["picture"])


def _check_table(block: Template) -> None:
    kind = TABLES.get(block["table"])
    if kind is None:
        raise TemplateWrong("table", block["table"])
    for title in block.get("columns", ()):
        if title not in kind.titles():
            raise TemplateWrong("column", title)
    _check_rows(block)


def _check_rows(block: Template) -> None:
    rows = block.get("most_rows")
    if rows is not None and not (isinstance(rows, int) and 1 <= rows <= MOST_ROWS):
        raise TemplateWrong("most_rows", rows)


def check_text(text: str) -> None:
    """Raises: TemplateWrong for a figure that does not exist and for a brace without its pair."""
    for name in PLACEHOLDER.findall(text):
        if name not in FIGURES:
            raise TemplateWrong("figure", name)
    if set("{}") & set(PLACEHOLDER.sub("", text)):
        raise TemplateWrong("brace", text)
