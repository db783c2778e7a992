"""Why a photo is not taken: reason → (HTTP status, sentence). The only wording of each. Pure."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "empty": (422, _l("빈 파일이에요. 사진을 다시 골라 주세요.")),
    "too_large": (413, _l("사진이 너무 커요. 한 장에 15MB까지 보낼 수 있어요.")),
    "not_an_image": (415, _l("사진 파일이 아니에요. JPG나 PNG 사진을 골라 주세요.")),
    "kind_not_taken": (415, _l("이 형식은 받지 않아요. JPG나 PNG 사진을 골라 주세요.")),
    "heic_not_read": (
        415,
        _l(
            "이 서버는 HEIC 사진을 열지 못해요. JPG로 바꿔서 보내 주세요. 아이폰은 설정 → 카메라 → "
            "포맷에서 ‘높은 호환성’을 고르면 JPG로 찍어요."
        ),
    ),
    "too_many_pixels": (422, _l("화소가 너무 많아요. 5천만 화소까지 보낼 수 있어요.")),
    "unfolds_too_large": (
        422,
        _l("사진을 열면 너무 커져요. JPG로 바꾸거나 크기를 줄여서 보내 주세요."),
    ),
    "busy": (503, _l("지금 사진을 보내는 분이 많아요. 10초 뒤에 다시 보내 주세요.")),
    "damaged": (422, _l("사진이 깨져서 열 수 없어요. 다른 사진을 골라 주세요.")),
}
