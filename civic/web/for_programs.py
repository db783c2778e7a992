"""Routes that programs of others ask: anybody may read them, from pages of other sites too."""

from collections.abc import Callable

from flask import g, request

READ = ("GET", "HEAD")


def serve_programs(blueprint, error_body: Callable) -> None:
    """Errors of a blueprint's routes become error_body(sentence, status), a response; what they
    answer may be read by pages of any site. They know no session, so nothing of a person leaks."""
    blueprint.url_value_preprocessor(_note)

    @blueprint.after_request
    def answered(response):
        if response.status_code >= 400 and not g.get("has_error_body"):
            sentence = (response.get_json(silent=True) or {}).get("error", "")
            body = error_body(sentence, response.status_code)
            for name in ("Retry-After", "Allow", "X-Request-ID"):
                if name in response.headers:
                    body.headers[name] = response.headers[name]
            response = body
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if response.status_code == 200 and request.method in READ:
            response.headers.setdefault("Cache-Control", "public, max-age=60")
        return response


def _note(_endpoint, _values):
    g.for_programs = True
