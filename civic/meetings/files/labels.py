"""Why a file is not taken, in words."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "empty": _l("빈 파일이에요. 다시 골라 주세요."),
    "too_large": _l("파일이 너무 커요. 하나에 10MB까지 올릴 수 있어요."),
    "kind_not_taken": _l("PDF, HWP, HWPX, DOCX, XLSX, PPTX, ODT 파일만 올릴 수 있어요."),
    "other_kind": _l(
        "이름은 .%(named)s인데 내용은 %(really)s 파일이에요. 이름을 바로잡아 올려 주세요."
    ),
    "macros": _l("매크로가 든 파일은 받지 않아요. 매크로 없이 저장해서 올려 주세요."),
    "damaged": _l("깨져서 열 수 없는 파일이에요. 다시 저장해서 올려 주세요."),
    "too_many": _l("한 모임에 파일은 10개까지 올릴 수 있어요."),
}
