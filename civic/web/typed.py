"""What a request brings of words comes in one normal form, before any form or search sees it."""

from functools import cache, cached_property

from babel.support import NullTranslations, Translations
from flask import Request, abort, request
from flask_babel import get_locale
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from wtforms.i18n import messages_path

from civic.text import normal

# Nothing else is read: the form library would take JSON for a form's fields, past all that is here.
FORMS = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data"})
# Compared as typed: what opened a door yesterday opens it today.
AS_TYPED = frozenset({"passphrase", "old_passphrase", "csrf_token"})


class TypedRequest(Request):
    """Fields of forms and of the query, each in civic.text.normal form; files as they are."""

    def _load_form_data(self) -> None:
        loaded = "form" in self.__dict__
        super()._load_form_data()
        if not loaded:
            self.__dict__["form"] = _normal(self.__dict__["form"])

    @property
    def wtforms_translations(self) -> NullTranslations:
        """Where Flask-WTF keeps the form library's own words: it would read their file for each
        request."""
        return _words_of_forms(str(get_locale()))

    @cached_property
    def args(self) -> MultiDict[str, str]:
        return _normal(super().args)


@cache
def _words_of_forms(language: str) -> NullTranslations:
    return Translations.load(messages_path(), [language], domain="wtforms")


def init_app(app) -> None:
    app.request_class = TypedRequest
    app.before_request(_refuse_other_bodies)


def _refuse_other_bodies() -> None:
    if request.method == "POST" and request.mimetype not in FORMS:
        abort(415)


def _normal(fields: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    values = fields.items(multi=True)
    return ImmutableMultiDict(
        (name, text if name in AS_TYPED else normal(text)) for name, text in values
    )
