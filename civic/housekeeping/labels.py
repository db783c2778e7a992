"""The words for chores: what each does, and what it has left undone."""

from flask_babel import lazy_gettext as _l

LABELS = {
    "notices": _l("알림, 푸시, 하루 한 번 이메일 보내기"),
    "jobs-wake": _l("기다리는 긴 작업 다시 부르기"),
    "groupings-wake": _l("기다리는 주제 묶기 다시 부르기"),
    "bundles-wake": _l("기다리는 공개 데이터 묶음 다시 부르기"),
    "theme-arrivals": _l("새 글을 읽고 주제에 넣기"),
    "participants": _l("제보가 많은 참여 기간에서 참여한 사람을 미리 세어 두기"),
    "piles": _l("제보가 많은 참여 기간에서 같은 말을 미리 찾아 두기"),
    "forms": _l("프로그램이 바뀌면 올려 둔 공모 양식 다시 읽기"),
    "panels": _l("시민참여단 신청 명단을 제때 공개하고, 답이 없으면 예비에게 묻기"),
    "webhooks": _l("새 제보와 결과를 다른 프로그램에 알리기(웹훅)"),
    "vote-chain": _l("투표 기록의 확인값을 시간마다 공개하기"),
    "vote-links": _l("이의신청 기간이 끝난 투표의 이름 연결 지우기"),
    "vote-check": _l("봉인한 투표가 그대로인지 날마다 확인하기"),
    "sign-in-codes": _l("하루 지난 인증번호 기록 지우기"),
    "drafts": _l("7일 지난 임시저장 지우기"),
    "kept-forms": _l("로그인이 끝나 담아 둔 글을 1시간 뒤 지우기"),
    "imports": _l("가져오지 않은 민원 파일을 14일 뒤 지우기"),
    "sign-ups": _l("모임 30일 뒤 신청한 주민 지우기"),
    "photos": _l("하루 동안 쓰지 않은 사진 지우기"),
    "jobs": _l("2주 지난 작업 기록 지우기"),
    "access-log": _l("보관 기간이 지난 접속기록 지우기"),
    "retention": _l("시마다 정한 보유 기간이 지난 개인정보 지우기"),
    "backup": _l("날마다 백업하기(CIVIC_BACKUPS를 정한 곳에서)"),
}
# Of each chore that can owe something: what.
OWED = {
    "notices": _l("1년 지난 알림"),
    "jobs-wake": _l("아무도 시작하지 않은 긴 작업"),
    "panels": _l("공개하지 않은 신청 명단, 답을 기다린 자리"),
    "vote-chain": _l("공개하지 않은 투표 기록"),
    "vote-links": _l("이름 연결"),
    "sign-in-codes": _l("인증번호 기록"),
    "drafts": _l("임시저장"),
    "kept-forms": _l("담아 둔 글"),
    "imports": _l("가져오지 않은 민원 파일"),
    "sign-ups": _l("지난 모임의 신청"),
    "photos": _l("쓰지 않은 사진"),
    "jobs": _l("작업 기록"),
    "access-log": _l("접속기록"),
    "retention": _l("보유 기간이 지난 것"),
}
