"""Routes that programs of others ask: anybody may read them, from pages of other sites too."""

from collections.abc import Callable

from flask import Blueprint, Response, g, request

from civic.web.security import readable_elsewhere

READ = ("GET", "HEAD")
SENT = ("Content-Type", "Idempotency-Key", "If-None-Match", "X-Api-Key")
KEPT_OF_ERRORS = ("Retry-After", "Allow", "X-Request-ID")


def serve_programs(blueprint: Blueprint, prefix: str, error_body: Callable[[str, int], Response]):
    """What lies below a prefix, whether there is a route or not, is for programs: an error is
    error_body(sentence, status), the sentence empty where none is known; pages of any site may read
    it. No session is asked, so nothing of a person leaks."""

    @blueprint.url_value_preprocessor
    def note(_endpoint, _values):
        g.for_programs = True

    @blueprint.after_app_request
    def answered(response):
        if not request.path.startswith(prefix):
            return response
        if response.status_code >= 400 and not g.get("has_error_body"):
            sentence = (response.get_json(silent=True) or {}).get("error", "")
            answer = error_body(sentence, response.status_code)
            for name in KEPT_OF_ERRORS:
                if name in response.headers:
                    answer.headers[name] = response.headers[name]
            response = answer
        readable_elsewhere(response)
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        if request.method == "OPTIONS":  # a browser asks before it sends these from another site
            response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
            response.headers["Access-Control-Allow-Headers"] = ", ".join(SENT)
            response.headers["Access-Control-Max-Age"] = "86400"
        if response.status_code == 200 and request.method in READ:
            response.headers.setdefault("Cache-Control", "public, max-age=60")
        return response
