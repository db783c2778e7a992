"""What a form's author wrote as an example or to its writer: 홍길동, 010-1234-5678, 예), 작성요령.
Pure."""

import re

_MARKS = r"[\s□■◦○●ㅇ▪▶☞※*<〈《\[【(\-·•]*"
# Names of stories, in a list or beside a seal. 신길동 and 길동 are places, 홍길동전 a book.
_STORY = (
    r"(?<![가-힣])(?:[홍고김이박최]\s?길\s?동|성\s?춘\s?향|이\s?몽\s?룡|임\s?꺽\s?정|김?\s?아무개)"
    r"(?=\s*(?:$|[,，/·:()\[\]\d○O*~]|님|씨|외\s?\d|대표|팀장|과장|사원|교수|박사|주무관))"
)
# Names that a person may have: an example only where nothing else is written.
_COMMON = r"(?:[김이박]\s?(?:철\s?수|영\s?희)|김\s?갑\s?동)"
_NAME = re.compile(rf"{_STORY}|^{_COMMON}(?:\s*[,，/·]\s*{_COMMON})*$", re.MULTILINE)
_DATE = re.compile(
    r"\b20(?:[xX*?]{2}|[0-9][xX*?]|__)(?![A-Za-z])"  # 20XX, 202X
    r"|\b20\d\d\s?[.년-]\s?(?:\d{1,2}|[xX]{2})\s?[.월-]\s?(?:0{1,2}|[xX]{2})(?!\d)"  # 2026.3.0.
    r"|(?:\d\s?|[:~(]\s*|^\s*)년[ \u3000\xa0]+월[ \u3000\xa0]+일",  # 2026년   월   일
    re.MULTILINE,
)
_NUMBER = re.compile(
    r"\b0\d{1,2}\s?[-.)]\s?(?:1234-?5678|123-?(?:4567|1234)|[0x]{3,4}-[0x]{4})"  # 전화
    r"|\b(?:123-?45-?67890|000-00-00000)\b"  # 사업자등록번호
    r"|\b(?:\d{6}-1234567|0{6}-0{7}|\d{6}-[\dx*][x*]{6})"  # 주민, 법인
    r"|\b10-20\d\d-0{6,7}\b"  # 특허
    r"|\b(?:abc|aaa|xxx|hong|honggildong|gildong|hgd|example|sample)@[\w.]+"
    r"|@(?:example|sample|abc|xxx|aaa|bbb)\.(?:com|co\.kr|net|org)\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    rf"^{_MARKS}(?:작성\s?)?예시?\s?\d{{0,2}}\s?[)）\]】>〉:：]"
    rf"|^{_MARKS}(?:[가-힣]{{1,6}}\s){{0,2}}(?:작성\s?예시?|예시)\s?$"
    r"|[(\[<〈](?:작성\s?)?예시?[)\]>〉]\s*$",
    re.MULTILINE,
)
_CHOICE = re.compile("아니[오요]")  # 예: □ 아니오: □
_ASKS = re.compile(
    rf"^{_MARKS}(?:[가-힣]{{1,6}}\s)?(?:작성|기재)\s?(?:요령|방법|안내|지침|시\s?유의\s?사항)"
    r"\s*(?:$|[)\]】>〉:：(])"
    r"|^\s*[※☞*].*(?:작성|기재|기입|(?:[을를지]|하여|[적으]로)\s?기술)\s*(?:\([^()]*\))?\s*[.。]?\s*$"
    r"|(?:삭제|작성|기재|기입)\s?(?:할\s?것|요망|바람|하시오|하여\s?제출|하고\s?제출)\s*[.)]?\s*$",
    re.MULTILINE,
)
_SURNAME = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나엄원"
)
_ROLE = re.compile(
    r"(?:신청|제출|대리|작성|담당|책임|대표|동의|참여|기관|위원|확인|위임|수임|보호|연구|관리|검토|승인"
    r"|조합|이사|회|원|서|성|증|본|법)\s?(?:인|자|장|명|원)$"
)
_PERSON = re.compile(rf"[{_SURNAME}]\s*[가-힣]\s*[가-힣]?")
_SEAL = re.compile(r"[(（]\s*(?:인|印|서명|날인|직인|서명\s?또는\s?(?:날)?인)\s*[)）]\s*")
_SEALED = re.compile(
    rf"[가-힣]{{2,}}\s*[:：]?\s+(?P<name>[{_SURNAME}]\s?[가-힣]\s?[가-힣]?)\s*{_SEAL.pattern}$"
)


def why_sample(text: str, after: str = "") -> str:
    """example: a name, date, number or line as an example; guide: how to write; "": neither.
    after: the words that follow, in which a seal may stand."""
    stripped = text.strip()
    if not stripped:
        return ""
    if _ASKS.search(stripped):
        return "guide"
    if any(pattern.search(stripped) for pattern in (_NAME, _DATE, _NUMBER)):
        return "example"
    if _EXAMPLE.search(stripped) and not _CHOICE.search(stripped):
        return "example"
    return "example" if _is_sealed(stripped, after) else ""


def _is_sealed(text: str, after: str) -> bool:
    """A person's name before a seal: of a form that nobody filled it is an example's."""
    if _SEAL.fullmatch(after.strip()) and _PERSON.fullmatch(text):
        return not _ROLE.search(text)
    sealed = _SEALED.search(text)
    return sealed is not None and not _ROLE.search(sealed["name"].strip())
