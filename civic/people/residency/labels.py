"""Why residency is not proven: reason of a CodeRefused or NotVerified → sentence; carriers."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "unknown": _l("없는 참여 코드예요. 받은 10자리를 다시 살펴봐 주세요."),
    "used": _l("이미 쓴 참여 코드예요. 한 코드는 한 사람만 쓸 수 있어요."),
    "expired": _l("쓸 수 있는 때가 지난 참여 코드예요. 담당 부서에 새 코드를 물어봐 주세요."),
    "voided": _l("취소된 참여 코드예요. 담당 부서에 새 코드를 물어봐 주세요."),
    "resident": _l("이미 주민으로 확인됐어요. 다시 하지 않아도 돼요."),
    "taken": _l(
        "다른 계정에서 이미 주민으로 확인된 분이에요. 그 계정으로 로그인해 주세요. 어느"
        " 계정인지 모르겠다면 신분증을 가지고 담당 부서로 오시면 알려 드려요."
    ),
    "someone_else": _l(
        "이 계정은 다른 분이 주민으로 확인된 계정이에요. 한 계정은 한 사람만 쓸 수 있으니 새"
        " 계정을 만들어 주세요."
    ),
    "not_verified": _l("본인확인을 마치지 못했어요. 처음부터 다시 해 주세요."),
    "away": _l(
        "지금은 본인확인 서비스에 닿지 않아요. 잠시 뒤 다시 하거나 다른 방법으로 확인해 주세요."
    ),
    "details": _l(
        "이름, 휴대전화 번호, 통신사가 서로 맞지 않아요. 통신사에 가입한 그대로 적어 주세요."
    ),
    "waiting": _l(
        "아직 PASS 앱에서 확인하지 않았어요. 앱의 알림을 누르고 인증한 뒤 다시 눌러 주세요."
    ),
    "too_often": _l(
        "본인확인을 너무 여러 번 했어요. 내일 다시 하거나 다른 방법으로 확인해 주세요."
    ),
    "not_accepted": _l("이번 투표는 이 방법으로 확인한 주민을 받지 않아요."),
}
# As PortOne writes them (engines/identity/portone.py).
CARRIERS = {
    "SKT": _l("SKT"),
    "KT": _l("KT"),
    "LGU": _l("LG U+"),
    "SKT_MVNO": _l("SKT 알뜰폰"),
    "KT_MVNO": _l("KT 알뜰폰"),
    "LGU_MVNO": _l("LG U+ 알뜰폰"),
}
