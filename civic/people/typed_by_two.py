"""What is said where two people type the same from paper."""

from flask import Blueprint
from flask_babel import gettext as _

from civic.people.rules import AlreadyDecided, SamePerson
from civic.web.errors import refuse


def speaks_of_paper(bp: Blueprint, decided) -> None:
    """Refuse in words who would confirm what they typed themselves. decided: the sentence about
    what was confirmed or taken out meanwhile."""

    @bp.errorhandler(SamePerson)
    def same_person(_error):
        return refuse(_("적은 사람은 확인할 수 없어요. 다른 담당자가 확인해 주세요."), 409)

    @bp.errorhandler(AlreadyDecided)
    def already_decided(_error):
        return refuse(str(decided), 409)
