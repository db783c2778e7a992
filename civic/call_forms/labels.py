"""What is said about forms that can't be read, values that can't be put in, and places."""

from flask_babel import gettext as _

from civic.call_forms.refusals import FormChanged, FormRefused, ValueRefused


def about_form(wrong: FormRefused) -> str:
    """Why a form can't be read, and what to do."""
    return {
        "too_large": _("양식이 너무 커요. 그림을 줄여 20MB 아래로 저장해서 올려 주세요."),
        "too_long": _("양식이 너무 길어요. 신청서에 드는 쪽만 남겨 저장해서 올려 주세요."),
        "empty": _("파일이 비어 있어요."),
        "unknown": _("양식 파일이 아니에요. 한글(.hwp, .hwpx)이나 워드(.docx) 파일을 올려 주세요."),
        "other_file": _(
            "양식이 아니라 .%(really)s 파일이에요. 한글(.hwp, .hwpx)이나 워드(.docx) 파일을 "
            "올려 주세요.",
            really=wrong.detail,
        ),
        "hwp3": _("오래된 한글(3.x) 파일이에요. 한글에서 .hwpx로 다시 저장해서 올려 주세요."),
        "old_word": _("오래된 워드(.doc) 파일이에요. .docx로 다시 저장해서 올려 주세요."),
        "misnamed": _(
            "이름은 .%(named)s인데 내용은 %(really)s 파일이에요. 이름을 바로잡아 올려 주세요.",
            **_named(wrong),
        ),
        "password": _("암호가 걸린 파일이에요. 암호를 풀고 저장해서 올려 주세요."),
        "distribution": _("배포용(읽기 전용) 문서예요. 공모 담당 부서에 양식 원본을 받아 주세요."),
        "drm": _("보안(DRM)이 걸린 파일이에요. 보안을 풀고 저장해서 올려 주세요."),
        "macros": _("매크로가 든 파일이에요. 매크로를 지우고 저장해서 올려 주세요."),
        "broken": _("파일이 깨져 있어요. 한글이나 워드에서 열어 다시 저장해서 올려 주세요."),
        "not_converted": _(
            "이 한글 파일에는 옮길 수 없는 내용이 있어요. .hwpx로 저장해서 올려 주세요."
        ),
    }[wrong.code]


def _named(wrong: FormRefused) -> dict[str, str]:
    named, _blank, really = wrong.detail.partition(" ")
    return {"named": named, "really": really}


def about_value(wrong: ValueRefused) -> str:
    """Why a value can't be put in its place."""
    return {
        "unknown_place": _("‘%(place)s’ 자리를 찾지 못했어요.", place=wrong.place),
        "ambiguous": _("‘%(place)s’에 맞는 자리가 여럿이에요. 하나를 고르세요.", place=wrong.place),
        "twice": _("‘%(place)s’ 자리에 값이 둘이에요.", place=wrong.place),
        "overlap": _("‘%(place)s’ 자리가 다른 값의 자리와 겹쳐요.", place=wrong.place),
        "holds_objects": _(
            "‘%(place)s’ 칸에는 표나 그림, 체크 상자가 있어 글로 덮어쓰지 않아요.",
            place=wrong.place,
        ),
        "wrong_kind": _("‘%(place)s’ 자리에는 이런 값을 넣을 수 없어요.", place=wrong.place),
        "columns": _("‘%(place)s’ 표의 열 수와 값의 열 수가 달라요.", place=wrong.place),
        "rows": _("‘%(place)s’ 표에 행을 더할 수 없어요.", place=wrong.place),
        "picture": _(
            "‘%(place)s’ 그림을 읽을 수 없어요. PNG나 JPEG로 넣어 주세요.", place=wrong.place
        ),
        "long": _("‘%(place)s’ 값이 너무 길어요. 줄여서 넣어 주세요.", place=wrong.place),
    }[wrong.code]


def about_change(wrong: FormChanged) -> str:
    return {
        "changed": _("넣으려던 자리 밖이 바뀌어 파일을 내주지 않아요: %(what)s", what=wrong.detail),
        "not_written": _("넣은 값이 파일에서 다시 읽히지 않아요: %(what)s", what=wrong.detail),
        "formats": _("양식의 서식이 바뀌어 파일을 내주지 않아요: %(what)s", what=wrong.detail),
        "not_hwp": _("이 양식은 .hwp로 저장할 수 없어요. .hwpx로 받아 주세요."),
    }[wrong.code]


def about_note(code: str) -> str:
    """What to look at in a filled file."""
    return {
        "look_in_hangul": _("한글에서 한 번 열어 확인하세요: .hwp는 파일 전체를 다시 써요."),
        "hwp_rewritten": _(
            ".hwp로 다시 쓰면서 달라지는 서식이 있는 양식이에요. .hwpx로 받는 편이 안전해요."
        ),
        "may_be_cut": _(
            "쪽을 넘지 못하게 만든 표에 긴 글이 들어갔어요. 한 쪽보다 길면 아래가 잘려요. "
            "글을 줄이거나, ‘긴 표는 다음 쪽으로 잇기’를 골라 다시 만들어 주세요."
        ),
        "may_break": _(
            "긴 글이 들어간 표가 다음 쪽으로 이어지게 했어요. 바꾼 것은 그 표의 "
            "‘쪽 경계에서 나눔’과 ‘글자처럼 취급’뿐이에요. 한글에서 쪽이 나뉘는 곳을 확인하세요."
        ),
        "formats_differ": _("양식과 다른 파일 형식으로 저장해 글과 표의 모양만 견주었어요."),
    }[code]


def kind_word(kind: str) -> str:
    return {
        "field": _("누름틀"),
        "named_cell": _("이름 있는 칸"),
        "line": _("줄"),
        "checkbox": _("체크 상자"),
        "cell": _("칸"),
        "rows": _("표의 행"),
        "block": _("글 아래"),
        "remove_guide": _("지울 안내문"),
    }[kind]
