"""What of a plan may go to a form's place, by code. Pure.

word:municipality   a name of the round, call or city      table:<id>     a table of the section
fact:<id>           a figure of the section                picture:<id>   a picture of it
chapter:<part>      a whole chapter                        text           typed for this plan
tick:on, tick:off   a check box                            remove, leave  guide text goes; stays
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from civic.documents.numbers import days
from civic.plans.call_form.rules import SINGLE, fits
from civic.plans.section.facts import FIGURES
from civic.plans.section.pictures.registry import PICTURES
from civic.plans.section.schema import SnapshotData
from civic.plans.section.tables import TABLES
from civic.plans.section.template import APPENDIX, check_template

MONEY_COLUMNS = ("사업비", "국비", "지방비", "지방비·민간", "금액", "예산")


@dataclass(frozen=True)
class Word:
    """name: as the document calls it; of: the words in a snapshot."""

    name: str
    of: Callable[[SnapshotData], str]


WORDS: dict[str, Word] = {
    "municipality": Word("지자체 이름", lambda data: data["municipality"]["name"]),
    "programme": Word("공모 사업 이름", lambda data: data["call"]["programme"]),
    "year": Word("공모 연도", lambda data: str(data["call"]["year"] or "")),
    "ministry": Word("주관 부처", lambda data: data["call"]["ministry"]),
    "agency": Word("접수하는 기관", lambda data: data["call"]["agency"]),
    "apply": Word(
        "공모 접수 기간",
        lambda data: days(data["call"]["apply_from_on"], data["call"]["apply_to_on"]),
    ),
    "round": Word("참여 기간의 이름", lambda data: data["round"]["title"]),
    "title": Word("부문의 제목", lambda data: check_template(data["template"])["title"]),
    "chosen": Word("선정한 해결방안", lambda data: ", ".join(_chosen(data))),
}


def _chosen(data: SnapshotData) -> Iterator[str]:
    rows = data["tally"]["rows"] if data["tally"] else []
    return (row["title"] for row in rows if row["selected"])


def chapters(template: dict | None) -> dict[str, str]:
    """part → heading of the chapters that can go into a form; the appendices are too long."""
    listed = template["chapters"] if template else []
    return {
        chapter["part"]: chapter["heading"] for chapter in listed if chapter["part"] != APPENDIX
    }


def sources(template: dict | None) -> dict[str, dict[str, str]]:
    """Group → code → what it is called. The groups are those of labels.SOURCE_GROUPS."""
    return {
        "word": {f"word:{code}": word.name for code, word in WORDS.items()},
        "fact": {f"fact:{code}": figure.says for code, figure in FIGURES.items()},
        "table": {f"table:{code}": table.caption for code, table in TABLES.items()},
        "picture": {f"picture:{code}": picture.caption for code, picture in PICTURES.items()},
        "chapter": {f"chapter:{part}": heading for part, heading in chapters(template).items()},
    }


def is_known(source: str, kind: str, template: dict | None) -> bool:
    """There is such a source and it may go to a place of this kind."""
    if not fits(kind, source):
        return False
    if source in SINGLE:
        return True
    return source in sources(template).get(source.partition(":")[0], {})


def money_unit(source: str) -> bool:
    """A unit of money may be chosen for what is printed."""
    kind, _, code = source.partition(":")
    if kind == "table" and code in TABLES:
        return any(word in title for title in TABLES[code].titles() for word in MONEY_COLUMNS)
    return kind == "fact" and code in FIGURES and FIGURES[code].unit == "원"
