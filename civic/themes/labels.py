"""What people read about themes: what was done with them, how a text came into one."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from civic.themes.log import ThemeChange

# kind: what was done.
ACTS = {
    "take": _l("글을 옮김"),
    "aside": _l("글을 묶지 않음으로 둠"),
    "start": _l("새 주제를 만듦"),
    "split": _l("새 주제로 나눔"),
    "merge": _l("주제를 합침"),
    "name": _l("이름을 붙임"),
    "dissolve": _l("주제를 풂"),
    "adopt": _l("제안을 받아들임"),
}
# What the quotes of a theme are all of, though it has others.
ONE_SIDED = {
    "stance": _l("고른 인용이 한쪽 뜻뿐이에요. 다른 뜻의 글도 하나 골라 주세요."),
    "person": _l("고른 인용이 모두 한 사람의 글이에요. 다른 사람의 글도 골라 주세요."),
    "place": _l("고른 인용이 모두 한 읍면동의 글이에요. 다른 곳의 글도 골라 주세요."),
}


def act_words(change: ThemeChange) -> str:
    """글을 옮김: 3건 → 주차"""
    words = str(ACTS[change.kind])
    number, theme = change.about.get("n"), change.about.get("theme")
    if number:
        words += ": " + ngettext("%(count)s건", "%(count)s건", number, count=f"{number:,}")
    return f"{words} → {theme}" if theme else words


def reason_words(words: list[str]) -> str:
    """Why a calculation put a text there, in the reader's language."""
    if not words:
        return _("뜻이 가까워요")
    return _("‘%(words)s’ 단어가 같아요", words="·".join(words[:3]))
