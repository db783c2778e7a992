"""The words for what was looked at."""

from flask_babel import lazy_gettext as _l

DATA = {
    "codes": _l("참여 코드"),
    "desk": _l("창구 확인"),
    "rights": _l("권한이 있는 사람과 주소"),
    "log": _l("접속기록"),
    "voters": _l("투표한 사람과 주소"),
    "sign_ups": _l("모임을 신청한 주민과 주소"),
    "panel": _l("시민참여단에 신청한 주민과 주소"),
    "import": _l("가져온 민원 파일"),
    "flags": _l("신고와 신고한 주민"),
    "masked": _l("주민이 쓴 글의 가린 개인정보"),
    "export": _l("내려받은 자료"),
    "photo": _l("가린 사진"),
}
