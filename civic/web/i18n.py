"""Korean first, three languages beside it: which one a reader gets, and the switch."""

import re
from contextvars import ContextVar
from functools import lru_cache

from babel.support import NullTranslations
from flask import Blueprint, has_request_context, make_response, redirect, request
from flask_babel import Babel, Domain, force_locale, get_locale, gettext, ngettext
from markupsafe import Markup

from civic.languages.easy_korean import in_easy_words
from civic.languages.text_language import language_of
from civic.web.addresses import own_path

# Code → its name in itself; the first is the language of the source.
LANGUAGES = {"ko": "한국어", "en": "English", "zh": "中文", "vi": "Tiếng Việt"}
CODES = ", ".join(LANGUAGES)  # for the rule of an address
SOURCE = "ko"
SPARE = "en"  # for what another catalogue does not have: more readers know it than Korean
OPEN_GRAPH = {"ko": "ko_KR", "en": "en_US", "zh": "zh_CN", "vi": "vi_VN"}
EASY_NAME = "쉬운 한국어"
YEAR_S = 31_536_000
PARTICLE_BEHIND, WORD_JOINER = re.compile("(?<=[’”)])(?=[가-힣])"), "\u2060"
_language: ContextVar[str] = ContextVar("language", default=SOURCE)
_easy: ContextVar[bool] = ContextVar("easy", default=False)
bp = Blueprint("i18n", __name__)
babel = Babel()


class EasyKorean(NullTranslations):
    """Korean itself, in easy words where there are some."""

    def gettext(self, message):
        return in_easy_words(message)

    ugettext = gettext


class Catalogues(Domain):
    """The catalogues of civic/translations, English standing in for what another one lacks."""

    def __init__(self):
        super().__init__()
        self._whole: dict[str, NullTranslations] = {}
        self._easy = EasyKorean()

    def get_translations(self):
        language = str(get_locale() or SOURCE)
        if language == SOURCE and _easy.get():
            return self._easy
        if language not in self._whole:
            self._whole[language] = self._load(language)
        return self._whole[language]

    def _load(self, language):
        catalogue = super().get_translations()
        if language not in (SOURCE, SPARE):
            with force_locale(SPARE):
                catalogue.add_fallback(super().get_translations())
        return catalogue


def init_app(app) -> None:
    babel.init_app(app, locale_selector=reader_language)
    babel.domain_instance = Catalogues()
    # Korean is the source: looking each word up would cost more than the rest of a page.
    app.jinja_env.install_gettext_callables(_translate, _translate_plural, newstyle=True)
    app.jinja_env.globals["_"] = _say  # templates' most frequent call, without Jinja's detours
    app.jinja_env.globals.update(
        LANGUAGES=LANGUAGES, OPEN_GRAPH=OPEN_GRAPH, EASY_NAME=EASY_NAME, reads_easily=reads_easily
    )
    app.jinja_env.filters.update(as_written=as_written, unparted=unparted)
    app.jinja_env.globals.update(lang_of=lang_of, written_in_language=written_in)
    # Before the preprocessors that ask the database: also the page that says it is down is read.
    app.url_value_preprocessor(_note_language)
    app.after_request(_say_language)
    app.register_blueprint(bp)
    app.context_processor(lambda: {"language": _language.get()})


def reader_language() -> str:
    if not has_request_context():  # a command has no reader
        return SOURCE
    chosen = request.args.get("language") or request.cookies.get("language")
    return chosen if chosen in LANGUAGES else SOURCE


def reads_easily() -> bool:
    """The reader of this page asked for easy Korean."""
    return _language.get() == SOURCE and _easy.get()


def written_in(words: str | None) -> str:
    """The language people's words are written in, where it is not the page's; else ""."""
    theirs = language_of(words)
    return "" if theirs == _language.get() else theirs


def lang_of(words: str | None) -> Markup:
    """The lang attribute people's words need on this page, if they need one."""
    theirs = written_in(words)
    return Markup(f' lang="{theirs}"') if theirs else Markup()


def unparted(words: str) -> str:
    """Korean whose particles stay with the quotation mark or bracket before them: browsers may end
    a line there, since Unicode 16 (UAX #14, LB19a) also behind a quotation mark."""
    joined = PARTICLE_BEHIND.sub(WORD_JOINER, words)
    return Markup(joined) if isinstance(words, Markup) else joined


_unparted = lru_cache(maxsize=20_000)(unparted)


def as_written(words: str | None) -> Markup | str:
    """People's words inside a line of the page's: in an element that tells their language, where it
    is another."""
    theirs = written_in(words)
    return Markup('<span lang="{}">{}</span>').format(theirs, words) if theirs else words or ""


def _say_language(response):
    response.content_language.add(_language.get())
    return response


def _note_language(_endpoint, _values):
    _language.set(reader_language())
    _easy.set(request.cookies.get("words") == "easy")


def _say(words: str, /, **values) -> Markup:
    """Words in the reader's language as markup; the values are escaped."""
    text = Markup(_unparted(_translate(words)))
    return Markup(unparted(text % values)) if "%" in words else text


def _translate(words: str) -> str:
    if _language.get() != SOURCE:
        return gettext(words)
    return in_easy_words(words) if _easy.get() else words


def _translate_plural(one: str, many: str, count: int) -> str:
    return many if _language.get() == SOURCE else ngettext(one, many, count)


@bp.get(f"/language/<any({CODES}):code>")
def choose(code):
    """Switch the language and stay on the page. Only a cookie tells: nothing is stored."""
    return _back_with(language=code, words="usual")


@bp.get("/language/easy")
def choose_easy():
    """쉬운 말: Korean whose most important sentences are easy to read."""
    return _back_with(language=SOURCE, words="easy")


def _back_with(**cookies):
    response = make_response(redirect(own_path(request.args.get("next")), 303))
    for name, value in cookies.items():
        response.set_cookie(name, value, max_age=YEAR_S, samesite="Lax", httponly=True)
    return response
