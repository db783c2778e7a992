"""Korean first, English second: which language a reader gets, and the switch."""

from contextvars import ContextVar

from flask import Blueprint, has_request_context, make_response, redirect, request
from flask_babel import Babel, gettext, ngettext
from markupsafe import Markup

from civic.web.addresses import own_path

LANGUAGES = ("ko", "en")
_language: ContextVar[str] = ContextVar("language", default="ko")
bp = Blueprint("i18n", __name__)
babel = Babel()


def init_app(app) -> None:
    babel.init_app(app, locale_selector=reader_language)
    # Korean is the source: looking each word up would cost more than the rest of a page.
    app.jinja_env.install_gettext_callables(_translate, _translate_plural, newstyle=True)
    app.jinja_env.globals["_"] = _say  # templates' most frequent call, without Jinja's detours
    # Before the preprocessors that ask the database: also the page that says it is down is read.
    app.url_value_preprocessor(_note_language)
    app.after_request(_say_language)
    app.register_blueprint(bp)
    app.context_processor(lambda: {"language": _language.get()})


def reader_language() -> str:
    if not has_request_context():  # a command has no reader
        return "ko"
    chosen = request.args.get("language") or request.cookies.get("language")
    return chosen if chosen in LANGUAGES else "ko"


def _say_language(response):
    response.content_language.add(_language.get())
    return response


def _note_language(_endpoint, _values):
    _language.set(reader_language())


def _say(words: str, /, **values) -> Markup:
    """Words in the reader's language as markup; the values are escaped."""
    text = Markup(_translate(words))
    return text % values if "%" in words else text


def _translate(words: str) -> str:
    return words if _language.get() == "ko" else gettext(words)


def _translate_plural(one: str, many: str, count: int) -> str:
    return many if _language.get() == "ko" else ngettext(one, many, count)


@bp.get("/language/<any(ko, en):code>")
def choose(code):
    """Switch the language and stay on the page. Only a cookie tells: nothing is stored."""
    response = make_response(redirect(own_path(request.args.get("next")), 303))
    response.set_cookie("language", code, max_age=31536000, samesite="Lax", httponly=True)
    return response
