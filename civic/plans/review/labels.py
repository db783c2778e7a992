"""The words of remarks and their answers."""

from flask_babel import lazy_gettext as _l

DISPOSITION_NAMES = {"adopted": _l("반영"), "partly": _l("일부반영"), "declined": _l("미반영")}
