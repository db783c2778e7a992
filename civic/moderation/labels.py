"""Reasons people flag for, and the names of things and acts in the queue and the log."""

from flask_babel import lazy_gettext as _l

FLAG_REASONS = {
    "privacy": _l("얼굴·번호판·전화번호 같은 개인정보"),
    "abuse": _l("욕설이나 비방"),
    "advert": _l("광고나 도배"),
    "false": _l("사실과 다른 내용"),
    "other": _l("다른 이유"),
}
KIND_NAMES = {
    "issue": _l("도시문제"),
    "issue_comment": _l("도시문제 의견"),
    "solution": _l("해결방안"),
    "solution_comment": _l("해결방안 의견"),
}
# act: (icon, words)
ACTS = {
    "hide": ("no", _l("가림")),
    "restore": ("undo", _l("다시 보임")),
    "dismiss": ("done", _l("신고 살펴봄, 그대로 둠")),
    "status": ("half", _l("상태 바꿈")),
    "merge": ("merge", _l("합침")),
    "correct_title": ("pen", _l("제목을 바로잡음")),
    "correct_body": ("pen", _l("내용을 바로잡음")),
    "correct_category": ("list", _l("분야를 바로잡음")),
    "correct_place": ("pin", _l("위치를 바로잡음")),
    "revise": ("pen", _l("해결방안 고침")),
    "put_on_ballot": ("vote", _l("투표 대상에 올림")),
    "take_off_ballot": ("undo", _l("투표 대상에서 내림")),
    "fill_in": ("won", _l("제안의 비용이나 운영을 채움")),
    "remove": ("no", _l("투표 중에 투표지에서 뺌")),
    "import": ("up", _l("기존 민원을 가져옴")),
    "undo_import": ("undo", _l("가져온 민원을 되돌림")),
    "hear": ("talk", _l("모임에서 들은 의견을 확인함")),
    "unhear": ("undo", _l("모임에서 들은 의견을 되돌림")),
    "round_open": ("plus", _l("참여 기간을 엶")),
    "round_change": ("pen", _l("참여 기간 설정을 바꿈")),
    "round_phases": ("calendar", _l("일정을 바꿈")),
    "many_looked": ("done", _l("여러 제보를 확인함")),
    "many_category": ("list", _l("여러 제보의 분야를 바로잡음")),
    "many_place": ("pin", _l("여러 제보의 읍면동을 바로잡음")),
    "many_theme": ("group", _l("여러 제보를 주제에 넣음")),
    "many_department": ("people", _l("여러 제보를 부서에 맡김")),
    "many_status": ("half", _l("여러 제보의 상태를 바꿈")),
    "many_answer": ("talk", _l("여러 제보에 답함")),
    "many_transfer": ("share2", _l("여러 제보를 다른 기관으로 보냄")),
    "many_merge": ("merge", _l("여러 제보를 합침")),
    "many_printing": ("doc", _l("여러 제보를 계획서에 실을지 정함")),
    "many_hide": ("no", _l("여러 제보를 가림")),
}
