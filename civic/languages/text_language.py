"""Which language a text is written in, by its letters. Pure."""

import re

HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# Letters that Vietnamese alone has among the languages of our pages.
VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
SYLLABLE = 3  # a syllable or a Han character says as much as so many Latin letters


def language_of(text: str | None) -> str:
    """ko, zh, vi or en: the script most of it is in; "" where no letter tells.

    Vietnamese without its marks counts as English.
    """
    text = text or ""
    korean, chinese = (SYLLABLE * len(script.findall(text)) for script in (HANGUL, HAN))
    latin = len(LATIN.findall(text))
    if not (korean or chinese or latin):
        return ""
    if korean >= max(chinese, latin):
        return "ko"
    if chinese >= latin:
        return "zh"
    return "vi" if VIETNAMESE.search(text) else "en"
