"""큰 글씨: how large a reader has the words, and the switch."""

from flask import Blueprint, make_response, redirect, request

from civic.web.addresses import own_path

COOKIE = "text"
YEAR_S = 31_536_000
bp = Blueprint("text_size", __name__)


def init_app(app) -> None:
    app.register_blueprint(bp)
    app.context_processor(lambda: {"large_text": is_large()})


def is_large() -> bool:
    return request.cookies.get(COOKIE) == "large"


@bp.get("/text/<any(plain, large):size>")
def choose(size):
    """Switch the size and stay on the page. Only a cookie tells: nothing is stored."""
    response = make_response(redirect(own_path(request.args.get("next")), 303))
    response.set_cookie(COOKIE, size, max_age=YEAR_S, samesite="Lax", httponly=True)
    return response
