"""What is said where two people type the same from paper."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from civic.people.rules import AlreadyDecided, SamePerson
from civic.web.errors import refuse_when


def speaks_of_paper(bp: Blueprint, decided) -> None:
    """Refuse in words who would confirm what they typed themselves. decided: the sentence about
    what was confirmed or taken out meanwhile."""
    same_person = _l("적은 사람은 확인할 수 없어요. 다른 담당자가 확인해 주세요.")
    refuse_when(bp, {SamePerson: (same_person, 409), AlreadyDecided: (decided, 409)})
