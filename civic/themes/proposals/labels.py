"""What people read about a grouping that runs: its steps, and why it failed."""

from flask_babel import lazy_gettext as _l

STEPS = {
    "": _l("차례를 기다리는 중"),
    "read": _l("글을 모으는 중"),
    "meaning": _l("글의 단어와 뜻을 읽는 중"),
    "group": _l("비슷한 글끼리 묶는 중"),
}
FAILURES = {
    "lost": _l("작업하던 프로그램이 멈춰서 끝내지 못했어요. 주제는 그대로 있어요."),
    "few": _l("묶을 글이 너무 적어요. 글이 더 모인 뒤에 다시 해 주세요."),
    "busy": _l("데이터베이스가 바빠서 끝내지 못했어요. 조금 뒤에 다시 해 주세요."),
    "room": _l("저장할 자리나 메모리가 모자라요. 운영자에게 알려 주세요."),
    "broken": _l("프로그램에 문제가 있어 끝내지 못했어요. 운영자에게 알려 주세요."),
}
