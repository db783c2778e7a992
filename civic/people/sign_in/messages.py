"""The words of one-time codes: the message, and what is said when one does not fit. Pure."""

from flask_babel import gettext as _


def code_message(digits: str, title: str, minutes: int, by_phone: bool, host: str) -> tuple:
    """(subject, text) of the message that carries a code.

    Args: title: the site's name. host: of the site; phones fill in the last line by themselves
    when it names the site (WebOTP).
    """
    text = _(
        "[%(title)s] 인증번호 %(digits)s (%(n)s분 안에)", title=title, digits=digits, n=minutes
    )
    if by_phone:
        text += f"\n\n@{host} #{digits}"
    else:
        text += "\n\n" + _("요청한 적이 없다면 이 편지는 지워 주세요. 아무 일도 일어나지 않아요.")
    return _("인증번호 %(digits)s", digits=digits), text


def code_sentence(outcome: str) -> str:
    """Why a code did not open the door; outcome as SignInCode.try_once gives it."""
    return {
        "wrong": _("인증번호가 맞지 않아요. 다섯 번까지 넣어 볼 수 있어요."),
        "expired": _("시간이 지난 인증번호예요. 새 번호를 받아 주세요."),
        "spent": _("이미 썼거나 다섯 번 틀린 인증번호예요. 새 번호를 받아 주세요."),
    }[outcome]
