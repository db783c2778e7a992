"""What is said about a finding."""

from flask_babel import lazy_gettext as _l

from civic.plans.wording.finding import Finding

FINDINGS = {
    "sentence": _l("‘%(words)s’: 문장으로 끝나요. 개조식이면 명사로 끝내요 (~함, ~임, ~ 추진)."),
    "hanging": _l("‘%(words)s’: 끝맺는 명사가 없어요."),
    "long": _l("‘%(words)s’: 한 줄이 %(letters)s자예요. %(most)s자 안으로 나누면 읽기 쉬워요."),
    "repeat": _l("‘%(words)s’: 앞의 ‘%(earlier)s’ 부분과 거의 같은 말이에요."),
    "number": _l("‘%(words)s’: 자료의 값은 %(value)s (%(says)s)."),
}


def finding_words(finding: Finding) -> str:
    """The finding in the reader's language."""
    return str(FINDINGS[finding.kind]) % (finding.values | {"words": finding.words})
