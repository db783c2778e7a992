"""Personal data in what people wrote: where it stands, and the text without it. Pure.

What is found is what has a shape: numbers, addresses of mail, a name behind 성명:. A name in the
middle of a sentence is found only when it stands in the row's own column of names. Numbers are
found as people spell them: full-width, in Korean, with dots, each digit apart. Where two readings
are possible the cautious one wins: a number too many is masked rather than one too few.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from civic.resident_numbers import is_resident_number, names_a_birth

# kind → what stands in its place; these are words of an issue, not of a page.
MASKS = {
    "resident_number": "[주민등록번호]",
    "phone": "[전화번호]",
    "email": "[이메일]",
    "card": "[카드번호]",
    "licence": "[운전면허번호]",
    "passport": "[여권번호]",
    "account": "[계좌번호]",
    "plate": "[차량번호]",
    "dwelling": "[동·호]",
    "name": "[이름]",
}
KINDS = tuple(MASKS)
# Of one letter, the commonest first.
SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구나라민진지엄채원천방공현"
    "함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
# 고유식별정보: no law lets a participation site keep them, so not even the office sees them.
# Source: 개인정보 보호법 제24조, 제24조의2 and 시행령 제19조.
NEVER_KEPT = ("resident_number", "licence", "passport")
# Signs that look the same are one letter each, so that places stay.
HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {
    **dict.fromkeys(map(ord, "‐‑‒–—―−－ー﹣─ㅡ"), "-"),
    **dict.fromkeys(map(ord, "\u3000\xa0\u2002\u2003\u2009"), " "),
    **dict.fromkeys(map(ord, "·‧․∙ㆍ・•。．"), "."),
    **{start + n: str(n + 1) for start in (0x2460, 0x2776, 0x2780) for n in range(9)},
    **{start + n: str(n) for start in range(0x1D7CE, 0x1D800, 10) for n in range(10)},
    **dict.fromkeys(map(ord, "⓪⓿"), "0"),
}
# What stands between letters and is not seen.
UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
                    "\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0]")  # fmt: skip
OTHER_DIGIT = re.compile(r"(?![0-9])\d")  # of other scripts
# A digit as people write it where they would hide it; an emoji's keycap may follow.
KEYCAP = "[\ufe0f\u20e3]*"
ZERO, ONE = f"[0공영빵oOㅇ]{KEYCAP}", f"(?:[1일lI]|하나){KEYCAP}"
DIGIT = f"[0-9공영빵일이삼사오육륙칠팔구oOlIㅇ]{KEYCAP}"
NETWORK = f"[016789공영육륙칠팔구일oOㅇ]{KEYCAP}"
SPOKEN = str.maketrans("공영빵oOㅇ일lI이삼사오육륙칠팔구", "000000111234566789")
IN_WORDS = "[공영일이삼사오육륙칠팔구]"
SAID = "[0-9공영빵일이삼사오육륙칠팔구]"  # a digit in words, or in signs
THIRTEEN = rf"{SAID}(?:[-.\s]{{0,3}}{SAID}){{12}}"
BETWEEN = r"(?:[-.,/_~*:+\s]{0,5}|\s?에\s?|\s?다시\s?)"
AREA = r"(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50\d)"
PLATE_LETTERS = (
    "가나다라마바사아자거너더러머버서어저고노도로모보소오조구누두루무부수우주하허호배육공해"
)
CITIES = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
BANKS = (
    "은행|뱅크|농협|수협|신협|축협|새마을금고|우체국|국민|신한|우리|하나|기업|제일|토스|카카오"
    "|산업|카뱅|새마을|예금주|계좌번호|계좌|입금|송금"
)
# Digits of an account in one or several groups; a date before them is none.
ACCOUNT = r"(?!(?:19|20)\d\d[-. ]\d{1,2}[-. ]\d{1,2}(?!\d))(?=(?:\d[- ]?){10,16}(?![\d-]))"
ACCOUNT += r"\d{2,16}(?:\s?-\s?\d{1,8}|\s\d{2,8}){0,4}"
# What the large banks' accounts look like, without a word that says so.
BARE_ACCOUNT = (
    r"\d{6}-\d{2}-\d{6}|\d{3}-\d{3}-\d{6}|(?!19|20)\d{4}-(?:\d{2}-\d{7}|\d{3}-\d{6})"
    r"|\d{3}-\d{6}-\d{2}-\d{3}|\d{3}-\d{4}-\d{4}-\d{2}|\d{3}-\d{6}-\d{5}"
)
AT = (
    r"(?:@|ⓐ|\s(?:골뱅이|앳|엣)\s?|골뱅이|앳|엣"
    r"|[(\[{]\s?(?:at|AT|골뱅이|@|a)\s?[)\]}]|\s(?:at|AT|At)\s)"
)
DOT = r"\s?(?:\.|[(\[{]\s?(?:dot|DOT|점|닷|\.)\s?[)\]}]|점|닷|쩜|\s(?:dot|DOT)\s)\s?"
LABEL = "[A-Za-z0-9가-힣-]{1,63}"
# A site in letters of this country ends as these do: what follows is a particle.
SITE = rf"(?:{LABEL}{DOT}){{1,4}}?(?:[A-Za-z]{{2,24}}(?![A-Za-z])|한국|닷컴|닷넷)"
SITE += r"(?:[A-Za-z0-9-]{0,62}(?:\.|점|닷)[A-Za-z]{2,24}(?![A-Za-z])){0,4}"  # …co.kr
PORTALS = (
    r"(?:네이버|다음|한메일|지메일|구글|네이트|카카오)(?:\s?(?:\.|점|닷)\s?(?:컴|com|넷|net))?"
    r"|(?:naver|gmail|hanmail|daum|nate|kakao)(?:\s?,\s?(?:com|net))?(?![A-Za-z])"
)
HOMES = "아파트|빌라|맨션|오피스텔|원룸|주택|연립|타운|층|APT"
WHO = "성명|성함|이름|신청인|신청자|민원인|신고인|신고자|제안자|작성자|건의자|예금주|보호자|대표자"
NOBODY = frozenset(
    ("익명", "없음", "비공개", "미상", "모름", "본인", "주민", "시민", "생략", "가명", "무명")
)
COUNTED = "원|명|건|번|년|m|㎡|미터|세대|가구|대|개|회|톤|평|억|만|천"
PATTERNS = {
    "resident_number": re.compile(
        r"(?<![\d-])\d{2}[.]?(?:0[1-9]|1[0-2])[.]?(?:0[1-9]|[12]\d|3[01])"
        r"(?:\s{0,2}[-.~_/]\s{0,2}[0-9][\d*xX●○•]{6}|\s{0,2}[1-8]\d{6}|\s[1-8][*xX●○•]{6})"
        rf"(?![\d-])|(?<![\d-]){THIRTEEN}(?![\d-])"
    ),
    "account": re.compile(
        rf"(?:{BANKS})[^\d\n]{{0,14}}({ACCOUNT})(?![\d-])"
        rf"|(?<![\d-])({ACCOUNT})(?![\d-])\s{{0,2}}[(\[]?\s?(?:[가-힣]{{0,4}}은행|[가-힣]{{0,4}}뱅크|농협"
        r"|수협|신협|새마을금고|우체국|국민|신한|예금주|계좌|(?:으?로\s?)?(?:입금|송금|이체))"
        rf"|(?:{BANKS})[^\d\n]{{0,6}}?({IN_WORDS}(?:[-\s]{{0,2}}{SAID}){{9,15}})"
        rf"|(?<![A-Za-z\d-])({BARE_ACCOUNT})(?![\d-])"
    ),
    "phone": re.compile(
        rf"(?<![\d-])(?:\+|00)?82{BETWEEN}\(?0?\)?1[016789]\)?{BETWEEN}\d{{3,4}}{BETWEEN}\d{{4}}(?!\d)"
        rf"|(?<![\d-])(?<![A-Za-z])\(?{ZERO}\s?{ONE}\s?{NETWORK}\s?\)?{BETWEEN}(?:{DIGIT}\s?){{3,4}}"
        rf"{BETWEEN}(?:{DIGIT}\s?){{3}}{DIGIT}(?![\d])"
        r"|(?<!\d)0([-. ]{1,2})1\1[016789](?:\1\d){7,8}(?!\d)"
        r"|(?<![\d-])01[016789](?:[-.\s]{1,2}\d\d){4}(?![\d-])"
        rf"|(?<![\d.-])\(?(?:\+?82{BETWEEN}|0){AREA}\s?(?:\)\s?|[-.~/]\s?|\s)\d{{3,4}}"
        r"\s?[-.~/\s]\s?\d{4}(?!\d)"
        rf"|(?<![\d.-])0{AREA}\d{{7,8}}(?!\d)"
        r"|(?<=\d\))\d{3,4}-\d{4}(?!\d)"
    ),
    "email": re.compile(
        rf"[A-Za-z0-9_.+%-]{{1,64}}\s{{0,2}}{AT}\s{{0,2}}(?:{SITE}|{PORTALS})"
        rf"|[가-힣]{{1,20}}(?:@|골뱅이){SITE}"
    ),
    "card": re.compile(r"(?<![\d-])[2-9]\d{3}([ .-]?)\d{4}\1\d{4}\1\d{4}(?![\d-])"),
    "licence": re.compile(
        rf"(?<![\d-])(?:[12]\d|(?:{CITIES})\s?\d{{2}})-\d{{2}}-\d{{6}}-\d{{2}}(?![\d-])"
    ),
    "passport": re.compile(r"(?<![A-Za-z\d])[MSRODGmsrodg]\d{3}(?:[A-Z]\d{4}|\d{5})(?![A-Za-z\d])"),
    "plate": re.compile(
        rf"(?<!\d)(?:(?:{CITIES})\s?\d{{1,2}}|\d{{2,3}})\s?[{PLATE_LETTERS}]\s?[-.]?\s?\d\d\s?\d\d"
        rf"(?!\d|\s?(?:{COUNTED}))|(?<!\d)\d{{2,3}}-[{PLATE_LETTERS}]-\d{{4}}(?!\d)"
        rf"|(?<!{SAID}){SAID}{{2,3}}\s?[{PLATE_LETTERS}]\s?{IN_WORDS}{{4}}(?!{SAID})"
        r"|(?:외교|영사|준외|준영|국기|협정|대표)\s?\d{3}\s?[-.]?\s?\d{3}(?!\d)"
    ),
    "dwelling": re.compile(
        rf"(?:(?<!\d)제?\d{{1,4}}\s?동\s*(?:제?\d{{1,2}}층\s*)?제?[A-Z]?\d{{2,5}}\s?호"
        rf"|(?<=[가-힣A-Za-z]\s)\d{{1,4}}\s?-\s?\d{{2,4}}\s?호"
        rf"|(?:{HOMES})\s*(제?[A-Z]?\d{{2,5}}\s?호))(?![선차기점가-힣]*(?:선|기)|\d)"
    ),
    "name": re.compile(
        rf"(?:{WHO})\s{{0,3}}[:：]\s{{0,3}}([가-힣]{{2,4}}(?![가-힣])|[가-힣](?:\s[가-힣]){{1,3}}(?![가-힣]))"
    ),
}
# One look each that tells most texts apart.
HAS = {
    "resident_number": re.compile(rf"\d{{2}}[.]?\d{{2}}[.]?\d{{2}}|{THIRTEEN}"),
    "phone": re.compile(rf"\d{{3,4}}|{ZERO}\s?{ONE}|0[-. ]{{1,2}}1"),
    "email": re.compile(r"@|ⓐ|골뱅이|[앳엣]|at|AT|At|\(a\)"),
    "card": re.compile(r"\d{4}"),
    "licence": re.compile(r"-\d{6}-"),
    "passport": re.compile(r"[A-Za-z]\d{3}"),
    "account": re.compile(rf"\d{{2}}|{SAID}{{3}}"),
    "plate": re.compile(rf"\d\d|{SAID}{{4}}"),
    "dwelling": re.compile("호"),
    "name": re.compile("[:：]"),
}
# Most texts hold none of it: one look tells.
MAY_HOLD = re.compile(
    r"\d[ .-]{0,2}\d|[@:：＠ⓐ]|골뱅이|\d\ufe0f"
    r"|[공영빵oOㅇ]\s?(?:[일1lI]|하나)\s?[공영빵육륙칠팔구oOㅇ]"
    rf"|[\[({{\s]\s?(?:at|AT|At|a)[\])}}\s]|[앳엣]|{SAID}{{4}}|(?:{SAID}\s){{6}}"
)
# As most people write one; what is spelled out otherwise has to have a day and a sex.
BORN = re.compile(
    r"\d{2}[.]?(?:0[1-9]|1[0-2])[.]?(?:0[1-9]|[12]\d|3[01])[-.~_/\s\d]{1,5}[\d*xX●○•]{6}"
)
# Behind these words stands a number of something else; then only the check digit tells.
OF_SOMETHING = re.compile(
    r"(?:문서|관리|접수|허가|민원|신청|고유|일련|등록|사업자|바코드)\s?번호\s?[:：]?\s?$"
)


class PersonalPart(NamedTuple):
    """text[start:end] is personal data of this kind."""

    kind: str
    start: int
    end: int


def find(text: str, names: Iterable[str] = ()) -> list[PersonalPart]:
    """What stands in a text, in order, none inside another. names: people the row names."""
    unseen = UNSEEN.search(text)
    if unseen is not None:
        return _where_unseen_is(text, names)
    names = [name for name in names if name in text]
    plain = OTHER_DIGIT.sub(_digit, text.translate(HALF_WIDTH))
    if not names and not MAY_HOLD.search(plain):
        return []
    parts: list[PersonalPart] = []
    for kind, pattern in PATTERNS.items():
        if HAS[kind].search(plain):
            _add(parts, kind, pattern, plain)
    for name in names:
        _add(parts, "name", re.compile(re.escape(name)), plain)
    return sorted(parts, key=lambda each: each.start)


def mask(text: str, kinds: Iterable[str] = KINDS, names: Iterable[str] = ()) -> str:
    """The text with words in place of what it holds of these kinds."""
    return without(text, find(text, names), kinds)


def without(text: str, personal: list[PersonalPart], kinds: Iterable[str]) -> str:
    """mask(), of what was found before."""
    at, parts = 0, []
    for kind, start, end in personal:
        if kind in kinds:
            parts += [text[at:start], MASKS[kind]]
            at = end
    return "".join([*parts, text[at:]]) if parts else text


def names_in(cells: Iterable[str]) -> tuple[str, ...]:
    """The names of people among the cells of a row's personal columns: three syllables or more,
    for shorter ones are words as well."""
    plain = ("".join(cell.split()) for cell in cells)
    return tuple({name for name in plain if re.fullmatch(r"[가-힣]{3,5}", name)} - NOBODY)


def _where_unseen_is(text, names) -> list[PersonalPart]:
    """As find(), through letters nobody sees."""
    seen = [at for at, letter in enumerate(text) if not UNSEEN.match(letter)]
    parts = find("".join(text[at] for at in seen), names)
    return [PersonalPart(kind, seen[start], seen[end - 1] + 1) for kind, start, end in parts]


def _digit(match: re.Match) -> str:
    return str(unicodedata.decimal(match[0]))


def _add(parts, kind, pattern, plain):
    for match in pattern.finditer(plain):
        group = match.lastindex if kind in ("account", "dwelling", "name") else 0
        here = PersonalPart(kind, *match.span(group or 0))
        if not _is_one(here, plain):
            continue
        if all(here.end <= other.start or here.start >= other.end for other in parts):
            parts.append(here)


def _is_one(here: PersonalPart, plain: str) -> bool:
    """What has the shape is the thing: some shapes are also other numbers."""
    words = plain[here.start : here.end]
    if here.kind == "name":
        return words not in NOBODY
    if here.kind == "resident_number" and not BORN.match(words):
        digits = words.translate(SPOKEN)
        return _parts_at_the_sex(digits) and names_a_birth("".join(filter(str.isdecimal, digits)))
    if here.kind == "resident_number" and words.isdecimal():
        named = OF_SOMETHING.search(plain, max(0, here.start - 12), here.start)
        return named is None or is_resident_number(words)
    if here.kind == "account" and re.fullmatch(BARE_ACCOUNT, words):
        return OF_SOMETHING.search(plain, max(0, here.start - 12), here.start) is None
    if here.kind == "account":
        return PATTERNS["phone"].fullmatch(words) is None
    return True


def _parts_at_the_sex(digits: str) -> bool:
    """Thirteen digits are grouped as six and seven, or each apart; those of a telephone
    and what follows it are not."""
    lengths = [len(part) for part in re.split(r"[-.\s]+", digits)]
    for first in range(1, len(lengths)):
        if sum(lengths[:first]) == 6:
            day, rest = lengths[:first], lengths[first:]
            return day in ([6], [2, 2, 2], [1] * 6) and rest in ([7], [1, 6], [1] * 7)
    return lengths == [13]
