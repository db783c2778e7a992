"""The words for what is kept for how long, why, and what becomes of it."""

from flask_babel import lazy_gettext as _l

# kind of retention/rules.py → (what, why it is kept, what happens when its time is over).
PERIODS = {
    "drafts": (_l("쓰다 만 제보"), _l("이어 쓰기"), _l("지움")),
    "imports": (_l("가져오지 않은 민원 파일"), _l("살펴보고 가져오기"), _l("지움")),
    "notices": (_l("알림"), _l("지난 소식 다시 보기"), _l("지움")),
    "sign_ups": (_l("지난 모임의 신청"), _l("자리와 참석 확인"), _l("지움")),
    "panels": (
        _l("시민참여단 신청과 참여"),
        _l("뽑고 연락하기. 뽑히지 않으면 추첨부터, 참여하면 활동이 끝난 날부터 셈"),
        _l("번호만 남기고 지움"),
    ),
    "survey_links": (
        _l("끝난 설문에 누가 답했는지의 연결"),
        _l("한 사람이 한 번만 답하게 하기"),
        _l("연결을 지우고 답만 이름 없이 남김"),
    ),
    "masked_words": (
        _l("개인정보를 가리기 전 글"),
        _l("잘못 가렸는지 담당자가 살펴보기"),
        _l("원래 글을 지움"),
    ),
    "photo_originals": (
        _l("가리기 전 사진"),
        _l("잘못 가린 사진 되돌리기"),
        _l("원래 사진을 지움"),
    ),
    "rounds_ended": (
        _l("끝난 참여 기간의 이름과 가져온 글의 글쓴이 표시"),
        _l("누가 제보했는지 보이기로 한 글에 이름 보이기, 가져온 글을 쓴 사람 세기"),
        _l("이름을 가리고 표시를 지움"),
    ),
    "sign_in_codes": (_l("인증번호 기록"), _l("맞는 번호인지 확인하기"), _l("지움")),
    "sign_ins": (
        _l("끝난 로그인 기록"),
        _l("내 기기가 아닌 로그인 알아보기"),
        _l("지움"),
    ),
    "accounts_unused": (
        _l("쓰지 않는 계정"),
        _l("다시 왔을 때 이어서 참여하기"),
        _l("이름, 주소, 태어난 해를 지우고 떠난 주민으로 바꿈"),
    ),
    "vote_links": (
        _l("누가 어떤 표를 냈는지 이어 주는 기록"),
        _l("이의신청을 확인하기. 봉인한 날부터 세고, 그때 정해 둔 기간을 그대로 따름"),
        _l("이 기록을 지움"),
    ),
}
